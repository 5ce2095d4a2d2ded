"""The words of actions, things and people in notes, French and English, folded.

Every tuple names one idea. The same words are what misread words are mended to.
"""

from __future__ import annotations

from typing import Final

# -- what is to be done ---------------------------------------------------------------------

CALL: Final = (
    "se rappelle", "on se rappelle", "se reparle", "se reparler", "reparler", "se rappeler",
    "coup de tel", "coup de telephone", "give a ring", "give a shout", "give a buzz",
    "give him a shout", "give her a shout", "give him a ring", "give her a ring",
    "give him a buzz", "give her a buzz", "buzz", "dial", "conf call", "conference call",
    "appel conf", "appel conference", "talk again", "speak again", "talk further", "chat again",
    "talk more", "discuss further", "rediscuter", "rejaser", "rappels", "follow up call",
    "appel de suivi", "appel decouverte", "discovery call", "intro call", "quick call",
    "rappeler", "appeler", "rappel", "rapp", "appel", "telephoner", "tel", "call", "call back",
    "callback", "ring", "ring back", "phone", "phoner", "caller", "rappelle", "appelle",
    "rappelez", "appelez", "coup de fil", "passer un coup de fil", "give a call", "telephone",
    "give him a call", "give her a call", "give them a call", "rap", "tph", "calling",
)  # fmt: skip
CALL_NOUNS: Final = frozenset(
    (
        "tel", "phone", "appel", "telephone", "rap",
    )
)  # fmt: skip
"""Labels or things as often as actions: they need a day, or nothing else in their clause."""

WRITE: Final = (
    "linkedin connect", "linkedin invite", "invitation linkedin", "connecter sur linkedin",
    "connecter linkedin", "send linkedin invite", "find on linkedin", "messenger",
    "tenir au courant", "tenir informe", "tenir informee", "aviser", "informer", "keep posted",
    "keep him posted", "keep her posted", "keep them posted", "let him know", "let her know",
    "let them know", "envoyer un mot", "laisser un message", "leave a message", "faire signe",
    "donner signe de vie", "inviter linkedin", "ecrire", "ecris", "write", "write to", "email",
    "e mail", "mailer", "courriel", "courriels", "courrieller", "texto", "texter", "textoter",
    "text", "sms", "dm", "mp", "ping", "pinger", "message linkedin", "linkedin message",
    "message", "add on linkedin", "ajouter sur linkedin", "connect on linkedin",
    "ajouter linkedin", "add linkedin", "inviter sur linkedin", "drop him a line",
    "drop her a line", "drop a line", "drop them a line", "write back", "repondre", "reply",
    "reply to", "respond", "answer", "drop a note", "whatsapp", "emailer",
)  # fmt: skip
RECONNECT: Final = (
    "prendre de ses nouvelles", "confirmer", "confirm", "try him", "try her", "try them",
    "ck in", "ck with", "ck w", "chk in", "check w", "check in again", "ck in again",
    "check in w", "checkin", "try again", "reessayer", "retenter", "retry", "try him again",
    "try her again", "f/up", "check back", "voir avec", "prendre contact", "verifier avec",
    "valider avec", "revenir", "revenir a", "reach", "get hold of", "get back in touch",
    "re contacter", "refaire signe", "remind", "retomber", "reprendre", "come back to",
    "checker", "check up", "faire un retour", "faire retour", "lui revenir", "get back",
    "relancer", "relance", "follow up", "followup", "f/u", "fup", "fu", "faire suivi", "suivi",
    "faire un suivi", "recontacter", "contacter", "contact", "touch base", "reconnect",
    "get back to", "reach out", "reach out to", "checker avec", "check with", "check in with",
    "check in", "get in touch", "reprendre contact", "joindre", "rejoindre", "donner suite",
    "donner des nouvelles", "prendre des nouvelles", "circle back", "nudge", "chase",
    "faire le suivi", "reparler", "en reparler",
)  # fmt: skip
"""Steps that name no means: they are written, unless the note says by telephone."""
RECONNECT_NOUNS: Final = frozenset(
    (
        "suivi", "contact", "joindre", "rejoindre", "relance", "reach", "revenir", "reprendre",
        "retomber", "revenir a", "confirmer", "confirm", "checker", "remind", "check up",
        "come back to", "get back",
    )
)  # fmt: skip

