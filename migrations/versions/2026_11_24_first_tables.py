"""The first tables: crawl, places, reports, numbers, and the views that people query."""

import sqlalchemy as sa
from alembic import op

import forms
from migrations.views import drop_views, make_views
from storage import search
from storage.models import Measure, metadata, table_of

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every table of the models as they stand before the first release; measures are numbered in form order."""
    metadata.create_all(op.get_bind())
    rows = [
        {"id": i, "table": m.table, "row": m.row, "column": m.column, "label_zh": "", "label_en": ""}
        for i, m in enumerate(forms.measures(), 1)
    ]
    op.get_bind().execute(sa.insert(table_of(Measure)), rows)
    make_views(op.get_bind())
    search.create(op.get_bind())


def downgrade() -> None:
    """Everything goes; the archive can bring it back."""
    search.drop(op.get_bind())
    drop_views(op.get_bind())
    metadata.drop_all(op.get_bind())
