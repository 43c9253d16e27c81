"""How large the frames of AV1 data are, read from its sequence header (AV1 specification, 5.5)."""

from __future__ import annotations

_SEQUENCE_HEADER = 1
_HAS_EXTENSION, _HAS_SIZE = 0x04, 0x02
_UNITS_AT_MOST = 8
_LONGEST_LEVEL = 7


def av1_size(data: bytes) -> tuple[int, int] | None:
    """Width and height; None where there is no sequence header among the first units."""
    at = 0
    for _ in range(_UNITS_AT_MOST):
        if at >= len(data) or not data[at] & _HAS_SIZE:
            return None
        head = data[at]
        at += 2 if head & _HAS_EXTENSION else 1
        size, at = _leb128(data, at)
        if head >> 3 & 15 == _SEQUENCE_HEADER:
            return _size(_Bits(data[at : at + size]))
        at += size
    return None


def _leb128(data: bytes, at: int) -> tuple[int, int]:
    """The number there, and where it ends."""
    number = 0
    for place, byte in enumerate(data[at : at + 8]):
        number |= (byte & 127) << 7 * place
        if not byte & 128:
            return number, at + place + 1
    return number, len(data)


def _size(bits: _Bits) -> tuple[int, int]:
    bits.take(3 + 1)  # profile, still picture
    if bits.take(1):  # the short header of a still picture
        bits.take(5)
    else:
        _pass_operating_points(bits)
    wide, high = bits.take(4) + 1, bits.take(4) + 1
    return bits.take(wide) + 1, bits.take(high) + 1


def _pass_operating_points(bits: _Bits) -> None:
    delay_bits = 0
    if bits.take(1):  # timing
        bits.take(64)
        if bits.take(1):
            bits.take_uvlc()
        if bits.take(1):  # decoder model
            delay_bits = bits.take(5) + 1
            bits.take(32 + 5 + 5)
    shows_delay = bits.take(1)
    for _ in range(bits.take(5) + 1):
        bits.take(12)
        if bits.take(5) > _LONGEST_LEVEL:
            bits.take(1)
        if delay_bits and bits.take(1):
            bits.take(2 * delay_bits + 1)
        if shows_delay and bits.take(1):
            bits.take(4)


class _Bits:
    """From the highest on; zeros behind the end."""

    def __init__(self, data: bytes) -> None:
        self._data = data[:512]
        self._at = 0

    def take(self, count: int) -> int:
        number = 0
        for at in range(self._at, self._at + count):
            byte = self._data[at >> 3] if at >> 3 < len(self._data) else 0
            number = number << 1 | byte >> 7 - (at & 7) & 1
        self._at += count
        return number

    def take_uvlc(self) -> None:
        zeros = 0
        while zeros < 32 and not self.take(1):
            zeros += 1
        self.take(zeros)
