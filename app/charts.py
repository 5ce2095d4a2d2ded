"""Charts drawn on the server as SVG: bars, and one bar of shares.

They have no size of their own: widths are shares of the place they stand in, heights are measured
in the text's own size, so that they fit a phone, a wall and large text alike. Each is one picture
with a title and its figures in words, for those who hear it; and no colour says anything alone.
Colours come from the style sheet (components/chart.css).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

_ROW_EM = 3.25
"""Height of one bar with its words above it."""
_BAR_EM = 0.75
_BAR_TOP_EM = 1.6
_LONGEST_NAME = 40
"""Characters: about 300 pixels."""
_SHARE_EM = 1.75
"""Height of the bar of shares."""
_GAP_PERCENT = 0.35
"""Between two shares of one bar."""

_PATTERNS = ("solid", "hatched", "dotted", "open")
"""How the shares of one bar are told apart, besides their colours; more than four begin anew."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar."""

    name: str
    value: float
    """Not negative."""
    text: str
    """The value as people read it."""


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn, in the language of whoever sees it."""

    key: str
    """Names the chart on its page: letters and hyphens."""
    title: str
    bars: tuple[Bar, ...]
    full: float | None = None
    """The value of a bar as wide as the chart; default: the largest one."""

    @property
    def description(self) -> str:
        """The figures in words."""
        return "; ".join(f"{bar.name}: {bar.text}" for bar in self.bars)


def draw_bars(chart: Chart) -> Markup:
    """Draw bars below each other, each under its name and its value.

    Args:
        chart: With one bar at least. An empty bar is a line to start from.
    """
    full = chart.full or max((bar.value for bar in chart.bars), default=0) or 1
    rows = [_bar(bar, index, full) for index, bar in enumerate(chart.bars)]
    height_em = len(rows) * _ROW_EM - (_ROW_EM - _BAR_TOP_EM - _BAR_EM)
    return _picture(chart, height_em, Markup("").join(rows))


def _bar(bar: Bar, index: int, full: float) -> Markup:
    top_em = index * _ROW_EM
    width = min(100.0, 100 * bar.value / full)
    return Markup(
        '<svg x="0" y="{line}em" width="86%" height="1.6em">'
        '<text class="chart__name" x="0" y="1.1em">{name}</text></svg>'
        '<text class="chart__value" x="100%" y="{words}em" text-anchor="end">{text}</text>'
        '<rect class="chart__ground" x="0" y="{top}em" width="100%" height="{height}em" rx="3"/>'
        '<rect class="chart__bar" x="0" y="{top}em" width="{width}%" height="{height}em" rx="3"/>'
    ).format(
        line=_round(top_em),
        words=_round(top_em + 1.1),
        name=_shorten(bar.name),
        text=bar.text,
        top=_round(top_em + _BAR_TOP_EM),
        height=_BAR_EM,
        width=_round(width),
    )


def _shorten(name: str) -> str:
    """Cut a name to what fits beside its value on a phone; the figures in words have the whole."""
    if len(name) <= _LONGEST_NAME:
        return name
    return name[: _LONGEST_NAME - 1].rstrip() + "…"


def draw_shares(chart: Chart) -> Markup:
    """Draw one bar of shares, in order, each with a pattern of its own; see legend_mark().

    Args:
        chart: The values are shares of their sum. All of them 0 is an empty bar.
    """
    total = sum(bar.value for bar in chart.bars)
    parts = [
        Markup(
            '<rect class="chart__ground" x="0" y="0" width="100%" height="{}em" rx="3"/>'
        ).format(_SHARE_EM)
    ]
    left = 0.0
    for index, bar in enumerate(chart.bars):
        width = 100 * bar.value / total if total else 0.0
        if width > 0:
            shown = max(width - _GAP_PERCENT, 0.2)
            parts.append(_share(chart.key, index, left, shown))
        left += width
    return _picture(chart, _SHARE_EM, _patterns(chart.key) + Markup("").join(parts))


def _share(key: str, index: int, left: float, width: float) -> Markup:
    pattern = _PATTERNS[index % len(_PATTERNS)]
    shape = Markup('x="{}%" y="0" width="{}%" height="{}em" rx="3"').format(
        _round(left), _round(width), _SHARE_EM
    )
    under = Markup('<rect class="chart__share chart__share--{}" {}/>').format(pattern, shape)
    if pattern not in ("hatched", "dotted"):
        return under
    return under + Markup('<rect fill="url(#{}-{})" {}/>').format(key, pattern, shape)


def _patterns(key: str) -> Markup:
    return Markup(
        '<defs><pattern id="{key}-hatched" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect class="chart__stroke" width="2" height="6"/></pattern>'
        '<pattern id="{key}-dotted" width="7" height="7" patternUnits="userSpaceOnUse">'
        '<circle class="chart__stroke" cx="3.5" cy="3.5" r="1.4"/></pattern></defs>'
    ).format(key=key)


def legend_mark(key: str, index: int) -> Markup:
    """Draw the sample of one share, for the legend beside the bar; it says nothing by itself.

    Args:
        key: Of the chart, which stands on the same page.
        index: Which share.
    """
    pattern = _PATTERNS[index % len(_PATTERNS)]
    shape = Markup('x="1" y="1" width="14" height="14" rx="3"')
    drawn = Markup('<rect class="chart__share chart__share--{}" {}/>').format(pattern, shape)
    if pattern in ("hatched", "dotted"):
        drawn += Markup('<rect fill="url(#{}-{})" {}/>').format(key, pattern, shape)
    return Markup(
        '<svg class="chart__mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>'
    ).format(drawn)


def _picture(chart: Chart, height_em: float, content: Markup) -> Markup:
    return Markup(
        '<svg class="chart__picture" role="img" aria-labelledby="{key}-title {key}-figures" '
        'width="100%" height="{height}em"><title id="{key}-title">{title}</title>'
        '<desc id="{key}-figures">{description}</desc>{content}</svg>'
    ).format(
        key=chart.key,
        height=_round(height_em),
        title=chart.title,
        description=chart.description,
        content=content,
    )


def _round(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def shares_of(values: Sequence[float]) -> list[float]:
    """Give each value as a share of their sum, [0, 1]; all 0 when there is nothing."""
    total = sum(values)
    return [value / total if total else 0.0 for value in values]
