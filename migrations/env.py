"""Runs migrations on the connection that the caller hands over.

From the command line, which only developers use, it is opened from `-x url=sqlite:///some.db`.
"""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, create_engine

from models import Base, UtcDateTime


def run_on(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=rendered,
        # Our connections begin their own transactions, so SQLite too takes all of it or nothing.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_on_named_database() -> None:
    engine = create_engine(context.get_x_argument(as_dictionary=True)["url"])
    with engine.connect() as connection:
        run_on(connection)
    engine.dispose()


def rendered(kind: str, item: object, _context: object) -> str | bool:
    # An old migration must not change its meaning when our column type does.
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


handed_over = context.config.attributes.get("connection")
if handed_over is None:
    run_on_named_database()
else:
    run_on(handed_over)
