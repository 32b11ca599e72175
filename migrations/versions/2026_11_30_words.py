"""The words of PostgreSQL, worked out from a folded text instead of kept with their places."""

from alembic import op

from migrations.frozen import statements

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_TABLE = "version_words"


def upgrade() -> None:
    """Empty; whoever upgrades makes the index from the stored text."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_table(_TABLE)
        for statement in statements(revision, "postgresql"):
            op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Empty as well: ``nianbao db reindex`` of the older program makes its index."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_table(_TABLE)
        op.execute("DROP FUNCTION search_words(text)")
        for statement in statements("0001", "postgresql"):
            if _TABLE in statement:
                op.get_bind().exec_driver_sql(statement)
