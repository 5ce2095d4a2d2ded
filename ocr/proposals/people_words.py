"""The words of people, cards and tags in notes, French and English, folded."""

from __future__ import annotations

from typing import Final

KNOWS: Final = (
    "ami avec", "amie avec", "amie de la", "amie du", "ami de l'", "copain avec", "friends w",
    "friend of", "buddy of", "marie avec", "married to", "connait", "connais", "connaissent",
    "knows", "know", "connaisse", "connection with", "close to", "proche de", "proche du",
    "ami du", "ami de la", "friends with", "friend of the",
)  # fmt: skip
REFERRED_BY: Final = (
    "refere par", "referee par", "referred by", "recommande par", "recommandee par",
    "recommended by", "de la part de", "ref par", "reference par", "reference de",
    "introduced by", "presente par", "presentee par", "via", "thanks to", "grace a",
    "referral from", "referral by", "sent by", "envoye par", "envoyee par",
)  # fmt: skip
REFER_TO: Final = (
    "recommander a", "referer a", "refer to", "recommend to", "refer him to", "refer her to",
    "recommander", "referer", "recommend", "refer",
)  # fmt: skip
CAN: Final = (
    "promised", "offered", "a promis", "a offert", "promised to", "a promis de", "s' offre pour",
    "can also", "peut", "pourrait", "can", "could", "will", "va", "offered to", "would", "might",
    "may", "offre de", "a offert de", "a propose de", "veut", "propose de", "willing to",
    "happy to", "prete a", "pret a",
)  # fmt: skip
OPEN_DOOR: Final = (
    "presenter", "introduce", "referer", "refer", "connecter", "connect", "intro",
)  # fmt: skip
ROLES: Final = (
    "buyer", "big boss", "grand patron", "bras droit", "conseil d' administration", "board",
    "boards", "ca", "membre", "membres", "member", "members", "equipe", "team", "propri",
    "grossiste", "wholesaler", "distributeur", "distributor", "restaurateur", "restaurateurs",
    "hotelier", "hoteliers", "enseignant", "teacher", "infirmiere", "nurse", "echevin", "prefet",
    "senator", "senateur", "premier", "coach", "coaches", "formateur", "sponsor", "sponsors",
    "commanditaire", "peintre", "painter", "paysagiste", "landscaper", "inspecteur", "inspector",
    "evaluateur", "graphiste", "photographe", "photographer", "programmeur", "dev",
    "developpeur", "directeur", "directrice", "dir", "dg", "pdg", "ceo", "cfo", "coo", "cto",
    "vp", "vice president", "vice presidente", "president", "presidente", "patron", "patronne",
    "boss", "owner", "owners", "proprietaire", "proprio", "gerant", "gerante", "manager",
    "maire", "mairesse", "mayor", "ministre", "minister", "depute", "deputee", "acheteur",
    "acheteuse", "buyers", "responsable", "architecte", "architect", "architects", "notaire",
    "avocat", "avocate", "lawyer", "lawyers", "comptable", "accountant", "courtier", "courtiere",
    "broker", "banquier", "banker", "entrepreneur", "entrepreneure", "contractor", "contractors",
    "chef", "head", "editor", "redacteur", "redactrice", "editeur", "editrice", "journaliste",
    "journalist", "reporter", "conseiller", "conseillere", "adviser", "advisor", "councillor",
    "decideur", "decideurs", "decision maker", "decision makers", "fondateur", "fondatrice",
    "founder", "founders", "associe", "associee", "partner", "partners", "principal",
    "principale", "dean", "doyen", "doyenne", "prof", "professeur", "professor", "medecin",
    "doctor", "dentiste", "dentist", "designer", "ingenieur", "ingenieure", "engineer",
    "promoteur", "developer", "agent", "agente", "agents", "realtor", "realtors", "imprimeur",
    "printer", "traiteur", "caterer", "recruteur", "recruiter", "investisseur", "investisseurs",
    "investor", "investors", "secretaire", "secretary", "adjointe", "adjoint", "assistant",
    "assistante", "producer", "producteur", "productrice", "pharmacien", "pharmacienne",
    "pharmacist", "plombier", "plumber", "electricien", "electrician", "curator", "conservateur",
    "conservatrice", "superintendent", "director", "directors", "chair", "chairman",
    "chairwoman", "organisateur", "organizer", "organisatrice", "client", "clients",
    "fournisseur", "supplier", "suppliers",
)  # fmt: skip
RELATIVES: Final = (
    "frere", "soeur", "beau frere", "belle soeur", "pere", "mere", "mari", "femme", "conjoint",
    "conjointe", "cousin", "cousine", "oncle", "tante", "fils", "fille", "brother", "sister",
    "wife", "husband", "father", "mother", "dad", "mom", "son", "daughter", "uncle", "aunt",
    "neighbour", "neighbor", "voisin", "voisine", "ami", "amie", "friend", "collegue",
    "colleague", "associe", "chum", "blonde", "brother in law", "sister in law",
)  # fmt: skip
CROWD: Final = (
    "du monde", "bcp de monde", "beaucoup de monde", "plein de monde", "beaucoup de gens",
    "des gens", "people", "someone", "somebody", "quelqu'un", "quelqu' un", "qqn",
    "tout le monde", "everyone", "everybody", "lots of people", "a lot of people", "plusieurs",
    "plein de gens", "a guy", "un gars", "une fille",
)  # fmt: skip
PLACES: Final = frozenset(
    (
        "montreal", "quebec", "paris", "toronto", "laval", "london", "ottawa", "excel", "python",
        "photoshop", "france", "canada", "europe", "sap", "salesforce", "autocad", "bni", "lyon",
        "geneve", "bruxelles", "boston", "vancouver", "calgary", "halifax", "linkedin", "java",
    )
)  # fmt: skip
"""Known in another sense than people are."""

