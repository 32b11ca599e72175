"""The view ``agency_history``: who reported when, under which names, and who took over from whom.

No table changes: ``migrations.env`` makes the views of today after the last step.
"""

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every view is made anew after the last step."""


def downgrade() -> None:
    """Views go before the first step."""
