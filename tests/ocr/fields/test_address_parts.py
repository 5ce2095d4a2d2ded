"""Postal addresses taken apart, country by country. The towns are real, the streets are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.fields.address_parts import parse_address
from ocr.fields.text import digits

CASES = """
~ 12, rue des Ormes, Montréal (Québec) H2X 1Y4 ~ 12, rue des Ormes ~ H2X 1Y4 ~ Montréal ~ Québec ~
~ 12, rue des Ormes, bureau 300, Montréal, QC H3B 4W8 ~ 12, rue des Ormes, bureau 300 ~ H3B 4W8 ~ Montréal ~ QC ~
~ 12 Elm Street, Suite 300, Toronto, Ontario M5V 2T6, Canada ~ 12 Elm Street, Suite 300 ~ M5V 2T6 ~ Toronto ~ Ontario ~ Canada
~ 12 Elm Street, Toronto ON M5V2T6 ~ 12 Elm Street ~ M5V2T6 ~ Toronto ~ ON ~
~ C.P. 40, 12, chemin de l'Église, Lévis (Québec) G6V 3Z0 ~ C.P. 40, 12, chemin de l'Église ~ G6V 3Z0 ~ Lévis ~ Québec ~
~ 12 Elm Street, Springfield, OR 97477 ~ 12 Elm Street ~ 97477 ~ Springfield ~ OR ~
~ 12 Elm Street, Springfield, Oregon 97477, USA ~ 12 Elm Street ~ 97477 ~ Springfield ~ Oregon ~ USA
~ 12345 Elm Street, Suite 300, Springfield, OR 97477-0143 ~ 12345 Elm Street, Suite 300 ~ 97477-0143 ~ Springfield ~ OR ~
US ~ 12 Elm Street - Springfield, OR 97477 ~ 12 Elm Street ~ 97477 ~ Springfield ~ OR ~
US ~ 12 Elm Street, Springfield, OR ~ 12 Elm Street ~ ~ Springfield ~ OR ~
US ~ P.O. Box 55501, Springfield, OR 97477 ~ P.O. Box 55501 ~ 97477 ~ Springfield ~ OR ~
US ~ 12 Elm Street, New York, NY 10001 ~ 12 Elm Street ~ 10001 ~ New York ~ NY ~
~ 12 rue des Ormes, 75001 Paris, France ~ 12 rue des Ormes ~ 75001 ~ Paris ~ ~ France
~ 12 rue des Ormes, BP 217, 44007 Nantes Cedex 1 ~ 12 rue des Ormes, BP 217 ~ 44007 ~ Nantes Cedex 1 ~ ~
~ CS 12345, 35042 RENNES CEDEX ~ CS 12345 ~ 35042 ~ RENNES CEDEX ~ ~
~ 4, place du Marché – B.P. 17 – 61000 ALENÇON ~ 4, place du Marché, B.P. 17 ~ 61000 ~ ALENÇON ~ ~
~ ZI des Ormes, 12 rue Neuve, F-56850 Caudan ~ ZI des Ormes, 12 rue Neuve ~ 56850 ~ Caudan ~ ~
FR ~ 19 bis rue des ormes, 44000 nantes ~ 19 bis rue des ormes ~ 44000 ~ nantes ~ ~
~ Rue des Ormes 12, 1000 Bruxelles, Belgique ~ Rue des Ormes 12 ~ 1000 ~ Bruxelles ~ ~ Belgique
~ Olmenlaan 12 bus 3, B-9000 Gent ~ Olmenlaan 12 bus 3 ~ 9000 ~ Gent ~ ~
BE ~ Chaussée des Ormes 1250, 1180 Uccle ~ Chaussée des Ormes 1250 ~ 1180 ~ Uccle ~ ~
~ Rue des Ormes 12, 1003 Lausanne, Suisse ~ Rue des Ormes 12 ~ 1003 ~ Lausanne ~ ~ Suisse
~ Rue des Ormes 12, Case postale 555, CH-1001 Lausanne ~ Rue des Ormes 12, Case postale 555 ~ 1001 ~ Lausanne ~ ~
CH ~ 1969 Eison (VS) ~ ~ 1969 ~ Eison ~ VS ~
~ Ulmenweg 12, 10115 Berlin ~ Ulmenweg 12 ~ 10115 ~ Berlin ~ ~
~ Ulmenweg 12, D-60351 Frankfurt am Main, Germany ~ Ulmenweg 12 ~ 60351 ~ Frankfurt am Main ~ ~ Germany
AT ~ Ulmengasse 12/3, A-1010 Wien ~ Ulmengasse 12/3 ~ 1010 ~ Wien ~ ~
~ 12 Elm Road, York, YO1 7HH, United Kingdom ~ 12 Elm Road ~ YO1 7HH ~ York ~ ~ United Kingdom
~ 2 Elm Street, Paddington, London W2 6BD ~ 2 Elm Street, Paddington ~ W2 6BD ~ London ~ ~
~ The Old Mill, Elm Street, Otley, West Yorkshire LS21 1AA ~ The Old Mill, Elm Street ~ LS21 1AA ~ Otley ~ West Yorkshire ~
~ Unit 5, Elm Park, Guildford, Surrey, GU1 1AA, UK ~ Unit 5, Elm Park ~ GU1 1AA ~ Guildford ~ Surrey ~ UK
~ Rua dos Olmos, 12, 01310-100 São Paulo ~ Rua dos Olmos, 12 ~ 01310-100 ~ São Paulo ~ ~
~ Rua dos Olmos, 1200 - sala 3 - Jardim Novo - São Paulo - SP - CEP 01310-100 ~ Rua dos Olmos, 1200, sala 3, Jardim Novo ~ 01310-100 ~ São Paulo ~ SP ~
BR ~ Av. dos Olmos, 1200, Centro, Curitiba/PR, 80010-000 ~ Av. dos Olmos, 1200, Centro ~ 80010-000 ~ Curitiba ~ PR ~
BR ~ Av. dos Olmos, 1200 - Centro - 80010-000 - Curitiba - PR ~ Av. dos Olmos, 1200, Centro ~ 80010-000 ~ Curitiba ~ PR ~
BR ~ Av. dos Olmos, 1200 - Jd. Novo - SP ~ Av. dos Olmos, 1200 ~ ~ Jd. Novo ~ SP ~
~ Plot 12, Elm Nagar, Pune - 411 001, India ~ Plot 12, Elm Nagar ~ 411 001 ~ Pune ~ ~ India
~ # 6-3-100/1, Plot No. 12, Elm Nagar, Hyderabad-500082, Telangana ~ # 6-3-100/1, Plot No. 12, Elm Nagar ~ 500082 ~ Hyderabad ~ Telangana ~
~ Shop No. 55, Elm Market, Ring Road, SURAT - 395 002. (Guj.) INDIA ~ Shop No. 55, Elm Market, Ring Road ~ 395 002 ~ SURAT ~ Guj. ~ INDIA
IN ~ Main Road, Naimnagar, Northbay - 506 009., Warangal Dist. (T.S.) ~ Main Road, Naimnagar ~ 506 009 ~ Northbay ~ Warangal Dist. (T.S.) ~
IN ~ 12, Elm Street, T. Nagar, Chennai 600017, Tamil Nadu ~ 12, Elm Street, T. Nagar ~ 600017 ~ Chennai ~ Tamil Nadu ~
IN ~ Elm Towers, M.G. Road, Bengaluru 560 001, Karnataka, India ~ Elm Towers, M.G. Road ~ 560 001 ~ Bengaluru ~ Karnataka ~ India
~ 2-3-4 Sakaemachi, Chuo-ku, Osaka 540-0001, Japan ~ 2-3-4 Sakaemachi, Chuo-ku ~ 540-0001 ~ Osaka ~ ~ Japan
~ 5-5-5, Higashi-Nakamachi, Hamamatsu-shi, Shizuoka 430-0055 JAPAN ~ 5-5-5, Higashi-Nakamachi ~ 430-0055 ~ Hamamatsu-shi ~ Shizuoka ~ JAPAN
JP ~ 〒540-0001 Osaka, Chuo-ku, Sakaemachi 2-3-4 ~ Chuo-ku, Sakaemachi 2-3-4 ~ 540-0001 ~ Osaka ~ ~
JP ~ 〒100-0001 東京都千代田区丸の内1-2-3 ~ 丸の内1-2-3 ~ 100-0001 ~ 千代田区 ~ 東京都 ~
JP ~ 〒430-0055 静岡県浜松市中区栄町5-5 ~ 栄町5-5 ~ 430-0055 ~ 浜松市中区 ~ 静岡県 ~
~ 12 rue des Ormes, 1002 Tunis, Tunisie ~ 12 rue des Ormes ~ 1002 ~ Tunis ~ ~ Tunisie
~ 4 Bvd. des Ormes, 2058 Riadh, Ariana - Tunisie ~ 4 Bvd. des Ormes ~ 2058 ~ Riadh ~ Ariana ~ Tunisie
~ 38, Bd des Ormes, Résidence Al Amane, Aïn Sebaâ – 20250 Casablanca – Maroc ~ 38, Bd des Ormes, Résidence Al Amane, Aïn Sebaâ ~ 20250 ~ Casablanca ~ ~ Maroc
DZ ~ Cité des 240 Logements, Bt 7, Bab Ezzouar – 16042 ALGER ~ Cité des 240 Logements, Bt 7, Bab Ezzouar ~ 16042 ~ ALGER ~ ~
MA ~ 12, rue des Ormes, Rabat ~ 12, rue des Ormes ~ ~ Rabat ~ ~
CI ~ 01 BP 5550 Abidjan 01, Côte d'Ivoire ~ 01 BP 5550 Abidjan 01 ~ ~ Abidjan ~ ~ Côte d'Ivoire
AE ~ P.O. Box 55501, Elm Tower, Dubai, United Arab Emirates ~ P.O. Box 55501, Elm Tower ~ ~ Dubai ~ ~ United Arab Emirates
AU ~ Shop 4, 231 Elm Parade, Cremorne NSW 2090 ~ Shop 4, 231 Elm Parade ~ 2090 ~ Cremorne ~ NSW ~
ZA ~ 12 Elm Road, Franschhoek 7690, Western Cape, South Africa ~ 12 Elm Road ~ 7690 ~ Franschhoek ~ Western Cape ~ South Africa
SG ~ 55 Elm Quay #18-05 Elm Tower, Singapore 068555 ~ 55 Elm Quay #18-05 Elm Tower ~ 068555 ~ Singapore ~ ~
MY ~ Level 20 Elm Tower, 100, Jalan Ulmus, 50350 Kuala Lumpur ~ Level 20 Elm Tower, 100, Jalan Ulmus ~ 50350 ~ Kuala Lumpur ~ ~
MY ~ 12, Jalan Ulmus 5/5, 40000 Shah Alam, Selangor, Malaysia ~ 12, Jalan Ulmus 5/5 ~ 40000 ~ Shah Alam ~ Selangor ~ Malaysia
KR ~ 23 Ulmus-ro, Nowon-gu, Seoul 01811, Korea ~ 23 Ulmus-ro, Nowon-gu ~ 01811 ~ Seoul ~ ~ Korea
PL ~ ul. Wiązowa 5/55, 00-055 Warszawa ~ ul. Wiązowa 5/55 ~ 00-055 ~ Warszawa ~ ~
SE ~ Almvägen 5, 761 55 Norrtälje ~ Almvägen 5 ~ 761 55 ~ Norrtälje ~ ~
NL ~ Iepenlaan 12, 1012 AB Amsterdam ~ Iepenlaan 12 ~ 1012 AB ~ Amsterdam ~ ~
PT ~ Rua dos Olmos 12, 1º Esq., 1200-055 Lisboa, Portugal ~ Rua dos Olmos 12, 1º Esq. ~ 1200-055 ~ Lisboa ~ ~ Portugal
IT ~ Via degli Olmi 12, 58020 Grosseto (GR) ~ Via degli Olmi 12 ~ 58020 ~ Grosseto ~ GR ~
ES ~ Calle del Olmo, 12, 28001 Madrid, España ~ Calle del Olmo, 12 ~ 28001 ~ Madrid ~ ~ España
TR ~ Karaağaç Sok. No: 55 Kat: 3, 34055 Bağcılar / İSTANBUL ~ Karaağaç Sok. No: 55 Kat: 3 ~ 34055 ~ Bağcılar ~ İSTANBUL ~
IE ~ 12 Elm Street, Skibbereen, Co. Cork P81 X0X0 ~ 12 Elm Street ~ P81 X0X0 ~ Skibbereen ~ Co. Cork ~
VN ~ 555 Y Wang Str., Buon Ma Thuot City, Dak Lak ~ 555 Y Wang Str. ~ ~ Buon Ma Thuot City ~ Dak Lak ~
CN ~ Room 1201, 12 Elm Road, Haidian District, Beijing 100080, P.R. China ~ Room 1201, 12 Elm Road, Haidian District ~ 100080 ~ Beijing ~ ~ P.R. China
~ 14 Elm View, Hebden Royd, W. Yorks ~ 14 Elm View ~ ~ Hebden Royd ~ W. Yorks ~
~ Unit 5-F, 1055 Elm Ave. Ext., Quezon City 1114, Metro Manila, Philippines ~ Unit 5-F, 1055 Elm Ave. Ext. ~ 1114 ~ Quezon City ~ Metro Manila ~ Philippines
BE ~ rue de l'Orme 41, 1050 Ixelles / Elsene ~ rue de l'Orme 41 ~ 1050 ~ Ixelles / Elsene ~ ~
LU ~ 29, Montée de l'Orme, L-1645 Luxembourg ~ 29, Montée de l'Orme ~ 1645 ~ Luxembourg ~ ~ Luxembourg
~ 305-77 elm street, québec, g1k 0a0 ~ 305-77 elm street ~ g1k 0a0 ~ québec ~ ~
"""  # noqa: E501 - one case a line
"""The card's country if known, its text, street, postcode, locality, region, country."""


@pytest.mark.parametrize("case", [row for row in CASES.splitlines() if row])
def test_an_address_is_taken_apart(case: str):
    country, text, *expected = (cell.strip() for cell in case.split("~"))

    parts = parse_address(text, country)

    assert [
        parts.street,
        parts.postcode,
        parts.locality,
        parts.region,
        parts.country,
    ] == expected


@given(st.text(max_size=100), st.sampled_from(["", "US", "FR", "JP", "IN"]))
def test_any_text_is_taken_apart_without_harm(text: str, country: str):
    parts = parse_address(text, country)

    assert parts.postcode == "" or parts.postcode in text


@given(st.sampled_from([row.split("~") for row in CASES.splitlines() if row]))
def test_no_digit_is_lost(case: list[str]):
    parts = parse_address(case[1].strip(), case[0].strip())

    kept = f"{parts.street} {parts.postcode} {parts.locality}"
    assert sorted(digits(kept)) == sorted(digits(case[1]))
