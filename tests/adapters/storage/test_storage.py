import inspect

import pytest

from adapters.errors import StorageError
from adapters.storage.keys import Keys, WrongKeyError
from adapters.storage.storage import open_storage
from bot import ports
from tests.adapters.storage.samples import KEYS, account

OTHER_KEYS = Keys(b"j" * 32, KEYS.ciphers)


async def test_what_was_stored_is_there_after_a_restart(storage, listener, database_url):
    await storage.close()

    reopened = await open_storage(database_url, KEYS)
    known = await reopened.listeners.welcome(account("anna"))
    await reopened.close()

    assert known.listener_id == listener


async def test_a_database_of_another_key_is_refused(storage, database_url):
    with pytest.raises(WrongKeyError, match="another key file"):
        await open_storage(database_url, OTHER_KEYS)


async def test_a_new_cipher_key_is_welcome(storage, database_url):
    rotated = Keys(KEYS.identity, (b"bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmU=", *KEYS.ciphers))

    reopened = await open_storage(database_url, rotated)
    await reopened.close()


async def test_a_database_without_tables_is_an_error(empty_url):
    with pytest.raises(StorageError):
        await open_storage(empty_url, KEYS)


@pytest.mark.parametrize("name", ["listeners", "requests", "history", "feedback"])
async def test_the_stores_have_the_shape_of_the_ports(storage, name):
    port = inspect.signature(getattr(ports.Storage, name).fget, eval_str=True).return_annotation
    store = getattr(storage, name)

    for method in (one for one in vars(port) if not one.startswith("_")):
        assert parameters(getattr(store, method)) == parameters(getattr(port, method)), method


def parameters(function):
    found = inspect.signature(function).parameters.values()
    return [(one.name, one.kind, one.default) for one in found if one.name != "self"]
