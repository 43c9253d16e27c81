import pytest

from adapters.errors import AdapterError, MediaGoneError, PlatformError
from bot.ports import BusyError
from bot.replies.errors import (
    apology_in,
    error_reply,
    error_sentence,
    unknown_command,
    unknown_mood,
)
from bot.replies.language import LANGUAGES, speaking
from engine.errors import (
    AssetError,
    CatalogueError,
    EngineError,
    FaceHint,
    MediaTooLargeError,
    NoFaceError,
    NothingToOfferError,
    UnsupportedMediaError,
)

MADE_OF_FACTS = {
    MediaTooLargeError: lambda: MediaTooLargeError(3e7, limit=2e7, unit="bytes"),
    UnsupportedMediaError: lambda: UnsupportedMediaError("pdf"),
    AssetError: lambda: AssetError("pnet", "is missing"),
    CatalogueError: lambda: CatalogueError("/songs", "is missing"),
}


def kinds_below(kind):
    for child in kind.__subclasses__():
        yield child
        yield from kinds_below(child)


def errors_of_the_engine():
    kinds = {kind for kind in kinds_below(EngineError) if kind.__module__.startswith("engine")}
    return [MADE_OF_FACTS.get(kind, kind)() for kind in sorted(kinds, key=lambda k: k.__name__)]


def test_every_error_of_the_engine_has_a_sentence_of_its_own():
    sentences = [error_sentence(error) for error in errors_of_the_engine()]

    assert len(sentences) >= 8
    assert apology_in(None) not in sentences
    assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NothingToOfferError(), "no song for that mood and goal"),
        (NothingToOfferError(refused=True), "you disliked all of them"),
        (NothingToOfferError(explicit=True), "You can allow explicit songs"),
        (NothingToOfferError(refused=True, explicit=True), "You can allow explicit songs"),
    ],
)
def test_where_nothing_is_left_its_reason_is_said_and_other_moods_are_offered(error, said):
    reply = error_reply(error)

    assert said in reply.text
    assert sum(len(row) for row in reply.buttons) == 6


def test_no_sentence_gives_away_a_path_or_the_name_of_a_file():
    for error in errors_of_the_engine():
        assert "/songs" not in error_sentence(error)
        assert "pnet" not in error_sentence(error)


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("bytes", "29 MB"),
        ("s", "90 seconds"),
        ("frames", "too many frames"),
        ("pixels", "too many pixels"),
        ("px side", "too many pixels"),
    ],
)
def test_what_is_too_large_is_told_in_its_own_unit(unit, words):
    size = 3e7 if unit == "bytes" else 90

    assert words in error_sentence(MediaTooLargeError(size, limit=60, unit=unit))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_read_is_named_only_where_its_format_is_known(language):
    with speaking(language):
        known = error_sentence(UnsupportedMediaError("pdf"))
        unknown = error_sentence(UnsupportedMediaError())

    assert known.replace(" (pdf)", "") == unknown
    assert "JPEG" in unknown


def test_where_no_face_was_found_the_moods_are_offered():
    reply = error_reply(NoFaceError())

    assert len([button for row in reply.buttons for button in row]) == 6
    assert reply.text.endswith("tell me your mood:")


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        (None, "no face"),
        (FaceHint.TOO_DARK, "too dark"),
        (FaceHint.BLURRED, "too blurred"),
        (FaceHint.TOO_SMALL, "too small"),
        (FaceHint.TURNED_AWAY, "turned to the camera"),
    ],
)
def test_where_no_face_was_found_the_likely_reason_is_told(hint, words):
    assert words in error_sentence(NoFaceError(hint=hint))


def test_a_full_queue_says_when_to_try_again():
    assert "in 5 seconds" in error_sentence(BusyError(4.2))
    assert "in 1 second." in error_sentence(BusyError(1))


def test_a_picture_that_is_gone_is_asked_for_again():
    assert "send it again" in error_sentence(MediaGoneError("secret id"))


@pytest.mark.parametrize("error", [PlatformError("code 7"), AdapterError("x")])
def test_what_a_listener_cannot_change_is_an_apology(error):
    assert error_sentence(error) == apology_in(None)


def test_an_unknown_command_names_those_that_exist():
    assert unknown_command("dance", ("mood", "help")).text.endswith("/mood, /help.")


def test_long_words_are_cut():
    assert len(unknown_mood("x" * 5000).text) < 200
