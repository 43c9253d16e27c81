"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "da8a04a6b8df"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "key_fingerprints",
    "listeners",
    "consents",
    "requests",
    "readings",
    "corrections",
    "recommendation_sets",
    "recommendations",
    "shown",
    "feedback",
    "seed_songs",
)


def upgrade() -> None:
    create_keys_and_listeners()
    create_requests()
    create_readings()
    create_sets()
    create_feedback()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def create_keys_and_listeners() -> None:
    create("key_fingerprints", sa.Column("fingerprint", sa.String(64), nullable=False))
    create(
        "listeners",
        sa.Column("account_hash", sa.String(64), nullable=False),
        sa.Column("explicit_allowed", sa.Boolean(), nullable=False),
        sa.Column("music_service", sa.String(32), nullable=False),
        sa.Column("goal", sa.String(16), nullable=False),
        unique("listeners", "account_hash"),
    )
    create_owned(
        "consents",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("faces", sa.Boolean(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
    )


def create_requests() -> None:
    create_owned(
        "requests",
        sa.Column("platform", sa.String(16), nullable=False),
        sa.Column("event_hash", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_delivery", sa.Text(), nullable=True),
        unique("requests", "platform", "event_hash"),
    )
    op.create_index("ix_requests_state_kind", "requests", ["state", "kind"])


def create_readings() -> None:
    create_owned(
        "readings",
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("faces", sa.Integer(), nullable=False),
        sa.Column("emotions", sa.JSON(), nullable=False),
        *mood_columns(),
        sa.Column("sure", sa.Boolean(), nullable=False),
        unique("readings", "id", "listener_id"),
    )
    create_owned(
        "corrections",
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("seen", sa.String(16), nullable=False),
        sa.Column("meant", sa.String(16), nullable=False),
        same_listener("corrections", "reading_id", "readings"),
        unique("corrections", "reading_id"),
    )


def create_sets() -> None:
    create_owned(
        "recommendation_sets",
        sa.Column("reading_id", sa.Integer(), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        *mood_columns(),
        sa.Column("goal", sa.String(16), nullable=False),
        sa.Column("widened", sa.Boolean(), nullable=False),
        sa.Column("repeated", sa.Boolean(), nullable=False),
        same_listener("recommendation_sets", "reading_id", "readings"),
        unique("recommendation_sets", "id", "listener_id"),
    )
    op.create_index(
        "ix_recommendation_sets_listener_id_offered_at",
        "recommendation_sets",
        ["listener_id", "offered_at"],
    )
    op.create_index("ix_recommendation_sets_reading_id", "recommendation_sets", ["reading_id"])
    create_recommendations()
    create_shown()


def create_recommendations() -> None:
    create_owned(
        "recommendations",
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("track_id", sa.Text(), nullable=False),
        sa.Column("song_key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("artists", sa.JSON(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("mood_fit", sa.Double(), nullable=False),
        sa.Column("propensity", sa.Double(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        same_listener("recommendations", "set_id", "recommendation_sets"),
        unique("recommendations", "set_id", "number"),
    )


def create_shown() -> None:
    create_owned(
        "shown",
        sa.Column("message_hash", sa.String(64), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        same_listener("shown", "set_id", "recommendation_sets"),
        unique("shown", "message_hash"),
    )
    op.create_index("ix_shown_set_id", "shown", ["set_id"])


def create_feedback() -> None:
    create_owned(
        "feedback",
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("track_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("artists", sa.JSON(), nullable=False),
        sa.Column("mood_name", sa.String(16), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        same_listener("feedback", "set_id", "recommendation_sets"),
        unique("feedback", "set_id", "track_id", "kind", "weight"),
    )
    create_owned(
        "seed_songs",
        sa.Column("track_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("artists", sa.JSON(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        unique("seed_songs", "listener_id", "track_id"),
    )


def create(table: str, *items: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        *items,
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sqlite_autoincrement=True,
    )


def create_owned(table: str, *items: sa.schema.SchemaItem) -> None:
    owner = sa.ForeignKeyConstraint(
        ["listener_id"],
        ["listeners.id"],
        name=f"fk_{table}_listener_id_listeners",
        ondelete="CASCADE",
    )
    create(table, *items, sa.Column("listener_id", sa.Integer(), nullable=False), owner)
    op.create_index(f"ix_{table}_listener_id", table, ["listener_id"])


def mood_columns() -> tuple[sa.Column[str], sa.Column[float], sa.Column[float]]:
    return (
        sa.Column("mood_name", sa.String(16), nullable=False),
        sa.Column("valence", sa.Double(), nullable=False),
        sa.Column("arousal", sa.Double(), nullable=False),
    )


def same_listener(table: str, column: str, referred: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column, "listener_id"],
        [f"{referred}.id", f"{referred}.listener_id"],
        name=f"fk_{table}_{column}_listener_id_{referred}",
        ondelete="CASCADE",
    )


def unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")
