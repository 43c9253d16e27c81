"""A listener's own songs on the page: dropped as a file, sorted, taken away, and the only pool."""

from pathlib import Path

from playwright.async_api import Page, expect

from engine.catalogue import starter_catalogue
from engine.song_lists.reading import list_in_file
from tests.journeys.conftest import Program
from tests.journeys.test_selfie_to_songs import opened, sets, titles

DROP = """(text) => {
  const data = new DataTransfer();
  data.items.add(new File([text], "mine.csv", { type: "text/csv" }));
  const drop = { dataTransfer: data, bubbles: true, cancelable: true };
  document.body.dispatchEvent(new DragEvent("drop", drop));
}"""


def exportify() -> str:
    catalogue = starter_catalogue()
    tracks = [catalogue.track(row) for row in range(0, len(catalogue), 20)]
    lines = [
        f'spotify:track:{one.track_id},"{one.title.replace(chr(34), "")}","{one.artists[0]}"'
        for one in tracks
    ]
    header = "Track URI,Track Name,Artist Name(s)"
    return "\n".join([header, *lines, 'spotify:track:none,"No Such Song","Nobody At All"'])


async def test_own_songs_are_dropped_sorted_taken_away_and_chosen_from(
    program: Program, page: Page, tmp_path: Path
):
    await opened(page, program)
    await page.evaluate(DROP, exportify())
    log = page.locator("#log")
    await expect(log).to_contain_text("is not in my catalogue: \u201cNobody At All")

    await page.get_by_role("button", name="Your songs of this mood: sad").click()
    heading = page.get_by_role("heading", name="Your own songs: sad")
    await expect(heading).to_be_visible()
    async with page.expect_download() as download:
        await page.locator("a.file", has_text="mien-own-sad.csv").click()
    path = tmp_path / "sad.csv"
    await (await download.value).save_as(path)

    sad = list_in_file(path.read_bytes(), name="sad.csv").songs
    assert len(sad) > 10
    await page.get_by_role("button", name="Choose only from my songs").click()
    await page.locator("#text").fill("sad")
    await page.locator("#text").press("Enter")
    await expect(page.get_by_text("Songs for a sad mood.")).to_be_visible()
    mine = {line.split('","')[0].rpartition('"')[2] for line in exportify().splitlines()}
    chosen = [title.replace('"', "") for title in await titles(sets(page).last)]
    assert set(chosen) <= mine
