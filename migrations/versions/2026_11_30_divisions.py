"""The division that an agency governs."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty; whoever upgrades looks them up."""
    op.add_column("agencies", sa.Column("division_code", sa.String()))


def downgrade() -> None:
    """They are looked up again."""
    with op.batch_alter_table("agencies") as table:
        table.drop_column("division_code")
