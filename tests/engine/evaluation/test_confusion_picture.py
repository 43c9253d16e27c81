from xml.etree import ElementTree

from engine.emotions import EMOTIONS
from engine.evaluation.confusion_picture import confusion_svg

SVG = "{http://www.w3.org/2000/svg}"


def picture(confusion):
    ours = confusion_svg(confusion, title="Who & what")
    return ElementTree.fromstring(ours)  # noqa: S314 - written just now


def counts(**cells):
    rows = [[0] * len(EMOTIONS) for _ in EMOTIONS]
    for name, row in cells.items():
        rows[EMOTIONS.index(name)] = row
    return rows


def words(root):
    return [text.text for text in root.iter(f"{SVG}text")]


def test_each_cell_shows_its_share_of_the_row_and_its_count():
    shown = words(picture(counts(happy=[1, 0, 0, 3, 0, 0, 0])))

    assert "75%" in shown
    assert "3" in shown
    assert "25%" in shown


def test_emotions_name_rows_and_columns():
    shown = words(picture(counts()))

    assert all(shown.count(emotion.value) == 2 for emotion in EMOTIONS)


def test_the_title_is_there_for_screen_readers_too():
    assert picture(counts()).find(f"{SVG}title").text == "Who & what"


def test_full_cells_are_darker_than_empty_ones():
    root = picture(counts(angry=[5, 0, 0, 0, 0, 0, 0]))

    fills = [rect.get("fill") for rect in root.iter(f"{SVG}rect")]

    assert fills[1] == "#08306b"
    assert fills[2] == "#f7fbff"
