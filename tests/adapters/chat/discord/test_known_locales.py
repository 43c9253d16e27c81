"""What somebody writes is answered in the language in which they use Discord."""

import pytest

from adapters.chat.discord.known_locales import KnownLocales

pytestmark = pytest.mark.simcord(shard_count=2)


async def test_words_have_the_language_of_the_last_command(simcord_env, chat, receiver):
    user = simcord_env.create_user("ann")
    await user.send_dm("hello")
    await user.slash("privacy")
    await user.send_dm("tired")

    before, command, after = receiver.events
    assert (before.locale, command.locale, after.locale) == (None, "en-US", "en-US")


async def test_another_persons_words_have_no_language_yet(simcord_env, chat, receiver):
    await simcord_env.create_user("ann").slash("privacy")
    await simcord_env.create_user("bob").send_dm("hello")

    assert receiver.events[-1].locale is None


def test_the_last_language_counts_and_only_so_many_people_are_remembered():
    locales = KnownLocales(most=2)
    for user_id, locale in ((1, "fr"), (2, "de"), (1, "pt-BR"), (3, "es-ES")):
        locales.note(user_id, locale)

    assert [locales.of(user_id) for user_id in (1, 2, 3)] == ["pt-BR", None, "es-ES"]
