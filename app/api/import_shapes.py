"""What the API tells of an import, and what it is told."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from app.i18n import translate
from app.importing import imports, previews
from app.models import Import, ImportKind, ImportState, RowOutcome


class ImportOut(BaseModel):
    """An import, and how far it is."""

    id: int
    client_key: str
    kind: ImportKind
    state: ImportState = Field(
        description="uploaded: being looked through. mapping: PUT its columns. ready: look at its "
        "rows and confirm it; nothing is written before. running, undoing: under way."
    )
    file_name: str
    rows_total: int
    rows_done: int
    error: str | None = Field(description="Why it failed: a code.")
    hint: str = Field(description='Why it failed, for people; "" when it did not.')
    found: dict[str, int] = Field(description="Rows by outcome, once it was looked through.")
    written: dict[str, int] = Field(description="Rows by what became of them.")
    undone: int = Field(description="Rows that were taken back.")
    portraits: int = Field(description="Pictures of people that the file brings along.")
    portraits_left: int = Field(description="Those that cannot be taken.")
    tags: list[str]
    created_at: datetime
    finished_at: datetime | None


class ImportList(BaseModel):
    """Imports, the latest first."""

    imports: list[ImportOut]


class DifferenceOut(BaseModel):
    """A part in which a row says something else than the contact it is about."""

    part: str
    how: str = Field(
        description="fill: the contact has nothing there. add: one more value. differ: the contact "
        "keeps its value unless the row's is taken."
    )
    old: str
    new: str
    is_taken: bool


class RowOut(BaseModel):
    """One entry of a file."""

    number: int
    line: int = Field(description="Where it stands in the file, from 1; 0 for a photo.")
    name: str
    outcome: RowOutcome
    is_wanted: bool
    contact_id: int | None
    scan_id: int | None
    reason: str = Field(description='Why it was refused; "" when it was not.')
    twin: int = Field(description="The row before that is the same person; 0 for none.")
    likely: list[int] = Field(description="Contacts that may be the same person.")
    differences: list[DifferenceOut]
    picture: str | None = Field(description="Address of the portrait, or of the card's photo.")


class RowPage(BaseModel):
    """Rows of one outcome, in the order of the file."""

    rows: list[RowOut]


class ColumnOut(BaseModel):
    """A column of a table."""

    heading: str
    samples: list[str]
    meaning: str


class ColumnList(BaseModel):
    """The columns of a table, and what each may mean."""

    columns: list[ColumnOut]
    meanings: list[str] = Field(description='"phone:@n" is a number whose kind column n says.')


class ColumnsIn(BaseModel):
    """What the columns of a table mean."""

    model_config = ConfigDict(extra="forbid")

    meanings: list[str] = Field(max_length=300, description="One for each column.")


class RowChoice(BaseModel):
    """What is to become of a row."""

    model_config = ConfigDict(extra="forbid")

    number: int
    is_wanted: bool = True
    take: list[str] = Field(default=[], description="Parts that are to be as the row says.")


class ChoicesIn(BaseModel):
    """What is to become of some rows."""

    model_config = ConfigDict(extra="forbid")

    rows: list[RowChoice] = Field(max_length=1_000)


class ConfirmationIn(BaseModel):
    """How an import is to be written."""

    model_config = ConfigDict(extra="forbid")

    tags: list[str] = Field(default=[], description="For everybody it adds or changes.")


def tell_import(one: Import, language: str) -> ImportOut:
    """Put an import into the API's form."""
    report = imports.report_of(one)
    is_failed = one.state is ImportState.FAILED
    return ImportOut(
        id=one.id,
        client_key=one.client_key,
        kind=one.kind,
        state=one.state,
        file_name=one.file_name,
        rows_total=one.rows_total,
        rows_done=one.rows_done,
        error=one.error_code if is_failed else None,
        hint=translate(language, previews.failure_hint(one.error_code)) if is_failed else "",
        found=report["found"],
        written=report["written"],
        undone=int(report["undone"].get("done", 0)),
        portraits=report["portraits"]["taken"],
        portraits_left=report["portraits"]["left"],
        tags=list((one.choices or {}).get("tags", ())),
        created_at=one.created_at,
        finished_at=one.finished_at,
    )


def tell_row(row: previews.RowView, language: str) -> RowOut:
    """Put a row of an import into the API's form."""
    return RowOut(
        number=row.number,
        line=row.line,
        name=row.name,
        outcome=RowOutcome(row.outcome),
        is_wanted=row.is_wanted,
        contact_id=row.contact_id,
        scan_id=row.scan_id,
        reason=translate(language, row.reason),
        twin=row.twin,
        likely=[contact_id for contact_id, _ in row.likely],
        differences=[
            DifferenceOut(
                part=each.part, how=each.how, old=each.old, new=each.new, is_taken=each.is_taken
            )
            for each in row.differences
        ],
        picture=f"/photos/{row.picture_id}" if row.picture_id else None,
    )
