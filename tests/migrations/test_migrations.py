"""The scripts themselves; what they make is compared with the models in the tests of storage."""

from argparse import Namespace
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

import migrations

FOLDER = Path(migrations.__file__).parent


@pytest.fixture
def config():
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config


@pytest.fixture
def engine(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'mien.db'}")
    yield engine
    engine.dispose()


def tables(engine):
    return set(inspect(engine).get_table_names())


def test_the_migrations_are_one_line_from_the_first_to_the_newest(config):
    scripts = ScriptDirectory.from_config(config)

    assert len(scripts.get_heads()) == 1
    assert len(scripts.get_bases()) == 1


def test_every_migration_can_be_undone(config, engine):
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        made = tables(engine)
        command.downgrade(config, "base")

    assert "listeners" in made
    assert tables(engine) == {"alembic_version"}


def test_the_command_line_names_the_database_itself(config, engine):
    config.cmd_opts = command_line(engine)

    command.upgrade(config, "head")

    assert "listeners" in tables(engine)


def test_without_a_database_nothing_is_guessed(config):
    with pytest.raises(KeyError, match="url"):
        command.upgrade(config, "head")


def test_a_generated_migration_does_not_depend_on_our_column_types(config, engine, tmp_path):
    written = tmp_path / "versions"
    config.cmd_opts = command_line(engine)
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", str(written))
    written.mkdir()

    command.revision(config, "everything", autogenerate=True, version_path=str(written))

    [script] = written.glob("*.py")
    assert "sa.DateTime(timezone=True)" in script.read_text()
    assert "UtcDateTime" not in script.read_text()


def command_line(engine):
    return Namespace(x=[f"url={engine.url}"])
