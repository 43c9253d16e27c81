"""When the answers were given that signs and corrections have outlived."""

import sqlalchemy as sa
from alembic import op

revision = "e7a4b1935d20"
down_revision = "c51e8a7d3f06"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Of what outlived its answer before nobody knows any more.
    op.add_column("feedback", sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("corrections", sa.Column("read_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("corrections", "read_at")
    op.drop_column("feedback", "offered_at")
