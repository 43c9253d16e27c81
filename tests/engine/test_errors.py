import pickle

import pytest

from engine.errors import (
    AssetError,
    CatalogueError,
    EmptyMediaError,
    FaceHint,
    MediaTooCostlyError,
    MediaTooLargeError,
    NoFaceError,
    NothingToOfferError,
    UnreadableMediaError,
    UnsupportedMediaError,
)


@pytest.mark.parametrize(
    "error",
    [
        EmptyMediaError(),
        MediaTooLargeError(70, limit=60, unit="s"),
        UnsupportedMediaError("pdf"),
        UnreadableMediaError("truncated"),
        MediaTooCostlyError(),
        NoFaceError(3, hint=FaceHint.TOO_DARK),
        AssetError("emotions.onnx", "missing"),
        CatalogueError("folder", "empty"),
        NothingToOfferError(),
    ],
    ids=lambda error: error.code,
)
def test_an_error_crosses_from_one_process_to_another_with_all_it_carries(error):
    arrived = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert type(arrived) is type(error)
    assert str(arrived) == str(error)
    assert vars(arrived) == vars(error)