TAGS: Final = (
    "acheteur", "acheteuse", "buyer", "hire", "recrue", "embauche", "membre", "member",
    "locataire", "tenant", "employeur", "employer", "collaboration", "distributeur",
    "distributor", "revendeur", "reseller", "bailleur", "lender", "media", "influent",
    "client ideal", "ideal client", "franchise", "prospect a", "lead a", "panelist", "paneliste",
    "invite podcast", "podcast guest", "locateur", "prospect", "lead", "vip", "client potentiel",
    "cliente potentielle", "client", "cliente", "potential client", "potential customer",
    "customer", "fournisseur", "supplier", "vendor", "partenaire", "partner", "investisseur",
    "investisseuse", "investor", "candidat", "candidate", "concurrent", "competitor",
    "journaliste", "journalist", "mentor", "benevole", "volunteer", "conferencier",
    "conferenciere", "speaker", "ambassadeur", "ambassadrice", "ambassador", "ex collegue",
    "ancien collegue", "former colleague", "ex colleague", "commanditaire", "sponsor",
    "sous traitant", "sous traitante", "subcontractor", "donateur", "donatrice", "donor",
    "influenceur", "influenceuse", "influencer", "collaborateur", "collaboratrice", "decideur",
    "decision maker", "partnership", "referent", "connector",
)  # fmt: skip
TAG_QUALITIES: Final = (
    "chaud", "chaude", "tiede", "froid", "froide", "hot", "warm", "cold", "possible",
    "potential", "potentiel", "potentielle", "bon", "bonne", "gros", "grosse", "excellent",
    "excellente", "tres", "top", "ideal", "ideale", "futur", "future", "ancien", "ancienne",
    "former", "ex", "vrai", "un", "une", "an", "a", "serieux", "serieuse", "serious", "good",
    "great", "big", "strategique", "strategic", "nouveau", "nouvelle", "new", "existing",
    "actuel", "actuelle", "current", "meilleur", "best", "key", "cle", "very", "super", "past",
    "likely", "real", "qualified", "qualifie", "a suivre", "prioritaire", "priority",
)  # fmt: skip
NOT_A_TAG_BEFORE: Final = (
    "engineer", "singer", "developer", "dev", "designer", "architect", "time", "guitar",
    "guitarist", "content", "satisfait", "times", "list", "service", "services", "generation",
    "guide", "relations",
)  # fmt: skip
"""After a tag's word they make something else of it: "lead engineer", "partner at"."""

CARDS: Final = (
    "carte", "cartes", "card", "cards", "carte d' affaires", "cartes d' affaires",
    "business card", "business cards", "carte de visite", "cartes de visite",
)  # fmt: skip
OTHER_CARDS: Final = (
    "credit", "noel", "fete", "remerciement", "remerciements", "souhaits", "voeux", "cadeau",
    "membre", "xmas", "christmas", "birthday", "greeting", "gift", "thank", "holiday", "members",
    "loyalty", "postale", "graphique", "anniversaire", "punch", "sim", "menu", "menus", "debit",
)  # fmt: skip
SPARE: Final = (
    "2e", "2eme", "2ieme", "2nd", "2nde", "2d", "deuxieme", "seconde", "second", "autre",
    "extra", "spare", "another", "additional", "2", "deux", "two", "3", "trois", "three",
    "couple of", "qqs", "quelques", "plusieurs", "some", "several", "une 2e", "one more",
    "encore une",
)  # fmt: skip
SPARE_AFTER: Final = (
    "de plus", "en double", "en trop", "supplementaire", "supplementaires", "de trop",
    "en extra", "x2", "x 2", "to spare", "en surplus", "de rechange", "to pass on", "a donner",
    "a remettre",
)  # fmt: skip
GIVE: Final = (
    "donner", "remettre", "passer", "give", "pass", "hand", "offrir", "garder", "keep",
    "refiler", "laisser", "leave", "save", "apporter", "bring", "transmettre", "hold", "forward",
)  # fmt: skip
