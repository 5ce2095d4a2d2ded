"""The telephones, e-mails and web addresses of invented cards, labelled as cards label them.

Numbers of North America are from the 555-01xx range, which nobody has.
"""

from __future__ import annotations

import random
import re

from ocr.fields.text import fold
from training.blocks import Row, Style, one
from training.firms import Firm
from training.people import Person
from training.stock import Stock


def make_phone(rng: random.Random, country: str) -> str:
    """Return a telephone number as a country prints it."""
    d = lambda n: "".join(str(rng.randint(0, 9)) for _ in range(n))  # noqa: E731
    shapes = {
        "US": ["({a}) 555-01{b}", "{a}-555-01{b}", "{a}.555.01{b}", "{a} 555 01{b}", "1-{a}-555-01{b}", "+1 ({a}) 555-01{b}"],
        "FR": ["01 {2} {2} {2} {2}", "06 {2} {2} {2} {2}", "+33 (0)1 {2} {2} {2} {2}", "+33 6 {2} {2} {2} {2}", "04.{2}.{2}.{2}.{2}", "0{1}{2}{2}{2}{2}"],
        "IN": ["040-{8}", "+91 98{3} {5}", "98{8}", "+91-40-{8}", "091-40-{7}", "+91 40 {4} {4}", "2{7}", "0{2}-{7}"],
        "BR": ["(11) {4}-{4}", "(21) 9{4}-{4}", "11 9{4} {4}", "{4}-{4}", "9{4}-{4}", "+55 11 {4} {4}"],
        "JP": ["+81-3-{4}-{4}", "03-{4}-{4}", "+81-90-{4}-{4}", "(03){4}-{4}"],
        "TN": ["+216 {2} {3} {3}", "(+216) {2} {3} {3}", "{2} {3} {3}", "+216 {2} {2} {2} {2}", "+212 6 {2} {2} {2} {2}", "+213 {3} {2} {2} {2}"],
        "GB": ["020 {4} {4}", "+44 (0)20 {4} {4}", "+44 7{3} {6}", "01{3} {6}", "07{3} {3} {3}"],
    }  # fmt: skip
    key = {"CA_EN": "US", "CA_FR": "US", "LK": "IN"}.get(country, country)
    shape = rng.choice(
        shapes.get(
            key,
            [
                f"+{rng.randint(30, 98)} {{2}} {{3}} {{4}}",
                "+{2} {1} {4} {4}",
                "0{2} {3} {2} {2}",
                "+{2}-{2}-{3}-{4}",
            ],
        )
    )
    shape = shape.replace("{a}", str(rng.randint(2, 9)) + d(1) + str(rng.randint(2, 8))).replace(
        "{b}", d(2)
    )
    return re.sub(r"\{(\d)\}", lambda m: d(int(m.group(1))), shape)


_LABELS = {
    "en": (["Tel", "Tel.", "Phone", "T", "P", "Ph", "Office", "Direct", "O", "Telephone", "TEL"], ["Fax", "F", "FAX"], ["Mobile", "Cell", "M", "Mob", "C", "Mobile Phone"], ["E-mail", "Email", "E", "email", "E-Mail", "Mail"], ["Web", "W", "Website", "URL", "www"]),
    "fr": (["Tél.", "Tél", "T", "Téléphone", "Tel", "Bureau", "Bur.", "Tél. direct"], ["Téléc.", "Fax", "Télécopieur", "F"], ["Cell.", "Portable", "Mobile", "Port.", "M", "Cellulaire", "GSM"], ["Courriel", "E-mail", "Email", "Mail", "C", "Mél"], ["Web", "Site web", "Site", "Internet"]),
    "de": (["Tel.", "Telefon", "T", "Fon", "Tel"], ["Fax", "Telefax", "F"], ["Mobil", "Handy", "M"], ["E-Mail", "Mail", "E"], ["Web", "Internet", "www"]),
    "pt": (["Tel", "Tel.", "Fone", "Telefone", "T"], ["Fax"], ["Cel", "Celular", "Cel.", "Whatsapp", "Tlm"], ["e-mail", "Email", "E-mail"], ["Site", "Web"]),
    "es": (["Tel.", "Teléfono", "Tel", "T", "Oficina"], ["Fax"], ["Cel.", "Móvil", "Celular", "M"], ["E-mail", "Correo", "Email"], ["Web", "www"]),
}  # fmt: skip


