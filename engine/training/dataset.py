"""Loads the FER2013 + FER+ pack: 48x48 grey faces with both label sets."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zipfile import BadZipFile

import numpy as np
from PIL import Image

from engine.training.errors import FacePackError

if TYPE_CHECKING:
    from numpy.typing import NDArray

Split = Literal["Training", "PublicTest", "PrivateTest"]

SPLIT_CODES: dict[Split, int] = {"Training": 0, "PublicTest": 1, "PrivateTest": 2}

# FER+ votes come as neutral, happiness, surprise, sadness, anger, disgust, fear, contempt,
# unknown, not-a-face; ours are angry, disgust, fear, happy, sad, surprise, neutral. Contempt has
# no place among the seven and a vote for it is left out.
FERPLUS_COLUMNS = (4, 5, 6, 1, 3, 2, 0)

# Whatever a folder of other files, or of broken ones, makes the readers of JSON, NumPy and PNG say.
_FOREIGN = (OSError, LookupError, TypeError, ValueError, BadZipFile)


@dataclass(frozen=True, slots=True)
class FacePack:
    """Faces of one split.

    `images` is uint8 [N, 48, 48] grey; `fer2013` int64 [N] indexes the seven emotions;
    `ferplus` float32 [N, 7] holds vote counts of up to ten taggers; `all_votes` is the number of
    votes cast, contempt, unknown and not-a-face included; `copied` is true where the very picture
    lies in a split that comes before, so that others may have learned it by heart.
    """

    images: NDArray[np.uint8]
    fer2013: NDArray[np.int64]
    ferplus: NDArray[np.float32]
    all_votes: NDArray[np.float32]
    duplicate_group: NDArray[np.int32]
    copied: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.images)

    def rows(self, keep: NDArray[np.bool_] | NDArray[np.int64]) -> FacePack:
        """The same arrays, only the rows `keep` names."""
        return FacePack(
            self.images[keep],
            self.fer2013[keep],
            self.ferplus[keep],
            self.all_votes[keep],
            self.duplicate_group[keep],
            self.copied[keep],
        )

    def clear_majority(self) -> NDArray[np.bool_]:
        """[N] true where more than half of all taggers chose one of the seven emotions."""
        return np.asarray(self.ferplus.max(axis=1) > self.all_votes / 2)


def load_face_pack(folder: Path) -> dict[Split, FacePack]:
    """The three splits; Training keeps no picture that occurs in a test split.

    FacePackError if the folder holds something else.
    """
    try:
        return _packs_in(folder)
    except _FOREIGN as error:
        raise FacePackError(folder, f"not the FER2013 + FER+ pack ({_why(error)})") from error


def _why(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename:
        return f"{Path(error.filename).name}: {error.strerror}"
    return f"it lacks {error}" if isinstance(error, LookupError) else str(error)


def _packs_in(folder: Path) -> dict[Split, FacePack]:
    sheets = json.loads((folder / "sheets.json").read_text(encoding="utf-8"))
    columns, size = sheets["columns"], sheets["size"]
    tiles = [
        _tiles(folder / name, columns=columns, size=size)[:count]
        for name, count in sheets["sheets"]
    ]
    images = np.concatenate(tiles)
    with np.load(folder / "meta.npz") as meta:
        votes = meta["ferplus_votes"].astype(np.float32)
        everything = FacePack(
            images,
            meta["fer_label"].astype(np.int64),
            np.ascontiguousarray(votes[:, FERPLUS_COLUMNS]),
            votes.sum(axis=1),
            meta["dup_group"].astype(np.int32),
            _copied(meta["dup_group"], meta["split"]),
        )
        split = meta["split"]
    packs = {name: everything.rows(split == code) for name, code in SPLIT_CODES.items()}
    held_out = np.concatenate(
        [packs["PublicTest"].duplicate_group, packs["PrivateTest"].duplicate_group]
    )
    training = packs["Training"]
    packs["Training"] = training.rows(~np.isin(training.duplicate_group, held_out))
    return packs


def _copied(group: NDArray[np.int32], split: NDArray[np.uint8]) -> NDArray[np.bool_]:
    first: dict[int, int] = {}
    for one, where in zip(group.tolist(), split.tolist(), strict=True):
        first[one] = min(where, first.get(one, where))
    return np.array([first[one] for one in group.tolist()]) < split


def _tiles(path: Path, *, columns: int, size: int) -> NDArray[np.uint8]:
    with Image.open(path) as picture:
        sheet = np.asarray(picture.convert("L"))
    rows = sheet.shape[0] // size
    tiled = sheet.reshape(rows, size, columns, size).transpose(0, 2, 1, 3)
    return np.ascontiguousarray(tiled.reshape(-1, size, size))
