"""The catalogue of actions that comes with the product, until the municipality writes its own.

The sentences are ours. What they cover is what the model asks for: actions in the class, with the
child, at home, in the network and in leisure at once, from the preventive to the intrusive, with
the child's own idea of change, and always somebody who keeps in touch while the child is away.
"""

from dataclasses import dataclass
from typing import Final

from cases.phases import Arena, Level
from cases.tools.kinds import Stage

KLASSE, BARN, HJEM = Arena.KLASSE, Arena.BARN, Arena.HJEM
NETVAERK, FRITID = Arena.NETVAERK, Arena.FRITID
FOREBYGGENDE, FOREGRIBENDE, INDGRIBENDE = Level.FOREBYGGENDE, Level.FOREGRIBENDE, Level.INDGRIBENDE


@dataclass(frozen=True, slots=True)
class Shipped:
    """One entry as it is shipped; `is_contact` for contact during absence."""

    arena: Arena
    level: Level
    title: str
    description: str
    stages: tuple[Stage, ...] = ()
    is_contact: bool = False


SHIPPED: Final = (
    Shipped(
        KLASSE,
        FOREBYGGENDE,
        "Klassekammerater holder forbindelsen",
        "To eller tre kammerater skriver eller sender en hilsen, når barnet er væk, og fortæller, "
        "hvad der sker i klassen. Aftal det med barnet, og skift, så det ikke hænger på én.",
        is_contact=True,
    ),
    Shipped(
        BARN,
        FOREGRIBENDE,
        "En fast voksen holder forbindelsen",
        "En lærer eller pædagog, barnet kan lide, ringer eller skriver på aftalte dage. Ikke for "
        "at rykke, men for at sige: Vi tænker på dig, og der er plads til dig.",
        is_contact=True,
    ),
    Shipped(
        BARN,
        FOREGRIBENDE,
        "En lærer eller pædagog kommer på besøg",
        "Et kort besøg, som barnet og forældrene har sagt ja til. Tag noget med fra klassen, og "
        "aftal, hvornår I ses igen.",
        is_contact=True,
    ),
    Shipped(
        KLASSE,
        FOREGRIBENDE,
        "Med i klassen, også hjemmefra",
        "Barnet får klassens plan for ugen og kan være med på en skærm i en time, det selv har "
        "valgt. Kammeraterne ved, hvornår, og siger godmorgen.",
        is_contact=True,
    ),
    Shipped(
        KLASSE,
        FOREBYGGENDE,
        "En god vej tilbage efter fravær",
        "En voksen og en kammerat tager imod. Barnet ved, hvad der skal ske den første time, og "
        "skal ikke forklare sig foran de andre.",
        is_contact=True,
    ),
    Shipped(
        KLASSE,
        FOREBYGGENDE,
        "Makkerpar",
        "Alle i klassen har en makker, som timen begynder med. Ingen sidder alene, og der er en, "
        "der lægger mærke til, om man er her.",
    ),
    Shipped(
        KLASSE,
        FOREBYGGENDE,
        "Godmorgen i døren",
        "En voksen står ved døren, siger navnet og viser den første opgave. De første ti minutter "
        "er ens hver dag.",
    ),
    Shipped(
        KLASSE,
        FOREBYGGENDE,
        "Klassen vælger selv noget at gøre anderledes",
        "Eleverne fortæller, hvordan det er at gå i klassen, og vælger én ting, de vil prøve i tre "
        "uger. Bagefter spørger I dem, om det hjalp.",
    ),
    Shipped(
        KLASSE,
        FOREBYGGENDE,
        "Frikvarterer med en plan",
        "En voksen sætter en leg i gang, som alle kan være med i, og alle ved, hvem de kan gå til. "
        "Hjælper dem, der ellers går for sig selv.",
    ),
    Shipped(
        KLASSE,
        FOREBYGGENDE,
        "Grupper, hvor alle har en opgave",
        "De voksne sætter grupperne og giver hver en opgave, gruppen ikke kan undvære. Den, der "
        "har været væk, er ventet.",
    ),
    Shipped(
        KLASSE,
        FOREGRIBENDE,
        "En forudsigelig dag",
        "Dagens plan står på tavlen, skift bliver sagt i god tid, og vikarer kender aftalerne. For "
        "hele klassen, så ingen skiller sig ud.",
    ),
    Shipped(
        KLASSE,
        FOREGRIBENDE,
        "Se på klassen sammen",
        "En inklusionsvejleder eller en leder ser på nogle timer, og klassens lærere vælger ud fra "
        "det én ting i undervisningen at ændre.",
    ),
    Shipped(
        KLASSE,
        INDGRIBENDE,
        "Et forløb med klassen",
        "Kom i skole-teamet eller PPR arbejder med fællesskabet sammen med klassens lærere over "
        "nogle uger, når stemningen eller relationerne slider.",
    ),
    Shipped(
        BARN,
        FOREBYGGENDE,
        "Noget at glæde sig til",
        "Find noget, barnet er god til eller holder af, og giv det en plads i skoledagen, helst "
        "sammen med andre.",
    ),
    Shipped(
        BARN,
        FOREBYGGENDE,
        "Barnet er med til at finde løsningen",
        "Faste, korte samtaler, hvor barnet selv siger, hvad der ville hjælpe, og er med til at "
        "vælge, hvad I prøver først.",
    ),
    Shipped(
        BARN,
        FOREGRIBENDE,
        "En fast voksen på skolen",
        "Én voksen ser barnet hver dag, ved, hvad der er svært, og er den, barnet kan gå til. En "
        "anden kender aftalen, når den første er væk.",
    ),
    Shipped(
        BARN,
        FOREGRIBENDE,
        "Et sted at gå hen",
        "Barnet må gå til et aftalt sted, når det bliver for meget, og ved, hvordan det kommer "
        "tilbage. Aftal et tegn, så det ikke skal spørge højt.",
    ),
    Shipped(
        BARN,
        FOREGRIBENDE,
        "Hjælp til det, der er blevet svært fagligt",
        "Find ud af, hvad barnet er gået glip af, og vælg det vigtigste. Giv støtten, uden at "
        "barnet mister det, det kommer for.",
    ),
    Shipped(
        BARN,
        INDGRIBENDE,
        "Tilbage i små skridt",
        "En plan, hvor barnet selv vælger det første skridt, og hvor hvert skridt har en dato. "
        "Aftal, hvad I gør på en dag, hvor det ikke går.",
    ),
    Shipped(
        BARN,
        INDGRIBENDE,
        "Et samtaleforløb",
        "Samtaler hos PPR eller en anden, der har det som sit fag, når uro, tristhed eller angst "
        "fylder. Aftal, hvad skolen gør imens.",
    ),
    Shipped(
        HJEM,
        FOREBYGGENDE,
        "Forældremøde om at høre til",
        "Forældrene taler om, hvordan alle børn bliver en del af klassen, og aftaler noget om "
        "legeaftaler, fødselsdage og tonen på nettet.",
        (Stage.INDSKOLING,),
    ),
    Shipped(
        HJEM,
        FOREGRIBENDE,
        "Kort og fast kontakt med hjemmet",
        "Én voksen og forældrene taler sammen på en fast dag. Begynd med noget, der er gået godt. "
        "Aftal, hvem der ringer, og hvornår på dagen det passer.",
    ),
    Shipped(
        HJEM,
        FOREGRIBENDE,
        "Morgenen, planlagt sammen",
        "Barn, forældre og skole går morgenen igennem: hvem vækker, hvem følger, hvem tager imod, "
        "og hvem ringer man til, når det går skævt.",
    ),
    Shipped(
        HJEM,
        FOREGRIBENDE,
        "Enige om, hvad vi gør ved ondt i maven",
        "Hjem og skole aftaler, hvornår barnet bliver hjemme, hvornår det kommer alligevel, og "
        "hvad der så står klar. Tal med lægen, hvis I er i tvivl.",
    ),
    Shipped(
        HJEM,
        INDGRIBENDE,
        "Støtte til forældrene",
        "Vejledning hos PPR eller en familiebehandler, når hverdagen derhjemme har brug for mere, "
        "end skolen kan give. Forældrene er med til at vælge.",
    ),
    Shipped(
        NETVAERK,
        FOREBYGGENDE,
        "En at følges med",
        "En kammerat, en søskende eller en bedsteforælder følger barnet om morgenen i en aftalt "
        "periode.",
    ),
    Shipped(
        NETVAERK,
        FOREGRIBENDE,
        "Alle får en opgave",
        "Dem, barnet selv peger på, mødes og tager hver en lille ting på sig. Skriv, hvem der gør "
        "hvad, og hvornår I hører fra hinanden.",
    ),
    Shipped(
        NETVAERK,
        FOREGRIBENDE,
        "Spørg en, der ved mere",
        "Sundhedsplejerske, tale-hørekonsulent, ergoterapeut eller UU-vejleder ser på det, I er i "
        "tvivl om, og siger, hvad skolen kan gøre.",
    ),
    Shipped(
        NETVAERK,
        INDGRIBENDE,
        "Én plan på tværs",
        "Skole, PPR, socialfaglig rådgiver og eventuel behandling følger den samme plan, så barnet "
        "og forældrene kun skal fortælle det én gang.",
    ),
    Shipped(
        FRITID,
        FOREBYGGENDE,
        "Sammen efter skole",
        "Nogle fra klassen og barnet har en fast eftermiddag i SFO eller klub. Venskaber derfra "
        "følger med ind i klassen.",
    ),
    Shipped(
        FRITID,
        FOREGRIBENDE,
        "En bro fra SFO eller klub",
        "En pædagog, der kender barnet fra eftermiddagen, er med nogle timer i klassen eller tager "
        "imod om morgenen.",
    ),
    Shipped(
        FRITID,
        FOREGRIBENDE,
        "Hjælp til at begynde til noget",
        "Find sammen en forening eller et hold, og gå med de første gange. Spørg kommunen, om der "
        "er et fritidspas.",
    ),
)
