"""Where another address begins."""

from __future__ import annotations

import pytest

from ocr.fields.address_starts import begins_another


@pytest.mark.parametrize(
    ("above", "line"),
    [
        (["12 Elm Street, Springfield, OR 97477"], "55 Oak Avenue"),
        (["12 Elm Street, Springfield"], "Depot: 7 Mill Lane"),
        (["12 Elm Street, Springfield"], "(Harbour shop) 7 Mill Lane"),
        (["12 Elm Street, Springfield"], "Loja 2"),
        (["62 Harbour Avenue, 713 04 Northbay"], "155 Mill Avenue, 151 25 Southbay"),
        (["Dock Road 55, NO-4007 Northbay"], "P.O. Box 155, NO-4001 Northbay"),
        (["14 Elm Street, Northbay QLD 4215"], "PO Box 8820, Southbay MC 9726"),
        (["Elmstraat 55, Noordbaai"], "Postbus 555, 9700 AP Noordbaai"),
        (["12 Elm Street"], "44 Oak Avenue"),
        (["Rua do Olmo, 12"], "Av. Central, 440 - loja 2"),
        (["NORTHBAY – Via del Pozzo, 19"], "SOUTHBAY – Lungomare Sud, 3"),
        (["Elmstraat 55, Noordbaai"], "Havendijk 7, Zuidbaai"),
        (["12 Elm Street (Head Office)"], "44 Mill Lane (Factory)"),
        (["57000 Northbay - Rue du Four 3"], "69001 Southbay - Place du Lac 4"),
    ],
)
def test_another_address_begins_where_the_line_says_so(above: list[str], line: str):
    assert begins_another(above, line)


@pytest.mark.parametrize(
    ("above", "line"),
    [
        (["12 Elm Street"], "Suite 300"),
        (["Elmstraat 33"], "8911 AV Leeuwarden"),
        (["55, Av. des Ormes, Q/ Parc"], "Réf. : Arrêt Échangeur, derrière le dépôt"),
        (["12 Elm Street"], "5th floor, Harbour House"),
        (["Résidence Le Parc, bât. 5"], "12, rue des Ormes"),
        (["Plot 12, Mill Road"], "Near Elm Street"),
        (["Tower 5, Al Nahda 2"], "Northbay"),
        (["12 Elm Street"], "Springfield, OR 97477"),
        (["Plot 12, Mill Road"], "Pin: 411 001"),
        (["Plot 12, Mill Road"], "Dist: Northbay"),
        (["12 Elm Street"], "P.O. Box 155, Springfield, OR 97477"),
        (["Harbour House"], "Depot: 7 Mill Lane"),
        (["801, ch. de la Baie", "Rivière-aux-Ormes"], "(Québec) G0W 2P0"),
        (["70 Mill Road"], "Medical Office Building 2, Suite 310"),
        (["Dept. 55720, ARK2"], "SE-405 55 Northbay, Sweden"),
        (["Lot 15550, Jalan Perdana 3/7B", "Taman Utama"], "47000 Northbay, Selangor"),
        (["Box 305, 44891 Elm Street"], "Springfield, California 95460"),
        (['901 "P" Street, MS-14'], "Post Office Box 55014"),
        (["12 Elm Street", "Springfield, OR 97477"], "Building 71, Room 259A"),
        (["Mill Bldg., 5th Fl.", "Off. No. 515"], "P.O.Box: 15550 Northbay"),
    ],
)
def test_the_rest_of_an_address_is_no_other_one(above: list[str], line: str):
    assert not begins_another(above, line)
