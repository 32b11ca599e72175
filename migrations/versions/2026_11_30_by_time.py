"""Find what happened in a night without reading all that ever did: indexes by time."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENTS = (
    ("annual_reports", "first_seen"),
    ("annual_reports", "withdrawn_at"),
    ("captures", "captured_at"),
    ("fetches", "at"),
    ("versions", "made_at"),
    ("walks", "checked_at"),
)


def upgrade() -> None:
    """One for each moment that a night is told by."""
    for table, column in _MOMENTS:
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Nights are told more slowly."""
    for table, column in _MOMENTS:
        op.drop_index(f"ix_{table}_{column}", table)
