"""Blocks of lines that layouts place: a person's name and title, ways to reach them, an address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drawn.canvas import MM_PER_POINT, Box, Canvas, Color, Span, Type
from drawn.icons import draw_icon
from drawn.people import Person
from drawn.style import Style
from drawn.truth import LineRole, PhoneTruth
from ocr.types import PhoneLabel

_FULL_WORDS = {
    "fr": {"work": "Tél.", "cell": "Cell.", "fax": "Téléc.", "email": "Courriel", "url": "Web"},
    "fr-eu": {"work": "Tél.", "cell": "Mob.", "fax": "Fax", "email": "E-mail", "url": "Web"},
    "en": {"work": "Tel", "cell": "Mobile", "fax": "Fax", "email": "Email", "url": "Web"},
    "de": {"work": "Tel.", "cell": "Mobil", "fax": "Fax", "email": "E-Mail", "url": "Web"},
    "pt": {"work": "Tel.", "cell": "Tlm.", "fax": "Fax", "email": "E-mail", "url": "Web"},
    "es": {"work": "Tel.", "cell": "Móvil", "fax": "Fax", "email": "Correo", "url": "Web"},
    "it": {"work": "Tel.", "cell": "Cell.", "fax": "Fax", "email": "E-mail", "url": "Web"},
}
_LETTERS = {
    "fr": {"work": "T", "cell": "C", "fax": "F", "email": "", "url": ""},
    "fr-eu": {"work": "T", "cell": "M", "fax": "F", "email": "E", "url": "W"},
    "en": {"work": "T", "cell": "M", "fax": "F", "email": "E", "url": "W"},
}
_EXTENSIONS = {"fr": " poste {}", "en": " ext. {}"}
_SERVICE_HOSTS = {"linkedin": "linkedin.com/"}


@dataclass(frozen=True, slots=True)
class Item:
    """One way to reach a person, as printed: what announces it, and the value."""

    kind: str
    """phone, cell, fax, email, url or social: also the name of its icon."""
    label: str
    value: str
    role: LineRole


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a block."""

    spans: tuple[Span, ...]
    roles: tuple[LineRole, ...]
    gap_mm: float = 0.0
    """Extra space above."""
    icon: str = ""
    icon_color: Color = (0, 0, 0)


