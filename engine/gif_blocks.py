"""How large the canvas of a GIF grows, read from its blocks without unpacking one."""

from __future__ import annotations

import struct

from engine.errors import UnreadableMediaError

_HEADER_BYTES = 13
_IMAGE, _EXTENSION, _TRAILER = 0x2C, 0x21, ord(";")
# Blocks of a file of 20 MB hold 255 bytes, all but the last ones. Pillow walks them one by one,
# and stray bytes as well: millions would keep it busy for seconds.
_STEPS_AT_MOST = 200_000


def gif_size(data: bytes, *, frames: int) -> tuple[int, int]:
    """Width and height that the canvas grows to within its first frames.

    Pillow enlarges the canvas for a frame that reaches beyond it. UnreadableMediaError for a file
    of crumbs, struct.error where a header is cut off.
    """
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    walk = _Walk(data, _HEADER_BYTES + _colour_table_bytes(flags))
    while frames and walk.is_inside:
        mark = walk.step()
        if mark == _EXTENSION:
            walk.pass_blocks(from_here=1)
        elif mark == _TRAILER:
            break
        elif mark == _IMAGE:
            left, top, columns, rows, flags = walk.unpack("<4HB")
            width, height = max(width, left + columns), max(height, top + rows)
            walk.pass_blocks(from_here=_colour_table_bytes(flags) + 1)
            frames -= 1
    return width, height


class _Walk:
    """Forward through the bytes, a limited number of steps."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        self._at = at
        self._steps = 0

    @property
    def is_inside(self) -> bool:
        return self._at < len(self._data)

    def step(self) -> int:
        """The byte here; behind it afterwards."""
        self._count()
        self._at += 1
        return self._data[self._at - 1]

    def unpack(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from(form, self._data, self._at)
        self._at += struct.calcsize(form)
        return found

    def pass_blocks(self, *, from_here: int) -> None:
        """Behind the blocks that begin there, and the empty one that ends them."""
        data, end, steps = self._data, len(self._data), self._steps
        at = self._at + from_here
        while at < end and (length := data[at]):  # some ten thousand times in a clip
            at += length + 1
            steps += 1
            if steps > _STEPS_AT_MOST:
                raise UnreadableMediaError("gif of crumbs")
        self._at, self._steps = at + 1, steps

    def _count(self) -> None:
        self._steps += 1
        if self._steps > _STEPS_AT_MOST:
            raise UnreadableMediaError("gif of crumbs")


def _colour_table_bytes(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0
