"""Who decided about a finding, and how many findings the reports of each district have."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_OUTCOMES = ("pass", "fail", "not_stated", "not_evaluated", "not_applicable")
_COUNT = """INSERT INTO district_findings (outcome, district_id, identity, year, code, number)
SELECT f.outcome, a.district_id, f.identity, r.year, f.code, count(*)
FROM (SELECT version_id, identity, outcome, '' AS code FROM version_findings UNION ALL
SELECT w.id, x.identity, x.outcome, x.code FROM cross_findings x JOIN versions w ON w.report_id = x.report_id
WHERE w.current AND x.until IS NULL) f
JOIN versions v ON v.id = f.version_id JOIN annual_reports r ON r.id = v.report_id JOIN agencies a ON a.id = r.agency_id
WHERE v.current GROUP BY f.outcome, a.district_id, f.identity, r.year, f.code"""


def upgrade() -> None:
    """Nobody is known to have decided what was decided before; what was found is counted."""
    op.add_column("judgements", sa.Column("person", sa.String(), server_default="", nullable=False))
    op.create_table(
        "district_findings",
        sa.Column("outcome", sa.Enum(*_OUTCOMES, name="outcome", native_enum=False, create_constraint=True, length=24)),
        sa.Column("district_id", sa.Integer(), sa.ForeignKey("districts.id")),
        sa.Column("identity", sa.String()),
        sa.Column("year", sa.Integer()),
        sa.Column("code", sa.String()),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("outcome", "district_id", "identity", "year", "code"),
        sqlite_with_rowid=False,
    )
    op.execute(_COUNT)


def downgrade() -> None:
    """Who decided is forgotten; what was decided stays."""
    op.drop_table("district_findings")
    with op.batch_alter_table("judgements") as table:
        table.drop_column("person")
