"""Keys: made once, kept apart from the data; what hashes and seals with them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from adapters.chat.message import Account, Address, Platform
from adapters.errors import StorageError

_FIRST_LINE = "mien-keys 1"
_KEY_BYTES = 32
_OTHERS = 0o077
_NOT_OURS = "sealed with a cipher key that is not in the key file"


class KeyFileError(StorageError):
    """The key file cannot be used; the text says what to do."""


class WrongKeyError(StorageError):
    """What is stored was hashed or sealed with another key than ours."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Who holds these can find and read everyone. The first cipher key seals, all of them open."""

    identity: bytes = field(repr=False)
    ciphers: tuple[bytes, ...] = field(repr=False)


class IdentityHasher:
    """Keyed hashes of what would name a person: 64 hexadecimal digits."""

    def __init__(self, keys: Keys) -> None:
        self._key = keys.identity

    def account(self, account: Account) -> str:
        """Finds a listener."""
        return self._hash("account", account.platform, account.account_id)

    def event(self, platform: Platform, event_id: str) -> str:
        """Finds an event that was delivered before."""
        return self._hash("event", platform, event_id)

    def message(self, address: Address, message_id: str) -> str:
        """Finds a message of ours."""
        return self._hash("message", address.platform, address.chat_id, message_id)

    def place(self, platform: Platform, place_id: str) -> str:
        """Finds a server or group."""
        return self._hash("place", platform, place_id)

    def link(self, state: str) -> str:
        """Finds a link that waits to be used."""
        return self._hash("link", state)

    def fingerprint(self) -> str:
        """Tells this key from others and gives nothing of it away."""
        return self._hash("fingerprint")

    def _hash(self, *parts: str) -> str:
        # JSON keeps ("a", "bc") and ("ab", "c") apart.
        return hmac.new(self._key, json.dumps(parts).encode(), hashlib.sha256).hexdigest()


class Cipher:
    """Seals text that must be readable again."""

    def __init__(self, keys: Keys) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys.ciphers])

    def seal(self, text: str) -> str:
        """ASCII that only these keys open."""
        return self._fernet.encrypt(text.encode()).decode("ascii")

    def renewed(self, sealed: str) -> str:
        """The same text, sealed with the first key; WrongKeyError if none of ours sealed it."""
        try:
            return self._fernet.rotate(sealed).decode("ascii")
        except InvalidToken as error:
            raise WrongKeyError(_NOT_OURS) from error

    def open(self, sealed: str) -> str:
        """The text again; WrongKeyError if none of our keys sealed it."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken as error:
            raise WrongKeyError(_NOT_OURS) from error


def load_or_create_keys(path: Path) -> Keys:
    """The keys in this file, made with mode 0600 where there is none; KeyFileError."""
    try:
        return _read(path) if path.exists() else _create(path)
    except OSError as error:
        raise KeyFileError(f"cannot use {path}: {error.strerror}") from error


def with_new_cipher(keys: Keys) -> Keys:
    """The same keys behind a new one that seals from now on."""
    return replace(keys, ciphers=(Fernet.generate_key(), *keys.ciphers))


def save_keys(path: Path, keys: Keys) -> None:
    """These take the place of what was in the file, at once or not at all; KeyFileError."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        _write(part, keys)
        part.replace(path)
        _flush_folder(path.parent)
    except OSError as error:
        raise KeyFileError(f"cannot write {path}: {error.strerror}") from error


def _create(path: Path) -> Keys:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = Keys(secrets.token_bytes(_KEY_BYTES), (Fernet.generate_key(),))
    try:
        _write(path, keys)
    except FileExistsError:
        return _read(path)
    _flush_folder(path.parent)
    return keys


def _write(path: Path, keys: Keys) -> None:
    # Exclusive: of two processes that start at once, one makes the keys for both.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(_written(keys))
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    # A new name in a folder survives a power cut only once the folder itself is flushed.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read(path: Path) -> Keys:
    if os.name != "nt" and path.stat().st_mode & _OTHERS:
        raise KeyFileError(f"others may read {path}: run `chmod 600 {path}`")
    try:
        return _parsed(path.read_text(encoding="ascii"))
    except ValueError as error:
        raise KeyFileError(
            f"{path} is no key file of Mien: put back your copy of it; delete it only if nobody "
            "has used Mien here yet, because without it no listener is known again"
        ) from error


def _written(keys: Keys) -> str:
    identity = base64.urlsafe_b64encode(keys.identity).decode("ascii")
    ciphers = [f"cipher {key.decode('ascii')}" for key in keys.ciphers]
    return "\n".join([_FIRST_LINE, f"identity {identity}", *ciphers, ""])


def _parsed(text: str) -> Keys:
    first, *lines = text.splitlines()
    if first != _FIRST_LINE:
        raise ValueError("unknown first line")
    entries = [line.split(" ") for line in lines if line.strip()]
    [identity] = _values_of("identity", entries)
    ciphers = tuple(_values_of("cipher", entries))
    if not ciphers or len(entries) != 1 + len(ciphers):
        raise ValueError("a key is missing or unknown")
    return Keys(identity, tuple(base64.urlsafe_b64encode(key) for key in ciphers))


def _values_of(name: str, entries: list[list[str]]) -> Iterator[bytes]:
    for key, value in entries:
        if key == name:
            yield _decoded(value)


def _decoded(value: str) -> bytes:
    key = base64.b64decode(value, altchars=b"-_", validate=True)
    if len(key) != _KEY_BYTES:
        raise ValueError("a key of the wrong length")
    return key
