"""Everyday words that look like the vocabulary of notes, and must not be mended into it."""

from __future__ import annotations

from typing import Final

_FUNCTION_WORDS: Final = """
    a after an and as at au aux av avant avec back before but by ce cet cette chez d' dans de des
    du elle en et for from had has have he her him his how i if il in into is it its la le les
    leur lui ma mais me mes moi mon my ne nos not notre nous of off on once or ou our out par pas
    please pls pour pr qu que qui re sa sans se ses she si so son sous sur svp ta te tes that the
    their them then they this to toi ton tu un une up us vers vos votre vous w was we were what
    when who will with y you your
"""
_COMMON_WORDS: Final = """
    abort abouti aboutit acheter acheteurs acres adler affaire affairs afternoons aille aires
    ajout ajoute ajoutee ajoutes ajoutez alain alger allee allen allers alles alley allez allier
    alone alongside alter ambassade ambassades ambassadeurs ambassadors among amples anciennete
    anciens ancient annie anniversaires answers appeal appela appelait appelee appeles appellate
    appelles appels apple appli appointments apport apporte apportee apportes apportez apprendre
    aptes assigne assoir atout augusta auguste augustin augustus aupres aurelien avail avise
    backdrop bailleurs baisser baker baseline batch bayer beach beams bears being belier bender
    bending benevoles bienvenus bieres bille birthdays blender bling boring boyer brace branch
    brave breach brice brings brink broche budge buick bunch bundy buter bypass cadeaux cali
    callas calmer calming candidacy candidates candidats candidature capte carbs cardinaux cares
    carpe carre carres carried cartel cartels carter carts carve casser caste catalogne catalogues
    catcher catchy cater cause cease celebrant celebrated celebrates celebre celebree celebres
    celebrite celebrites celebrity celine cellphone cercle cerebrale certes cession chaise chameau
    chapeaux charte chartes chased chaser chases chasse chateau chaton chatte chauds chaux checked
    checklist checkout checks cheek chick chose chuck ciment circled circles circule citent clarte
    clientele clientes clint clone clope clore closed closer closes closet coffre coherence
    collaborate collaborated collaborateurs collaboratif collaborating collaborations
    collaborative collaborator colleagues collecter collection collector college collegues coller
    commandee commended commettre commission competitif competition competitors conception
    concurrence concurrente concurrentes concurrently concurrents conductor confection conference
    conferences confidence confier confisque confluence confondu conforme conformer conformes
    conforte confrere confus congestion congratulated connaissaient connaissais connaissait
    connaissant connaisseur connaissez connaissons connaitre connasse connecte connected connectee
    connectees connectes connecting connections connectors connects conner connexion conor
    consacrer consolation constatation constater constipation consul consulat consultatif
    consultations consultative consulte contacte contacted contactee contactez contacts container
    contenter contention contester contra contracte contracted contractee contracter contracts
    contrast contrats convection convention convergence converter conviction copains cords
    correction couch couper couples coupon courrier courriers cours courtiers craft crate crates
    crient crunch cuite customers dater davis deadlines decevoir decheance decider decisions
    deconnecte decouvert decouvertes decouverts decrire decris defaire deferred defis dejeuners
    delimitation delivers delivery delivre delivrer demoiselle demonter denis denote depart
    departager depasser deport derision descartes designe destination detain detenir deter detour
    detourne deuxiemes devais devenir devil devils devin devise devoir dexter digne diners dinners
    discover discovered discovers distribuer distribute distributed distributes distributeurs
    distribution distributors diver domain donateurs donnais donnait donne donnee donnera donnes
    donneur donnez donors dossiers downside drafts drank drift dropping drunk dupont eater ebauche
    ecarte ecartes echeances ecrira ecrite ecrits emails embaucher emettre employe employed
    employee employees employers employes employeurs encontre ending enduring enlist ensuite
    entering entretenu entretiens entretient entrevues envoie envois envol envole envoler envoy
    envoya envoyaient envoyait envoyes epris equitation estimated estimates estimating estimations
    estimee estimer estimes estimez ewing expedie faber factures falling farmer farther fellow
    fender fermer ferre fever fewer fiere finaliste finalistes finalists finalite finalized finer
    finger flotation focaliser follows forcer forger forgive forme formed formee formel formes
    forwarded forwards foster fourni fournie fournier fournira fournis fournissent fournisseurs
    fournit fours fracture francaise francaises franchises francoise fried frite fudge fuite garce
    geeks genant gender ginger glace gmail goats googled grabs graces gracie grade graft grams
    grants grape grass grate gratis gratos grave greats grece grosses grossesse grossi grosso
    guess guests hangout hanks hatch hater headline herring hesite holden hollow honor hookup
    hosted idealiste ideals ideas illimite imitation imite imprime imprimee imprimes incitation
    incite inciter incluent indication inference influence influenced influencee influencent
    influences influents inform informed informel informer informes informs initiation inline
    inner insigne intervient interviewe interviewed interviews intra introduces introductions
    introduire introduit introduite introduites introduits inventor investir investissent
    invitational invitations invited invitee invites invocation iphone irritation javier jeter
    jointe joues journalier journaliere journalism journalisme journalistes journalistic
    journalists judge julien juliet juliette junior knots knowles known kraft lager laissee
    laisses laissez lander laser lasser latch lateraux latex latin latour latter launch launcher
    laundering laver layer leach leader lease leaves lenders lending lesbienne lettre levis ligne
    lille limit limitation limited limitee limiter limites limits liner lineup linger lisee lisse
    listed listen lister listes lists liter liver livre livree livres livret livreur locataires
    louper lunches lynch madeline mademoiselle magie maher mailed maille mailles maintenant
    maintenir mairie makes makeup mali malien malienne malin mall malle mamie manie manier
    marabout marcel marcelle march marchand marchande marche marcher marco maree marge maria
    mariee marier maries marin marine mario maris marker marre marries marsh martin marty massage
    masser match matched matches mater mating matins maturing mayer medal medial median mediane
    mediapart medias mediate mediatheque medic medina meetings meetup melting menant mentir menton
    mentors mercer merch mercier mercy messager messages messengers meter metre mette mettra
    miller milles millesime millet millie mills milne miner moindre molle mondial monster monte
    montee montes montez montre montrer mornings mourning muddy nasser nitro nuage offer offline
    offres offrez online ordering ordonner orwell ouest outline outreach owing palier pardonner
    parer parie parier parity parker parle parlee parles parleur parlez parlor parry partage
    partagee partages partagez parte partenaires parti partis partisan partit partly partnering
    partnerships partout parts passante passed passenger passera passerelle passes passeur passez
    passif patch patin patty paume paused pauses peach peers pending peter petite petits phare
    phase phoned phones phony pieger pingouin pioche pisser piste poche podcasts porch porche
    porter portfolios posed poser poste posted postee posters postes potentially potentielles
    potentiels potter poubelles pouch pours poursuite poursuivant poursuivi pourtour pourvoir
    preach preche preferee preference preferences preferent preferred prepared preparee prepares
    preparez prepping presence presences present presenta presented presentees presentent
    presentera presenters presentes presentez presently presents preservation preservee preserver
    prestation prestations prevenir prevented prevoit priced prices pricey prick pride prime
    prince prise prive prize prochaines prochains proches prone proposa proposait proposals
    prospects prospectus provided provider provides quest quete quirk quite quota quotations
    quoted rajouter rappelait rappelles rappels rapper rappers rapportait rapporte rapporter
    rapportes rapports rater react recall recalling recevoir recoit recommandent recommence
    recommencer recommends reconnais reconnaissait reconnaisse reconnaissent reconnait reconnaitre
    recouvert recouverte recouvertes recouverts recre recrues recrute recue redige redigee rediges
    redire redonner reecrire referant referees referenced referme referrals refers reformer regler
    reich rejoin rejoindra relie relied reliee relief relies relire remain remake remember remette
    remettra reminds remonter rencontra rencontree rencontrees rencontrent rencontrera rencontrez
    rende render renier renoir renvoi renvoye renvoyee renvoyes repaire repandre repare reparer
    reparle reparlera repart repartis repasser repay repere replay repli replier repond reponde
    repondeur repondra reporte reports repost reprendra representation representations represente
    representee representer reproche requiring requisite resent resilience resort responds retard
    retenir retombe retour retourne retours retro reunions reussite revait revendre reverence
    revisit revois revoit revolt rewind rewrite rhone rivaliser roach roche roster saigne saintete
    saline sampled samy satin savoir scare scout seams seances seeding seeks sejour sejourne
    sejours senatrice sender senegalais sensing serre serviced servie sessions sewing shade shake
    shale shame shane shape shared shares shark sharp sharpe shave shire shite shone shoot shore
    short shouts sideline sidewalk sigle signed signee signer signes signez signs simples singe
    sinner situes slater slender sling snare sneak soigne solicitation sonner souligne soulignent
    soupe soupir speakers speaks spear spending spite sponsors stance stare steak sting stout
    subit subite submission suing suited suites suits suivait suivantes suivants suive suivent
    suivie suivis suivit summit supplie supplied supplies surmonter surpass surpasser swine swings
    swung tailleur taker taller tanks taping tardif tardis tarte tartes taxer teach tears
    telephones telephonie tenait tenants tendant tender tending tenor tentant tenter terms terre
    tester texte textes textos texts think thinks thorough though throughout thugs torch touchante
    touchdown touche touchy tough tourisme touriste touristes tourne tours towering trace traitait
    traitance traitants traitent transfere transferee transferes transferred transfers transfert
    transferts transformer transmitter trough turing tutoring unmarried unwell update uphold
    upkeep valide validee valides varie venant vendetta vendez vending vendors vendre vendus venir
    verbe verde verge verifie verified verifiee verifiez verra verres verrez verse verte verve
    videos vider vides vigne ville visait viser vision visited visites visiteur visitez visitor
    visits volt volunteered volunteers vouch waller wards watch water weave weeds weekdays white
    winger winner withhold workforce workout writer writes yards yours
"""

FUNCTION_WORDS: Final = frozenset(_FUNCTION_WORDS.split())
"""Short words that stand between the others; they may be parts of joined words."""

COMMON_WORDS: Final = frozenset(_COMMON_WORDS.split())
"""Found by mending the 25,000 most frequent words of each language: these must stay as they are."""
