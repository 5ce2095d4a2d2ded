"""Measures how well doubles are found in drawn books, and learns the points that find them.

Usage: python -m bench.duplicates [--learn] [--sizes 5000 50000] [--output FILE]

What is learned and tuned on is drawn with the seeds of TUNING_SEEDS only; the figures are of books
of PUBLISHED_SEEDS, which nothing was tuned on.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contact_values import (
    AddressValue,
    ContactValues,
    LinkValue,
    PhoneValue,
    clean_values,
    write_values,
)
from app.db import make_engine
from app.matching import LIKELY
from app.matching.features import Feature, compare
from app.matching.finding import is_telling
from app.matching.indexing import index_many
from app.matching.keys import keys_of
from app.matching.model import probability_of
from app.matching.pairs import compare_waiting
from app.matching.profiles import profile_of
from app.models import Book, Contact, LikelyPair
from app.upgrade import upgrade_database
from drawn.book import BookEntry, draw_book

TUNING_SEEDS = (101, 102, 103, 104)
LARGE_TUNING_SEED = 105
PUBLISHED_SEEDS = (2026, 2027, 2028)
BOOK_SIZE = 5000
LARGE_SIZE = 20_000
"""What a common name says in a large book is learned from one."""
WEIGHTS = Path("app/matching/weights.json")

Pair = tuple[int, int]


def values_of_entry(entry: BookEntry) -> ContactValues:
    """Give a drawn entry as a person would have confirmed it."""
    fields = entry.fields
    assert fields.name is not None
    return clean_values(
        ContactValues(
            given_name=fields.name.given,
            family_name=fields.name.family,
            organization=fields.organization,
            title=fields.title,
            emails=fields.emails,
            phones=tuple(PhoneValue(one.value, one.label) for one in fields.phones),
            links=tuple(LinkValue(one.value, one.service) for one in fields.social),
            addresses=tuple(
                AddressValue(street=one.street, postcode=one.postcode, locality=one.locality)
                for one in fields.addresses
            ),
        ),
        "CA",
    )


def true_pairs(entries: Sequence[BookEntry]) -> dict[Pair, str]:
    """Give the pairs of places that are one person, each with what the second one is."""
    places: dict[int, list[int]] = {}
    for place, entry in enumerate(entries):
        places.setdefault(entry.who, []).append(place)
    return {
        pair: _twist_of([entries[place] for place in pair])
        for same in places.values()
        for pair in combinations(sorted(same), 2)
    }


def _twist_of(entries: Sequence[BookEntry]) -> str:
    twists = sorted(entry.twist.value for entry in entries if entry.twist is not None)
    return twists[0] if len(twists) == 1 else "two_twists"


def candidates_of(entries: Sequence[BookEntry]) -> Iterator[tuple[Pair, frozenset[Feature]]]:
    """Give the pairs that share a telling key, with what is true of each."""
    profiles = [profile_of(values_of_entry(entry)) for entry in entries]
    having: dict[str, list[int]] = {}
    for place, profile in enumerate(profiles):
        for key in keys_of(profile):
            having.setdefault(key, []).append(place)
    holders = {key: len(places) for key, places in having.items()}
    pairs = {
        pair
        for key, places in having.items()
        if is_telling(key, len(places))
        for pair in combinations(places, 2)
    }
    for first, second in sorted(pairs):
        yield (first, second), compare(profiles[first], profiles[second], holders)


# --- learning


def learn(books: Iterable[tuple[int, int]]) -> dict[str, float]:
    """Fit the points to drawn books: logistic regression, each weight held back a little.

    Args:
        books: Size and seed of each.
    """
    names = list(Feature)
    rows, labels = [], []
    for size, seed in books:
        entries = draw_book(size, seed)
        truth = true_pairs(entries)
        candidates = list(candidates_of(entries))
        rows += [[1.0, *(float(name in some) for name in names)] for _, some in candidates]
        labels += [float(pair in truth) for pair, _ in candidates]
        missed = len(truth.keys() - {pair for pair, _ in candidates})
        sys.stdout.write(
            f"{size}, seed {seed}: {len(candidates)} pairs; {missed} doubles share no key\n"
        )
    fitted = _fit(np.array(rows), np.array(labels))
    return {
        name: round(float(value), 2) for name, value in zip(["prior", *names], fitted, strict=True)
    }


def _fit(rows: np.ndarray, labels: np.ndarray, hold: float = 2.0) -> np.ndarray:
    """Fit by Newton's method; `hold` is the ridge on every weight but the prior."""
    weights = np.zeros(rows.shape[1])
    ridge = np.full(rows.shape[1], hold)
    ridge[0] = 1e-6
    for _round in range(50):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        gradient = rows.T @ (labels - chance) - ridge * weights
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(ridge)
        step = np.linalg.solve(bend, gradient)
        weights = weights + step
        if float(np.abs(step).max()) < 1e-6:
            break
    return weights


# --- measuring


