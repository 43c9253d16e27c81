"""Songs that a source of features was asked about."""

import sqlalchemy as sa
from alembic import op

revision = "5d1b7e40c9a2"
down_revision = "0f6c93d2a8e4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "described_songs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("track_id", sa.String(48), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("artists", sa.JSON(), nullable=False),
        sa.Column("features", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_described_songs"),
        sa.UniqueConstraint("track_id", name="uq_described_songs_track_id"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("described_songs")