SEND: Final = (
    "chiffrer", "coter", "estimer", "quote him", "quote her", "quote them", "price out",
    "price up", "bring", "apporter", "bring over", "rediger", "draft", "faire", "monter",
    "write up", "work up", "prep", "donner", "give him", "give her", "give them", "laisser",
    "leave", "submit", "finaliser", "finalize", "imprimer", "do up", "put together", "bid on",
    "make", "get", "lui faire", "acheminer", "faxer", "fax", "send over", "send along",
    "pass along", "envoyer", "envoi", "envoye lui", "faire parvenir", "transmettre",
    "transferer", "forwarder", "forward", "fwd", "send", "sending", "share", "partager",
    "poster", "remettre", "fournir", "provide", "expedier", "soumettre", "soumissionner",
    "email over", "envoyez", "renvoyer", "resend", "get him", "get her", "get them", "drop off",
    "livrer", "deliver", "prepare", "preparer", "mail",
)  # fmt: skip
SEND_NEEDS_THING: Final = frozenset(
    (
        "bring", "apporter", "bring over", "rediger", "draft", "faire", "monter", "write up",
        "work up", "prep", "donner", "give him", "give her", "give them", "laisser", "leave",
        "finaliser", "finalize", "imprimer", "do up", "put together", "make", "get", "lui faire",
        "fax", "prepare", "preparer", "get him", "get her", "get them", "poster", "remettre",
        "livrer", "deliver", "provide", "fournir", "share", "drop off", "mail",
    )
)  # fmt: skip
"""Actions of this kind only with one of THINGS: "prepare quote", not "prepare the party"."""

MEET: Final = (
    "se voit", "on se voit", "se revoit", "on se revoit", "see you", "on se rencontre",
    "convier", "meet up", "have over", "stop in", "pop in", "pop by", "host", "se rejoindre",
    "aller rencontrer", "go see", "interviewer", "link up", "hang out", "aller visiter",
    "aller luncher", "aller diner", "prendre un verre", "join us", "meet", "meet with",
    "rencontrer", "revoir", "se voir", "se revoir", "catch up", "inviter", "invite", "luncher",
    "visiter", "stop by", "drop by", "swing by", "passer voir", "passer le voir",
    "passer la voir", "aller voir", "come by", "sit down with", "se rencontrer",
)  # fmt: skip
MEETING: Final = (
    "skype", "entrevue", "interview", "walkthrough", "walk through", "session", "seance",
    "consultation", "consult", "date demo", "date rdv", "entretien", "tete a tete", "one on one",
    "1 on 1", "presentation", "pause cafe", "rdv", "rendez vous", "rv", "r dv", "rencontre",
    "reunion", "meeting", "mtg", "lunch", "diner", "souper", "dejeuner", "petit dejeuner",
    "cafe", "coffee", "breakfast", "brunch", "dinner", "drinks", "drink", "biere", "beer",
    "beers", "verre", "apero", "zoom", "teams", "visio", "visioconference", "visite", "visit",
    "site visit", "demo", "appointment", "appt", "apt", "tea", "facetime", "google meet", "golf",
    "tour", "get together", "5 a 7", "zoom call", "video call", "teams call", "appel zoom",
    "appel teams", "rencontres",
)  # fmt: skip
PLAN: Final = (
    "confirmer presence au", "confirmer presence a", "confirmer ma presence au",
    "confirm attendance at", "rsvp for", "rsvp to", "rsvp", "rsvp pour", "accepter", "accept",
    "reserver", "reserve", "do", "dois", "doit", "owe", "owe him", "owe her", "owes",
    "aller prendre", "take out for", "offer", "bloquer", "block", "caler une", "fix",
    "find time for", "trouver date pour", "trouver un moment pour", "a", "fixer", "prendre",
    "booker", "book", "schedule", "planifier", "organiser", "organize", "set up", "setup",
    "arrange", "ceduler", "cedule", "proposer", "propose", "prevoir", "plan", "suggest",
    "confirmer", "confirm", "caler", "grab", "get", "date", "time", "une date", "a date",
    "heure", "offrir", "have", "trouver", "faire", "for", "over", "un", "une", "to",
)  # fmt: skip
PLAN_STRONG: Final = frozenset(PLAN) - {
    "for",
    "over",
    "un",
    "une",
    "to",
    "a",
    "get",
    "have",
    "doit",
    "owes",
    "date",
    "time",
    "heure",
    "une date",
    "a date",
}
TO_PLAN: Final = (
    "a fixer", "a prevoir", "a planifier", "a ceduler", "a confirmer", "to schedule", "to book",
    "tbd", "to set up", "to confirm", "a organiser", "a booker", "a caler", "tbc", "a suivre",
)  # fmt: skip
NOT_A_MEETING_BEFORE: Final = (
    "shop", "shops", "lover", "maker", "makers", "table", "room", "planner", "planners",
    "center", "centre", "roaster", "bar", "house", "bean", "beans", "machine", "truck",
    "roasters", "girl", "torrefie", "rencontre", "guide", "place", "notes", "point", "club",
    "player",
)  # fmt: skip

