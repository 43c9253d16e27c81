import asyncio
import resource
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import column, select, table, text

from adapters.errors import StorageError
from adapters.storage.database import Database


@pytest.fixture
async def databases(empty_url):
    """Two of them, as two processes would have."""
    both = [Database(empty_url), Database(empty_url)]
    async with both[0].transaction() as session:
        await session.execute(text("CREATE TABLE counter (count INTEGER)"))
        await session.execute(text("INSERT INTO counter VALUES (0)"))
    yield both
    for database in both:
        await database.close()


@pytest.fixture
async def sqlite(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'mien.db'}")
    yield database
    await database.close()


async def count_up(database, times):
    counter = select(column("count")).select_from(table("counter")).with_for_update()
    for _ in range(times):
        async with database.transaction() as session:
            count = await session.scalar(counter)
            await asyncio.sleep(0)
            await session.execute(text("UPDATE counter SET count = :count"), {"count": count + 1})


async def counted(database):
    async with database.transaction() as session:
        return await session.scalar(text("SELECT count FROM counter"))


async def test_updates_that_read_first_are_not_lost(databases):
    await asyncio.gather(*(count_up(databases[task % 2], 25) for task in range(8)))

    assert await counted(databases[0]) == 200


async def test_single_statements_are_committed_or_rolled_back(databases):
    async def execute(*statements):
        async with databases[0].statements() as connection:
            for statement in statements:
                await connection.execute(text(statement))

    await execute("UPDATE counter SET count = 3")
    with pytest.raises(StorageError):
        await execute("UPDATE counter SET count = 7", "UPDATE nothing SET count = 7")

    assert await counted(databases[1]) == 3


async def test_an_error_rolls_the_transaction_back(databases):
    async def change_and_fail():
        async with databases[0].transaction() as session:
            await session.execute(text("UPDATE counter SET count = 7"))
            raise KeyError

    with pytest.raises(KeyError):
        await change_and_fail()

    assert await counted(databases[0]) == 0


async def test_a_cancelled_transaction_leaves_the_database_usable(databases):
    started = asyncio.Event()

    async def change_and_hang():
        async with databases[0].transaction() as session:
            await session.execute(text("UPDATE counter SET count = 7"))
            started.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(change_and_hang())
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await counted(databases[0]) == 0


async def test_what_the_database_refuses_is_a_storage_error_with_its_cause(databases):
    with pytest.raises(StorageError) as caught:
        async with databases[0].transaction() as session:
            await session.execute(text("SELECT secret FROM nowhere"))

    assert caught.value.__cause__ is not None
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("busy_timeout", 15_000),
    ],
)
async def test_sqlite_is_set_up_to_lose_nothing_and_to_forget(sqlite, pragma, value):
    async with sqlite.transaction() as session:
        assert await session.scalar(text(f"PRAGMA {pragma}")) == value


@pytest.mark.parametrize("url", ["mysql://host/mien", "not a url", ""])
def test_other_databases_are_refused(url):
    with pytest.raises(StorageError, match="neither SQLite nor PostgreSQL"):
        Database(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://mien@127.0.0.1:1/mien",
        "postgresql://mien@/mien?host=/nowhere",
    ],
)
async def test_a_database_that_cannot_be_reached_is_a_storage_error(url):
    database = Database(url)

    with pytest.raises(StorageError):
        async with database.transaction() as session:
            await session.execute(text("SELECT 1"))

    await database.close()


@contextmanager
def a_disk_that_is_full() -> Iterator[None]:
    """No file of this process grows any more."""
    least, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (least, most))


async def test_a_log_that_cannot_be_emptied_is_a_storage_error(sqlite):
    async with sqlite.transaction() as session:
        await session.execute(text("CREATE TABLE blobs (bytes BLOB)"))
        await session.execute(text("INSERT INTO blobs VALUES (zeroblob(100000))"))

    with a_disk_that_is_full(), pytest.raises(StorageError):
        await sqlite.truncate_log()


async def test_a_file_that_is_no_database_is_a_storage_error(tmp_path):
    (tmp_path / "mien.db").write_text("a shopping list, and a long one at that: bread, butter, tea")
    database = Database(f"sqlite:///{tmp_path / 'mien.db'}")

    with pytest.raises(StorageError):
        async with database.transaction() as session:
            await session.execute(text("SELECT 1"))

    await database.close()


async def test_a_missing_database_on_a_server_is_a_storage_error(postgres):
    database = Database(postgres.url_of("no_such_database"))

    with pytest.raises(StorageError):
        async with database.transaction() as session:
            await session.execute(text("SELECT 1"))

    await database.close()


async def test_work_in_one_trip_is_committed_or_rolled_back(databases):
    def set_to_3(connection):
        return connection.execute(text("UPDATE counter SET count = 3")).rowcount

    def set_to_7_and_fail(connection):
        connection.execute(text("UPDATE counter SET count = 7"))
        connection.execute(text("UPDATE nothing SET count = 7"))

    assert await databases[0].run(set_to_3) == 1
    with pytest.raises(StorageError):
        await databases[0].run(set_to_7_and_fail)

    assert await counted(databases[1]) == 3


async def test_updates_in_one_trip_are_not_lost_among_others(databases):
    counter = select(column("count")).select_from(table("counter")).with_for_update()

    def count_one_up(connection):
        count = connection.scalar(counter)
        connection.execute(text("UPDATE counter SET count = :count"), {"count": count + 1})

    async def in_one_trip(database, times):
        for _ in range(times):
            await database.run(count_one_up)

    await asyncio.gather(
        *(in_one_trip(databases[task % 2], 25) for task in range(4)),
        *(count_up(databases[task % 2], 25) for task in range(4)),
    )

    assert await counted(databases[0]) == 200


async def test_a_server_that_is_only_starting_is_an_error_of_ours():
    fields = (b"SFATAL", b"C57P03", b"Mthe database system is starting up", b"")
    refusal = b"\0".join(fields) + b"\0"

    async def refuse(reader, writer):
        await reader.readexactly(8)  # may we speak in secret?
        writer.write(b"N")
        await reader.readexactly(4)
        writer.write(b"E" + (len(refusal) + 4).to_bytes(4, "big") + refusal)
        writer.close()

    async with await asyncio.start_server(refuse, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        database = Database(f"postgresql://anna@127.0.0.1:{port}/mien")
        with pytest.raises(StorageError):
            await database.answers()
        await database.close()


@pytest.mark.parametrize("way", ["answers", "run"])
async def test_what_could_only_be_read_is_no_database_until_it_is_opened_anew(sqlite_url, way):
    database = Database(sqlite_url)

    async def written():
        if way == "answers":
            return await database.answers()
        await database.run(lambda connection: connection.execute(text("DELETE FROM requests")))
        return True

    async with database.statements() as connection:
        await connection.execute(text("PRAGMA query_only=ON"))
    with pytest.raises(StorageError):
        await written()

    assert await written()
    await database.close()
