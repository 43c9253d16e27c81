"""More to choose for listeners; servers and groups; taste that outlives the diary."""

import sqlalchemy as sa
from alembic import op

revision = "4f0c2d9be1a7"
down_revision = "da8a04a6b8df"
branch_labels = None
depends_on = None

# Defaults stay in the tables: adding a column this way rebuilds nothing, and dropping a rebuilt
# table would take along every row that refers to it.
SETTINGS = ("discovery", "language", "shares_in_groups", "keeps_history")
# What a rebuilt table would lose.
KEPT = {"sqlite_autoincrement": True}


def upgrade() -> None:
    add("discovery", sa.String(16), default="balanced")
    op.add_column("listeners", sa.Column("language", sa.String(8), nullable=True))
    add("shares_in_groups", sa.Boolean(), default=sa.false())
    add("keeps_history", sa.Boolean(), default=sa.true())
    set_of_feedback(optional=True)
    op.create_table(
        "places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_hash", sa.String(64), nullable=False),
        sa.Column("photos_allowed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_places"),
        sa.UniqueConstraint("place_hash", name="uq_places_place_hash"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("places")
    op.execute("DELETE FROM feedback WHERE set_id IS NULL")
    set_of_feedback(optional=False)
    for name in reversed(SETTINGS):
        op.drop_column("listeners", name)


def add(name: str, kind: sa.types.TypeEngine, *, default: object) -> None:
    op.add_column("listeners", sa.Column(name, kind, nullable=False, server_default=default))


def set_of_feedback(*, optional: bool) -> None:
    with op.batch_alter_table("feedback", table_kwargs=KEPT) as feedback:
        feedback.alter_column("set_id", existing_type=sa.Integer(), nullable=optional)
