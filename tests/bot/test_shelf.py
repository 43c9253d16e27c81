import asyncio
import logging

import pytest

from adapters.chat.message import Completion, Reply
from adapters.values import RequestState
from bot.settings import Settings
from bot.shelf import LOOKED_AFTER_S, Shelf, Voices, open_catalogue, own_catalogue
from engine.building.importing import import_files
from engine.catalogue import Catalogue, starter_catalogue
from engine.described import DescribedSong
from engine.errors import CatalogueError
from engine.tracks import AudioFeatures

HEADER = (
    "title,artist,danceability,energy,loudness,speechiness,acousticness,instrumentalness,"
    "liveness,valence,tempo"
)


@pytest.fixture
def settings(tmp_path):
    return Settings(_env_file=None, data_dir=tmp_path / "data", key_file=tmp_path / "key")


@pytest.fixture
def bring(tmp_path, settings):
    """Imports so many songs."""

    def imported(count, anew=False):
        rows = [f"Song {n},Band,0.5,0.9,-3,0.1,0,0,0.2,0.4,{100 + n}" for n in range(count)]
        path = tmp_path / "songs.csv"
        path.write_text("\n".join([HEADER, *rows]))
        import_files([path], own_catalogue(settings), anew=anew, told=lambda _, __: None)

    return imported


class Looks:
    """Sleep that returns when the test wants the next look, and knows when one is over."""

    def __init__(self):
        self.asked_s = []
        self._due, self._asleep = asyncio.Semaphore(0), asyncio.Event()

    async def sleep(self, seconds):
        self.asked_s.append(seconds)
        self._asleep.set()
        await self._due.acquire()
        self._asleep.clear()

    async def once(self):
        await self._asleep.wait()
        self._asleep.clear()
        self._due.release()
        await self._asleep.wait()


class Voice:
    """Answers everything with the size of its catalogue, when it may."""

    def __init__(self, catalogue: Catalogue):
        self.size = len(catalogue)
        self.may_answer = asyncio.Event()

    async def answer(self, turn):
        await self.may_answer.wait()
        turn.append(self.size)
        return RequestState.ANSWERED

    async def complete(self, command, typed, locale):
        return [Completion(f"{command} {typed} {locale}", str(self.size))]

    async def answer_inline(self, words, locale):
        return Reply(f"{words} {locale} {self.size}")


@pytest.fixture
async def watched(settings):
    """A shelf, its looks, and all voices that it ever had."""
    voices, looks = [], Looks()

    def voices_of(catalogue):
        voices.append(voice := Voice(catalogue))
        return Voices(voice.answer, voice.complete, voice.answer_inline)

    shelf = Shelf(settings, voices_of)
    watching = asyncio.create_task(shelf.watch(sleep=looks.sleep))
    yield shelf, looks, voices
    watching.cancel()


def test_without_an_import_the_starter_is_used(settings):
    assert open_catalogue(settings).version == starter_catalogue().version


def test_what_was_imported_is_used(settings, bring):
    bring(3)

    assert own_catalogue(settings) == settings.data_dir / "catalogue"
    assert len(open_catalogue(settings)) == 3


def test_a_folder_that_was_named_must_hold_a_catalogue(settings, tmp_path):
    named = settings.model_copy(update={"catalogue_dir": tmp_path / "mine"})

    assert own_catalogue(named) == tmp_path / "mine"
    with pytest.raises(CatalogueError):
        open_catalogue(named)


async def test_a_new_catalogue_answers_without_a_restart(watched, bring):
    shelf, looks, _ = watched
    [before] = await shelf.complete("seed", "so", None)

    for count in (3, 4):
        bring(count)
        await looks.once()

    assert before.value == str(len(starter_catalogue()))
    assert await shelf.complete("seed", "so", "de") == [Completion("seed so de", "4")]
    assert await shelf.answer_inline("calm", "fr") == Reply("calm fr 4")
    assert looks.asked_s == [LOOKED_AFTER_S] * 3


async def test_an_answer_that_has_begun_keeps_its_catalogue(watched, bring):
    shelf, looks, voices = watched
    turn = []
    answering = asyncio.create_task(shelf.answer(turn))
    await asyncio.sleep(0)

    bring(3)
    await looks.once()
    voices[1].may_answer.set()
    await shelf.answer(turn)
    voices[0].may_answer.set()

    assert await answering is RequestState.ANSWERED
    assert turn == [3, voices[0].size]


async def test_while_nothing_changes_nothing_is_opened_again(watched, bring):
    _, looks, voices = watched
    bring(3)

    for _ in range(3):
        await looks.once()

    assert len(voices) == 2


async def test_a_broken_catalogue_is_told_of_once_and_the_one_before_stays(
    watched, bring, settings, caplog
):
    shelf, looks, voices = watched
    bring(3)
    await looks.once()
    bring(4)
    (own_catalogue(settings) / "current" / "features.npy").write_bytes(b"broken")

    with caplog.at_level(logging.ERROR):
        await looks.once()
        await looks.once()

    assert len(caplog.records) == 1
    assert "features.npy" in caplog.text
    assert (await shelf.complete("seed", "so", None))[0].value == "3"
    bring(5, anew=True)
    await looks.once()
    assert voices[-1].size == 5


async def test_a_song_that_was_described_joins_the_catalogue_at_the_next_look(settings):
    described, opened, looks = [], [], Looks()

    def voices_of(catalogue):
        opened.append((len(catalogue.guests), len(catalogue)))
        voice = Voice(catalogue)
        return Voices(voice.answer, voice.complete, voice.answer_inline)

    shelf = Shelf(settings, voices_of, guests=lambda: described)
    watching = asyncio.create_task(shelf.watch(sleep=looks.sleep))
    features = AudioFeatures(0.8, 0.8, -5.0, 0.05, 0.1, 0.0, 0.1, 0.95, 120.0)
    described.append(DescribedSong("0" * 22, "New", ("Somebody",), features))
    await looks.once()
    await looks.once()
    watching.cancel()

    own = len(starter_catalogue())
    assert opened == [(0, own), (1, own + 1)]