class Block:
    """Lines under each other, set at once when all are known.

    Lines whose type has the same size shrink together when one of them is too wide, so a block
    never looks as if one line had been squeezed.
    """

    def __init__(self, leading: float = 1.38) -> None:
        self.leading = leading
        self.rows: list[Row] = []

    def add(
        self,
        text: str | Sequence[Span],
        style: Type,
        *roles: LineRole,
        gap_mm: float = 0.0,
        icon: str = "",
        icon_color: Color = (0, 0, 0),
    ) -> None:
        """Add a line; spans carry their own types and only use `style` when they are a text."""
        if not text:
            return
        spans = ((text, style),) if isinstance(text, str) else tuple(text)
        self.rows.append(Row(spans, roles, gap_mm, icon, icon_color))

    def add_wrapped(
        self, canvas: Canvas, text: str, style: Type, role: LineRole, width_mm: float,
        gap_mm: float = 0.0,
    ) -> None:  # fmt: skip
        """Add a text broken over as many lines as it needs."""
        for index, line in enumerate(canvas.wrap(text, style, width_mm)):
            self.add(line, style, role, gap_mm=gap_mm if index == 0 else 0.0)

    def height(self, canvas: Canvas) -> float:
        """Measure from the first line's capitals to the last baseline, millimetres."""
        if not self.rows:
            return 0.0
        first = canvas.cap_height(_largest(self.rows[0]))
        return first + sum(self._step(row) for row in self.rows[1:])

    def draw(
        self,
        canvas: Canvas,
        x_mm: float,
        y_mm: float,
        *,
        width_mm: float,
        height_mm: float | None = None,
        align: str = "left",
        valign: str = "top",
    ) -> float:
        """Set the block.

        Args:
            canvas: What to draw on.
            x_mm: Left edge, middle or right edge, as `align` says.
            y_mm: Top of the capitals, middle, or last baseline, as `valign` says.
            width_mm: Wider lines shrink, with all lines of their size.
            height_mm: A higher block shrinks as a whole.
            align: "left", "center" or "right".
            valign: "top", "middle" or "bottom".

        Returns:
            The baseline of the last line, millimetres from the top.
        """
        if not self.rows:
            return y_mm
        self._shrink_to_width(canvas, width_mm)
        if height_mm is not None and self.height(canvas) > height_mm:
            factor = height_mm / self.height(canvas)
            self.scale(factor)
        total = self.height(canvas)
        top = y_mm - {"top": 0.0, "middle": total / 2, "bottom": total}[valign]
        baseline = top + canvas.cap_height(_largest(self.rows[0]))
        for index, row in enumerate(self.rows):
            baseline += self._step(row) if index else 0.0
            self._draw_row(canvas, row, x_mm, baseline, align)
        return baseline

    def width_factor(self, canvas: Canvas, width_mm: float) -> float:
        """Say by how much the widest line must shrink to fit, 1 when it fits."""
        rows = [row for row in self.rows if row.spans]
        return min([1.0, *(_row_factor(canvas, row, width_mm) for row in rows)])

    def scale(self, factor: float) -> None:
        """Set every line smaller."""
        self.rows = [_scaled(row, {}, factor) for row in self.rows]

    def _draw_row(self, canvas: Canvas, row: Row, x_mm: float, baseline: float, align: str) -> None:
        indent = icon_indent(row) if row.icon else 0.0
        if row.icon:
            side = indent * 0.66
            cap = canvas.cap_height(row.spans[0][1])
            top = baseline - cap / 2 - side / 2
            left = x_mm if align == "left" else x_mm - side
            draw_icon(canvas, row.icon, Box(left, top, left + side, top + side), row.icon_color)
        x = x_mm + indent if align == "left" else x_mm - (indent if align == "right" else 0.0)
        canvas.spans(x, baseline, row.spans, row.roles, align=align)

    def _step(self, row: Row) -> float:
        return _largest(row).size_pt * MM_PER_POINT * self.leading + row.gap_mm

    def _shrink_to_width(self, canvas: Canvas, width_mm: float) -> None:
        factors: dict[float, float] = {}
        for row in self.rows:
            size = _largest(row).size_pt
            factors[size] = min(factors.get(size, 1.0), _row_factor(canvas, row, width_mm))
        self.rows = [_scaled(row, factors, 1.0) for row in self.rows]


def match_sizes(canvas: Canvas, *blocks_and_widths: tuple[Block, float]) -> None:
    """Shrink blocks that stand side by side by one factor, so that their type stays alike."""
    factor = min(
        (block.width_factor(canvas, width) for block, width in blocks_and_widths), default=1.0
    )
    for block, _ in blocks_and_widths:
        block.scale(factor)


def icon_indent(row: Row) -> float:
    """Measure the room that a row's icon takes, millimetres."""
    return _largest(row).size_pt * MM_PER_POINT * 1.75


def contact_items(
    person: Person, style: Style, kinds: str = "phone cell fax email url social"
) -> list[Item]:
    """List the ways to reach a person as the card's style prints them."""
    wanted = kinds.split()
    items = [_phone_item(person, style, phone) for phone in person.fields.phones]
    email_label, url_label = _label(person, style, "email"), _label(person, style, "url")
    items += [Item("email", email_label, e, LineRole.EMAIL) for e in person.fields.emails]
    items += [Item("url", url_label, url, LineRole.URL) for url in person.fields.urls]
    for social in person.fields.social:
        value = _SERVICE_HOSTS.get(social.service, "") + social.value
        items.append(Item("social", "", value, LineRole.SOCIAL))
    return [item for item in items if item.kind in wanted]


def item_spans(item: Item, style: Type, label_style: Type) -> list[Span]:
    """Put an item's label before its value."""
    if not item.label:
        return [(item.value, style)]
    # A single letter needs more room before what it announces, or it seems to belong to it.
    gap = "  " if len(item.label) == 1 else " "
    return [(item.label + gap, label_style), (item.value, style)]


