"""How often fields are right on drawn cards whose lines are known.

Run it with `python -m bench.accuracy_fields`, or with `--composed development` on the cards that
were composed by hand.

No picture is read: the true lines are spoiled a little, as reading would, so that what is measured
is the choice of roles alone. The cards come from `drawn/`: training/ has others of its own.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator

from drawn import DrawnCard, draw_card
from drawn.composed import draw_composed, load_cards
from ocr.fields import guess_contact
from ocr.fields.text import fold
from ocr.types import ContactGuess, Line, Side, SideLines
from training.cards import Truth
from training.compare import is_right
from training.noise import misread

ROLES = ("name", "title", "department", "organization", "address", "email", "phone", "url")


def sides_of(card: DrawnCard, seed: int) -> list[SideLines]:
    """Return the lines of a drawn card as an engine would read them."""
    rng = random.Random(seed)
    sides = []
    for side, picture in ((Side.RECTO, card.recto), (Side.VERSO, card.verso)):
        if picture is None:
            continue
        lines = tuple(
            Line(misread(line.text, rng, amount=0.5), line.quad, 0.98, line.is_handwritten)
            for line in card.lines
            if line.side is side and line.text.strip()
        )
        sides.append(SideLines(side, lines, (picture.shape[1], picture.shape[0])))
    return sides


def true_values(card: DrawnCard) -> dict[str, list[str]]:
    """Return what a drawn card holds, role by role."""
    fields = card.fields
    single = {
        "name": fields.name.without_degrees if fields.name else "",
        "title": fields.title,
        "department": fields.department,
        "organization": fields.organization,
    }
    return {
        **{role: [value] if value else [] for role, value in single.items()},
        "address": [", ".join(address.lines) for address in fields.addresses[:1]],
        "email": list(fields.emails),
        "phone": [phone.e164 or phone.value for phone in fields.phones],
        "url": list(fields.urls),
    }


def given_values(contact: ContactGuess) -> dict[str, list[tuple[str, float]]]:
    """Return what was guessed, role by role, with confidences."""
    name = [(contact.name.full, contact.name.confidence)] if contact.name else []
    single = {
        role: [(guess.value, guess.confidence)] if (guess := getattr(contact, role)) else []
        for role in ("title", "department", "organization")
    }
    return {
        "name": name,
        **single,
        "address": [(a.formatted, a.confidence) for a in contact.addresses],
        "email": [(e.value, e.confidence) for e in contact.emails],
        "phone": [(p.e164 or p.value, p.confidence) for p in contact.phones],
        "url": [(u.value, u.confidence) for u in contact.urls],
    }


def is_same(role: str, value: str, true: str) -> bool:
    """Say whether a guess is the true value."""
    if role == "phone":
        a, b = (("".join(c for c in t if c.isdigit())) for t in (value, true))
        return a[-8:] == b[-8:]
    if role in {"email", "url"}:
        plain = [fold(t).removeprefix("https://").removeprefix("http://") for t in (value, true)]
        return plain[0].removeprefix("www.").rstrip("/") == plain[1].removeprefix("www.").rstrip(
            "/"
        )
    truth = Truth(addresses=[true]) if role == "address" else Truth(**{role: true})  # type: ignore[arg-type]
    return is_right(role, value, truth)


def is_other_office(role: str, value: str, card: DrawnCard) -> bool:
    """Say whether a value is the address of another office: neither asked for nor wrong."""
    others = (", ".join(address.lines) for address in card.fields.addresses[1:])
    return role == "address" and any(is_same(role, value, other) for other in others)


def _cards(options: argparse.Namespace) -> Iterator[tuple[str, DrawnCard]]:
    if options.composed:
        for composed in load_cards(options.composed):
            yield composed.id, draw_composed(composed).card
        return
    for seed in range(options.first_seed, options.first_seed + options.cards):
        card = draw_card(seed)
        yield f"{seed} {card.layout}", card


def main() -> int:
    """Print precision, recall and F1 of every field, and how far confidence can be trusted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=120)
    parser.add_argument("--first-seed", type=int, default=5000)
    parser.add_argument("--composed", metavar="FILE", help="a file of composed cards instead")
    parser.add_argument("--errors", action="store_true", help="print every field that is wrong")
    options = parser.parse_args()
    counts = {role: [0, 0, 0] for role in ROLES}
    trust: list[tuple[float, bool]] = []
    perfect = 0
    spent_s = 0.0
    cards = 0
    for seed, card in _cards(options):
        cards += 1
        sides = sides_of(card, card.seed)
        started = time.perf_counter()
        contact = guess_contact(sides)
        spent_s += time.perf_counter() - started
        true, given = true_values(card), given_values(contact)
        clean = True
        for role in ROLES:
            left = list(true[role])
            for value, confidence in given[role]:
                match = next((t for t in left if is_same(role, value, t)), None)
                if match is None and is_other_office(role, value, card):
                    continue
                counts[role][1] += 1
                if match is not None:
                    left.remove(match)
                    counts[role][0] += 1
                elif options.errors:
                    print(f"{seed} {role}: {value!r} at {confidence}, true {left}")
                trust.append((confidence, match is not None))
                clean = clean and match is not None
            if left and options.errors and not given[role]:
                print(f"{seed} {role}: nothing, true {left}")
            clean = clean and not left
            counts[role][2] += len(true[role])
        perfect += clean
    for role, (right, given_count, there) in counts.items():
        print(f"{role:13} F1 {2 * right / max(1, given_count + there):.3f}   {right}/{there}")
    print(f"perfect {perfect / cards:.3f}   {1000 * spent_s / cards:.0f} ms a card")
    for low, high in ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)):
        inside = [is_right for confidence, is_right in trust if low <= confidence < high]
        share = sum(inside) / max(1, len(inside))
        print(f"given with {low:.1f} to {min(high, 1):.1f}: {share:.3f} right of {len(inside)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
