"""The word lists of the usual heuristics, in the languages that cards are mostly printed in."""

from __future__ import annotations

import re


def _any_word(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words.split())})\b")


TITLES = _any_word(
    r"president vice-president ceo cfo cto coo cmo cio chief officer director directeur directrice"
    r" direktor diretor diretora director[ae] manager gerente gerant gerante head lead leader"
    r" engineer ingenieur ingenieure engenheiro ingeniero developer developpeur developpeuse"
    r" architect architecte arquitecto architekt designer consultant consultante consultor berater"
    r" beraterin advisor conseiller conseillere analyst analyste lawyer attorney avocat avocate"
    r" abogado advogado rechtsanwalt notaire notary notario accountant comptable founder"
    r" cofounder co-founder fondateur fondatrice partner associe associee owner proprietaire"
    r" inhaber coordinator coordonnateur coordonnatrice coordinateur supervisor superviseur"
    r" administrator administrateur administrative assistant assistante secretary secretaire"
    r" representative representant representante sales agent broker courtier courtiere specialist"
    r" specialiste technician technicien technicienne professor professeur professeure professora?"
    r" teacher enseignant researcher chercheur chercheuse scientist doctor docteur medecin dentist"
    r" dentiste nurse infirmiere? pharmacist pharmacien pharmacienne physician surgeon therapist"
    r" physiotherapeute psychologue artist artiste photographer photographe writer redacteur"
    r" redactrice editor journalist journaliste buyer acheteur acheteuse intern stagiaire"
    r" apprentice apprenti responsable charge chargee chef cheffe maitre expert experte executive"
    r" associate geschaftsfuhrer geschaftsfuhrerin leiter leiterin prokurist vertrieb socio socia"
    r" tecnico tecnica jefe encargado responsabile direttore direttrice titolare plumber plombier"
    r" electrician electricien chairman chairperson trustee treasurer tresorier principal dean"
    r" doyen realtor superintendent commissioner"
)

ORGANIZATIONS = _any_word(
    r"inc ltd ltee llc llp corp corporation company co limited sarl sas sasu sa eurl snc sprl bv nv"
    r" gmbh ag kg ohg ug plc pty pvt srl spa lda ltda sl senc sencrl enr kk bhd sdn group groupe"
    r" gruppe grupo associates associes partners university universite universidad universidade"
    r" universitat college institute institut instituto ecole school escola academy academie"
    r" hospital hopital clinic clinique klinik centre center zentrum cabinet agency agence agentur"
    r" agencia bank banque banco studio studios atelier services solutions systems systemes"
    r" technologies technology consulting conseil industries international foundation fondation"
    r" association ministere ministry department museum musee hotel restaurant cafe boulangerie"
    r" construction constructions immobilier realty insurance assurances pharmacy pharmacie garage"
    r" laboratory laboratoire labs media design"
)

STREETS = _any_word(
    r"street st avenue ave av road rd boulevard boul blvd bvd bd drive dr lane ln way court square"
    r" sq place pl plaza highway hwy parkway pkwy suite ste floor unit rue chemin ch route rte"
    r" allee quai impasse cours rang montee bureau etage bp cp b\.p c\.p calle carrera paseo"
    r" avenida rua travessa praca largo via viale piazza corso strasse platz weg gasse building"
    r" tower box"
)
STREET_ENDINGS = re.compile(r"\w+(?:strasse|str\.|platz|weg|gasse|straat|laan)\b")

POSTCODES = re.compile(
    r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b"  # Canada
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"  # United Kingdom
    r"|\b[A-Z]{2},? \d{5}(?:-\d{4})?\b"  # United States
    r"|\b(?:[A-Z]{1,2}-)?\d{4,5} [A-Z][^\W\d]{2,}"  # Europe and the Maghreb
    r"|\b\d{4}-\d{3}\b|\b\d{5}-\d{3}\b|\b\d{3}-\d{4} [A-Z]"  # Portugal, Brazil, Japan
    r"|\b\d{3} ?\d{3}\b(?! ?\d)",  # India and others
)

TOP_LEVELS = (
    "com|net|org|info|biz|io|co|dev|app|edu|gov|fr|ca|qc|be|ch|de|at|uk|us|eu|es|pt|br|it|nl|lu"
    "|tn|ma|dz|in|jp|kr|cn|my|sg|au|nz|mx|ar|example|test"
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
URL = re.compile(
    rf"(?:https?://|www\.)[^\s|,;]+|\b(?:[a-z0-9-]+\.)+(?:{TOP_LEVELS})\b(?:/[^\s|,;]*)?",
    re.IGNORECASE,
)
PHONE = re.compile(r"(?:\+|\(\+?|\b)\d(?:[\d\s().\-/]|\u2013){5,18}\d\b")
PHONE_LABEL = re.compile(
    r"\b(?:tel|telephone|telefon|telefone|phone|ph|t|p|o|office|bureau|direct|d|dir|fax|telec|f|m"
    r"|mob|mobil|mobile|cell?|c|gsm|hp|port|portable|whatsapp)\b[^\d]{0,5}$"
)
ADDRESS_LABEL = re.compile(r"^\s*(?:address|adresse|add|adr|office)\s*[:.]\s*", re.IGNORECASE)
EXTENSION = re.compile(r"\b(?:ext|x|poste|extension|dw)\b[.:]?\s*(\d{1,6})", re.IGNORECASE)

FAX = re.compile(r"\b(?:fax|telecopieur|telecopie|telec|telefax|f)\b")
CELL = re.compile(r"\b(?:cell|cel|cellulaire|mobile|mobil|mob|portable|port|m|c|gsm|handy|hp)\b")
HOME = re.compile(r"\b(?:home|res|residence|domicile|privat)\b")
SOCIAL = re.compile(
    r"\b(linkedin|twitter|facebook|instagram|github)\.com/([\w./-]+)", re.IGNORECASE
)
