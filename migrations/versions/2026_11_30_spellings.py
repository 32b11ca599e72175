"""Every spelling of an agency's name, and why it is this agency's."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Whoever upgrades notes the names that there are; the others come with the next readings."""
    op.create_table(
        "spellings",
        sa.Column("agency_id", sa.Integer(), sa.ForeignKey("agencies.id")),
        sa.Column("name", sa.String()),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("agency_id", "name"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Keys stay as they are."""
    op.drop_table("spellings")