def add_items(
    block: Block,
    items: Sequence[Item],
    style: Style,
    text: Type,
    label: Type,
    *,
    first_gap_mm: float = 0.0,
) -> None:
    """Add items to a block, one a line, with icons when the style says so."""
    for index, item in enumerate(items):
        block.add(
            item_spans(item, text, label),
            text,
            item.role,
            gap_mm=first_gap_mm if index == 0 else 0.0,
            icon=item.kind if style.label_style == "icon" else "",
            icon_color=label.color,
        )


def add_joined(
    block: Block,
    items: Sequence[Item],
    text: Type,
    label: Type,
    separator: str,
    *,
    per_line: int = 2,
    gap_mm: float = 0.0,
) -> None:
    """Add items to a block, several a line with a separator between them."""
    for start in range(0, len(items), per_line):
        chunk = items[start : start + per_line]
        spans: list[Span] = []
        for index, item in enumerate(chunk):
            if index:
                spans.append((separator, label))
            spans += item_spans(item, text, label)
        roles = tuple(dict.fromkeys(item.role for item in chunk))
        block.add(spans, text, *roles, gap_mm=gap_mm if start == 0 else 0.0)


def address_lines(person: Person) -> tuple[str, ...]:
    """Give the printed lines of the person's first address, none when it has none."""
    return person.fields.addresses[0].lines if person.fields.addresses else ()


def add_address(block: Block, person: Person, style: Style, text: Type, label: Type,
                *, gap_mm: float = 0.0, is_one_line: bool = False) -> None:  # fmt: skip
    """Add the address to a block, and below it the line that is none of the fields."""
    lines = address_lines(person)
    if is_one_line and lines:
        lines = (", ".join(line.rstrip(",") for line in lines),)
    for index, line in enumerate(lines):
        block.add(
            line,
            text,
            LineRole.ADDRESS,
            gap_mm=gap_mm if index == 0 else 0.0,
            icon=("pin" if index == 0 else "blank") if style.label_style == "icon" else "",
            icon_color=label.color,
        )
    if person.extra:
        block.add(
            person.extra,
            text,
            LineRole.OTHER,
            gap_mm=0.4,
            icon="blank" if style.label_style == "icon" else "",
        )


def printed_name(person: Person, style: Style) -> str:
    """Write the name as the card's style does."""
    name = person.fields.name
    if name is None:
        return ""
    if style.is_name_upper:
        return (
            name.full.upper()
            if not name.suffix
            else (name.full.removesuffix(f", {name.suffix}").upper() + f", {name.suffix}")
        )
    if style.is_family_upper:
        return name.full.replace(name.family, name.family.upper())
    return name.full


def _phone_item(person: Person, style: Style, phone: PhoneTruth) -> Item:
    kind = {PhoneLabel.CELL: "cell", PhoneLabel.FAX: "fax"}.get(phone.label, "phone")
    label = _label(person, style, str(phone.label))
    if not label and phone.label is PhoneLabel.FAX:
        label = "Fax"
    value = phone.value
    if phone.extension:
        value += _EXTENSIONS.get(person.language, " ext. {}").format(phone.extension)
    return Item(kind, label, value, LineRole.PHONE)


def _label(person: Person, style: Style, what: str) -> str:
    language = "fr-eu" if person.language == "fr" and person.country != "QC" else person.language
    if style.label_style in {"none", "icon"}:
        return ""
    if style.label_style == "letter":
        return _LETTERS.get(language, _LETTERS["en"])[what]
    word = _FULL_WORDS[language][what]
    if what in {"email", "url"}:
        return ""
    if style.label_style == "colon":
        return f"{word} :" if language.startswith("fr") else f"{word}:"
    return word


def _largest(row: Row) -> Type:
    return max((style for _, style in row.spans), key=lambda style: style.size_pt)


def _row_factor(canvas: Canvas, row: Row, width_mm: float) -> float:
    room = width_mm - (icon_indent(row) if row.icon else 0.0)
    # 0.985: a glyph's ink can reach a little beyond its advance.
    return 0.985 * room / canvas.measure_spans(row.spans)


def _scaled(row: Row, factors: dict[float, float], default: float) -> Row:
    factor = factors.get(_largest(row).size_pt, default)
    if factor >= 1.0:
        return row
    spans = tuple((text, style.scaled(factor)) for text, style in row.spans)
    return replace(row, spans=spans, gap_mm=row.gap_mm * factor)
