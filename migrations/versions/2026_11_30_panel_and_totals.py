"""Keep the concepts of each report side by side, and the totals of each agency.

``storage.sums.headlines.catch_up`` fills them for the reports that are there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_CONCEPTS = (
    "received", "answered", "granted", "partial", "denied", "not_held", "other", "normative_made",
    "normative_in_force", "licensing_decisions", "penalty_decisions", "admin_fees", "reviews", "suits",
    "reviews_corrected", "suits_lost",
)  # fmt: skip


def upgrade() -> None:
    """Two tables that were not there."""
    op.create_table(
        "agency_totals",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("concept", sa.String(), nullable=False),
        sa.Column("value", sa.Numeric()),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("failing", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name="fk_agency_totals_agency_id_agencies"),
        sa.PrimaryKeyConstraint("agency_id", "concept", name="pk_agency_totals"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_agency_totals_concept_value", "agency_totals", ["concept", "value"])
    op.create_table(
        "agency_years",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("failing", sa.Integer(), nullable=False),
        *(sa.Column(concept, sa.Numeric()) for concept in _CONCEPTS),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name="fk_agency_years_agency_id_agencies"),
        sa.PrimaryKeyConstraint("year", "agency_id", name="pk_agency_years"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_agency_years_agency_id", "agency_years", ["agency_id"])


def downgrade() -> None:
    """Nothing is lost that cannot be worked out again."""
    op.drop_table("agency_years")
    op.drop_table("agency_totals")
