import errno

import pytest

from adapters.errors import (
    AdapterError,
    FeatureSourceError,
    MediaGoneError,
    PlatformError,
    StorageError,
    UnwritableError,
)
from bot.commands.problems import opened_sentence, problem_sentence
from bot.ports import ReaderError
from engine.errors import (
    AssetError,
    CatalogueError,
    EmptyMediaError,
    MediaTooCostlyError,
    MediaTooLargeError,
    NoFaceError,
    NothingToOfferError,
    UnreadableMediaError,
    UnsupportedMediaError,
)


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (AssetError("pnet", "differs from its manifest"), "Install Mien again"),
        (ReaderError("memory ran out"), "set MIEN_WORKERS"),
        (CatalogueError("/songs", "manifest.json is missing"), "Set MIEN_CATALOGUE_DIR"),
        (NoFaceError(), "more light"),
        (NothingToOfferError(), "Try another --goal"),
        (StorageError("no such set"), "MIEN_DATABASE_URL"),
        (UnwritableError("/data/mien.sqlite3"), "set MIEN_DATA_DIR to a folder of yours"),
        (PlatformError("Telegram refused the bot token"), "MIEN_TELEGRAM_TOKEN"),
        (FeatureSourceError("status 404"), "MIEN_RECCOBEATS_URL"),
        (OSError(errno.EROFS, "Read-only file system", "/data"), "Set MIEN_DATA_DIR"),
        (OSError(errno.ENOSPC, "No space left on device"), "Make room there"),
    ],
)
def test_every_problem_comes_with_what_to_do(error, advice):
    assert advice in problem_sentence(error)


@pytest.mark.parametrize(
    "error",
    [
        EmptyMediaError(),
        MediaTooLargeError(70, limit=60, unit="s"),
        MediaTooLargeError(3e7, limit=2e7, unit="bytes"),
        UnsupportedMediaError("txt"),
        UnsupportedMediaError(),
        UnreadableMediaError("truncated"),
        MediaTooCostlyError(),
    ],
)
def test_nobody_at_a_terminal_is_asked_to_send_a_picture(error):
    sentence = problem_sentence(error)

    assert "send" not in sentence
    assert "None" not in sentence
    assert "Name" in sentence


def test_a_driver_that_says_only_its_name_becomes_a_sentence():
    error = StorageError("TimeoutError")
    error.__cause__ = TimeoutError()

    assert problem_sentence(error).startswith("The database cannot be used (TimeoutError).")


@pytest.mark.parametrize("error", [AdapterError(), MediaGoneError("gone"), OSError()])
def test_no_problem_is_without_words(error):
    assert problem_sentence(error).strip()


def test_an_error_of_the_system_names_the_file():
    assert opened_sentence(PermissionError(errno.EACCES, "Permission denied", "/key")) == (
        "/key: Permission denied."
    )
