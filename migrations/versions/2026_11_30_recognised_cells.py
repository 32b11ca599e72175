"""How certain a cell is that was recognised in a picture (OCR)."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty for all that is there: until now no picture was read."""
    op.add_column("marks", sa.Column("ocr", sa.Double()))


def downgrade() -> None:
    """The next reading of the archive tells it again."""
    op.drop_column("marks", "ocr")
