import asyncio
from datetime import timedelta

import pytest

from adapters.chat.message import Platform
from adapters.errors import StorageError
from adapters.values import Consent, ListenerId, ListenerSettings, MusicService
from engine.moods import Goal
from tests.adapters.storage.samples import NOON, account


async def test_who_comes_back_is_the_same_listener(storage):
    first = await storage.listeners.welcome(account("anna"))
    again = await storage.listeners.welcome(account("anna"))

    assert again.listener_id == first.listener_id
    assert again.consent is None
    assert again.settings == ListenerSettings()


async def test_the_same_id_on_another_platform_is_someone_else(storage):
    here = await storage.listeners.welcome(account("anna"))
    there = await storage.listeners.welcome(account("anna", Platform.DISCORD))

    assert there.listener_id != here.listener_id


async def test_first_events_that_come_at_once_make_one_listener(storage):
    profiles = await asyncio.gather(*(storage.listeners.welcome(account("anna")) for _ in range(8)))

    assert len({profile.listener_id for profile in profiles}) == 1


async def test_the_language_that_an_app_told_last_is_kept(storage, stranger):
    anna = account("anna")
    first = await storage.listeners.welcome(anna, language="fr")
    second = await storage.listeners.welcome(anna, language="de")
    untold = await storage.listeners.welcome(anna)

    told = [one.app_language for one in (first, second, untold)]
    assert told == ["fr", "de", "de"]
    assert await storage.listeners.profile(first.listener_id) == untold
    assert (await storage.listeners.profile(stranger)).app_language is None


async def test_the_settings_leave_the_apps_language_alone(storage):
    anna = account("anna")
    known = await storage.listeners.welcome(anna, language="de")
    await storage.listeners.change_settings(known.listener_id, ListenerSettings(language="es"))

    changed = await storage.listeners.welcome(anna)
    assert (changed.settings.language, changed.app_language) == ("es", "de")


async def test_the_newest_consent_counts(storage, listener):
    yes = Consent(version=1, faces=True, given_at=NOON)
    no = Consent(version=2, faces=False, given_at=NOON + timedelta(days=1))
    await storage.listeners.record_consent(listener, yes)
    await storage.listeners.record_consent(listener, no)

    profile = await storage.listeners.profile(listener)

    assert profile.consent == no


async def test_settings_take_the_place_of_the_earlier_ones(storage, listener, stranger):
    settings = ListenerSettings(
        explicit_allowed=True, music_service=MusicService.DEEZER, goal=Goal.LIFT
    )
    await storage.listeners.change_settings(listener, settings)

    assert (await storage.listeners.welcome(account("anna"))).settings == settings
    assert (await storage.listeners.profile(stranger)).settings == ListenerSettings()


async def test_a_profile_is_the_listeners_own(storage, listener, stranger):
    profiles = [await storage.listeners.profile(one) for one in (listener, stranger)]

    assert [profile.listener_id for profile in profiles] == [listener, stranger]


async def test_nobody_has_no_profile(storage):
    assert await storage.listeners.profile(ListenerId(4711)) is None


async def test_to_look_for_somebody_makes_nobody(storage):
    welcomed = await storage.listeners.welcome(account("anna"), language="de")

    assert await storage.listeners.known(account("anna")) == welcomed
    for _ in range(2):
        assert await storage.listeners.known(account("bert")) is None


async def test_consent_of_nobody_is_refused(storage):
    with pytest.raises(StorageError):
        await storage.listeners.record_consent(ListenerId(4711), Consent(1, True, NOON))


async def test_a_time_without_a_zone_is_refused(storage, listener):
    consent = Consent(1, True, NOON.replace(tzinfo=None))

    with pytest.raises(StorageError):
        await storage.listeners.record_consent(listener, consent)