@dataclass(frozen=True)
class Score:
    """How well the doubles of a book were found."""

    seed: int
    size: int
    doubles: int
    proposed: int
    right: int
    by_twist: dict[str, tuple[int, int]]
    """Found, and there are, by what the second entry is."""
    fill_s: float
    compare_s: float

    @property
    def precision(self) -> float:
        """Of the pairs that are proposed, how many are one person."""
        return self.right / max(self.proposed, 1)

    @property
    def recall(self) -> float:
        """Of the pairs that are one person, how many are proposed."""
        return self.right / max(self.doubles, 1)


def measure(size: int, seed: int) -> Score:
    """Fill a database with a drawn book, and compare it as the duplicates page does, bit by bit."""
    entries = draw_book(size, seed)
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        upgrade_database(engine)
        with Session(engine) as session:
            started_s = time.perf_counter()
            book_id, ids = _fill(session, entries)
            filled_s = time.perf_counter()
            while compare_waiting(session, book_id):
                session.commit()
            session.commit()
            compared_s = time.perf_counter()
            found = {
                tuple(sorted((ids[first], ids[second])))
                for first, second in session.execute(
                    select(LikelyPair.first_id, LikelyPair.second_id)
                )
            }
        engine.dispose()
    truth = true_pairs(entries)
    there = Counter(truth.values())
    got = Counter(twist for pair, twist in truth.items() if pair in found)
    return Score(
        seed=seed,
        size=size,
        doubles=len(truth),
        proposed=len(found),
        right=sum(got.values()),
        by_twist={twist: (got[twist], count) for twist, count in sorted(there.items())},
        fill_s=filled_s - started_s,
        compare_s=compared_s - filled_s,
    )


def _fill(session: Session, entries: Sequence[BookEntry]) -> tuple[int, dict[int, int]]:
    """Write the entries and their keys; give the book, and each contact's place."""
    book = Book(name="Bench")
    session.add(book)
    session.commit()
    book_id = book.id
    ids: dict[int, int] = {}
    for start in range(0, len(entries), 1000):
        batch = []
        for entry in entries[start : start + 1000]:
            contact = Contact(book_id=book_id)
            write_values(contact, values_of_entry(entry))
            batch.append(contact)
        session.add_all(batch)
        session.flush()
        ids.update({contact.id: start + at for at, contact in enumerate(batch)})
        index_many(session, book_id, [contact.id for contact in batch])
        session.commit()
        session.expunge_all()
    return book_id, ids


def list_errors(seed: int, most: int = 40) -> None:
    """Print what is found wrongly and what is missed in a book of a tuning seed."""
    if seed not in TUNING_SEEDS:
        raise SystemExit("Only books of the tuning seeds may be looked into.")
    entries = draw_book(BOOK_SIZE, seed)
    truth = true_pairs(entries)
    scored = {
        pair: (probability_of(features), sorted(features))
        for pair, features in candidates_of(entries)
    }
    wrong = [pair for pair, (chance, _) in scored.items() if (chance >= LIKELY) != (pair in truth)]
    wrong += [pair for pair in truth if pair not in scored]
    for pair in wrong[:most]:
        kind = f"missed {truth[pair]}" if pair in truth else "WRONG"
        chance, features = scored.get(pair, (0.0, ["no shared key"]))
        sys.stdout.write(f"{kind} {chance:.2f} {' '.join(features)}\n")
        for place in pair:
            fields = entries[place].fields
            ways = [*fields.emails, *(phone.value for phone in fields.phones)]
            assert fields.name is not None
            parts = (fields.name.full, fields.organization, fields.title, ", ".join(ways))
            sys.stdout.write("    " + " | ".join(parts) + "\n")


def main() -> None:
    """Learn, or measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learn", action="store_true", help="write the points anew")
    parser.add_argument("--tuning", action="store_true", help="measure on the tuning seeds")
    parser.add_argument("--errors", type=int, metavar="SEED", help="look into a tuning book")
    parser.add_argument("--sizes", type=int, nargs="+", default=[BOOK_SIZE])
    arguments = parser.parse_args()
    if arguments.learn:
        books = [(BOOK_SIZE, seed) for seed in TUNING_SEEDS] + [(LARGE_SIZE, LARGE_TUNING_SEED)]
        WEIGHTS.write_text(json.dumps(learn(books), indent=2) + "\n", encoding="utf-8")
        return
    if arguments.errors:
        list_errors(arguments.errors)
        return
    seeds = TUNING_SEEDS if arguments.tuning else PUBLISHED_SEEDS
    for size in arguments.sizes:
        for seed in seeds if size == BOOK_SIZE else seeds[:1]:
            print_score(measure(size, seed))


def print_score(score: Score) -> None:
    """Print one book's figures."""
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"| {score.size} | {score.seed} | {score.doubles} | {score.precision:.3f}"
        f" | {score.recall:.3f} | {score.compare_s:.1f} | {score.fill_s:.1f} | {peak_mb:.0f} |\n"
    )
    for twist, (got, there) in score.by_twist.items():
        sys.stdout.write(f"|   {twist} | {got} of {there} |\n")


if __name__ == "__main__":
    main()
