"""An agency that was split is followed by none alone; it had the one that was registered last for its successor."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_SPLIT = "(SELECT predecessor_id FROM successions GROUP BY predecessor_id HAVING count(*) > 1)"
_ONE = "(SELECT max(s.successor_id) FROM successions s WHERE s.predecessor_id = agencies.id)"


def upgrade() -> None:
    """``successions`` still has who took over from it."""
    op.execute(f"UPDATE agencies SET successor_id = NULL WHERE id IN {_SPLIT}")  # noqa: S608


def downgrade() -> None:
    """One of several again."""
    op.execute(f"UPDATE agencies SET successor_id = {_ONE} WHERE id IN {_SPLIT}")  # noqa: S608
