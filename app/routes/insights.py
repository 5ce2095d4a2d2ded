"""Insights: the owner's own figures, as charts and as tables."""

from __future__ import annotations

from babel.numbers import format_percent
from fastapi import APIRouter, Request
from starlette.responses import Response

from app.charts import Bar, Chart, draw_bars, draw_shares, legend_mark, shares_of
from app.db import DbSession
from app.deps import CurrentMember
from app.i18n import format_month, mark, translate
from app.insights import Insights, Timing, find_insights
from app.models import Outcome
from app.render import language_of, render

router = APIRouter()

TIMING_NAMES = {
    Timing.DAY: mark("Within 24 hours"),
    Timing.THREE_DAYS: mark("24 to 72 hours"),
    Timing.LATER: mark("Later"),
    Timing.WAITING: mark("Still waiting"),
}
"""English message ids, in order."""

PART_NAMES = {
    "name": mark("Name"),
    "organization": mark("Organization"),
    "department": mark("Department"),
    "title": mark("Title"),
    "emails": mark("E-mail"),
    "phones": mark("Phone"),
    "links": mark("Web"),
    "addresses": mark("Address"),
}
"""English message ids."""

OUTCOME_NAMES = {
    Outcome.RIGHT: mark("Right"),
    Outcome.CORRECTED: mark("Corrected"),
    Outcome.ADDED: mark("Not read, added"),
    Outcome.REMOVED: mark("Read where nothing was"),
}
"""English message ids, in order."""


@router.get("/insights")
def show_insights(request: Request, session: DbSession, member: CurrentMember) -> Response:
    """Show the figures of the last twelve months."""
    found = find_insights(session, member.book_id)
    language = language_of(request)
    shares = shares_of([found.timing[one] for one in Timing])
    context = {
        "found": found,
        "cards": _cards_chart(found, language),
        "cards_picture": draw_bars(_cards_chart(found, language)),
        "timing": _timing_chart(found, language),
        "timing_picture": draw_shares(_timing_chart(found, language)),
        "timing_marks": [legend_mark("timing", index) for index, _ in enumerate(Timing)],
        "timing_shares": [_share(share, language) for share in shares],
        "accuracy_picture": draw_bars(_accuracy_chart(found, language)),
        "part_names": PART_NAMES,
        "outcomes": OUTCOME_NAMES,
        "in_time": _share(found.reviewed_in_time, language),
        "read_right": _share(found.read_right, language),
        "right_shares": [_share(one.right_share, language) for one in found.accuracy],
    }
    return render(request, "insights/show.html", context)


def _share(share: float | None, language: str) -> str:
    return "" if share is None else format_percent(share, locale=language)


def _cards_chart(found: Insights, language: str) -> Chart:
    """Say how many cards each event brought, or each month where no card has an event."""
    without = translate(language, mark("Without an event"))
    bars = [
        Bar(one.event.name if one.event else without, one.cards, str(one.cards))
        for one in found.events
    ]
    bars += [
        Bar(format_month(one.month, language), one.cards, str(one.cards)) for one in found.months
    ]
    title = mark("Cards by event") if found.events else mark("Cards by month")
    return Chart("cards", translate(language, title), tuple(bars))


def _timing_chart(found: Insights, language: str) -> Chart:
    counts = [found.timing[one] for one in Timing]
    bars = [
        Bar(translate(language, TIMING_NAMES[one]), count, _share(share, language))
        for one, count, share in zip(Timing, counts, shares_of(counts), strict=True)
    ]
    return Chart("timing", translate(language, mark("How soon cards are reviewed")), tuple(bars))


def _accuracy_chart(found: Insights, language: str) -> Chart:
    bars = [
        Bar(
            translate(language, PART_NAMES[one.part]),
            one.right_share,
            _share(one.right_share, language),
        )
        for one in found.accuracy
    ]
    title = translate(language, mark("Read right, as you corrected it"))
    return Chart("accuracy", title, tuple(bars), full=1)
