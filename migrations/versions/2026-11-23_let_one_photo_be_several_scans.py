"""Let one photo be several scans.

Revision: several_cards
Revises: first_tables
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "several_cards"
down_revision = "first_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("scans") as table:
        table.add_column(sa.Column("split_from_id", sa.Integer(), nullable=True))
        table.add_column(
            sa.Column("card_number", sa.Integer(), nullable=False, server_default=sa.text("1"))
        )
        table.add_column(
            sa.Column("card_count", sa.Integer(), nullable=False, server_default=sa.text("1"))
        )
        table.create_foreign_key(
            op.f("fk_scans_split_from_id_scans"),
            "scans",
            ["split_from_id"],
            ["id"],
            ondelete="SET NULL",
        )
    with op.batch_alter_table("scans") as table:
        # Only the rows that were there needed it: the application always says these numbers.
        table.alter_column("card_number", server_default=None)
        table.alter_column("card_count", server_default=None)
    op.create_index(op.f("ix_scans_split_from_id"), "scans", ["split_from_id"], unique=False)
    with op.batch_alter_table("scan_sides") as table:
        table.add_column(sa.Column("card_quad", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("scan_sides") as table:
        table.drop_column("card_quad")
    op.drop_index(op.f("ix_scans_split_from_id"), table_name="scans")
    with op.batch_alter_table("scans") as table:
        table.drop_constraint(op.f("fk_scans_split_from_id_scans"), type_="foreignkey")
        table.drop_column("card_count")
        table.drop_column("card_number")
        table.drop_column("split_from_id")
