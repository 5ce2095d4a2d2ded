"""Keep what the desk does: encounters, merges, imports, steps that can be undone, saved views.

Revision: desk
Revises: events
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

from app.doubts import count_doubts
from app.folding import fold_name
from app.matching.indexing import index_many

revision = "desk"
down_revision = "events"
branch_labels = None
depends_on = None


LASTING = {"sqlite_autoincrement": True}
"""Has SQLite never give an id anew. A table that is there has to be rebuilt for it."""


def upgrade() -> None:
    _make_ids_last()
    _create_imports()
    _add_columns()
    _create_matches()
    _create_encounters()
    _create_desk()
    _create_batches()
    _create_chores()
    _fill_contacts()
    _fill_encounters()
    _fill_scans()
    _index_lists()
    _fill_matches()


def _folded(length: int) -> sa.types.TypeEngine[str]:
    """Folded text, compared byte by byte on every database."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def _make_ids_last() -> None:
    """Rebuild what no other change rebuilds; ids that are gone before this may come again."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for name in ("photos", "events", "follow_ups", "notes"):
        with op.batch_alter_table(name, recreate="always", table_kwargs=LASTING):
            pass


def _create_imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("client_key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("file_key", sa.String(length=64), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=True),
        sa.Column("report", sa.JSON(), nullable=True),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("error_code", sa.String(length=50), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_token", sa.String(length=32), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_imports_account_id_accounts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["book_id"], ["books.id"], name=op.f("fk_imports_book_id_books"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        sa.UniqueConstraint("book_id", "client_key", name=op.f("uq_imports_book_id_client_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_imports_state_lease_until", "imports", ["state", "lease_until"], unique=False
    )
    op.create_table(
        "import_rows",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("scan_id", sa.Integer(), nullable=True),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        sa.Column("is_wanted", sa.Boolean(), nullable=False),
        sa.Column("error", sa.String(length=200), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["book_id"], ["books.id"], name=op.f("fk_import_rows_book_id_books"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["change_id"],
            ["changes.id"],
            name=op.f("fk_import_rows_change_id_changes"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
            name=op.f("fk_import_rows_contact_id_contacts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["imports.id"],
            name=op.f("fk_import_rows_import_id_imports"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["picture_id"],
            ["photos.id"],
            name=op.f("fk_import_rows_picture_id_photos"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["scan_id"],
            ["scans.id"],
            name=op.f("fk_import_rows_scan_id_scans"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("import_id", "number", name=op.f("pk_import_rows")),
    )
    op.create_index(op.f("ix_import_rows_book_id"), "import_rows", ["book_id"], unique=False)
    op.create_index(op.f("ix_import_rows_change_id"), "import_rows", ["change_id"], unique=False)
    op.create_index(op.f("ix_import_rows_contact_id"), "import_rows", ["contact_id"], unique=False)
    op.create_index(
        "ix_import_rows_import_id_outcome",
        "import_rows",
        ["import_id", "outcome", "number"],
        unique=False,
    )
    op.create_index(op.f("ix_import_rows_picture_id"), "import_rows", ["picture_id"], unique=False)
    op.create_index(op.f("ix_import_rows_scan_id"), "import_rows", ["scan_id"], unique=False)


def _create_matches() -> None:
    op.create_table(
        "distinct_pairs",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_distinct_pairs_account_id_accounts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["book_id"],
            ["books.id"],
            name=op.f("fk_distinct_pairs_book_id_books"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["contacts.id"],
            name=op.f("fk_distinct_pairs_first_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["contacts.id"],
            name=op.f("fk_distinct_pairs_second_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_distinct_pairs")),
    )
    op.create_index(op.f("ix_distinct_pairs_book_id"), "distinct_pairs", ["book_id"], unique=False)
    op.create_index(
        op.f("ix_distinct_pairs_second_id"), "distinct_pairs", ["second_id"], unique=False
    )
    op.create_table(
        "match_keys",
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.Column("key", _folded(80), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id"], ["books.id"], name=op.f("fk_match_keys_book_id_books"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
            name=op.f("fk_match_keys_contact_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("book_id", "key", "contact_id", name=op.f("pk_match_keys")),
    )
    op.create_index(op.f("ix_match_keys_contact_id"), "match_keys", ["contact_id"], unique=False)
    op.create_table(
        "likely_pairs",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.Column("probability", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id"],
            ["books.id"],
            name=op.f("fk_likely_pairs_book_id_books"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["contacts.id"],
            name=op.f("fk_likely_pairs_first_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["contacts.id"],
            name=op.f("fk_likely_pairs_second_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_likely_pairs")),
    )
    op.create_index(
        "ix_likely_pairs_book_id_probability",
        "likely_pairs",
        ["book_id", "probability"],
        unique=False,
    )
    op.create_index(op.f("ix_likely_pairs_second_id"), "likely_pairs", ["second_id"], unique=False)
    op.create_table(
        "uncompared_contacts",
        sa.Column("contact_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id"],
            ["books.id"],
            name=op.f("fk_uncompared_contacts_book_id_books"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
            name=op.f("fk_uncompared_contacts_contact_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_uncompared_contacts")),
    )
    op.create_index(
        op.f("ix_uncompared_contacts_book_id"), "uncompared_contacts", ["book_id"], unique=False
    )
    op.create_table(
        "merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_merges_account_id_accounts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["book_id"], ["books.id"], name=op.f("fk_merges_book_id_books"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["gone_id"],
            ["contacts.id"],
            name=op.f("fk_merges_gone_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"],
            ["contacts.id"],
            name=op.f("fk_merges_kept_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_merges_book_id"), "merges", ["book_id"], unique=False)
    op.create_index(op.f("ix_merges_gone_id"), "merges", ["gone_id"], unique=False)
    op.create_index(op.f("ix_merges_kept_id"), "merges", ["kept_id"], unique=False)


def _create_encounters() -> None:
    op.create_table(
        "deleted_events",
        sa.Column("book_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("client_key", sa.String(length=64), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id"],
            ["books.id"],
            name=op.f("fk_deleted_events_book_id_books"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("book_id", "client_key", name=op.f("pk_deleted_events")),
    )
    op.create_table(
        "encounters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("scan_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id"], ["books.id"], name=op.f("fk_encounters_book_id_books"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
            name=op.f("fk_encounters_contact_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_encounters_event_id_events"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["scan_id"], ["scans.id"], name=op.f("fk_encounters_scan_id_scans"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_encounters")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_encounters_book_id_met_on", "encounters", ["book_id", "met_on"], unique=False
    )
    op.create_index(op.f("ix_encounters_contact_id"), "encounters", ["contact_id"], unique=False)
    op.create_index(op.f("ix_encounters_event_id"), "encounters", ["event_id"], unique=False)
    op.create_index(op.f("ix_encounters_scan_id"), "encounters", ["scan_id"], unique=False)
    op.create_table(
        "positions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("organization", sa.String(length=300), nullable=False),
        sa.Column("department", sa.String(length=300), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.Column("scan_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id"], ["books.id"], name=op.f("fk_positions_book_id_books"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
            name=op.f("fk_positions_contact_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["scan_id"], ["scans.id"], name=op.f("fk_positions_scan_id_scans"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_positions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_positions_book_id"), "positions", ["book_id"], unique=False)
    op.create_index(op.f("ix_positions_contact_id"), "positions", ["contact_id"], unique=False)
    op.create_index(op.f("ix_positions_scan_id"), "positions", ["scan_id"], unique=False)


def _create_desk() -> None:
    op.create_table(
        "field_outcomes",
        sa.Column("scan_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["book_id"],
            ["books.id"],
            name=op.f("fk_field_outcomes_book_id_books"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["scan_id"],
            ["scans.id"],
            name=op.f("fk_field_outcomes_scan_id_scans"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("scan_id", "field", name=op.f("pk_field_outcomes")),
    )
    op.create_index(
        "ix_field_outcomes_book_id_field",
        "field_outcomes",
        ["book_id", "field", "outcome"],
        unique=False,
    )
    op.create_table(
        "review_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("scan_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_review_steps_account_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["book_id"],
            ["books.id"],
            name=op.f("fk_review_steps_book_id_books"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["scan_id"],
            ["scans.id"],
            name=op.f("fk_review_steps_scan_id_scans"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_steps")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_review_steps_book_id_account_id",
        "review_steps",
        ["book_id", "account_id", "undone_at"],
        unique=False,
    )
    op.create_index(op.f("ix_review_steps_scan_id"), "review_steps", ["scan_id"], unique=False)
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.String(length=2000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_saved_views_account_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["book_id"], ["books.id"], name=op.f("fk_saved_views_book_id_books"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_saved_views_book_id_account_id", "saved_views", ["book_id", "account_id"], unique=False
    )


def _add_columns() -> None:
    with op.batch_alter_table("contacts", table_kwargs=LASTING) as table:
        table.add_column(
            sa.Column("sort_organization", _folded(300), nullable=False, server_default="")
        )
        table.add_column(
            sa.Column("stage", sa.String(length=20), nullable=False, server_default="contact")
        )
        table.add_column(sa.Column("met_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("last_contact_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("next_step_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("import_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("portrait_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        table.create_index(op.f("ix_contacts_import_id"), ["import_id"], unique=False)
        table.create_index(op.f("ix_contacts_merged_into_id"), ["merged_into_id"], unique=False)
        table.create_foreign_key(
            op.f("fk_contacts_import_id_imports"),
            "imports",
            ["import_id"],
            ["id"],
            ondelete="SET NULL",
        )
        table.create_index(op.f("ix_contacts_portrait_id"), ["portrait_id"], unique=False)
        table.create_foreign_key(
            op.f("fk_contacts_portrait_id_photos"),
            "photos",
            ["portrait_id"],
            ["id"],
            ondelete="SET NULL",
        )
        table.create_foreign_key(
            op.f("fk_contacts_merged_into_id_contacts"),
            "contacts",
            ["merged_into_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("scan_sides") as table:
        table.add_column(
            sa.Column("is_cut_by_hand", sa.Boolean(), nullable=False, server_default=sa.false())
        )

    with op.batch_alter_table("scans", table_kwargs=LASTING) as table:
        table.add_column(sa.Column("work", sa.JSON(), nullable=True))
        table.add_column(sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("doubt_count", sa.Integer(), nullable=True))
        table.add_column(sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(
            sa.Column("is_order_by_hand", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("joined_into_id", sa.Integer(), nullable=True))
        table.create_index(op.f("ix_scans_joined_into_id"), ["joined_into_id"], unique=False)
        table.create_index(
            "ix_scans_insights",
            ["book_id", "taken_at", "state", "event_id", "reviewed_at"],
            unique=False,
        )
        table.create_foreign_key(
            op.f("fk_scans_joined_into_id_scans"),
            "scans",
            ["joined_into_id"],
            ["id"],
            ondelete="SET NULL",
        )
    # Only the rows that were there needed a default: the application always says it.
    with op.batch_alter_table("contacts", table_kwargs=LASTING) as table:
        table.alter_column("sort_organization", server_default=None)
        table.alter_column("stage", server_default=None)
    with op.batch_alter_table("scan_sides") as table:
        table.alter_column("is_cut_by_hand", server_default=None)
    with op.batch_alter_table("scans", table_kwargs=LASTING) as table:
        table.alter_column("is_order_by_hand", server_default=None)


def _create_chores() -> None:
    op.create_table(
        "chores",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_chores")),
    )


def _create_batches() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_batches_account_id_accounts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["book_id"], ["books.id"], name=op.f("fk_batches_book_id_books"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_batches_book_id"), "batches", ["book_id"], unique=False)


SEEN = "deleted_at IS NULL AND archived_at IS NULL"
WHETHER = ["deleted_at", "archived_at"]
DAYS = ["met_on", "last_contact_on", "next_step_on"]
LISTS: dict[str, tuple[str, list[str]]] = {
    "ix_contacts_book_id_sort_name": (
        SEEN,
        ["sort_name", "id", *DAYS, "stage", "reviewed_at", *WHETHER],
    ),
    "ix_contacts_book_id_sort_organization": (
        SEEN,
        ["sort_organization", "sort_name", "id", *WHETHER],
    ),
    "ix_contacts_book_id_met_on": (SEEN, ["met_on", "id", *WHETHER]),
    "ix_contacts_book_id_last_contact_on": (SEEN, ["last_contact_on", "id", *WHETHER]),
    "ix_contacts_book_id_next_step_on": (SEEN, ["next_step_on", "id", *WHETHER]),
    "ix_contacts_book_id_created_at": (SEEN, ["created_at", "id", *WHETHER]),
    "ix_contacts_book_id_archived": ("archived_at IS NOT NULL", ["sort_name", "id", *WHETHER]),
    "ix_contacts_book_id_deleted": ("deleted_at IS NOT NULL", ["deleted_at"]),
    "ix_contacts_book_id_unreviewed": ("reviewed_at IS NULL", ["id"]),
    "ix_contacts_book_id_connections": ("stage = 'connection'", ["id"]),
}


def _index_lists() -> None:
    """Index each order of the list of contacts, and what search and the filters ask for."""
    op.drop_index("ix_contacts_book_id_sort_name", table_name="contacts")
    for name, (where, columns) in LISTS.items():
        op.create_index(
            name,
            "contacts",
            ["book_id", *columns],
            unique=False,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )
    op.create_index(
        "ix_search_words_contact_id_word", "search_words", ["contact_id", "word"], unique=False
    )
    op.drop_index("ix_search_words_contact_id", table_name="search_words")
    op.create_index(
        "ix_contact_tags_tag_id_contact_id", "contact_tags", ["tag_id", "contact_id"], unique=False
    )
    op.drop_index("ix_contact_tags_tag_id", table_name="contact_tags")
    with op.batch_alter_table("contact_addresses") as table:
        table.add_column(
            sa.Column("folded_locality", _folded(150), nullable=False, server_default="")
        )
    addresses = sa.table("contact_addresses", sa.column("locality"), sa.column("folded_locality"))
    connection = op.get_bind()
    names = connection.execute(
        sa.select(addresses.c.locality).where(addresses.c.locality != "").distinct()
    ).scalars()
    for name in list(names):
        there = addresses.update().where(addresses.c.locality == name)
        connection.execute(there.values(folded_locality=fold_name(name)[:150]))
    with op.batch_alter_table("contact_addresses") as table:
        table.alter_column("folded_locality", server_default=None)
    op.drop_index("ix_contact_addresses_book_id", table_name="contact_addresses")
    op.create_index(
        "ix_contact_addresses_book_id_folded_locality",
        "contact_addresses",
        ["book_id", "folded_locality", "contact_id"],
        unique=False,
    )


def _forget_lists() -> None:
    op.drop_index("ix_contact_addresses_book_id_folded_locality", table_name="contact_addresses")
    op.create_index("ix_contact_addresses_book_id", "contact_addresses", ["book_id"], unique=False)
    with op.batch_alter_table("contact_addresses") as table:
        table.drop_column("folded_locality")
    op.create_index("ix_contact_tags_tag_id", "contact_tags", ["tag_id"], unique=False)
    op.drop_index("ix_contact_tags_tag_id_contact_id", table_name="contact_tags")
    op.create_index("ix_search_words_contact_id", "search_words", ["contact_id"], unique=False)
    op.drop_index("ix_search_words_contact_id_word", table_name="search_words")
    for name in LISTS:
        op.drop_index(name, table_name="contacts")
    op.create_index(
        "ix_contacts_book_id_sort_name", "contacts", ["book_id", "sort_name"], unique=False
    )


def _fill_contacts() -> None:
    contacts = sa.table(
        "contacts",
        *(sa.column(name) for name in ("id", "organization", "sort_organization")),
        sa.column("updated_at", sa.DateTime(timezone=True)),
        sa.column("reviewed_at", sa.DateTime(timezone=True)),
    )
    op.execute(contacts.update().values(reviewed_at=contacts.c.updated_at))
    connection = op.get_bind()
    names = connection.execute(
        sa.select(contacts.c.organization).where(contacts.c.organization != "").distinct()
    ).scalars()
    for name in list(names):
        of_it = contacts.update().where(contacts.c.organization == name)
        connection.execute(of_it.values(sort_organization=fold_name(name)[:300]))


def _fill_encounters() -> None:
    """Give each accepted card its encounter, and each contact its days."""
    scans = sa.table(
        "scans",
        *(sa.column(name) for name in ("id", "book_id", "contact_id", "event_id", "state")),
        sa.column("taken_at", sa.DateTime(timezone=True)),
    )
    events = sa.table("events", sa.column("id"), sa.column("held_on", sa.Date()))
    encounters = sa.table(
        "encounters",
        *(sa.column(name) for name in ("book_id", "contact_id", "event_id", "scan_id")),
        *(sa.column(name) for name in ("place", "text")),
        sa.column("met_on", sa.Date()),
        sa.column("created_at", sa.DateTime(timezone=True)),
    )
    connection = op.get_bind()
    accepted = connection.execute(
        sa.select(scans, events.c.held_on)
        .outerjoin_from(scans, events, events.c.id == scans.c.event_id)
        .where(scans.c.state == "reviewed", scans.c.contact_id.is_not(None))
        .order_by(scans.c.id)
    ).mappings()
    zones = _zones_of_books()
    met: dict[object, dict[str, object]] = {}
    for row in accepted:
        day: date = row["held_on"] or _day_of(row["taken_at"], zones.get(row["book_id"]))
        made_at: datetime = row["taken_at"]
        key = (row["contact_id"], row["event_id"] or ("alone", row["id"]))
        met.setdefault(
            key,
            {
                **{name: row[name] for name in ("book_id", "contact_id", "event_id")},
                "scan_id": row["id"],
                "met_on": day,
                "created_at": made_at,
                "place": "",
                "text": "",
            },
        )
    if met:
        connection.execute(encounters.insert(), list(met.values()))
    _fill_days()


def _fill_scans() -> None:
    """Count the doubts of the cards that wait, and let discarded ones be kept for a while more."""
    scans = sa.table(
        "scans",
        *(sa.column(name) for name in ("id", "state", "doubt_count")),
        sa.column("reading", sa.JSON()),
        sa.column("discarded_at", sa.DateTime(timezone=True)),
    )
    connection = op.get_bind()
    moment = datetime.now(UTC).replace(microsecond=0)
    discarded = scans.update().where(scans.c.state == "discarded")
    connection.execute(discarded.values(discarded_at=moment))
    waiting = scans.c.state.in_(("ready", "discarded"))
    rows = connection.execute(sa.select(scans.c.id, scans.c.reading).where(waiting)).all()
    for scan_id, reading in rows:
        if reading is not None:
            there = scans.update().where(scans.c.id == scan_id)
            connection.execute(there.values(doubt_count=count_doubts(reading)))


def _zones_of_books() -> dict[int, ZoneInfo]:
    """Give the time zone of each book's first member."""
    members = sa.table("memberships", sa.column("account_id"), sa.column("book_id"))
    accounts = sa.table("accounts", sa.column("id"), sa.column("timezone"))
    rows = op.get_bind().execute(
        sa.select(members.c.book_id, accounts.c.timezone)
        .join_from(members, accounts, accounts.c.id == members.c.account_id)
        .order_by(accounts.c.id.desc())
    )
    return {row.book_id: ZoneInfo(row.timezone) for row in rows}


