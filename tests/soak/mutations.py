"""Bytes and words, a little or thoroughly spoilt."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Mutation = Callable[[Random, bytes, bytes], bytes]
_TELLING_NUMBERS = (b"\x00", b"\xff", b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00", b"\xff" * 4)
# Spoilt headers matter more than spoilt pixels, and stand at the beginning.
_HEAD_BYTES = 512


def mutated(random: Random, data: bytes, other: bytes) -> bytes:
    """Spoilt up to six times; `other` is what pieces are taken from."""
    for _ in range(random.randint(1, 6)):
        data = random.choice(_MUTATIONS)(random, data, other)
    return data


def mutated_words(random: Random, words: str, other: str) -> str:
    """The same for words."""
    for _ in range(random.randint(0, 3)):
        at = random.randint(0, len(words))
        piece = random.choice((other[:50], chr(random.choice(_LETTERS)), "", " ", ":"))
        words = words[:at] + piece + words[at + random.randint(0, 3) :]
    return words


_LETTERS = (*range(0x80), 0x202E, 0x301, 0x200D, 0xFE0F, 0xD83D, 0xDE00, 0x1F600, 0xFFFF, 0x10FFFF)


def _flipped(random: Random, data: bytes, _other: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 32)):
        if changed:
            changed[_place(random, data)] ^= 1 << random.randrange(8)
    return bytes(changed)


def _overwritten(random: Random, data: bytes, _other: bytes) -> bytes:
    at, number = _place(random, data), random.choice(_TELLING_NUMBERS)
    return data[:at] + number + data[at + len(number) :]


def _cut(random: Random, data: bytes, _other: bytes) -> bytes:
    return data[: random.randint(0, len(data))]


def _without_a_piece(random: Random, data: bytes, _other: bytes) -> bytes:
    at = _place(random, data)
    return data[:at] + data[at + random.randint(1, 64) :]


def _with_a_piece_twice(random: Random, data: bytes, _other: bytes) -> bytes:
    at, size = _place(random, data), random.choice((1, 8, 64, 1000))
    return data[:at] + data[at : at + size] * random.choice((2, 3, 100)) + data[at + size :]


def _spliced(random: Random, data: bytes, other: bytes) -> bytes:
    at, there = _place(random, data), _place(random, other)
    piece = other[there : there + random.choice((16, 256, 4096))]
    return data[:at] + piece + data[at + random.choice((0, len(piece))) :]


def _place(random: Random, data: bytes) -> int:
    end = min(len(data), _HEAD_BYTES) if random.random() < 0.5 else len(data)
    return random.randrange(end) if end else 0


_MUTATIONS: tuple[Mutation, ...] = (
    _flipped,
    _overwritten,
    _cut,
    _without_a_piece,
    _with_a_piece_twice,
    _spliced,
)
