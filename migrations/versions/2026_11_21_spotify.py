"""Spotify accounts that listeners linked, the links to them, and their playlists per mood."""

import sqlalchemy as sa
from alembic import op

revision = "0f6c93d2a8e4"
down_revision = "b60d2f8c7e15"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "spotify_accounts",
        sa.Column("sealed_account", sa.Text(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("listener_id", name="uq_spotify_accounts_listener_id"),
    )
    create(
        "spotify_links",
        sa.Column("state_hash", sa.String(64), nullable=False),
        sa.Column("sealed_delivery", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("listener_id", name="uq_spotify_links_listener_id"),
        sa.UniqueConstraint("state_hash", name="uq_spotify_links_state_hash"),
    )
    create(
        "spotify_playlists",
        sa.Column("mood_name", sa.String(16), nullable=False),
        sa.Column("sealed_playlist", sa.Text(), nullable=False),
        sa.UniqueConstraint(
            "listener_id", "mood_name", name="uq_spotify_playlists_listener_id_mood_name"
        ),
    )


def downgrade() -> None:
    for name in ("spotify_playlists", "spotify_links", "spotify_accounts"):
        op.drop_index(f"ix_{name}_listener_id", table_name=name)
        op.drop_table(name)


def create(name: str, *own: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listener_id", sa.Integer(), nullable=False),
        *own,
        sa.ForeignKeyConstraint(
            ["listener_id"],
            ["listeners.id"],
            name=f"fk_{name}_listener_id_listeners",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sqlite_autoincrement=True,
    )
    op.create_index(f"ix_{name}_listener_id", name, ["listener_id"], unique=False)
