"""What of a contact tells whether it is the same person as another, folded for comparing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from app.contact_values import ContactValues
from app.folding import fold, fold_name
from ocr.fields.domains import is_mail_provider, owner_word
from ocr.fields.lexicon import LEGAL_FORMS
from ocr.fields.words import word_list
from ocr.types import PhoneLabel

_PARTICLES: Final = frozenset(word_list("name_particles"))
_SHARED_MAILBOXES_TEXT: Final = """
accueil admin administration bonjour bureau commandes comptabilite contact courrier direction
equipe facturation hello help hi info information infos kontakt mail office orders post reception
rh sales salut secretariat service support team ventes welcome
"""
_SHARED_MAILBOXES: Final = frozenset(_SHARED_MAILBOXES_TEXT.split())
"""Mailboxes that colleagues share."""
_SMALL_WORDS_TEXT: Final = """
and et und e y of de des du la le les l d the for pour au aux a der die das do da dos
"""
_SMALL_WORDS: Final = frozenset(_SMALL_WORDS_TEXT.split())
_SIGNIFICANT_DIGITS: Final = 9
"""Countries whose numbers are longer differ by the area then, which is enough to tell by."""


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number to compare."""

    digits: str
    """Its last nine: what stands before them is how one dials it from where."""
    label: PhoneLabel
    extension: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A contact to compare. All texts are folded; "" and () stand for nothing there."""

    given: tuple[str, ...]
    """The parts of the given name: ("jean", "philippe")."""
    family: tuple[str, ...]
    """The parts of the family name, without particles: ("tremblay", "roy")."""
    organization: tuple[str, ...]
    """The words of the organization, without legal form and small words."""
    domains: frozenset[str]
    """The words that own the hosts of its addresses, mail providers left out."""
    emails: frozenset[str]
    numbers: tuple[Number, ...]
    profiles: frozenset[tuple[str, str]]
    """Service and page of profiles on social services."""
    title: frozenset[str]
    towns: frozenset[str]
    postcodes: frozenset[str]

    @property
    def has_name(self) -> bool:
        """Whether anybody is named at all."""
        return bool(self.given or self.family)

    @property
    def firm(self) -> str:
        """The organization as one word; "" when there is none."""
        return "".join(self.organization)


def profile_of(values: ContactValues) -> Profile:
    """Take from a contact's values what is compared."""
    given, family = _names(values)
    hosts = [email.rpartition("@")[2] for email in values.emails]
    hosts += [_host(link.value) for link in values.links if not link.service]
    return Profile(
        given=given,
        family=family,
        organization=_firm_words(values.organization),
        domains=frozenset(
            owner_word(host) for host in map(fold, hosts) if not is_mail_provider(host)
        )
        - {""},
        emails=frozenset(fold(email) for email in values.emails),
        numbers=tuple(
            Number(
                _digits(phone.e164 or phone.value)[-_SIGNIFICANT_DIGITS:],
                phone.label,
                _digits(phone.extension),
            )
            for phone in values.phones
            if len(_digits(phone.value)) >= 5
        ),
        profiles=frozenset(
            (link.service, _page(link.value)) for link in values.links if link.service
        ),
        title=frozenset(_words(values.title)) - _SMALL_WORDS,
        towns=frozenset(fold_name(row.locality) for row in values.addresses) - {""},
        postcodes=frozenset(_squeeze(row.postcode) for row in values.addresses) - {""},
    )


def is_shared_mailbox(email: str) -> bool:
    """Say whether a folded address is one that colleagues share, as info@ is."""
    return email.partition("@")[0] in _SHARED_MAILBOXES


def _names(values: ContactValues) -> tuple[tuple[str, ...], tuple[str, ...]]:
    given, family = _parts(values.given_name), _parts(values.family_name)
    if not given and not family:
        given = _parts(values.full_name.partition(",")[0])
    if not family and len(given) > 1:
        # Typed into one field: most people write their family name last.
        given, family = given[:-1], given[-1:]
    own = tuple(part for part in family if part not in _PARTICLES)
    return given, own or family


@lru_cache(maxsize=16_384)
def _parts(name: str) -> tuple[str, ...]:
    # An apostrophe stays within its name: O'Shea is one, and so is d'Aubigny.
    return tuple(fold_name(re.sub("['’‘`]", "", name)).split())


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold_name(text).split())


@lru_cache(maxsize=16_384)
def _firm_words(organization: str) -> tuple[str, ...]:
    # "S.E.N.C.R.L." is one word, and so is "A.B.C.".
    dotless = re.sub(r"(?<=\b\w)\.(?=\s?\w\b)", "", fold(organization))
    words = _words(dotless)
    kept = tuple(word for word in words if word not in LEGAL_FORMS and word not in _SMALL_WORDS)
    return kept or words


def _host(url: str) -> str:
    return re.sub(r"^\w+://", "", url).partition("/")[0].partition(":")[0]


def _page(url: str) -> str:
    # "linkedin.com/in/zoe/", "in/zoe" and "@zoe" are one page.
    return fold(url).rstrip("/").rpartition("/")[2].lstrip("@").partition("?")[0]


def _squeeze(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text))


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
