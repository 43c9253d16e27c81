"""What pictures are drawn on: matplotlib, loaded when first asked, leaving nothing on the disk."""

from __future__ import annotations

import io
import os
import tempfile
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Okabe & Ito, "Color Universal Design" (2008): told apart by the colour-blind, and all but the
# yellow dark enough for a light ground.
ORANGE = "#E69F00"
SKY_BLUE = "#56B4E9"
GREEN = "#009E73"
BLUE = "#0072B2"
VERMILLION = "#D55E00"
PURPLE = "#CC79A7"
INK = "#222222"
FAINT = "#8A8A8A"
GROUND = "#FFFFFF"

DOTS_PER_INCH = 100
MARGIN_INCHES = 0.15

_CACHE = "MPLCONFIGDIR"
_loading = Lock()


def blank(width_px: int, height_px: int) -> Figure:
    """A figure of this size, without pyplot, which would keep all figures and is not threadsafe."""
    _load_library()
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    size = (width_px / DOTS_PER_INCH, height_px / DOTS_PER_INCH)
    layout = ConstrainedLayoutEngine(w_pad=MARGIN_INCHES, h_pad=MARGIN_INCHES)
    return Figure(size, dpi=DOTS_PER_INCH, facecolor=GROUND, layout=layout)


def png_of(figure: Figure) -> bytes:
    """The figure as PNG, without the name of the program that drew it."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()


def bold_font_file() -> Path:
    """A font with the letters of all our languages; the library it comes with is not loaded."""
    library = find_spec("matplotlib")
    if library is None or library.origin is None:
        raise ModuleNotFoundError("matplotlib")
    return Path(library.origin).parent / "mpl-data" / "fonts" / "ttf" / "DejaVuSans-Bold.ttf"


def _load_library() -> None:
    """Imports it with a cache folder that is gone again afterwards.

    It would make a folder in the home of whoever runs us and write the fonts it finds there.
    """
    with _loading, tempfile.TemporaryDirectory(prefix="mien-") as folder:
        before = os.environ.get(_CACHE)
        os.environ[_CACHE] = folder
        try:
            import matplotlib.font_manager  # noqa: F401
        finally:
            if before is None:
                del os.environ[_CACHE]
            else:
                os.environ[_CACHE] = before