THANK: Final = (
    "send thanks", "send a thank you", "cadeau de remerciement", "thank you gift", "petit merci",
    "un gros merci", "gros merci", "mille mercis", "remercier", "thank", "remerciement",
    "remerciements", "mot de remerciement", "carte de remerciement", "thank you note",
    "thank you card", "thanks note", "dire merci", "say thanks", "say thank you", "merci",
    "thanks", "thank you", "thx", "thnx", "tks",
)  # fmt: skip
THANK_NEEDS_OBJECT: Final = frozenset(
    (
        "merci", "thanks", "thank you", "thx", "thnx", "tks",
    )
)  # fmt: skip
"""Alone they are a courtesy of whoever wrote the card."""
CONGRATULATE: Final = (
    "souhaiter bonne fete", "wish happy birthday", "wish him happy birthday",
    "wish her happy birthday", "souhaiter bon anniversaire", "lever son chapeau", "souligner",
    "feter", "celebrer", "celebrate", "well done", "bien joue", "chapeau pour", "feliciter",
    "felicitation", "felicitations", "congratulate", "congratulations", "congrats", "congrat",
    "bravo", "grats", "chapeau", "kudos",
)  # fmt: skip
BIRTHDAY: Final = (
    "fete d'", "bday party", "anniversary", "annif", "anniversaire", "anniv", "birthday", "bday",
    "b day", "fete", "work anniversary",
)  # fmt: skip

INTRODUCE: Final = (
    "jumeler", "matcher", "link up with", "hook up with", "lui presenter", "make introduction",
    "faire une intro", "faire intro", "introduire", "parler de lui a", "parler d' elle a",
    "tell about", "connect him with", "connect her with", "connect w", "relier", "do an intro",
    "mettre en rapport", "presenter", "presenter a", "introduce", "introduce to", "intro",
    "intro a", "intro to", "mettre en contact", "mettre en relation", "mettre en lien",
    "put in touch", "connecter", "connect with", "connect to", "connect him", "connect her",
    "connect them", "faire le lien", "faire le pont", "make intro", "make an intro",
    "faire une introduction", "connect", "faire les presentations", "put him in touch",
    "put her in touch", "put them in touch",
)  # fmt: skip

WANTS: Final = (
    "veut recevoir", "wants to receive", "souhaite recevoir", "aimerait recevoir", "veut voir",
    "wants to see", "voudrait recevoir", "would like to see", "would like to receive",
    "a hate de voir", "besoin", "veut", "voudrait", "aimerait", "souhaite", "demande", "attend",
    "attends", "attendent", "wants", "want", "would like", "needs", "asked for", "expects",
    "expecting", "waiting for", "waiting on", "a demande", "desire", "requested", "besoin d'",
    "besoin de", "a besoin d'", "a besoin de", "asks for", "awaits", "promis", "promised",
    "owe him", "owe her", "dois",
)  # fmt: skip

SEND_NEEDS_DAY: Final = frozenset(
    (
        "bring", "apporter", "bring over",
    )
)  # fmt: skip
"""Without a day of their own they belong to a meeting."""

EVENTS: Final = (
    "vernissage", "soiree", "cocktail", "lancement", "inauguration", "portes ouvertes",
    "open house", "colloque", "congres", "salon", "expo", "exposition", "trade show", "gala",
    "conference", "tournoi", "tournament", "party", "bbq", "barbecue", "spectacle", "concert",
    "show", "exhibition", "launch", "assemblee", "aga", "agm", "seminar", "seminaire", "banquet",
    "webinaire", "webinar", "atelier", "workshop", "formation", "class", "cours", "match",
    "game",
)  # fmt: skip
"""Meetings only with a day and an hour: with a day alone they are news."""

