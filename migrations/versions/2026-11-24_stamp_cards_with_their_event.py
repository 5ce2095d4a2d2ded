"""Stamp cards with their event; keep drafts, photos taken again, and who has a spare card.

Revision: events
Revises: several_cards
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "events"
down_revision = "several_cards"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.Column("client_key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("goal", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id"], ["books.id"], name=op.f("fk_events_book_id_books"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("book_id", "client_key", name=op.f("uq_events_book_id_client_key")),
    )
    op.create_index("ix_events_book_id_held_on", "events", ["book_id", "held_on"], unique=False)
    with op.batch_alter_table("scans") as table:
        table.add_column(sa.Column("event_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("draft", sa.JSON(), nullable=True))
        table.create_foreign_key(
            op.f("fk_scans_event_id_events"), "events", ["event_id"], ["id"], ondelete="SET NULL"
        )
    op.create_index(op.f("ix_scans_event_id"), "scans", ["event_id"], unique=False)
    _add_to_sides()
    with op.batch_alter_table("contacts") as table:
        table.add_column(
            sa.Column("has_spare_card", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("contacts") as table:
        # Only the rows that were there needed it: the application always says it.
        table.alter_column("has_spare_card", server_default=None)


def _add_to_sides() -> None:
    with op.batch_alter_table("scan_sides") as table:
        table.add_column(sa.Column("sent_as", sa.String(length=20), nullable=True))
        table.add_column(sa.Column("replaced_photo_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_scan_sides_replaced_photo_id_photos"),
            "photos",
            ["replaced_photo_id"],
            ["id"],
        )
    op.create_index(
        op.f("ix_scan_sides_replaced_photo_id"), "scan_sides", ["replaced_photo_id"], unique=False
    )
    sides = sa.table("scan_sides", sa.column("side"), sa.column("sent_as"))
    op.execute(sides.update().values(sent_as=sides.c.side))
    with op.batch_alter_table("scan_sides") as table:
        table.alter_column("sent_as", existing_type=sa.String(length=20), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("contacts") as table:
        table.drop_column("has_spare_card")
    op.drop_index(op.f("ix_scan_sides_replaced_photo_id"), table_name="scan_sides")
    with op.batch_alter_table("scan_sides") as table:
        table.drop_constraint(op.f("fk_scan_sides_replaced_photo_id_photos"), type_="foreignkey")
        table.drop_column("replaced_photo_id")
        table.drop_column("sent_as")
    op.drop_index(op.f("ix_scans_event_id"), table_name="scans")
    with op.batch_alter_table("scans") as table:
        table.drop_constraint(op.f("fk_scans_event_id_events"), type_="foreignkey")
        table.drop_column("draft")
        table.drop_column("event_id")
    op.drop_index("ix_events_book_id_held_on", table_name="events")
    op.drop_table("events")
