"""The block of a card that says who: name, degrees, title, department, and a second person."""

from __future__ import annotations

from training.blocks import Row, Style, one
from training.contacts import make_phone
from training.extras import fill
from training.firms import Firm
from training.people import (
    Person,
    make_department,
    make_letters,
    make_person,
    make_scope,
    make_title,
)
from training.stock import Stock, entries
from training.truth import Truth, wrapped

_SCOPE_JOINTS = (" – ", " – ", ", ", ", ", " - ", " — ", " / ", " · ", ": ")
_WIDTHS = (18, 26, 40, 60, 60, 60)


def person_block(
    stock: Stock, person: Person, firm: Firm, language: str, truth: Truth, style: Style
) -> list[Row]:
    """Return the rows that say who somebody is, and write down what is true."""
    rng = stock.rng
    name = style.write("name", person.name)
    if name == person.name and rng.random() < 0.02:
        name = name.lower()
    truth.name = name
    title_language = language if rng.random() < 0.85 else "en"
    title = make_title(stock, title_language) if rng.random() < 0.86 else ""
    title = style.write("title", title)
    extra = title and rng.random() < 0.1
    extra_title = style.write("title", make_title(stock, title_language)) if extra else ""
    truth.title = ", ".join(t for t in (title, extra_title) if t)
    rows, is_joint = _name_rows(stock, person, name, title, style)
    titles: list[Row] = []
    if title and not is_joint:
        titles = _title_rows(stock, title, title_language, truth, firm, style)
    if extra_title:
        titles += _wrapped_rows(stock, "title", extra_title, style)
    if titles and rng.random() < 0.04:
        titles[-1] = _with_register(stock, titles[-1])
    if titles and rng.random() < 0.03:
        marks = make_letters(stock, 2, ", ")
        titles.append(one("degree", marks, style.sizes["degree"]))
    departments: list[Row] = []
    if rng.random() < (0.28 if title else 0.08):
        departments = _department_rows(stock, language, truth, style)
    if titles and departments and rng.random() < 0.16:
        titles, departments = departments, titles
    rows = rows + titles + departments
    if rng.random() < 0.05 and (titles or departments):
        rows = titles + departments + rows[: len(rows) - len(titles) - len(departments)]
    if rng.random() < 0.05:
        rows += _side_notes(stock, language, style)
    return rows


def second_person(stock: Stock, language: str, culture: str, style: Style) -> list[Row]:
    """Return the rows of somebody else on the same card, who is not the contact."""
    rng = stock.rng
    other = make_person(stock, culture)
    rows = [Row([(("name", style.write("name", other.name)),)], style.sizes["name"])]
    if rng.random() < 0.7:
        title = style.write("title", make_title(stock, language))
        rows.append(one("title", title, style.sizes["title"]))
    if rng.random() < 0.4:
        rows.append(one("contact", make_phone(rng, "FR" if language == "fr" else "US")))
    return rows


def translated_person(stock: Stock, truth: Truth, language: str, style: Style) -> list[Row]:
    """Return the rows of the same person on the other side, the title in another language."""
    rng = stock.rng
    rows = [one("name", truth.name, style.sizes["name"])]
    if truth.title:
        rows += _wrapped_rows(
            stock, "title", style.write("title", make_title(stock, language)), style
        )
    if truth.department or rng.random() < 0.1:
        text = style.write("department", make_department(stock, language))
        rows += _wrapped_rows(stock, "department", text, style)
    return rows


