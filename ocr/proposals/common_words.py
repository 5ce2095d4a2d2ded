"""Everyday words that look like the vocabulary of notes, and must not be mended into it."""

from __future__ import annotations

from typing import Final

FUNCTION_WORDS: Final = frozenset(
    """
    a au aux avec av avant ce cet cette chez d' dans de des du elle en et il la le les leur lui ma
    mais me mes moi mon ne nos notre nous on ou par pas pour pr qu que qui sa sans se ses si son
    sous sur ta te tes toi ton tu un une vers vos votre vous y
    after an and as at back before but by for from had has have he her him his how i if in into is
    it its me my not of off on once or our out re she so that the their them then they this to up
    us was we were what when who will with w you your pls please svp
    """.split()
)
"""Short words that stand between the others; they may be parts of joined words."""

COMMON_WORDS: Final = frozenset(
    """
    acres adler affaire affairs afternoons aires ajoute ajoutee ajoutes ajoutez alger allee
    allen allers alles alley allez allier alter ambassade ambassades ambassadeurs ambassadors
    amples anciennete anciens ancient annie anniversaires answers appeal appela appelait appelee
    appeles appellate appelles appels apple appli appointments apprendre aptes assoir augusta
    auguste augustin augustus aupres aurelien avail backdrop baker baseline batch beach beams
    bears bending benevoles bieres birthdays brace branch brave breach brice brink broche budge
    bunch cali callas calmer calming candidacy candidates candidats candidature capte carbs
    cardinaux cares carpe carre carres cartel cartels carter carts carve casser caste catalogne
    catalogues catchy cater cease celine cellphone cercle certes chaise chameau chapeaux charte
    chartes chased chaser chases chasse chateau chauds chaux checked checklist checkout checks
    cheek chick chose chuck ciment circled circles circule citent clarte clientele clientes
    clint clone clope clore closed closer closes closet coffre collaborate collaborated
    collaborateurs collaborative collaborator colleagues collecter collection collector college
    collegues coller commandee commended commettre commission competitif competition competitors
    conception concurrence concurrente concurrentes concurrently concurrents conductor
    confection conference conferences congestion congratulated connaissaient connaissais
    connaissait connaissant connaisseur connaissez connaissons connaitre connasse connecte
    connected connectee connectees connectes connecting connections connectors connects conner
    connexion conor consacrer constater contacte contacted contactee contactez contacts
    container contenter contention contester contra contracte contracted contractee contracter
    contracts contrast contrats convection convention converter conviction cords correction
    couch couper couples coupon courrier courriers cours courtiers crate crates crient crunch
    cuite customers dater davis deadlines decevoir decheance decider decisions deconnecte
    decrire decris deferred defis dejeuners delimitation delivers delivery delivre delivrer
    demoiselle denis denote depart departager depasser derision descartes detain detour detourne
    deuxiemes devais devil devils devin devise devoir dexter diners dinners diver domain
    donateurs donnais donnait donne donnee donnera donnes donneur donnez donors dossiers
    downside drank dropping drunk dupont eater ecarte ecartes echeances ecrira ecrite ecrits
    emails emettre encontre ending enduring enlist ensuite entering envoie envois envol envole
    envoler envoy envoya envoyaient envoyait envoyes epris equitation estimated estimates
    estimee estimer estimes estimez ewing expedie factures falling farmer fellow fermer ferre
    fiere finer finger flotation follows forcer forger forgive forme formed formee formel formes
    forwarded forwards foster fourni fournie fournier fournira fournis fournissent fournisseurs
    fournit fours fracture fried frite fudge fuite garce geeks ginger glace gmail goats googled
    grabs graces gracie grade grams grants grape grass grate gratis gratos grave greats grece
    hanks hatch hater headline herring hesite hollow honor illimite imite incite inciter
    incluent inference influence influenced influencee influencent influences influents informer
    inline inner intra introduces introductions introduire introduit introduite introduits
    inventor investir investissent invited invitee invites iphone javier joues journalier
    journaliere journalism journalisme journalistes journalistic journalists judge julien juliet
    juliette junior knots knowles known lager laser lasser latch lateraux latex latin latour
    latter launch launcher laundering laver layer leach lending lettre levis limit limited
    limitee limiter limites limits liner lineup linger lisee lisse listed listen lister listes
    lists liter liver livre livree livres livret livreur louper lunches lynch madeline
    mademoiselle maher mailed maille mailles makes makeup mali malien malienne malin mall manier
    marcel marcelle march marchand marchande marche marco marier marin marker marsh martin
    massage masser match mater mating matins maturing mayer meetings meetup melting mentir
    menton mentors mercer merch mercier mercy messager messages metre mette mettra miller miner
    moindre mornings mourning nasser nitro nuage offer offline offres offrez online ordering
    ordonner outline outreach owing pardonner partage partagee partages partagez parte
    partenaires partis partisan partit partnering partnerships partout passed passera passerelle
    passes passeur passez patch patin peach peers pending petite petits phare phase phoned
    phones phony pieger pingouin pioche pisser piste poche porch porche porter poser poste
    posted postee posters postes potentially potentielles potentiels potter poubelles pouch
    pours poursuite poursuivant poursuivi pourtour pourvoir preach preche preferee preference
    preferences preferent preferred prepared preparee prepares preparez presence presences
    present presenta presented presentees presentent presentera presenters presentes presentez
    presently presents preservee preserver prestations prevented priced prices pricey prick
    pride prime prince prise prive prize prochaines prochains proches prone proposa proposait
    proposals prospects prospectus provided provider provides quete quite quota quotations
    quoted rajouter rappelait rappelles rappels rapper rapportait rapporte rapportes rater react
    recall recalling recevoir recommandent recommence recommencer recommends reconnais
    reconnaissait reconnaisse reconnaissent reconnait reconnaitre redire redonner reecrire
    referant referees referenced referme referrals refers reformer reich rejoindra remain remake
    remette remettra rencontra rencontree rencontrees rencontrent rencontrera rencontrez rende
    render renoir renvoi renvoye renvoyee renvoyes repandre repare reparer reparle reparlera
    repart repartis repasser repay repere replay repli repond reponde repondra reprendra
    representations represente representee representer reproche requiring requisite resent
    resilience responds retard retour retourne reunions reussite revendre reverence revisit
    revois revoit rewrite rhone roach roche roster saline sampled samy satin savoir scare seams
    seeding seeks sejour sejourne sejours senatrice senegalais sensing serre serviced servie
    sewing shade shake shale shame shane shape shared shares shark sharp sharpe shave shire
    shite shone shore sideline simples sinner situes slater sling snare solicitation sonner
    soupe soupir speakers spending spite sponsors stare sting subite submission suing suited
    suites suits suivait suivantes suivants suive suivent suivie suivis suivit supplie supplied
    supplies surpasser swine swings swung taker taller tanks taping tardif tardis tarte tartes
    teach tears telephones telephonie tending tenter terms terre tester texte textes textos
    texts think thinks thugs torch touchante touchdown touche touchy tough tourisme touriste
    touristes tourne tours towering trace traitait traitance traitants traitent transfere
    transferee transferes transferred transfers transfert transferts transformer transmitter
    turing tutoring update vendetta vendez vending vendors vendre vendus verbe verde verge verra
    verres verrez verse verte verve videos vider vides visait vision visited visites visiteur
    visitez visitor visits volunteered volunteers vouch waller wards watch water weeds weekdays
    white winger winner workforce workout writer writes yards yours
    """.split()
)
"""Found by mending the 25,000 most frequent words of each language: these must stay as they are."""
