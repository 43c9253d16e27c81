"""Runs `mien` as it is where the extra `face` was left out: its packages cannot be found."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType

from engine.face_packages import FACE_PACKAGES


class LeftOut(MetaPathFinder):
    """Comes before all others and finds nothing."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> None:
        """ModuleNotFoundError for what was left out."""
        name = fullname.partition(".")[0]
        if name in FACE_PACKAGES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


if __name__ == "__main__":
    sys.meta_path.insert(0, LeftOut())
    from bot.__main__ import main

    main()
