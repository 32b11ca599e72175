"""The words of PostgreSQL without the characters that nearly all reports have."""

from alembic import op
from sqlalchemy import Connection

from migrations.frozen import statements

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty; whoever upgrades makes the index from the stored text."""
    _make_anew(op.get_bind(), revision)


def downgrade() -> None:
    """Empty as well: ``nianbao db reindex`` of the older program makes its index."""
    _make_anew(op.get_bind(), down_revision)


def _make_anew(connection: Connection, of: str) -> None:
    if connection.dialect.name == "postgresql":
        op.drop_table("version_words")
        op.execute("DROP FUNCTION search_words(text)")
        for statement in statements(of, "postgresql"):
            connection.exec_driver_sql(statement)