def _name_rows(
    stock: Stock, person: Person, name: str, title: str, style: Style
) -> tuple[list[Row], bool]:
    """Return the rows of the name, and whether the title stands in them."""
    rng = stock.rng
    words = name.split()
    size = style.sizes["name"]
    kind = rng.random()
    if title and kind < 0.1:
        joint = rng.choice([", ", " - ", " | ", " ", " – ", "  ", " / ", " — ", " · "])
        return [Row([(("name", name), ("", joint), ("title", title))], size)], True
    if len(words) > 1 and kind < 0.2:
        cut = rng.randint(1, len(words) - 1)
        second = size * rng.choice([1, 1, 1.2])
        return [
            one("name", " ".join(words[:cut]), size),
            one("name", " ".join(words[cut:]), second),
        ], False
    if not person.degrees:
        return [one("name", name, size)], False
    if rng.random() < 0.7 or person.degrees.islower():
        joint = rng.choice([", ", ", ", " ", " - "])
        return [Row([(("name", name), ("", joint), ("degree", person.degrees))], size)], False
    return [one("name", name, size), one("degree", person.degrees, style.sizes["degree"])], False


def _title_rows(
    stock: Stock, title: str, language: str, truth: Truth, firm: Firm, style: Style
) -> list[Row]:
    rng = stock.rng
    size = style.sizes["title"]
    if rng.random() < 0.06 and firm.full and not truth.organization:
        organization = style.write("organization", firm.full)
        truth.organization = organization
        joint = rng.choice([", ", ", ", " - ", " | ", " @ ", " at "])
        return [Row([(("title", title), ("", joint), ("organization", organization))], size)]
    if rng.random() < 0.03:
        # On one line with the title, a department is read as part of it.
        longer = f"{title}, {style.write('title', make_department(stock, 'en'))}"
        truth.title = truth.title.replace(title, longer, 1)
        title = longer
    widths: tuple[int, ...] = _WIDTHS
    if rng.random() < 0.06:
        # Where it is broken, what follows would be a department: it seldom is.
        widths = (40, 60, 60, 60)
        scope = style.write("title", make_scope(stock, language))
        longer = f"{title}{rng.choice(_SCOPE_JOINTS)}{scope}"
        truth.title = truth.title.replace(title, longer, 1)
        title = longer
    rows = _wrapped_rows(stock, "title", title, style, widths)
    if rng.random() < 0.06:
        marks = make_letters(stock, rng.choice([1, 2, 2, 3]), ", ")
        joint = rng.choice([", ", ", ", ", ", " – ", " | ", " - "])
        rows[-1] = Row([(*rows[-1].cells[0], ("", joint), ("degree", marks))], rows[-1].size)
    return rows


def _department_rows(stock: Stock, language: str, truth: Truth, style: Style) -> list[Row]:
    rng = stock.rng
    department = style.write("department", make_department(stock, language))
    truth.department = department
    rows = _wrapped_rows(stock, "department", department, style)
    if rng.random() < 0.12:
        second = style.write("department", make_department(stock, language))
        truth.department += ", " + second
        rows.append(one("department", second, rows[0].size))
    return rows


def _wrapped_rows(
    stock: Stock, role: str, text: str, style: Style, widths: tuple[int, ...] = _WIDTHS
) -> list[Row]:
    size = style.sizes[role]
    if role == "department" and stock.rng.random() < 0.6:
        size = style.sizes["title"]  # set like the title above it
    return [one(role, part, size) for part in wrapped(stock.rng, text, stock.rng.choice(widths))]


def _with_register(stock: Stock, row: Row) -> Row:
    """Return a title with a licence, a membership or the like behind it."""
    rng = stock.rng
    text = fill(stock, stock.entry("lines", "others", "all"))
    joint = rng.choice([" | ", " - ", ", ", " · ", " – ", " • "])
    return Row([(*row.cells[0], ("", joint), ("other", text))], row.size)


def _side_notes(stock: Stock, language: str, style: Style) -> list[Row]:
    """Return what people add under their title: a membership, a licence, a distinction."""
    text = stock.entry("lines", "others", "all")
    if "{" in text or not entries("lines", "others", "all"):
        text = {"fr": "Membre de l'Ordre", "de": "Mitglied der Kammer"}.get(
            language, "Member of the Institute"
        )
    return [one("other", text, style.sizes["title"])]
