"""Names taken apart, mended and written as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.fields.degrees import is_degree_line
from ocr.fields.names import (
    agreement_with_email,
    count_names,
    has_names,
    parse_name,
    without_introduction,
)


@pytest.mark.parametrize(
    ("text", "given_name", "family"),
    [
        ("Ada Lindqvist", "Ada", "Lindqvist"),
        ("ADA LINDQVIST", "Ada", "Lindqvist"),
        ("Ada LINDQVIST", "Ada", "Lindqvist"),
        ("LINDQVIST Ada", "Ada", "Lindqvist"),
        ("Lindqvist, Ada", "Ada", "Lindqvist"),
        ("Jean-Noël de la Brise", "Jean-Noël", "de la Brise"),
        ("JEAN-NOËL D'ORMEAU", "Jean-Noël", "D'Ormeau"),
        ("A.B. Lindqvist", "A.B.", "Lindqvist"),
        ("A.LINDQVIST", "A.", "Lindqvist"),
        ("lvy Lindqvist", "Ivy", "Lindqvist"),
        ("OIga Lindqvist", "Olga", "Lindqvist"),
        ("PauI Lindqvist", "Paul", "Lindqvist"),
        ("Ada McIntyre", "Ada", "McIntyre"),
        ("AdaLINDQVIST", "Ada", "Lindqvist"),
        ("Dr AdaLindqvist", "Ada", "Lindqvist"),
        ("Jean-NoëlO'Brise", "Jean-Noël", "O'Brise"),
        ("Fr. Li", "Fr.", "Li"),
        ("McAda", "McAda", ""),
        ("Ada", "Ada", ""),
    ],
)
def test_given_and_family_names_are_told_apart(text: str, given_name: str, family: str):
    parts = parse_name(text)

    assert (parts.given, parts.family) == (given_name, family)


@pytest.mark.parametrize(
    ("text", "prefix", "full", "suffix"),
    [
        ("Dr. Ada Lindqvist", "Dr.", "Dr. Ada Lindqvist", ""),
        ("Dott.ssa Ada Lindqvist", "Dott.ssa", "Ada Lindqvist", ""),
        ("Eng.º Ada Lindqvist", "Eng.º", "Ada Lindqvist", ""),
        ("Dipl.-Kfm. Ada Lindqvist", "Dipl.-Kfm.", "Ada Lindqvist", ""),
        ("doc. PhDr. Ada Lindqvist, CSc.", "doc. PhDr.", "Ada Lindqvist", "CSc."),
        ("LTC Ada Lindqvist", "LTC", "Ada Lindqvist", ""),
        ("Dott. for. Ada Lindqvist", "Dott. for.", "Ada Lindqvist", ""),
        ("The Rev’d Canon Ada Lindqvist", "The Rev’d Canon", "Ada Lindqvist", ""),
        ("Ada Lindqvist MRIAI", "", "Ada Lindqvist", "MRIAI"),
        ("Maâlem Otto Lindqvist", "Maâlem", "Otto Lindqvist", ""),
        ("DI Ada Lindqvist, BEd", "DI", "Ada Lindqvist", "BEd"),
        ("Di Anna Lindqvist", "", "Di Anna Lindqvist", ""),
        ("DI ANNA LINDQVIST", "", "Di Anna Lindqvist", ""),
        ("ME ADA LINDQVIST", "Me", "Me Ada Lindqvist", ""),
        ("CPA ADA LINDQVIST", "CPA", "Ada Lindqvist", ""),
        ("Commandant (h) Ada Lindqvist", "Commandant", "Ada Lindqvist", ""),
        ("M. en C. Ada Lindqvist", "", "Ada Lindqvist", ""),
        ("Sgt. A. B. Lindqvist #214", "Sgt.", "A. B. Lindqvist", ""),
        ("Coach Lindqvist", "", "Coach Lindqvist", ""),
        ("ADA LINDQVIST, XYA, ASLA", "", "Ada Lindqvist", "XYA, ASLA"),
        ("ADA LINDQVIST, PLS", "", "Ada Lindqvist", "PLS"),
        ("LINDQVIST BYRON, ADA", "", "Ada Lindqvist Byron", ""),
        ("Ada Lindqvist, Architect ABCD, LEED AP", "", "Ada Lindqvist", "Architect ABCD, LEED AP"),
        ("ADA LINDQVIST DipXYS", "", "Ada Lindqvist", "DipXYS"),
        ("Ada Lindqvist BEng (Hons) CEng MIXyzET", "", "Ada Lindqvist", "BEng CEng MIXyzET"),
        ("Ada B. McDONALD", "", "Ada B. McDONALD", ""),
        ("Ada Lee DeWITT", "", "Ada Lee DeWITT", ""),
        ("ada lindqvist riba arb", "", "Ada Lindqvist", "riba arb"),
        ('ADA "DEDE" LINDQVIST', "", 'Ada "Dede" Lindqvist', ""),
        ("Dana (Meg) Lindqvist", "", "Dana (Meg) Lindqvist", ""),
        ("Ada R. Lindqvist MA (Oxon)", "", "Ada R. Lindqvist", "MA"),
        ("Ada Lindqvist, Ph.D.", "", "Ada Lindqvist", "Ph.D."),
        ("Ada Lindqvist, ing., MBA", "", "Ada Lindqvist", "ing., MBA"),
        ("ADA LINDQVIST M.Sc.", "", "Ada Lindqvist", "M.Sc."),
        ("ADA LINDQVIST, B. A. A.", "", "Ada Lindqvist", "B. A. A."),
        ("Mme Ada Lindqvist", "Mme", "Mme Ada Lindqvist", ""),
        ("Ada Lindqvist (CPA)", "", "Ada Lindqvist", "CPA"),
        ("Ada Lindqvist, Ph. D.", "", "Ada Lindqvist", "Ph. D."),
        ("Ada Lindqvist FRICS FAAV", "", "Ada Lindqvist", "FRICS FAAV"),
        ("Dr. med. Ada Lindqvist", "Dr. med.", "Dr. med. Ada Lindqvist", ""),
        ("Maître Ada Lindqvist", "Maître", "Ada Lindqvist", ""),
        ("Dipl.-Ing. (FH) Ada Lindqvist", "Dipl.-Ing.", "Ada Lindqvist", ""),
        ("Ada Lindqvist III", "", "Ada Lindqvist III", "III"),
        ("Rabbi Ada Lindqvist", "Rabbi", "Ada Lindqvist", ""),
        ("The Revd Canon Ada Lindqvist", "The Revd Canon", "Ada Lindqvist", ""),
        ("The Hon. Ada Lindqvist", "The Hon.", "The Hon. Ada Lindqvist", ""),
        ("Fr. Otto Lindqvist", "Fr.", "Otto Lindqvist", ""),
        ("Dr. (Mrs.) Ada Lindqvist", "Dr.", "Dr. Ada Lindqvist", ""),
        ("Ada Lindqvist (Mrs)", "", "Ada Lindqvist", ""),
        ("Ada Lindqvist (she/her)", "", "Ada Lindqvist", ""),
        ("Dr.med.Ada Lindqvist", "Dr. med.", "Dr. med. Ada Lindqvist", ""),
        ("A/Prof Ada Lindqvist", "A/Prof", "Ada Lindqvist", ""),
        ("Me Ada Lindqvist, Ad. E.", "Me", "Me Ada Lindqvist", "Ad. E."),
        ("Dr.-Ing. Ada Lindqvist", "Dr.-Ing.", "Ada Lindqvist", ""),
        ("Herr Dr. Otto Lindqvist", "Herr Dr.", "Dr. Otto Lindqvist", ""),
        ("Sra. Ada Lindqvist Falk", "Sra.", "Ada Lindqvist Falk", ""),
        ("i. A. Ada Lindqvist", "", "Ada Lindqvist", ""),
        ("C.D.E.O. Ada Lindqvist", "", "Ada Lindqvist", ""),
        ("Ada Lindqvist, inf., M. Sc.", "", "Ada Lindqvist", "inf., M. Sc."),
        ("Ada Lindqvist, Pl. fin.", "", "Ada Lindqvist", "Pl. fin."),
        ("CPA Ada Lindqvist", "CPA", "Ada Lindqvist", ""),
        ("KommRAda Lindqvist", "KommR", "Ada Lindqvist", ""),
        ("DetlefRußwurm", "", "Detlef Rußwurm", ""),
        ("McKenzie Lindqvist", "", "McKenzie Lindqvist", ""),
        ("Hjh.Ada Lindqvist", "Hjh.", "Ada Lindqvist", ""),
        ("Haji M. Ada Lindqvist", "Haji", "M. Ada Lindqvist", ""),
        ("Bpk. Otto Lindqvist", "Bpk.", "Otto Lindqvist", ""),
        ("ADA P. LINDQVIST III, PXCE", "", "Ada P. Lindqvist III", "III, PXCE"),
        ("LINDQVIST, ADA", "", "Ada Lindqvist", ""),
        ("Ms. Ada L.", "Ms.", "Ms. Ada L.", ""),
        ("Ada Lindqvist-Falk MCSP", "", "Ada Lindqvist-Falk", "MCSP"),
        ("Ada Lindqvist CWEM CSci", "", "Ada Lindqvist", "CWEM CSci"),
        (
            "Professor Dame Ada Lindqvist FBA",
            "Professor Dame",
            "Professor Dame Ada Lindqvist",
            "FBA",
        ),
        ("Ada Lindqvist, LCSW-R, CASAC", "", "Ada Lindqvist", "LCSW-R, CASAC"),
        ("Ada Lindqvist, pht, M. Sc.", "", "Ada Lindqvist", "pht, M. Sc."),
        ("Ada Lindqvist, MSc ETH", "", "Ada Lindqvist", "MSc ETH"),
        ("Ada Lindqvist, Kiln Doctor", "", "Ada Lindqvist", "Kiln Doctor"),
        ("Ada Lindqvist – CFI, MEI", "", "Ada Lindqvist", "CFI, MEI"),
        ("Ada Lindqvist '98", "", "Ada Lindqvist", ""),
        ("Inh. Ada Lindqvist e.K.", "Inh.", "Ada Lindqvist", ""),
        ("ENGR. ADA T. LINDQVIST, CESO V", "Engr.", "Ada T. Lindqvist", "CESO V"),
        ("Lindqvist, Ada", "", "Ada Lindqvist", ""),
        ("van der Lindqvist, Ada", "", "Ada van der Lindqvist", ""),
        ("Ada Lindqvist, Owner", "", "Ada Lindqvist", "Owner"),
        ("LIND Mei Ling, Ada", "", "Ada Lind Mei Ling", ""),
        ("ada lindqvist, instructor", "", "Ada Lindqvist", "instructor"),
        ("Prof. Dr. h. c. Ada Lindqvist", "Prof. Dr.", "Prof. Dr. Ada Lindqvist", ""),
        ("CWO3 Ada Lindqvist", "", "Ada Lindqvist", ""),
        (
            "Detective Senior Constable Ada LINDQVIST",
            "Detective Senior Constable",
            "Ada Lindqvist",
            "",
        ),
        ("LINDQVIST FALK, Ada", "", "Ada Lindqvist Falk", ""),
        ("Ada Maria FALK", "", "Ada Maria Falk", ""),
        ("Mag.a Dr.in Ada Lindqvist", "Mag.a Dr.in", "Ada Lindqvist", ""),
        ("Dr.ssa Ada Lindqvist", "Dr.ssa", "Ada Lindqvist", ""),
        ("Dipl.-Ing. Dr.techn. Ada Lindqvist", "Dipl.-Ing. Dr.techn.", "Ada Lindqvist", ""),
        ("Capitaine de frégate Ada LINDQVIST", "Capitaine", "Ada Lindqvist", ""),
        ("Squadron Leader Ada Lindqvist MBE", "Squadron Leader", "Ada Lindqvist", "MBE"),
        ("S/Sgt. Ada Lindqvist #417", "S/Sgt.", "Ada Lindqvist", ""),
        ("H.E. Ada Lindqvist Falk", "", "Ada Lindqvist Falk", ""),
        ("ILMO. SR. D. OTTO LINDQVIST", "", "Otto Lindqvist", ""),
        ("Pfr. i. R. Otto Lindqvist", "Pfr.", "Otto Lindqvist", ""),
        ("Rév. Pasteur Ada LINDQVIST FALK", "Rév. Pasteur", "Ada Lindqvist Falk", ""),
        ("Ada Lindqvist (FCIB)", "", "Ada Lindqvist", "FCIB"),
        ("Ada Lindqvist MNAEA MARLA", "", "Ada Lindqvist", "MNAEA MARLA"),
        ("EnP. ADA LINDQVIST, MPA", "EnP.", "Ada Lindqvist", "MPA"),
        ("Cdora. Ada Lindqvist", "Cdora.", "Ada Lindqvist", ""),
        ("Chef Ada Lindqvist", "Chef", "Ada Lindqvist", ""),
        ("Don Lindqvist", "", "Don Lindqvist", ""),
        ("Ada Lindqvist.", "", "Ada Lindqvist", ""),
        ("ada-maria l'heureux", "", "Ada-Maria L'Heureux", ""),
    ],
)
def test_degrees_and_forms_of_address_are_no_part_of_the_name(
    text: str, prefix: str, full: str, suffix: str
):
    parts = parse_name(text)

    assert (parts.prefix, parts.full, parts.suffix) == (prefix, full, suffix)


@pytest.mark.parametrize(
    ("name", "local", "least", "most"),
    [
        ("Ada Lindqvist", "ada.lindqvist", 1.0, 1.0),
        ("Ada Lindmüller", "a.lindmueller", 1.0, 1.0),
        ("Ada Lindmüller", "a.lindmuller", 1.0, 1.0),
        ("Ada Lindqvist", "alindqvist", 1.0, 1.0),
        ("Ada Lindqvist", "lindqvista", 1.0, 1.0),
        ("Ada Lindqvist", "al", 0.8, 1.0),
        ("Ada Lindqvist", "ada", 0.6, 1.0),
        ("Ada Lindqvist", "info", 0.0, 0.0),
        ("Élodie Brière", "ebriere", 1.0, 1.0),
        ("Pierre-Luc Brière", "plbriere", 1.0, 1.0),
        ("", "ada", 0.0, 0.0),
    ],
)
def test_a_name_explains_its_own_address(name: str, local: str, least: float, most: float):
    assert least <= agreement_with_email(name, local) <= most


def test_the_address_tells_where_a_lost_blank_was():
    assert parse_name("ADALINDQVIST", "ada.lindqvist").full == "Ada Lindqvist"
    assert parse_name("ADALINDQVIST", "alindqvist").full == "Ada Lindqvist"
    assert parse_name("ADALINDQVIST", "info").full == "Adalindqvist"
    assert parse_name("Christopher", "chris").full == "Christopher"
    assert parse_name("Marianne", "anne").full == "Marianne"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ada Lindqvist", 2),
        ("Adalbert « Ada » Lindqvist", 2),
        ('Wm. Henry "Hank" Lindqvist', 3),
        ("Seo-yeon (Stella) Lindqvist", 2),
        ("Dipl.-Ing. (FH) Ada Lindqvist", 2),
        ("Prof. Dr. Ada Lindqvist, Ph.D.", 2),
        ("Ada & Ivy Lindqvist", 3),
        ("Ada 't Hart", 3),
        ("Dr.", 1),
    ],
)
def test_prefixes_nicknames_and_degrees_make_a_name_no_longer(text: str, count: int):
    assert count_names(text) == count


def test_a_line_of_degrees_is_recognised():
    assert is_degree_line("M.Tech., MBA, FIE")
    assert not is_degree_line("Ada Lindqvist, MBA")


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_is_taken_apart_without_harm(text: str, local: str):
    parts = parse_name(text)

    assert parts.given in parts.full
    assert 0 <= agreement_with_email(text, local) <= 1


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Hi, I'm Ada Lindqvist.", "Ada Lindqvist."),
        ("Bonjour, je suis Ada Lindqvist", "Ada Lindqvist"),
        ("Contact person : Ada", "Ada"),
        ("Call Madam Ada", "Madam Ada"),
        ("Ask for Ada", "Ada"),
        ("Hub. : Bpk. Otto Lindqvist", "Bpk. Otto Lindqvist"),
        ("I am here to help", "I am here to help"),
        ("Contact: 12 Elm Street", "Contact: 12 Elm Street"),
        ("Call Centre South", "Call Centre South"),
        ("", ""),
    ],
)
def test_what_leads_up_to_a_name_is_no_part_of_it(line: str, name: str):
    assert without_introduction(line) == name


@pytest.mark.parametrize("text", ["Dr.-Ing. habil.", "Prof. Dr.", "Mme"])
def test_forms_of_address_alone_are_no_name(text: str):
    assert not has_names(text)


@pytest.mark.parametrize("text", ["Dr. Ada", "Ada Lindqvist", "Lindqvist", ""])
def test_what_is_more_than_a_form_of_address_may_be_a_name(text: str):
    assert has_names(text)
