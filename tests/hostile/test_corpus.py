"""Whatever is sent is read or refused with a sentence, within the memory of a small machine."""

from collections.abc import Iterator

import pytest

from bot.replies.errors import error_sentence
from engine.errors import UnreadableMediaError
from tests.hostile.corpus import FILES
from tests.hostile.kinds import NO_FACE, READ, Kind
from tests.hostile.scales import MOST_MB, Scales


@pytest.fixture(scope="module")
def scales() -> Iterator[Scales]:
    with Scales() as scales:
        yield scales


@pytest.mark.parametrize("kind", FILES, ids=lambda kind: kind.name)
def test_a_hostile_file_is_read_or_refused_with_a_sentence(scales: Scales, kind: Kind):
    verdict = scales.weigh(kind.make())

    assert verdict.end in kind.ends, verdict
    assert verdict.grown_mb <= MOST_MB
    assert verdict.end == READ or verdict.said


def test_every_kind_has_a_name_of_its_own():
    names = [kind.name for kind in FILES]

    assert len(names) == len(set(names))
    assert len(names) >= 60


def test_what_is_damaged_is_said_to_be(scales: Scales):
    verdict = scales.weigh(b"\xff\xd8\xff\xe0")

    assert verdict.said == error_sentence(UnreadableMediaError())


def test_a_picture_without_a_face_gets_a_hint(scales: Scales):
    [white] = [kind for kind in FILES if kind.name == "png of one pixel"]

    verdict = scales.weigh(white.make())

    assert verdict.end == NO_FACE
    assert "mood" in verdict.said
