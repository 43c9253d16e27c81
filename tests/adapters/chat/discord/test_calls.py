"""What a failure on the way to Discord is called."""

import logging
from types import SimpleNamespace

import aiohttp
import pytest

from adapters.chat.discord.calls import keep_chats_out_of_logs, translated
from adapters.errors import PerhapsShownError, PlatformError

KEY = SimpleNamespace(host="discord.com", port=443, is_ssl=True, ssl=True)


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (TimeoutError(), PerhapsShownError),
        (aiohttp.ServerDisconnectedError(), PerhapsShownError),
        (aiohttp.ClientConnectorError(KEY, OSError("no route")), PlatformError),
    ],
)
def test_only_what_was_written_may_be_shown_though_nothing_was_answered(raised, told):
    with pytest.raises(PlatformError) as caught, translated():
        raise raised

    assert type(caught.value) is told


def test_the_library_does_not_log_whose_chat_it_writes_to_too_fast():
    keep_chats_out_of_logs()

    assert not logging.getLogger("discord.http").isEnabledFor(logging.WARNING)
    assert logging.getLogger("discord.http").isEnabledFor(logging.ERROR)