def contact_block(
    stock: Stock, country: str, language: str, person: Person | None, firm: Firm, style: Style
) -> list[Row]:
    """Return the rows of telephones, e-mail, web address and profile, in some order."""
    rng = stock.rng
    size = style.sizes["contact"]
    labels = _LABELS.get(language, _LABELS["en"])
    mark = rng.choice([": ", " ", ". ", " : ", ":", " - ", "."])
    show = rng.random() < 0.7
    before = rng.random() < 0.88

    def labelled(kind: int, value: str, chance: float = 0.9) -> str:
        if not show or rng.random() > chance:
            return value
        label = rng.choice(labels[kind])
        return f"{label}{mark}{value}" if before else f"{value} ({label})"

    items: list[str] = []
    for kind, chance in ((0, 0.85), (2, 0.55), (1, 0.4), (0, 0.12)):
        if rng.random() < chance:
            number = make_phone(rng, country)
            if rng.random() < 0.07:
                number += rng.choice([" ext. ", ", poste ", " x", " Ext "]) + str(
                    rng.randint(10, 999)
                )
            if rng.random() < 0.03:
                number += f" ({_remark(stock, language)})"
            items.append(labelled(kind, number))
    if rng.random() < 0.76:
        items.append(labelled(3, _email(stock, person, firm), 0.6))
    if rng.random() < 0.55:
        host = firm.domain
        url = rng.choice(
            [f"www.{host}", f"www.{host}", host, f"http://www.{host}", f"https://{host}"]
        )
        items.append(labelled(4, url, 0.4))
    if rng.random() < 0.07:
        items.append(
            rng.choice(["linkedin.com/in/", "@", "Instagram: @", "facebook.com/", "Twitter: @"])
            + re.sub(r"\W", "", firm.domain.split(".")[0])
        )
    if rng.random() < 0.3:
        rng.shuffle(items)
    rows: list[Row] = []
    index = 0
    while index < len(items):
        if index + 1 < len(items) and rng.random() < 0.14:
            if rng.random() < 0.6:
                joint = rng.choice(["  ", " | ", " · ", ", ", " / ", " - ", " • "])
                rows.append(Row([(("contact", items[index] + joint + items[index + 1]),)], size))
            else:
                rows.append(
                    Row([(("contact", items[index]),), (("contact", items[index + 1]),)], size)
                )
            index += 2
        else:
            label, found, value = items[index].partition(mark)
            if show and before and found and len(label) < 12 and rng.random() < 0.05:
                rows.append(Row([(("contact", label),), (("contact", value),)], size))
            else:
                rows.append(one("contact", items[index], size))
            index += 1
    return rows


_REMARKS = {
    "en": ("mornings", "evenings only", "weekdays", "after 5 pm", "text or call", "calls only", "not Sundays, please", "shop", "barn", "home", "reception", "answering machine", "please leave a message", "24 hours", "emergencies", "toll free", "front desk"),
    "fr": ("le matin", "le soir", "en semaine", "après 18 h", "atelier", "boutique", "maison", "accueil", "répondeur", "urgences", "sans frais", "ligne directe", "bureau", "secrétariat", "laissez un message", "sur rendez-vous", "texto de préférence"),
    "de": ("vormittags", "abends", "privat", "Büro", "Werkstatt", "Anmeldung", "Notfall", "Anrufbeantworter"),
    "es": ("mañanas", "tardes", "taller", "casa", "recepción", "urgencias", "solo llamadas"),
    "pt": ("manhãs", "à noite", "oficina", "casa", "recepção", "recados", "emergências"),
}  # fmt: skip


def _remark(stock: Stock, language: str) -> str:
    """Return what stands in brackets behind a number: when, where or whom it rings."""
    if stock.rng.random() < 0.2:
        return stock.given("FR" if language == "fr" else "US")
    return stock.rng.choice(_REMARKS.get(language, _REMARKS["en"]))


def _email(stock: Stock, person: Person | None, firm: Firm) -> str:
    rng = stock.rng
    host = firm.domain
    firm_word = re.sub(r"[^a-z0-9]", "", fold(firm.full))[:16] or "office"
    free = f"{rng.choice(['gmail', 'hotmail', 'yahoo', 'outlook', 'videotron', 'orange', 'free'])}.{rng.choice(['com', 'com', 'ca', 'fr'])}"
    if person is None or rng.random() < 0.16:
        local = rng.choice(
            [
                "info",
                "contact",
                "office",
                "sales",
                "hello",
                "admin",
                "reception",
                "contato",
                "service",
            ]
        )
        return f"{firm_word}@{free}" if rng.random() < 0.3 else f"{local}@{host}"
    given = re.sub(r"[^a-z]", "", fold(person.given)) or "a"
    family = re.sub(r"[^a-z]", "", fold(person.family)) or "b"
    local = rng.choice([
        f"{given}.{family}", f"{given}.{family}", f"{given[0]}{family}", f"{given}", f"{family}", f"{given}{family}",
        f"{given[0]}.{family}", f"{given}_{family}", f"{given}{family[0]}", f"{given[0]}{family[0]}", f"{family}.{given}",
        f"{given[0]}-{family}", f"{family}{given[0]}", f"{family[:5]}{given[:2]}",
    ])  # fmt: skip
    if rng.random() < 0.18:
        return f"{rng.choice([local, firm_word, local + str(rng.randint(1, 99))])}@{free}"
    if rng.random() < 0.05:
        host = f"{rng.choice(['mail', 'ee', 'cs', 'hq', 'fr'])}.{host}"
    return f"{local}@{host}"
