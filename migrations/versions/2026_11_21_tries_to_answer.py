"""How often an answer was tried, and until when there is somewhere to send it."""

import sqlalchemy as sa
from alembic import op

revision = "c51e8a7d3f06"
down_revision = "9d3b6e50c2f4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The default stays in the table: adding a column this way rebuilds nothing.
    tries = sa.Column("attempts", sa.Integer(), nullable=False, server_default="0")
    op.add_column("requests", tries)
    until = sa.Column("reachable_until", sa.DateTime(timezone=True), nullable=True)
    op.add_column("requests", until)


def downgrade() -> None:
    op.drop_column("requests", "reachable_until")
    op.drop_column("requests", "attempts")