def _day_of(moment: datetime, zone: ZoneInfo | None) -> date:
    # SQLite gives back what it keeps of a moment, which is UTC, without its zone.
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(zone or UTC).date()


def _fill_days() -> None:
    contacts = sa.table(
        "contacts",
        *(sa.column(name) for name in ("id", "met_on", "next_step_on")),
        sa.column("last_contact_on", sa.Date()),
    )
    met = sa.table("encounters", sa.column("contact_id"), sa.column("met_on"))
    steps = sa.table(
        "follow_ups", *(sa.column(name) for name in ("contact_id", "due_on", "done_at"))
    )

    def of(column: sa.ColumnElement[object], table: sa.TableClause) -> sa.ScalarSelect[object]:
        return sa.select(column).where(table.c.contact_id == contacts.c.id).scalar_subquery()

    next_step = (
        sa.select(sa.func.min(steps.c.due_on))
        .where(steps.c.contact_id == contacts.c.id, steps.c.done_at.is_(None))
        .scalar_subquery()
    )
    op.execute(
        contacts.update().values(
            met_on=of(sa.func.min(met.c.met_on), met),
            last_contact_on=of(sa.func.max(met.c.met_on), met),
            next_step_on=next_step,
        )
    )
    done = sa.table(
        "follow_ups",
        *(sa.column(name) for name in ("book_id", "contact_id")),
        sa.column("done_at", sa.DateTime(timezone=True)),
    )
    zones = _zones_of_books()
    rows = op.get_bind().execute(
        sa.select(done.c.book_id, done.c.contact_id, sa.func.max(done.c.done_at).label("done_at"))
        .where(done.c.done_at.is_not(None))
        .group_by(done.c.book_id, done.c.contact_id)
    )
    last = contacts.c.last_contact_on
    for row in rows.all():
        day = _day_of(row.done_at, zones.get(row.book_id))
        of_it = contacts.update().where(contacts.c.id == row.contact_id)
        op.execute(of_it.where(sa.or_(last.is_(None), last < day)).values(last_contact_on=day))


