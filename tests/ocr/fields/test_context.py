"""What lines turn out to be once their neighbours are known."""

from __future__ import annotations

from ocr.fields import guess_contact
from ocr.fields.assign import judge
from ocr.fields.context import is_broken_early
from ocr.fields.evidence import make_scene
from ocr.fields.lexicon import is_open
from ocr.fields.pieces import make_pieces
from ocr.fields.role_models import load_models
from ocr.fields.text_model import ROLES
from ocr.fields.typed import find_typed
from ocr.types import Line, Side, SideLines
from tests.ocr.fields.cards import box, card


def test_a_line_that_had_room_for_the_next_word_was_broken_on_purpose():
    side = card("Project Engineer", "Civil Works", "12 Long Meadow Avenue, Suite 300")
    scene = make_scene(find_typed(make_pieces(side)), load_models().text)

    assert is_broken_early(scene, scene.pieces[0], scene.pieces[1])


def test_a_line_that_was_full_was_broken_for_want_of_room():
    side = card("Directrice générale adjointe", "aux communications")
    scene = make_scene(find_typed(make_pieces(side)), load_models().text)

    assert not is_broken_early(scene, scene.pieces[0], scene.pieces[1])


def test_every_line_has_evidence_from_its_neighbours_that_can_be_read():
    side = card("NORTHBAY", "OPTICS", "", "Ada Lindqvist", "Sales Manager", "ada@northbay.example")
    judged = judge(find_typed(make_pieces(side)), load_models())

    first = judged.evidence[0]
    assert 0 <= first["with below says organization"] <= 1
    assert first["with below matches"] > 0
    assert first["other name"] > 0.5
    assert judged.lines.shape == (len(judged.evidence), len(ROLES))


def test_a_firm_in_two_lines_is_one_firm_though_each_line_could_be_a_name():
    lines = (
        Line("Fiduciaire", box(80, 60, 260, 50), 0.99),
        Line("Lorane", box(80, 118, 180, 50), 0.99),
        Line("Maëlle Brisebois", box(500, 60, 330, 44), 0.99),
        Line("Directrice financière", box(500, 112, 300, 32), 0.99),
        Line("mbrisebois@lorane.example", box(500, 420, 380, 32), 0.99),
        Line("www.lorane.example", box(500, 460, 280, 32), 0.99),
    )

    contact = guess_contact([SideLines(Side.RECTO, lines, (1000, 600))])

    assert contact.name is not None
    assert contact.name.full == "Maëlle Brisebois"
    assert contact.organization is not None
    assert contact.organization.value == "Fiduciaire Lorane"


def test_a_department_under_the_title_is_no_part_of_it():
    contact = guess_contact(
        [
            card(
                "NORTHBAY ENGINEERING",
                "",
                "Ada Lindqvist",
                "Project Engineer",
                "Civil Works",
                "",
                "12 Elm Street, Springfield, OR 97477",
                "ada.lindqvist@northbay.example",
                heights={0: 50, 2: 60},
            )
        ]
    )

    assert contact.title is not None
    assert contact.title.value == "Project Engineer"
    assert contact.department is not None
    assert contact.department.value == "Civil Works"


def test_the_recto_says_the_title_when_the_verso_says_it_in_another_language():
    recto = card(
        "VERDANE INGÉNIERIE", "", "Ada Lindqvist", "Ingénieure de projets", "ada@verdane.example",
        heights={0: 60, 2: 50},
    )  # fmt: skip
    verso = card(
        "VERDANE INGÉNIERIE", "", "Ada Lindqvist", "Project Engineer", "ada@verdane.example",
        side=Side.VERSO, heights={0: 60, 2: 50},
    )  # fmt: skip

    contact = guess_contact([recto, verso])

    assert contact.title is not None
    assert contact.title.value == "Ingénieure de projets"
    assert contact.organization is not None
    assert contact.organization.value == "VERDANE INGÉNIERIE"


def test_a_line_in_brackets_goes_on_with_the_line_above_it():
    assert is_open("Head of Fundraising", "(Scotland and Wales)")
    assert not is_open("Head of Fundraising", "Scotland and Wales")
