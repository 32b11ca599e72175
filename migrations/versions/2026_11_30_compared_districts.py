"""In which state a district's reports were compared last, so that a night in which nothing came compares nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty, so that every district is compared once more."""
    op.add_column("districts", sa.Column("compared", sa.String()))


def downgrade() -> None:
    """The next crawl compares every district."""
    op.drop_column("districts", "compared")
