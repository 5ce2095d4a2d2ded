"""What notes propose: the examples that the product was drawn up with, and what misled it."""

from datetime import date

import pytest

from ocr.proposals import ProposalOptions, propose
from ocr.types import Handwriting, LineRef, Proposal, ProposalKind, Side

SHOT_ON = date(2026, 11, 24)  # a Tuesday


def written(text: str, confidence: float = 1.0) -> Handwriting:
    lines = tuple(LineRef(Side.VERSO, 3 + line) for line in range(text.count("\n") + 1))
    return Handwriting(text, Side.VERSO, confidence, ((0, 0), (9, 0), (9, 9), (0, 9)), lines)


def proposed(text: str, shot_on: date = SHOT_ON) -> list[tuple[str, str, str]]:
    return [(each.kind, each.due, each.time) for each in propose([written(text)], shot_on)]


def only(text: str, confidence: float = 1.0) -> Proposal:
    (proposal,) = propose([written(text, confidence)], SHOT_ON)
    return proposal


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rappeler mardi 14h", ("call", "2026-12-01", "14:00")),
        ("call back next week", ("call", "2026-11-30", "")),
        ("envoyer soumission avant le 12", ("send", "2026-12-12", "")),
        ("rdv lun. 9h30", ("meet", "2026-11-30", "09:30")),
        ("à rappeler sem. proch.", ("call", "2026-11-30", "")),
        ("email him tmrw", ("write", "2026-11-25", "")),
        ("send deck asap", ("send", "2026-11-24", "")),
        ("merci pour la présentation à Julie", ("thank", "", "")),
        ("félicitations nouveau poste", ("congratulate", "", "")),
        ("présenter à Sophie (comptable)", ("introduce", "", "")),
        ("prospect chaud", ("tag", "", "")),
        ("connaît le directeur de la caisse", ("referral", "", "")),
        ("2e carte pour l'imprimeur", ("spare_card", "", "")),
    ],
)
def test_a_note_gives_what_its_writer_meant(text, expected):
    assert proposed(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "rencontré mardi au salon",
        "déjà appelé, pas de réponse",
        "ne pas rappeler",
        "il me rappelle mercredi",
        "he'll call me Monday",
        "don't call",
        "no need to follow up",
        "call center manager",
        "on call weekends",
        "centre d'appels 200 pers.",
        "appel d'offres à venir",
        "tel 514 555-0134 après 17h",
        "open Mon-Fri 9 to 5",
        "rabais 10% avant le 15 août",
        "owns the coffee shop on 5th",
        "looking for investors",
        "client de Pierre",
        "Merci !",
        "",
        " \n ",
        "…",
    ],
)
def test_a_note_that_asks_for_nothing_gives_nothing(text):
    assert proposed(text) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("rapeler vendredi", "rappeler vendredi"),
        ("cal1 Monday", "call Monday"),
        ("rdvmardi14h", "rdv mardi 14h"),
        ("rappelerlundi", "rappeler lundi"),
        ("env0yer devis vendredi", "envoyer devis vendredi"),
        ("felicitation pour le bebe", "félicitations pour le bébé"),
        ("rappe-\nler jeudi", "rappeler jeudi"),
        ("Cail back Fridav", "Call back Friday"),
    ],
)
def test_misread_and_joined_words_are_understood(text, meant):
    assert proposed(text) == proposed(meant)
    assert only(text).confidence <= only(meant).confidence


def test_two_actions_keep_each_its_own_day():
    assert proposed("lundi: appeler Denis\nmercredi: envoyer offre") == [
        ("call", "2026-11-30", ""),
        ("send", "2026-11-25", ""),
    ]


def test_a_day_on_the_next_line_belongs_to_the_action():
    assert proposed("pls call re\ninsurance renewal\ndec 15") == [("call", "2026-12-15", "")]


def test_the_end_of_an_absence_is_when_to_call():
    assert proposed("en vacances jusqu'au 15, rappeler après") == [("call", "2026-12-16", "")]


def test_a_proposal_cites_its_words_and_their_lines():
    text = "prospect chaud\nrappeler mardi 14h"
    tag, call = propose([written(text)], SHOT_ON)

    assert tag.text == text[slice(*tag.span)] == "prospect chaud"
    assert call.text == text[slice(*call.span)] == "rappeler mardi 14h"
    assert tag.lines == (LineRef(Side.VERSO, 3),)
    assert call.lines == (LineRef(Side.VERSO, 4),)


def test_proposals_name_the_note_they_came_from():
    notes = [written("très sympa"), written("rappeler lundi")]

    assert [proposal.note for proposal in propose(notes, SHOT_ON)] == [1]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("2e carte pour l'imprimeur", ProposalKind.SPARE_CARD, "l'imprimeur"),
        ("connaît la mairesse", ProposalKind.REFERRAL, "la mairesse"),
        ("knows the CFO at Northline", ProposalKind.REFERRAL, "the CFO at Northline"),
        ("Prospet chaud", ProposalKind.TAG, "prospect chaud"),
        ("#toiture", ProposalKind.TAG, "toiture"),
        ("envoyer la brochure mardi", ProposalKind.SEND, "la brochure"),
    ],
)
def test_the_value_is_whom_or_what_it_is_about(text, kind, value):
    assert (only(text).kind, only(text).value) == (kind, value)


def test_a_badly_read_note_is_less_sure():
    assert only("rappeler mardi", 0.5).confidence < only("rappeler mardi", 1.0).confidence


def test_the_account_says_what_an_undecided_date_means():
    def due(**options: object) -> str:
        (proposal,) = propose([written("rdv 12/01")], SHOT_ON, ProposalOptions(**options))
        return proposal.due

    assert due(language="fr") == "2027-01-12"
    (english,) = propose([written("call her on 12/01")], SHOT_ON)
    assert english.due == "2026-12-01"
    british = ProposalOptions(is_english_day_first=True)
    (english,) = propose([written("call her on 12/01")], SHOT_ON, british)
    assert english.due == "2027-01-12"
