"""Corrections that outlive their readings, where a listener keeps no history."""

import sqlalchemy as sa
from alembic import op

revision = "9d3b6e50c2f4"
down_revision = "4f0c2d9be1a7"
branch_labels = None
depends_on = None

# What a rebuilt table would lose. Nothing refers to this one, so it may be rebuilt.
KEPT = {"sqlite_autoincrement": True}


def upgrade() -> None:
    reading_of_corrections(optional=True)


def downgrade() -> None:
    op.execute("DELETE FROM corrections WHERE reading_id IS NULL")
    reading_of_corrections(optional=False)


def reading_of_corrections(*, optional: bool) -> None:
    with op.batch_alter_table("corrections", table_kwargs=KEPT) as corrections:
        corrections.alter_column("reading_id", existing_type=sa.Integer(), nullable=optional)
