from datetime import timedelta

import pytest
from sqlalchemy import func, select

from adapters.errors import StorageError
from adapters.storage.storage import open_storage
from adapters.streaming import Access, LinkedAccount, PendingLink, StreamingUser
from adapters.values import Consent, OwnSong, RequestState, Shown, SongSource
from engine.goal_habits import GoalChoice
from engine.moods import Goal, MoodName
from engine.taste import FeedbackKind, SeedSong
from models import Base, DescribedSongRecord, KeyFingerprintRecord, ListenerRecord, PlaceRecord
from tests.adapters.storage.samples import (
    KEYS,
    NOON,
    account,
    address,
    photo,
    reading,
    recommended,
    sign,
)

AN_HOUR = timedelta(hours=1)
OF_NOBODY = (ListenerRecord, KeyFingerprintRecord, PlaceRecord, DescribedSongRecord)
OF_LISTENERS = [
    table
    for table in Base.metadata.sorted_tables
    if table not in tuple(one.__table__ for one in OF_NOBODY)
]


async def leave_traces(storage, name, *songs):
    """A listener with a row in every table."""
    listener = (await storage.listeners.welcome(account(name))).listener_id
    await storage.listeners.record_consent(listener, Consent(1, True, NOON))
    request_id = await storage.requests.accept(listener, photo(f"event of {name}"))
    await storage.requests.mark(request_id, RequestState.AWAITING_CONSENT)
    saved = await storage.history.save_answer(
        listener, recommended(*songs), at=NOON, reading=reading()
    )
    await storage.history.correct(listener, saved.reading.reading_id, MoodName.CALM)
    await storage.history.note_shown(address(), f"message for {name}", Shown(saved.set_id))
    await storage.feedback.give(listener, saved.set_id, [sign(FeedbackKind.LIKE, songs[0])])
    await storage.feedback.add_seed(listener, SeedSong("id", songs[0], (songs[0],), NOON))
    await storage.goals.choose(listener, saved.set_id, GoalChoice(MoodName.SAD, Goal.LIFT, NOON))
    own = [OwnSong(f"id-{song}", song, (song,)) for song in songs]
    await storage.own_songs.add(listener, own, source=SongSource.LIST, at=NOON)
    await link_spotify(storage, listener, name)
    return listener


async def link_spotify(storage, listener, name, *, at=NOON):
    user = StreamingUser(f"{name} at spotify", name)
    account = LinkedAccount(user, Access(f"access of {name}", f"refresh of {name}", at), at)
    pending = PendingLink(listener, address(), "en")
    await storage.spotify.begin(pending, f"state of {name}", now=at, until=at + AN_HOUR)
    await storage.spotify.link(listener, account)
    await storage.spotify.keep_playlist(listener, MoodName.SAD, f"playlist of {name}")


async def rows_of(storage, listener):
    async with storage.database.transaction() as session:
        counts = {
            table.name: await session.scalar(
                select(func.count()).where(table.c.listener_id == listener)
            )
            for table in OF_LISTENERS
        }
        itself = select(func.count()).where(ListenerRecord.id == listener)
        return {**counts, "listeners": await session.scalar(itself)}


async def test_a_forgotten_listener_has_no_row_in_any_table(storage):
    listener = await leave_traces(storage, "anna", "a")
    before = await rows_of(storage, listener)

    await storage.listeners.forget(listener)

    assert all(before.values())
    assert not any((await rows_of(storage, listener)).values())


async def test_other_listeners_keep_all_their_rows(storage):
    listener = await leave_traces(storage, "anna", "a")
    other = await leave_traces(storage, "bert", "a")
    before = await rows_of(storage, other)

    await storage.listeners.forget(listener)

    assert await rows_of(storage, other) == before


async def test_who_was_forgotten_comes_back_as_somebody_new(storage):
    listener = await leave_traces(storage, "anna", "a")
    await storage.listeners.forget(listener)

    back = await storage.listeners.welcome(account("anna"))

    assert back.listener_id != listener
    assert await storage.listeners.profile(listener) is None


async def test_an_answer_under_way_cannot_bring_a_forgotten_listener_back(storage):
    listener = await leave_traces(storage, "anna", "a")
    await storage.listeners.forget(listener)

    with pytest.raises(StorageError):
        await storage.history.save_answer(listener, recommended("a"), at=NOON, reading=reading())
    with pytest.raises(StorageError):
        await storage.feedback.add_seed(listener, SeedSong("id", "a", ("a",), NOON))


async def test_nobody_can_be_forgotten_twice(storage):
    listener = await leave_traces(storage, "anna", "a")

    await storage.listeners.forget(listener)
    await storage.listeners.forget(listener)

    assert not any((await rows_of(storage, listener)).values())


def files_with(folder, words):
    return [path.name for path in folder.iterdir() if words in path.read_bytes()]


@pytest.fixture
async def in_a_file(sqlite_url):
    storage = await open_storage(sqlite_url, KEYS)
    yield storage
    await storage.close()


async def test_no_trace_of_a_forgotten_listener_stays_in_the_files(in_a_file, tmp_path):
    storage = in_a_file
    listener = await leave_traces(storage, "anna", "canary")
    # Enough rows for pages to split and merge: copies of cells could stay behind in them.
    for number in range(60):
        names = [f"canary {number} {letter}" for letter in "abcde"]
        await storage.history.save_answer(listener, recommended(*names), at=NOON)
        if number % 20 == 0:
            await leave_traces(storage, f"other {number}", f"kept {number}")
    written = files_with(tmp_path, b"canary")

    await storage.listeners.forget(listener)

    assert written
    assert files_with(tmp_path, b"canary") == []
    assert files_with(tmp_path, b"kept 40")
