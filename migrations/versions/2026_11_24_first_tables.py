"""The first tables: crawl, places, reports, numbers, and the search index, written down as they were then."""

import sqlalchemy as sa
from alembic import op

from migrations.frozen import measures, statements, tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TEXTS = ("table", "row", "column", "label_zh", "label_en")
_MEASURES = sa.table("measures", sa.column("id", sa.Integer), *(sa.column(name, sa.Text) for name in _TEXTS))


def upgrade() -> None:
    """What ``migrations/tables`` has for this database; measures are numbered in the order of their forms."""
    for statement in statements(revision, op.get_bind().dialect.name):
        op.get_bind().exec_driver_sql(statement)
    rows = [
        {"id": number, **measure._asdict(), "label_zh": "", "label_en": ""}
        for number, measure in enumerate(measures(revision), 1)
    ]
    op.bulk_insert(_MEASURES, rows)


def downgrade() -> None:
    """Everything goes; the archive can bring it back."""
    for table in reversed(tables(revision, op.get_bind().dialect.name)):
        op.drop_table(table)