THINGS: Final = (
    "prix", "photo", "guide", "livre", "book", "recette", "recipe", "etude de cas", "case study",
    "echeancier", "schedule", "floor plan", "plan", "notre", "questionnaire", "bon", "coupon",
    "code", "promo", "programme", "program", "calendrier", "calendar", "compte rendu", "minutes",
    "notes", "coordonnees", "contact info", "numero", "number", "adresse", "address", "nom",
    "name", "carte", "certificat", "attestation", "police", "contre offre", "counter offer",
    "details", "detail", "bid", "tableau", "liste", "list", "menu", "billets", "tickets", "pass",
    "white paper", "newsletter", "infolettre", "fichier", "file", "logo", "maquette", "mockup",
    "test", "kit", "trousse", "ebook", "podcast", "url", "site", "soumission", "soumissions",
    "devis", "offre", "offre de service", "proposition", "proposal", "quote", "quotes",
    "quotation", "estimate", "estime", "estimation", "brochure", "brochures", "catalogue",
    "catalog", "contrat", "contract", "facture", "invoice", "echantillons", "echantillon",
    "samples", "sample", "deck", "portfolio", "cv", "resume", "liste de prix", "price list",
    "pricelist", "pricing", "documentation", "docs", "doc", "infos", "info", "information",
    "lien", "link", "article", "slides", "specs", "plans", "photos", "pictures", "presentation",
    "rapport", "report", "formulaire", "form", "references", "fiche", "fiche technique",
    "depliant", "dossier", "agenda", "invitation", "proposition de prix", "bon de commande",
    "purchase order", "po", "nda", "tarifs", "tarif", "pdf", "video",
)  # fmt: skip
DELIVERABLES: Final = frozenset(
    (
        "estimation", "rapport", "report", "bid", "portfolio", "soumission", "devis", "offre",
        "offre de service", "proposal", "quote", "quotation", "estimate", "estime", "brochure",
        "catalogue", "catalog", "contrat", "contract", "facture", "invoice", "echantillons",
        "samples", "deck", "cv", "liste de prix", "price list", "dossier",
    )
)  # fmt: skip
"""Named at the start of a clause with a day, they are to be sent by then."""

# -- what says that nothing is to be done -----------------------------------------------------

NEGATIONS: Final = (
    "ne pas", "pas besoin de", "pas besoin d'", "inutile de", "inutile d'", "don't", "dont",
    "do not", "no need to", "never", "ne plus", "ne jamais", "not to", "pas", "plus besoin de",
    "plus besoin d'", "no", "ne veut pas", "n' aime pas", "doesn't want to", "not", "stop",
    "won't", "avoid", "eviter de", "eviter d'", "hates to", "jamais", "sans", "no more",
    "doesn't", "didn't", "aucun", "aucune", "too early to", "trop tot pour",
)  # fmt: skip
DONE: Final = (
    "left", "laisse", "declined", "refuse", "decline", "deja", "paid", "paye", "completed",
    "regle", "already", "fait", "done", "ok fait", "c' est fait", "envoye", "envoyee", "sent",
    "appele", "called", "calle", "emailed", "ecrit", "wrote", "texted", "rappele", "relance le",
    "recu", "received", "last", "remercie", "thanked", "felicite", "cancelled", "annule",
)  # fmt: skip
OTHERS: Final = (
    "il", "elle", "ils", "elles", "he", "she", "they", "he'll", "she'll", "they'll", "he will",
    "she will", "they will", "will", "va", "vont", "va m'", "va me", "il va", "elle va",
    "doit me", "who", "qui", "doit m'", "il doit", "elle doit", "he is going to",
    "she is going to", "il m'", "elle m'", "il me", "elle me", "me", "m'", "she'd", "he'd",
    "they'd", "on m'", "on me", "s'", "it", "we", "nous", "qu' il", "qu' elle", "likes to",
    "aime", "loves to", "loves", "adore", "likes", "son", "his", "used to", "prefere", "prefers",
    "prefers to", "on", "the", "best to", "their", "leur", "le", "la", "les", "who can",
    "pour me", "pour nous", "works in", "runs", "runs a", "runs the", "owns", "owns a",
    "owns the", "fait des", "des", "of",
)  # fmt: skip
"""Before an action's word: somebody else does it, or it is a thing ("on call", "loves coffee")."""
OTHERS_VERB_OK: Final = frozenset(
    (
        "le", "la", "les", "the", "we", "nous", "on", "son",
    )
)  # fmt: skip
"""Said before a verb, these do not take it away: "le rappeler", "nous revoir"."""
