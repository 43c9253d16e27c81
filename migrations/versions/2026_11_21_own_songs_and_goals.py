"""Songs that listeners bring along, and the goals that they chose."""

import sqlalchemy as sa
from alembic import op

revision = "b60d2f8c7e15"
down_revision = "e7a4b1935d20"
branch_labels = None
depends_on = None


def upgrade() -> None:
    only = sa.Column("only_own_songs", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("listeners", only)
    op.create_table(
        "goal_choices",
        *owned("goal_choices"),
        sa.Column("set_id", sa.Integer(), nullable=True),
        sa.Column("mood_name", sa.String(16), nullable=False),
        sa.Column("goal", sa.String(16), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["set_id", "listener_id"],
            ["recommendation_sets.id", "recommendation_sets.listener_id"],
            name="fk_goal_choices_set_id_listener_id_recommendation_sets",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("set_id", name="uq_goal_choices_set_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "own_lists",
        *owned("own_lists"),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("id", "listener_id", name="uq_own_lists_id_listener_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "own_songs",
        *owned("own_songs"),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("track_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("artists", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id", "listener_id"],
            ["own_lists.id", "own_lists.listener_id"],
            name="fk_own_songs_list_id_listener_id_own_lists",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("list_id", "track_id", name="uq_own_songs_list_id_track_id"),
        sqlite_autoincrement=True,
    )
    for table in ("goal_choices", "own_lists", "own_songs"):
        op.create_index(f"ix_{table}_listener_id", table, ["listener_id"])


def downgrade() -> None:
    for table in ("own_songs", "own_lists", "goal_choices"):
        op.drop_table(table)
    op.drop_column("listeners", "only_own_songs")


def owned(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """What every table of listeners begins with."""
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listener_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(
            ["listener_id"],
            ["listeners.id"],
            name=f"fk_{table}_listener_id_listeners",
            ondelete="CASCADE",
        ),
    )
