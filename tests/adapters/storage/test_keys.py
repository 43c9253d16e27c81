import os

import pytest

from adapters.chat.message import Account, Address, Platform
from adapters.storage.keys import (
    Cipher,
    IdentityHasher,
    KeyFileError,
    Keys,
    WrongKeyError,
    load_or_create_keys,
    save_keys,
    with_new_cipher,
)

OLD = b"b2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xkb2w="
NEW = b"bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmU="
IDENTITY = "aWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWk="


@pytest.fixture
def key_file(tmp_path):
    return tmp_path / "keys" / "mien.key"


def write(path, text):
    path.parent.mkdir()
    path.touch(mode=0o600)
    path.write_text(text)


def test_keys_are_made_once_and_stay_the_same(key_file):
    made = load_or_create_keys(key_file)

    assert load_or_create_keys(key_file) == made
    assert len(made.identity) == 32


def test_two_key_files_hold_different_keys(tmp_path):
    assert load_or_create_keys(tmp_path / "one") != load_or_create_keys(tmp_path / "two")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_can_read_new_keys_and_their_folder(key_file):
    load_or_create_keys(key_file)

    assert key_file.stat().st_mode & 0o777 == 0o600
    assert key_file.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("mode", [0o640, 0o604])
def test_keys_that_others_can_read_are_refused_with_the_command_that_helps(key_file, mode):
    load_or_create_keys(key_file)
    key_file.chmod(mode)

    with pytest.raises(KeyFileError, match=f"chmod 600 {key_file}"):
        load_or_create_keys(key_file)


def test_a_key_file_with_a_second_cipher_key_is_read_in_its_order(key_file):
    write(
        key_file,
        f"mien-keys 1\nidentity {IDENTITY}\ncipher {NEW.decode()}\ncipher {OLD.decode()}\n",
    )

    assert load_or_create_keys(key_file) == Keys(b"i" * 32, (NEW, OLD))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mien-keys 2\n",
        "mien-keys 1\n",
        f"mien-keys 1\nidentity {IDENTITY}\n",
        f"mien-keys 1\ncipher {OLD.decode()}\n",
        f"mien-keys 1\nidentity {IDENTITY[:-5]}\ncipher {OLD.decode()}\n",
        f"mien-keys 1\nidentity {IDENTITY}\ncipher c2hvcnQ=\n",
        f"mien-keys 1\nidentity {IDENTITY}\nidentity {IDENTITY}\ncipher {OLD.decode()}\n",
        f"mien-keys 1\nidentity {IDENTITY}\ncipher {OLD.decode()}\nsalt {IDENTITY}\n",
        f"mien-keys 1\nidentity {IDENTITY} more\ncipher {OLD.decode()}\n",
        "mien-keys 1\nidentity *** not base64 ***\n",
        "gar\u00e7on",
    ],
)
def test_a_broken_key_file_is_refused_and_kept(key_file, text):
    write(key_file, text)

    with pytest.raises(KeyFileError, match="put back your copy"):
        load_or_create_keys(key_file)

    assert key_file.read_text() == text


def test_a_key_file_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(KeyFileError, match="cannot use"):
        load_or_create_keys(tmp_path / "file" / "mien.key")


def test_no_key_is_shown(key_file):
    keys = load_or_create_keys(key_file)

    assert repr(keys) == "Keys()"


def test_the_same_account_always_has_the_same_hash():
    hashes = {IdentityHasher(keys()).account(Account(Platform.WEB, "anna")) for _ in range(2)}

    assert len(hashes) == 1
    assert "anna" not in hashes.pop()


def test_no_two_things_share_a_hash():
    hasher = IdentityHasher(keys())
    other = IdentityHasher(Keys(b"j" * 32, (OLD,)))
    hashes = [
        hasher.account(Account(Platform.WEB, "1")),
        hasher.account(Account(Platform.DISCORD, "1")),
        other.account(Account(Platform.WEB, "1")),
        hasher.event(Platform.WEB, "1"),
        hasher.message(Address(Platform.WEB, "1"), "23"),
        hasher.message(Address(Platform.WEB, "12"), "3"),
        hasher.fingerprint(),
        other.fingerprint(),
    ]

    assert len(set(hashes)) == len(hashes)


def test_sealed_text_opens_again_and_shows_nothing():
    sealed = Cipher(keys()).seal("chat 0815, 😌")

    assert "chat 0815" not in sealed
    assert Cipher(keys()).open(sealed) == "chat 0815, 😌"


def test_after_a_rotation_old_text_opens_and_new_text_needs_the_new_key():
    before, after = Cipher(keys(OLD)), Cipher(keys(NEW, OLD))

    assert after.open(before.seal("old")) == "old"
    with pytest.raises(WrongKeyError):
        before.open(after.seal("new"))


def test_broken_text_does_not_open():
    with pytest.raises(WrongKeyError):
        Cipher(keys()).open("gAAAAA")


def keys(*ciphers):
    return Keys(b"i" * 32, ciphers or (OLD,))


def test_a_new_cipher_key_comes_first_and_everything_else_stays(key_file):
    before = load_or_create_keys(key_file)
    after = with_new_cipher(before)

    save_keys(key_file, after)

    assert load_or_create_keys(key_file) == after
    assert (after.identity, after.ciphers[1:]) == (before.identity, before.ciphers)
    assert after.ciphers[0] not in before.ciphers
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert list(key_file.parent.iterdir()) == [key_file]


def test_keys_that_cannot_be_written_leave_those_that_were_there(tmp_path):
    with pytest.raises(KeyFileError, match="cannot write"):
        save_keys(tmp_path / "nowhere" / "key", Keys(b"i" * 32, (OLD,)))


def test_what_an_old_key_sealed_is_sealed_with_the_new_one():
    sealed = Cipher(Keys(b"i" * 32, (OLD,))).seal("where to answer")

    renewed = Cipher(Keys(b"i" * 32, (NEW, OLD))).renewed(sealed)

    assert Cipher(Keys(b"i" * 32, (NEW,))).open(renewed) == "where to answer"


def test_what_nobody_here_sealed_is_not_sealed_anew():
    with pytest.raises(WrongKeyError, match="not in the key file"):
        Cipher(Keys(b"i" * 32, (NEW,))).renewed("nothing of ours")
