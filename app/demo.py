"""`verso demo`: a book of invented people, whose drawn cards are really sent, read and reviewed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import change_password, check_password, create_account
from app.contact_days import today_in
from app.contact_values import AddressValue, ContactValues, LinkValue, PhoneValue
from app.db import make_engine
from app.draft_saving import save_draft
from app.drafts import Draft
from app.events import EventValues, list_deleted, list_events, save_event
from app.follow_ups import NewFollowUp
from app.intake import create_scan
from app.models import Account, Book, EventKind, FollowUpKind, Membership, Scan, ScanState, now
from app.photos import FolderStore, PhotoStore, write_durably
from app.review import Review, accept_review
from app.review_form import build_form
from app.scan_queue import RowQueue
from app.scans import count_scans, get_scan, list_scans, retry_scan
from app.settings import CannotStartError, Settings
from app.upgrade import upgrade_database
from ocr.types import Side

if TYPE_CHECKING:
    from drawn import DrawnCard

EMAIL = "demo@verso.example"
DAMAGED_KEY = "demo-damaged"


@dataclass(frozen=True, slots=True)
class DemoCard:
    """One card of the demo book, and what its owner makes of it; no tags: still in the inbox."""

    seed: int
    days_ago: int
    tags: tuple[str, ...] = ()
    kind: FollowUpKind = FollowUpKind.CALL
    due_in_days: int | None = None
    """From today; negative is late; None for no next step."""
    text: str = ""
    event: str = ""
    """Key of the event where it was given."""
    has_spare_card: bool = False
    draft: Draft = field(default_factory=Draft)
    """What its owner said after the shot, of a card in the inbox."""

    @property
    def client_key(self) -> str:
        """Names the scan, so that a second run sends nothing twice."""
        return f"demo-{self.seed}"


@dataclass(frozen=True, slots=True)
class DemoEvent:
    """Where some of the cards were given."""

    key: str
    name: str
    kind: EventKind
    days_ago: int
    place: str
    goal: int


EVENTS = (
    DemoEvent("demo-club", "5 à 7 de la chambre de commerce", EventKind.CLUB, 27, "Rimouski", 5),
    DemoEvent("demo-fair", "Salon de l’habitation", EventKind.A_LA_CARTE, 12, "Québec", 12),
    DemoEvent("demo-today", "Petit déjeuner d’affaires", EventKind.CLUB, 0, "Lévis", 8),
)

_CALL, _WRITE, _MEET, _SEND = (
    FollowUpKind.CALL,
    FollowUpKind.WRITE,
    FollowUpKind.MEET,
    FollowUpKind.SEND,
)
CARDS = (
    DemoCard(301, 34, ("chambre de commerce", "fournisseur"), _CALL, -4, "Rappeler pour le devis"),
    DemoCard(302, 33, ("chambre de commerce",), _WRITE, -1, "Remercier pour l’introduction"),
    DemoCard(303, 27, ("client", "5 à 7"), _MEET, 0, "Café, parler du projet", "demo-club"),
    DemoCard(304, 27, ("prospect", "5 à 7"), _CALL, 0, "Devis", "demo-club"),
    DemoCard(
        305,
        26,
        ("partenaire",),
        FollowUpKind.INTRODUCE,
        1,
        "Présenter à l’architecte",
        has_spare_card=True,
    ),
    DemoCard(306, 20, ("client",), _SEND, 3, "Send the brochure"),
    DemoCard(307, 19, ("prospect",), _WRITE, 6, "Follow up on the quote"),
    DemoCard(308, 19, ("fournisseur",), _CALL, 12, "Tarifs du printemps"),
    DemoCard(309, 12, ("prospect",), _MEET, 20, "Visite du chantier", "demo-fair"),
    DemoCard(310, 12, ("client",), FollowUpKind.THANK, 30, "Merci pour l’accueil", "demo-fair"),
    DemoCard(311, 11, ("ami",)),
    DemoCard(312, 12, ("partenaire",), event="demo-fair"),
    DemoCard(313, 1),
    DemoCard(314, 1),
    DemoCard(315, 0, event="demo-today"),
    DemoCard(316, 0, event="demo-today"),
    DemoCard(317, 0, event="demo-today", draft=Draft(("prospect",), has_spare_card=True)),
)


def fill_demo(settings: Settings) -> None:
    """Fill the demo book; what an earlier run has done is left as it is.

    Raises:
        CannotStartError: If the cards cannot be drawn on this machine.
    """
    engine = make_engine(settings.database)
    upgrade_database(engine)
    store = FolderStore(settings.photo_folder)
    with Session(engine) as session, session.begin():
        account, book = _ensure_account(session, settings)
        account_id, book_id = account.id, book.id
        _add_events(session, book_id)
    for number, card in enumerate(CARDS, start=1):
        with Session(engine) as session, session.begin():
            if not _is_sent(session, book_id, card.client_key):
                _say(f"Drawing card {number} of {len(CARDS)}")
                _send(session, store, book_id, card, settings)
    with Session(engine) as session, session.begin():
        _send_damaged(session, store, book_id, settings)
        _retry_failed(session, book_id)
    _say("Reading the cards")
    _read_all(RowQueue(engine, settings.reading_attempts), store, settings)
    with Session(engine) as session, session.begin():
        _review(session, account_id, book_id, settings)
        counted = count_scans(session, book_id)
    engine.dispose()
    if counted[ScanState.FAILED] > 1:  # one is meant to fail
        _say(f"{counted[ScanState.FAILED] - 1} cards could not be read; see the messages above")
    password = _password_file(settings).read_text(encoding="utf-8").strip()
    _say(f"The demo book is ready. Sign in as {EMAIL} with the password {password}")


def _add_events(session: Session, book_id: int) -> None:
    """Add the events that are not there; one that was corrected or deleted since stays so."""
    known = {event.client_key for event in list_events(session, book_id, limit=1000)}
    known |= set(list_deleted(session, book_id, limit=1000))
    for event in EVENTS:
        if event.key not in known:
            day = today_in(session, book_id) - timedelta(days=event.days_ago)
            values = EventValues(event.name, day, event.kind, event.place, event.goal)
            save_event(session, book_id, event.key, values)


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 (a command talks to its terminal)


def _password_file(settings: Settings) -> Path:
    return settings.data_folder / "demo-password.txt"


def _ensure_account(session: Session, settings: Settings) -> tuple[Account, Book]:
    # No password that everybody knows: a demo may be left running on a network.
    path = _password_file(settings)
    if not path.exists():
        write_durably(path, f"{secrets.token_urlsafe(9)}\n".encode())
    password = path.read_text(encoding="utf-8").strip()
    account = session.scalar(select(Account).where(Account.email == EMAIL))
    if account is None:
        account = create_account(
            session,
            email=EMAIL,
            display_name="Camille Démo",
            password=password,
            timezone="America/Toronto",
        )
    elif check_password(session, EMAIL, password) is None:
        change_password(session, account, password)
    book = session.scalars(
        select(Book).join(Membership).where(Membership.account_id == account.id)
    ).one()
    return account, book


def _is_sent(session: Session, book_id: int, client_key: str) -> bool:
    query = select(Scan.id).where(Scan.book_id == book_id, Scan.client_key == client_key)
    return session.scalar(query) is not None


@cache
def _draw(seed: int) -> DrawnCard:
    try:
        from drawn import draw_card
    except ImportError as error:
        raise CannotStartError(
            f"The demo draws its cards, and cannot here: {error}. Run `make demo` in a checkout."
        ) from error
    return draw_card(seed, language="fr" if seed % 3 else "en")


def _photograph(card: DrawnCard, side: Side) -> bytes:
    from drawn import photograph_card
    from drawn.photo_options import GENTLE

    return photograph_card(card, card.seed, GENTLE, side).jpeg


def _send(
    session: Session, store: PhotoStore, book_id: int, card: DemoCard, settings: Settings
) -> None:
    drawn = _draw(card.seed)
    scan, _ = create_scan(
        session,
        store,
        book_id,
        client_key=card.client_key,
        recto=_photograph(drawn, Side.RECTO),
        verso=_photograph(drawn, Side.VERSO) if drawn.verso is not None else None,
        taken_at=now() - timedelta(days=card.days_ago, minutes=card.seed % 50),
        event_key=card.event,
        photo_limit_bytes=settings.photo_limit_bytes,
    )
    region = settings.default_region
    save_draft(session, scan, card.draft, account_id=None, region=region)


def _send_damaged(session: Session, store: PhotoStore, book_id: int, settings: Settings) -> None:
    """Send a photo whose end is missing: what a failed scan looks like."""
    if _is_sent(session, book_id, DAMAGED_KEY):
        return
    photo = _photograph(_draw(318), Side.RECTO)
    create_scan(
        session,
        store,
        book_id,
        client_key=DAMAGED_KEY,
        recto=photo[: len(photo) // 3],
        photo_limit_bytes=settings.photo_limit_bytes,
    )


def _retry_failed(session: Session, book_id: int) -> None:
    """Read again what an earlier run could not, such as without an engine."""
    for scan in list_scans(session, book_id, (ScanState.FAILED,)):
        if scan.client_key != DAMAGED_KEY:
            retry_scan(session, scan)


def _read_all(queue: RowQueue, store: PhotoStore, settings: Settings) -> None:
    from app.worker import Worker, build_from_settings

    worker = Worker(queue, store, build_from_settings(settings), settings)
    while worker.read_next():
        pass


def _review(session: Session, account_id: int, book_id: int, settings: Settings) -> None:
    """Accept the cards that have tags, as their owner would: corrected to what the card says."""
    today = today_in(session, book_id, account_id)
    for card in CARDS:
        query = select(Scan).where(Scan.book_id == book_id, Scan.client_key == card.client_key)
        scan = session.scalars(query).one()
        if not card.tags or scan.state is not ScanState.READY:
            continue
        scan = get_scan(session, book_id, scan.id)
        form = build_form(scan, settings.default_region, today)
        review = Review(
            values=replace(_values_of(_draw(card.seed)), has_spare_card=card.has_spare_card),
            tags=card.tags,
            notes=tuple((note.picture_id, note.text) for note in form.notes),
            follow_ups=tuple(_next_steps(card, today)),
        )
        accept_review(session, scan, review, account_id=account_id, region=settings.default_region)


def _next_steps(card: DemoCard, today: date) -> Iterator[NewFollowUp]:
    if card.due_in_days is not None:
        yield NewFollowUp(today + timedelta(days=card.due_in_days), card.kind, card.text)


def _values_of(card: DrawnCard) -> ContactValues:
    fields = card.fields
    name = fields.name
    return ContactValues(
        given_name=name.given if name else "",
        family_name=name.family if name else "",
        prefix=name.prefix if name else "",
        suffix=name.suffix if name else "",
        full_name=name.full if name else "",
        organization=fields.organization,
        department=fields.department,
        title=fields.title,
        emails=fields.emails,
        phones=tuple(
            PhoneValue(phone.value, phone.label, phone.extension) for phone in fields.phones
        ),
        links=tuple(_links(card)),
        addresses=tuple(
            AddressValue(
                formatted=address.formatted,
                street=address.street,
                postcode=address.postcode,
                locality=address.locality,
                region=address.region,
                country=address.country,
            )
            for address in fields.addresses
        ),
    )


def _links(card: DrawnCard) -> Iterator[LinkValue]:
    for url in card.fields.urls:
        yield LinkValue(url)
    for profile in card.fields.social:
        yield LinkValue(profile.value, profile.service)
