"""Numbers that SQLite divides as PostgreSQL does: kept as REAL, for 1 / 2 of whole numbers is 0 to it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_NUMBERS = {
    "agency_totals": ("value",),
    "agency_years": (
        "received", "answered", "granted", "partial", "denied", "not_held", "other", "normative_made",
        "normative_in_force", "licensing_decisions", "penalty_decisions", "admin_fees", "reviews", "suits",
        "reviews_corrected", "suits_lost",
    ),
}  # fmt: skip


def upgrade() -> None:
    """What is there is taken over."""
    _keep_as(sa.REAL())


def downgrade() -> None:
    """Whole numbers become whole again."""
    _keep_as(sa.Numeric())


def _keep_as(kind: sa.types.TypeEngine[Any]) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table, columns in _NUMBERS.items():
            with op.batch_alter_table(table, table_kwargs={"sqlite_with_rowid": False}) as batch:
                for column in columns:
                    batch.alter_column(column, type_=kind)
