"""The language of a listener's app, for events that carry none."""

import sqlalchemy as sa
from alembic import op

revision = "b84e07c15fd3"
down_revision = "5d1b7e40c9a2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("listeners", sa.Column("app_language", sa.String(8), nullable=True))


def downgrade() -> None:
    op.drop_column("listeners", "app_language")
