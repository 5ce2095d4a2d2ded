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
    abonne abort abou abouti aboutit acheter acheteurs acres adler aero affaire affairs
    afternoons aille aires ajout ajoute ajoutee ajoutes ajoutez alain alger allee allen allers
    alles alley allez allier alone alongside alter ambassade ambassades ambassadeurs ambassadors
    among amples anciennete anciens ancient annie anniversaires answers apes appeal appela
    appelait appelee appeles appellate appelles appels apple appli appointments apport apporte
    apportee apportes apportez apprendre aptes arch arte assigne assoir atout augusta auguste
    augustin augustus auparavant aupres aurelien avail avise backdrop bailleurs baisser baker
    baseline batch bayer beach beams bears bees being belier bender bending benevoles bienvenus
    bieres bille bing birthdays blender bleu bling bone bonn bonnes bonnet bonnie bonte boone
    boring bose bout boyer brace branch brave breach brice brig brin brings brink broche budge
    buick bunch bundy buter bypass cadeaux callas calmer calming candidacy candidates candidats
    candidature capte carbs cardinaux care cares carpe carre carres carried cars cart cartel
    cartels carter carts carve casser caste catalogne catalogues catcher catchy cater cause
    cease celebrant celebrated celebrates celebre celebree celebres celebrite celebrites
    celebrity celine cellphone cercle cerebrale certes cession chad chaise chameau chapeaux
    charte chartes chased chaser chases chasse chateau chaton chatte chauds chaux checked
    checking checklist checkout checks cheek chick chiffre chiffres chose chuck ciment circled
    circles circule citent citer clarte clever clientele clientes clint clone clope clore clos
    closed closer closes closet coffre coherence coil coli collaborate collaborated
    collaborateurs collaboratif collaborating collaborations collaborative collaborator
    colleagues collecter collection collector college collegues coller commandee commended
    commettre commission competitif competition competitors conception concurrence concurrente
    concurrentes concurrently concurrents conductor confection conference conferences confidence
    confier confisque confluence confondu conforme conformer conformes conforte confrere confus
    congestion congratulated connaissaient connaissais connaissait connaissant connaisseur
    connaissez connaissons connaitre connasse conne connecte connected connectee connectees
    connectes connecting connections connectors connects conner connexion conor consacrer
    consolation constatation constater constipation consul consulat consultatif consultations
    consultative consulte contacte contacted contactee contactez contacts container contenter
    contention contester contra contracte contracted contractee contracter contracts contrast
    contrats convection convention convergence converter conviction copains cord cords
    correction cote cotee cotes couch couper couples coupon courier courrier courriers cours
    courtiers couter cover craft crate crates crient cris crunch cuite customers daft dater
    davis dawn deadlines deal decevoir decheance dechiffrer decider decisions deconnecte
    decouvert decouvertes decouverts decrire decris defaire deferred defis dejeuners
    delimitation delivers delivery delivre delivrer demoiselle demonter denis denote depart
    departager depasser deport derision descartes designe destination detain detenir deter
    detour detourne deuxiemes devais devenir devil devils devin devise devoir dexter digne dine
    diners dinners discover discovered discovers distribuer distribute distributed distributes
    distributeurs distribution distributors dive diver domain donateurs donnais donnait donne
    donnee donnera donnes donneur donnez donors door dossiers doter downside drafts drank drap
    drift dropping drunk dupont each eater ebauche ecarte ecartes echeances ecrira ecrite ecrits
    elever emails embaucher emettre emil employe employed employee employees employers employes
    employeurs encontre ending enduring enlever enlist enrayer ensuite entering entretenu
    entretiens entretient entrevues envi envoie envois envol envole envoler envoy envoya
    envoyaient envoyait envoyes epris equitation estimated estimates estimating estimations
    estimee estimer estimes estimez ever ewing expedie faber factures falling farmer farther
    fellow fender fermer ferre fever fewer fiere finaliste finalistes finalists finalite
    finalized finer finger flotation focaliser follows forcer forger forgive forme formed formee
    formel formes forwarded forwards foster fourni fournie fournier fournira fournis fournissent
    fournisseurs fournit fours fracture francaise francaises franchises francoise fried frite
    fudge fuite gain garce geeks genant gender ginger glace gmail goats googled grabs graces
    gracie grade graft grams grants grape gras grass grate gratis gratos grave greats grece
    grosses grossesse grossi grosso guess guests guet hangout hank hanks hare hast hatch hater
    headline heck herring hesite hive holden hollow hone hong honor hookup hosted idea idealiste
    ideals ideas ille illimite imitation imite imprime imprimee imprimes incitation incite
    inciter incluent indication inference influence influenced influencee influencent influences
    influents inform informed informel informer informes informs initiation inline inner insigne
    intervient interviewe interviewed interviews intra introduces introductions introduire
    introduit introduite introduites introduits inventor investir investissent invitational
    invitations invited invitee invites invocation iphone irritation jane javier jedi jeter
    jointe joues journalier journaliere journalism journalisme journalistes journalistic
    journalists judge julien juliet juliette junior knots knowles known kraft lager laissee
    laisses laissez lander laser lasser latch lateraux latex latin latour latter launch launcher
    laundering lave laver layer leach leader lease leaves leger lenders lending lesbienne lettre
    leve levee level leves levez levier levis levre lieu ligne lille limit limitation limited
    limitee limiter limites limits liner lineup linger lise lisee lisse listed listen lister
    listes lists lite liter liver livre livree livres livret livreur locataires long lose louper
    lunches lynch mach madeline mademoiselle magie maher mailed maille mailles main
    maintenant maintenir mairie makes makeup mali malien malienne malin mall malle mamie manie
    manier marabout marc marcel marcelle march marchand marchande marche marcher marco mare
    maree marge maria mariee marier maries marin marine mario maris marker marre marries marsh
    martin marty massage masser match matched matches mater mating matins maturing mayer medal
    medial median mediane mediapart medias mediate mediatheque medic medina meetings meetup
    melting menant mentir menton mentors mercer merch mercier mercy messager messages messengers
    meter metre mette mettra mile mill miller milles millesime millet millie mills milne miner
    mlle moindre molle mondial monster monte montee montes montez montre montrer mornings
    mourning movie muddy nasser nate nitro noter nuage nude offer offline offres offrez online
    opera ordering ordonner orwell oter ouch ouest ours outline outreach owing palier pant
    pardonner parer parie parier parity parker parle parlee parles parleur parlez parlor parry
    partage partagee partages partagez parte partenaires parti partis partisan partit partly
    partnering partnerships partout parts passante passed passenger passera passerelle passes
    passeur passez passif patch patin patty paume paused pauses peach peak peers pending peter
    petite petits phare phase phoned phones phony pieger pingouin pioche pisser piste plug poche
    podcasts porch porche port porter portfolios posed poser poste posted postee posters postes
    potentially potentielles potentiels potter poubelles pouch pours poursuite poursuivant
    poursuivi pourtour pourvoir preach preche preferee preference preferences preferent
    preferred prepared preparee prepares preparez prepping pres presence presences present
    presenta presented presentees presentent presentera presenters presentes presentez presently
    presents preservation preservee preserver prestation prestations prevenir prevented prevoit
    priced prices pricey prick pride prie prime prince prise prive prize proc prochaines
    prochains proches prone proposa proposait proposals prospects prospectus provided provider
    provides ptit quest quete quirk quite quota quotations quoted race raft rajouter rappelait
    rappelles rappels rapper rappers rapportait rapporte rapporter rapportes rapports rater rats
    react recall recalling recevoir recoit recommandent recommence recommencer recommends
    reconnais reconnaissait reconnaisse reconnaissent reconnait reconnaitre recouvert recouverte
    recouvertes recouverts recre recrues recrute recue redige redigee rediges redire redonner
    reecrire referant referees referenced referme referrals refers reformer regler reich rejoin
    rejoindra relever relie relied reliee relief relies relire rely remain remake remember
    remette remettra reminds remonter rencontra rencontree rencontrees rencontrent rencontrera
    rencontrez rend rende render renier renoir renvoi renvoye renvoyee renvoyes repaire repandre
    repare reparer reparle reparlera repart repartis repasser repay repere replay repli replier
    repond reponde repondeur repondra reporte reports repost reprendra representation
    representations represente representee representer reproche requiring requisite resent
    resilience resort responds retard retenir retombe retour retourne retours retro reunions
    reussite revait revendre rever reverence revisit revois revoit revolt rewind rewrite rhone
    rice rink rite rivaliser roach roch roche roster saigne saintete saline sampled samy satin
    savoir scare scout seams seances seeding seeks sejour sejourne sejours senatrice sender
    senegalais sensing serre serviced servie sessions sever sewing shade shake shale shame shane
    shape shared shares shark sharp sharpe shave shire shite shone shoot shore short shot shouts
    shove shut sideline sidewalk sigle sign signed signee signer signes signez signs simples
    sine sing singe sinner situes skye slater slender sling snare sneak soigne solicitation
    sonne sonner souhaitee souhaitent souhaites souhaitez souligne soulignent soupe soupir
    speakers speaks spear spending spite sponsors stance stare steak sting stout subit subite
    submission suing suit suited suites suits suivait suivantes suivants suive suivent suivie
    suivis suivit summit supplie supplied supplies surmonter surpass surpasser swine swings
    swung tailleur taker taller tank tanks taping tardif tardis tarte tartes taxer teach tears
    teas telephones telephonie tenait tenants tendant tender tending tenor tentant tenter terms
    terre tester texte textes textos texts thereafter think thinks thon thorough thou though
    throughout thugs thus tonne torch tord touchante touchdown touche touchy tough tourisme
    touriste touristes tourne tours towering trace traitait traitance traitants traitent
    transfere transferee transferes transferred transfers transfert transferts transformer
    transmitter trough turing tutoring unhappy unmarried unwell update uphold upkeep valide
    validee valides varie venant vendetta vendez vending vendors vendre vendus venir verbe verde
    verge verifie verified verifiee verifiez verra verres verrez verse verte verve vide videos
    vider vides vigne ville visait viser vision visited visites visiteur visitez visitor visits
    volt volunteered volunteers voter vouch waller wards watch water weave weeds weekdays white
    wing winger winner withhold workforce workout writer writes yards yonne yours
"""

FUNCTION_WORDS: Final = frozenset(_FUNCTION_WORDS.split())
"""Short words that stand between the others; they may be parts of joined words."""

COMMON_WORDS: Final = frozenset(_COMMON_WORDS.split())
"""Found by mending the 25,000 most frequent words of each language: these must stay as they are."""