def _fill_matches() -> None:
    """Give each contact its keys, and have it compared with the others."""
    session = Session(op.get_bind())
    contacts = sa.table(
        "contacts",
        *(sa.column(name) for name in ("id", "book_id")),
        sa.column("deleted_at", sa.DateTime(timezone=True)),
    )
    rows = sa.select(contacts.c.book_id, contacts.c.id).where(contacts.c.deleted_at.is_(None))
    by_book: dict[int, list[int]] = {}
    for book_id, contact_id in session.execute(rows.order_by(contacts.c.id)):
        by_book.setdefault(book_id, []).append(contact_id)
    for book_id, contact_ids in by_book.items():
        index_many(session, book_id, contact_ids)
    session.flush()


def downgrade() -> None:
    _forget_lists()
    with op.batch_alter_table("scans") as table:
        table.drop_constraint(op.f("fk_scans_joined_into_id_scans"), type_="foreignkey")
        table.drop_index("ix_scans_insights")
        table.drop_index(op.f("ix_scans_joined_into_id"))
        table.drop_column("joined_into_id")
        table.drop_column("is_order_by_hand")
        table.drop_column("discarded_at")
        table.drop_column("doubt_count")
        table.drop_column("set_aside_at")
        table.drop_column("work")
    with op.batch_alter_table("scan_sides") as table:
        table.drop_column("is_cut_by_hand")
    with op.batch_alter_table("contacts") as table:
        table.drop_constraint(op.f("fk_contacts_merged_into_id_contacts"), type_="foreignkey")
        table.drop_constraint(op.f("fk_contacts_import_id_imports"), type_="foreignkey")
        table.drop_constraint(op.f("fk_contacts_portrait_id_photos"), type_="foreignkey")
        table.drop_index(op.f("ix_contacts_portrait_id"))
        table.drop_column("portrait_id")
        table.drop_index(op.f("ix_contacts_merged_into_id"))
        table.drop_index(op.f("ix_contacts_import_id"))
        table.drop_column("merged_into_id")
        table.drop_column("archived_at")
        table.drop_column("import_id")
        table.drop_column("reviewed_at")
        table.drop_column("next_step_on")
        table.drop_column("last_contact_on")
        table.drop_column("met_on")
        table.drop_column("stage")
        table.drop_column("sort_organization")
    op.drop_table("chores")
    op.drop_table("batches")
    op.drop_table("review_steps")
    op.drop_table("positions")
    op.drop_table("import_rows")
    op.drop_table("field_outcomes")
    op.drop_table("encounters")
    op.drop_table("deleted_events")
    op.drop_table("merges")
    op.drop_table("uncompared_contacts")
    op.drop_table("likely_pairs")
    op.drop_table("match_keys")
    op.drop_table("distinct_pairs")
    op.drop_table("saved_views")
    op.drop_table("imports")
