"""Sets composed texts so that they stay on the card and off one another.

Who composes a card cannot know how wide a face sets. Whoever prints it would set a line smaller
rather than let it run off the card or into its neighbour, and so does this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from drawn.canvas import Box, Canvas, Span
from drawn.composed.faces import spans_of, type_of
from drawn.composed.form import PlacedText

MARGIN_MM = 1.0
"""Nothing is set closer than this to the card's edge."""
SMALLEST_FACTOR = 0.68
"""Two lines that still touch at this size are left so, and remarked on."""
SHARE_OF_ALIGNMENT = {"left": 0.0, "center": 0.5, "right": 1.0}
_STEP = 0.96
_GAP_MM = 0.8
_DESCENT_RATIO = 0.25


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text as it will be set."""

    text: PlacedText
    spans: tuple[Span, ...]
    factor: float
    """How much smaller than it was composed."""

    def scaled(self, factor: float) -> Fitted:
        """Give the same text at another size."""
        spans = tuple((piece, style.scaled(factor)) for piece, style in self.spans)
        return Fitted(self.text, spans, self.factor * factor)


def fit_texts(canvas: Canvas, card_id: str, texts: Sequence[PlacedText]) -> list[Fitted]:
    """Choose the size of every text: lines that touch give way to each other little by little.

    Raises:
        GlyphMissingError: If a letter is in no installed font.
    """
    fitted = [_fit_on_card(canvas, card_id, text) for text in texts]
    while True:
        shrunk = False
        for first, second in find_collisions(canvas, fitted):
            for index in (first, second):
                if fitted[index].factor * _STEP >= SMALLEST_FACTOR:
                    fitted[index] = fitted[index].scaled(_STEP)
                    shrunk = True
        if not shrunk:
            return fitted


def find_collisions(canvas: Canvas, fitted: Sequence[Fitted]) -> Iterator[tuple[int, int]]:
    """Find the pairs of texts that print over one another, as indices."""
    boxes = [box_of(canvas, one) for one in fitted]
    for first, second in combinations(range(len(fitted)), 2):
        a, b = boxes[first], boxes[second]
        across = min(a.right, b.right) - max(a.left, b.left)
        down = min(a.bottom, b.bottom) - max(a.top, b.top)
        # Tight lines of one block may brush each other's accents; only print over print counts.
        is_beside = down > 0.3 * min(a.height, b.height) and across > -_GAP_MM
        is_above = across > 0.3 * min(a.width, b.width) and down > 0.15 * min(a.height, b.height)
        if is_beside or is_above:
            yield first, second


def box_of(canvas: Canvas, one: Fitted) -> Box:
    """Measure where a text will print, millimetres, from its capitals to its descenders."""
    width = canvas.measure_spans(one.spans)
    height = max(canvas.cap_height(style) for _, style in one.spans)
    share = SHARE_OF_ALIGNMENT[one.text.align]
    before, after = width * share, width * (1 - share)
    up, down = height, height * _DESCENT_RATIO
    x, y = one.text.x_mm, one.text.baseline_mm
    if one.text.turn_deg == 90:
        return Box(x - up, y - after, x + down, y + before)
    if one.text.turn_deg == -90:
        return Box(x - down, y - before, x + up, y + after)
    if one.text.turn_deg == 180:
        return Box(x - after, y - down, x + before, y + up)
    return Box(x - before, y - up, x + after, y + down)


def _fit_on_card(canvas: Canvas, card_id: str, text: PlacedText) -> Fitted:
    style = type_of(text.style, card_id, text.size_pt, text.color, text.text)
    one = Fitted(text, tuple(spans_of(text.text, style)), 1.0)
    width, room = canvas.measure_spans(one.spans), max(0.0, _room_mm(canvas, text))
    # Hinting makes width not quite proportional to size, so leave a hair.
    return one.scaled(room / width * 0.99) if width > room else one


def _room_mm(canvas: Canvas, text: PlacedText) -> float:
    """Measure how long a text may be, from its anchor to the edges along its direction."""
    position, length = text.x_mm, canvas.width_mm
    if text.turn_deg in (90, -90):
        position, length = text.baseline_mm, canvas.height_mm
    before, after = position - MARGIN_MM, length - MARGIN_MM - position
    if text.turn_deg in (90, 180):
        before, after = after, before
    share = SHARE_OF_ALIGNMENT[text.align]
    rooms = [space / part for space, part in ((before, share), (after, 1 - share)) if part > 0]
    return min(rooms)
