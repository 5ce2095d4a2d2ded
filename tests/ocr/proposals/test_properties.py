"""What holds for any note whatever."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.proposals import propose
from ocr.proposals.lexicon import CALL, MEETING, SEND, THINGS, WRITE
from ocr.proposals.people_words import CARDS, KNOWS, ROLES, TAGS
from ocr.types import Handwriting, LineRef, ProposalKind, Side

ODD_ONES = (
    "lundi mar. 14h 12/01 31/02 avant le 31 d'ici jusqu'au fin février 29 Q4 prochain next mid en"
    " dans 999 ans mois 99h . , - → : ( ? pas 2e à pour # 24:99 0 00/00 eow EOM asap hier"
)
WORDS = st.sampled_from(
    [
        *ODD_ONES.split(),
        *(CALL + MEETING + SEND + THINGS + WRITE + CARDS + KNOWS + ROLES + TAGS),
    ]
)
NOTES = st.one_of(
    st.text(max_size=80),
    st.lists(WORDS, max_size=14).map(" ".join),
    st.lists(WORDS, max_size=8).map("\n".join),
    st.lists(WORDS, max_size=5).map("".join),
)


def note_of(text: str, confidence: float = 1.0) -> Handwriting:
    lines = tuple(LineRef(Side.VERSO, line) for line in range(text.count("\n") + 1))
    return Handwriting(text, Side.VERSO, confidence, ((0, 0), (1, 0), (1, 1), (0, 1)), lines)


@settings(max_examples=300, deadline=None)
@given(st.lists(NOTES, max_size=3), st.dates(), st.floats(0, 1))
def test_any_notes_give_proposals_that_can_be_shown(texts, shot_on, confidence):
    notes = [note_of(text, confidence) for text in texts]

    for proposal in propose(notes, shot_on):
        note = notes[proposal.note]
        start, end = proposal.span

        assert isinstance(proposal.kind, ProposalKind)
        assert 0 <= start < end <= len(note.text)
        assert proposal.text == note.text[start:end]
        assert proposal.due == "" or date.fromisoformat(proposal.due) >= shot_on
        assert proposal.time == "" or "00:00" <= proposal.time <= "23:59"
        assert 0 <= proposal.confidence <= 1
        assert set(proposal.lines) <= set(note.lines)


@settings(max_examples=50, deadline=None)
@given(NOTES, st.dates())
def test_the_same_note_always_gives_the_same(text, shot_on):
    assert propose([note_of(text)], shot_on) == propose([note_of(text)], shot_on)
