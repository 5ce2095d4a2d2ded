"""Given names and what they are shortened to, in French and in English.

A line has the full name, then what people are called instead. A short name of several full names
stands on the line of each: "alex" may be Alexandre, Alexandra or Alexis.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Final

_FULL_AND_SHORT: Final = """
abigail abby gail
abraham abe
adelaide addie ada
adrien adri
agathe aggie
alain al
albert al bert
alexander alex al alec sandy xander
alexandra alex alexa sandra sandy
alexandre alex
alexis alex
alfred al fred alf
alice ali
alison ali
alistair al ali
amelia amy millie mia
amelie mel
anastasia stacy
andrea andy
andre dede
andrew andy drew
angelique angie
angela angie
anne annie nan
annabelle anna bella
anthony tony
antoine tony toine
antonia toni
archibald archie
arnaud nono
arthur art artie
augustin gus
barbara barb babs
bartholomew bart
beatrice bea trixie
benedicte bene
benjamin ben benji
benoit ben
bernadette berna
bernard bernie
bertrand bert
bradley brad
brigitte bri gigi
calvin cal
camille cam
carole caro
caroline caro carrie
cassandra cass sandra
catherine cath cathy kate katie kathy kitty cat
cecile cec
cedric ced
celestine tine
charles charlie chuck
charlotte charlie lottie
chloe clo
christelle chris
christian chris
christina chris tina
christine chris tina
christophe chris
christopher chris kit topher
clarence clare
claudette clo
clemence clem
clement clem
clementine clem
clifford cliff
constance connie
corentin coco
cornelius neil
cynthia cindy
daniel dan danny
danielle dany dani
david dave davy
deborah deb debbie
delphine delph
denise denny
dennis den denny
dominic dom nick
dominique dom
donald don donnie
dorothea dora thea
dorothy dot dottie dolly
douglas doug
edgar ed
edmond ed eddy
edmund ed ned
edouard ed eddy
edward ed eddie ted ned
edwin ed
eleanor ellie nell nora
eleonore leo nora
elisabeth elise beth lise babette
elizabeth liz beth betty eliza lizzie betsy libby
emanuel manu manny
emilie milie
emily em emmy millie
emma em
emmanuel manu
emmanuelle manu
eric rick
ernest ernie
etienne tienne
eugene gene
eveline eve
evelyn eve evie
fabien fab
fabienne fab
fabrice fab
felicite fel
ferdinand ferdie
fernand nand
florence flo
florian flo
frances fran fanny
francesca fran
francine france
francis frank
francois franck
francoise fran
franklin frank
frederic fred
frederick fred freddy rick
frederique fred
gabriel gab gabe
gabriella gabby ella
gabrielle gab gaby
gautier gau
genevieve gen
geoffrey geoff jeff
geoffroy geo
george geordie
georges jo
gerald gerry jerry
gerard gege gerry
geraldine gege gerry
gilbert gil bert
gregoire greg
gregory greg
guillaume gui guigui
gwendoline gwen
hannah ann
harold harry hal
harriet hattie
helen nell
helene lena
henri riton
henry harry hank
hubert bert
hugues hugo
ignace iggy
irene rene
isabella bella izzy
isabelle isa isabel
isaac ike
isidore izzy
jacob jake
jacqueline jackie
jacques jacky
james jim jimmy jamie
jane jenny janie
janet jan
jean-baptiste jb
jean-christophe jc
jean-claude jc
jean-francois jf jeff
jean-luc jl
jean-marc jm
jean-michel jm
jean-philippe jp
jean-pierre jp
jeffrey jeff
jennifer jen jenny
jeremie jerem
jeremy jerry jez
jerome jey
jessica jess
joanna jo
joanne jo
johanne jo
john jack johnny
jonathan jon johnny
joseph joe jo
josephine jo josie
joshua josh
judith judy
julia jules
julie ju
julien ju jules
juliette ju
justine ju
katharina kathi kat
katherine kate katie kathy kat
kathleen kathy kate
kenneth ken kenny
kevin kev
kimberly kim
laurence lau
laurent lolo
lawrence larry
leonard leo len lenny
leonardo leo
leopold leo
leslie les
lillian lily
louis lou
louise lou
lucas luc
lucien lulu
ludovic ludo
madeleine mado maddy
magdalena lena magda
maggie mag
mallory mal
marc-andre marco
marcel marc
margaret meg maggie peggy marge
margaux margot
marguerite margot
marianne marie
marie-claude mc
marie-eve me
marie-france mf
marie-josee mj
marie-pier mp
martine tine
mathieu mat math
mathilde math
mathis mat
matthew matt
matthias mat
matthieu mat math
maurice momo
maxime max
maximilien max
maxwell max
megan meg
melanie mel
melissa mel lissa
michael mike mick mickey
michel mich mimi
michele mimi
michelle shelly
mireille mimi
mohamed mo momo
mohammed mo
monique momo
nadine nad
nancy nan
natalie nat
nathalie nat
nathan nate nat
nathaniel nate nat
nicholas nick nicky
nicolas nico
nicole nico nikki
noemie noe
normand norm
norman norm
olivia liv livia
olivier oli
oliver ollie
pamela pam
pascal pasca
pascale pasca
patrice pat
patricia pat patty trish
patrick pat paddy
paulette paule
penelope penny
percival percy
peter pete
philip phil pip
philippe phil
philippine phil
pierre-luc pl
pierre pierrot
priscilla cilla
rachel rach
raphael raph rafi
raphaelle raph
raymond ray
rebecca becky bec becca
reginald reg reggie
renaud reno
richard rick dick rich richie
robert bob rob bobby bert robbie
roderick rod
rodolphe rudy
rodrigue rod
roger rodge
roland rolly
romain rom
romuald rom
ronald ron ronnie
rosalie rosa
roxane rox
russell russ
sabrina sab
samantha sam
samuel sam sammy
sandra sandy
sandrine sandy
sarah sally sadie
sebastian seb bastian
sebastien seb bastien
simon sim
solange sol
sophie soph
spencer spence
stanislas stan
stanley stan
stefan stef
stefanie steffi
stephane steph
stephanie steph
stephen steve
steven steve
stuart stu
susan sue susie
suzanne suzie suzy
sylvain syl
sylvie syl
tabatha tab
terence terry
teresa terry tess
theodore ted theo teddy
therese tessa
thibault tibo
thibaut tibo
thierry titi
thomas tom tommy
timothee tim
timothy tim timmy
ulrich uli
valentin val
valentine val
valerie val
veronique vero
veronica vero ronnie
victor vic
victoria vicky tori vic
vincent vince vinny
virginia ginny
virginie ginie
vivien viv
vivienne viv
walter walt wally
wilfred will fred
william will bill billy liam
winifred winnie fred
xavier xav
yannick yan
yasmine yas
yves yvon
zachary zach zack
zacharie zach zack
"""


@cache
def _full_names() -> dict[str, frozenset[str]]:
    full: dict[str, set[str]] = defaultdict(set)
    for row in _FULL_AND_SHORT.split("\n"):
        names = [name.replace("-", "") for name in row.split()]
        for short in names[1:]:
            full[short].add(names[0])
    return {short: frozenset(names) for short, names in full.items()}


def full_names_of(name: str) -> frozenset[str]:
    """Give the names that a folded given name may stand for, itself among them."""
    return _full_names().get(name, frozenset()) | {name}


def is_short_for(one: str, other: str) -> bool:
    """Say whether two folded given names may be one person's: short and full, or both short."""
    return one != other and not full_names_of(one).isdisjoint(full_names_of(other))
