"""Nothing that is kept of a listener may be missing from what they get."""

from sqlalchemy import func, select

from adapters.values import ListenerSettings
from engine.moods import MoodName
from models import Base
from tests.adapters.storage.samples import NOON, account, reading, recommended
from tests.adapters.storage.test_forget import leave_traces

# A table that is not named here fails the test below: put it into the export first.
PARTS = {
    "consents": lambda export: export.consents,
    "corrections": lambda export: export.corrections,
    "feedback": lambda export: export.signs,
    "goal_choices": lambda export: export.goals,
    "own_lists": lambda export: export.own_lists,
    "own_songs": lambda export: [song for one in export.own_lists for song in one.songs],
    "readings": lambda export: export.readings,
    "recommendation_sets": lambda export: export.sets,
    "recommendations": lambda export: [track for one in export.sets for track in one.tracks],
    "requests": lambda export: export.requests,
    "seed_songs": lambda export: export.seeds,
    "shown": lambda export: export.shown,
    "spotify_accounts": lambda export: export.spotify.linked_at,
    "spotify_links": lambda export: export.spotify.links_until,
    "spotify_playlists": lambda export: export.spotify.playlists,
}


def tables_of_listeners():
    return [table for table in Base.metadata.sorted_tables if "listener_id" in table.c]


async def test_every_row_of_a_listener_is_in_their_export(storage):
    listener = await leave_traces(storage, "anna", "a", "b")
    await storage.history.save_reading(listener, reading(sure=False), at=NOON)
    await leave_traces(storage, "bert", "c")

    export = await storage.listeners.export(listener)

    for table in tables_of_listeners():
        async with storage.database.transaction() as session:
            kept = select(func.count()).where(table.c.listener_id == listener)
            rows = await session.scalar(kept)
        assert rows >= 1, table.name
        assert len(PARTS[table.name](export)) == rows, table.name


async def test_an_export_holds_what_was_kept(storage):
    listener = await leave_traces(storage, "anna", "a", "b")
    await storage.listeners.change_settings(listener, ListenerSettings(language="de"))
    await storage.listeners.welcome(account("anna"), language="fr")

    export = await storage.listeners.export(listener)

    assert (export.settings.language, export.app_language) == ("de", "fr")
    assert export.consents[0].given_at == NOON
    assert export.readings[0].meant is MoodName.CALM
    assert [track.title for track in export.sets[0].tracks] == ["Song a", "Song b"]
    assert export.sets[0].tracks[0].reasons == recommended("a").recommendations[0].reasons
    assert export.signs[0].set_id == export.sets[0].set_id
    assert export.corrections[0].reading_id == export.readings[0].reading_id
    assert export.requests[0].kind == "photo"


async def test_what_outlived_its_answer_is_exported(storage):
    listener = await leave_traces(storage, "anna", "a")
    await storage.history.save_answer(listener, recommended("b"), at=NOON)
    await storage.listeners.change_settings(listener, ListenerSettings(keeps_history=False))

    export = await storage.listeners.export(listener)

    assert [one.set_id for one in export.signs] == [None]
    assert [one.reading_id for one in export.corrections] == [None]


async def test_who_was_forgotten_has_nothing_to_export(storage):
    listener = await leave_traces(storage, "anna", "a")
    await storage.listeners.forget(listener)

    assert await storage.listeners.export(listener) is None
