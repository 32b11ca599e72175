"""The agency that an agency is under."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty; whoever upgrades looks them up."""
    with op.batch_alter_table("agencies") as table:
        table.add_column(sa.Column("parent_id", sa.Integer()))
        table.create_foreign_key("fk_agencies_parent_id_agencies", "agencies", ["parent_id"], ["id"])
    op.create_index("ix_agencies_parent_id", "agencies", ["parent_id"])


def downgrade() -> None:
    """They are looked up again."""
    op.drop_index("ix_agencies_parent_id", "agencies")
    with op.batch_alter_table("agencies") as table:
        table.drop_constraint("fk_agencies_parent_id_agencies", type_="foreignkey")
        table.drop_column("parent_id")
