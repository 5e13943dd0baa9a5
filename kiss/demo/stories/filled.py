"""The tools that were filled in on the cases of Fjordby, by the key of the story."""

from typing import Any, Final

from kiss.demo.shapes import Filled


def _people(*rows: tuple[str, ...]) -> list[dict[str, str]]:
    keys = ("navn", "arena", "naerhed", "baand", "oenske")
    return [dict(zip(keys, row, strict=False)) for row in rows]


def _family(*rows: tuple[str, ...]) -> list[dict[str, str]]:
    keys = ("navn", "relation", "kontakt", "bor", "lever")
    return [dict(zip(keys, row, strict=False)) for row in rows]


def _day(**cells: tuple[str, str]) -> dict[str, Any]:
    found = {place: {"text": text, "valg": pick} for place, (text, pick) in cells.items()}
    return {place.removeprefix("h"): cell for place, cell in found.items()}


def _deals(*rows: tuple[str, str, str]) -> list[dict[str, str]]:
    return [dict(zip(("hvad", "hvem", "hvornaar"), row, strict=True)) for row in rows]


ASTAS_MONDAY: Final = _day(
    h6=("vågner før uret", "svaert"),
    h7=("morgenmad, kan ikke spise", "svaert"),
    h8=("går langsomt, dansk", "svaert"),
    h9=("dansk med Jonas", "okay"),
    h10=("frikvarter ved døren", "svaert"),
    h11=("billedkunst", "let"),
    h12=("spiser med Liva", "let"),
    h13=("matematik", "okay"),
    h15=("hjemme, tegner", "let"),
    h17=("håndbold", "let"),
    h20=("serie med storebror", "let"),
    h21=("tænker på i morgen", "svaert"),
    nat=("sover sent ind", "okay"),
)

ASTA: Final = (
    Filled(
        44,
        "doegnet",
        "barn",
        "Jonas Bjerregaard",
        "Asta",
        {
            "dag": "en mandag",
            "timer": {"doegn": ASTAS_MONDAY},
            "soevn": "nogenlunde",
            "skift": "Det bliver svært søndag aften og er svært til efter det første frikvarter.",
            "bedst": "Når vi spiser, for så sidder Liva der altid. Og til håndbold.",
            "aendre": "Frikvarteret. Der skulle være noget, man var med i fra starten.",
        },
        may_be_shared=True,
    ),
    Filled(
        42,
        "skole-hjem",
        "foraeldre",
        "Mette Østergaard og Jonas Bjerregaard",
        "Astas mor og far",
        {
            "godt-hjemme": "Hun tegner, spiller håndbold og er glad lørdag.",
            "godt-skole": "Hun er faglig stærk og hjælper andre i billedkunst.",
            "foraeldre": "Søndag aften har hun ondt i maven. Mandag morgen græder hun stille.",
            "skolen": "Hun holder sig ved døren i pauserne. I timerne er hun med.",
            "bag": "De tror, det handler om ikke at vide, hvem hun skal være sammen med.",
            "proevet": "De har fulgt hende til porten. Det hjalp, når Jonas stod der.",
            "oensker": "Én person at ringe til, og besked samme dag.",
            "aftaler": _deals(
                ("Tager imod ved sideindgangen mandag", "Jonas", "hver mandag kl. 7.50"),
                ("Ringer samme dag, hvis hun mangler", "Mette", "før kl. 10"),
            ),
            "kontakt": "Mette Østergaard",
        },
    ),
    Filled(
        37,
        "observation",
        "klasse",
        "Inger Skovlund",
        "6.B",
        {
            "hvad": "Matematik, frikvarter og overgangen til idræt",
            "fokus": "Hvem får plads, når der skiftes?",
            "set": [
                {
                    "tid": "9.15, klassen",
                    "skete": "Alle er i gang. Ro ved bordene.",
                    "deltager": "alle",
                },
                {
                    "tid": "10.02, gården",
                    "skete": "To faste lege begynder uden at spørge nogen.",
                    "deltager": "nogle",
                },
                {
                    "tid": "10.20, gangen",
                    "skete": "Makkere findes i døren. Fire står tilbage.",
                    "deltager": "nogle",
                },
            ],
            "virkede": "Faste pladser og en opgave, der begynder af sig selv.",
            "udenfor": "Når makkere findes på stedet. Det sker fire gange om dagen.",
            "forsoeg": "Makkere for en uge ad gangen, hængt op om fredagen.",
        },
    ),
    Filled(
        34,
        "netvaerkskort",
        "barn",
        "Jonas Bjerregaard",
        "Asta",
        {
            "personer": _people(
                ("Mor", "familie", "taet", "stoetter"),
                ("Far", "familie", "taet", "stoetter"),
                ("Storebror", "familie", "taet", "stoetter"),
                ("Mormor", "familie", "midt", "stoetter"),
                ("Farfar", "familie", "fjern", "ingen"),
                ("Liva", "skole", "taet", "stoetter"),
                ("Jonas, lærer", "skole", "taet", "stoetter"),
                ("Pigerne ved skuret", "skole", "midt", "baade"),
                ("Drengene i gården", "skole", "fjern", "belaster"),
                ("Inger, pædagog", "skole", "midt", "stoetter"),
                ("Håndboldtræneren", "fritid", "taet", "stoetter"),
                ("Holdet", "fritid", "midt", "stoetter"),
                ("Nabo Grete", "netvaerk", "midt", "stoetter"),
                ("Skolens sundhedsplejerske", "netvaerk", "fjern", "stoetter"),
            ),
            "ressourcer": "Liva, Jonas og træneren. Asta siger selv træneren først.",
            "taettere": "Pigerne ved skuret, hvis der var noget at lave sammen.",
        },
        may_be_shared=True,
    ),
    Filled(
        18,
        "foelelser",
        "barn",
        "Jonas Bjerregaard",
        "Asta",
        {
            "steder": {
                "nu": _day(
                    morgen=("mest om mandagen", "bange"),
                    vejen=("", "bange"),
                    timer=("", "rolig"),
                    pauser=("når makkerne er valgt", "tom"),
                    fritid=("håndbold", "glad"),
                    sengetid=("søndag", "ked"),
                )
            },
            "mest": "Den lilla om morgenen. Jeg siger det ikke derhjemme.",
            "hjaelper": "Når Jonas står ved døren, og når Liva har skrevet.",
        },
    ),
)

EMIL: Final = (
    Filled(
        62,
        "tre-huse",
        "barn",
        "Lise fra SFO",
        "Emil",
        {
            "godt": "Skak. Otto. Når bedstefar henter om torsdagen.",
            "hjaelper": "At der er stille, og at jeg ved, hvad vi skal.",
            "svaert": "Det larmer så meget, at jeg ikke kan høre mine egne tanker. Matematik.",
            "hvornaar": "Værst i første time. Bedst, når jeg sidder ved vinduet.",
            "oensker": "At jeg sad ved vinduet hele tiden med en ven ved siden af.",
            "foerste-tegn": "At ingen råbte, før vi var begyndt.",
            "hvem-hjaelper": "Min lærer og Otto",
        },
        may_be_shared=True,
    ),
    Filled(
        55,
        "spoerg-eleverne",
        "klasse",
        "teamet om 3.A",
        "3.A",
        {
            "svar": [
                {
                    "spoergsmaal": "Er der ro nok til at arbejde?",
                    "ja": "12",
                    "nogle-gange": "8",
                    "nej": "8",
                },
                {
                    "spoergsmaal": "Har du en at være sammen med i frikvarteret?",
                    "ja": "20",
                    "nogle-gange": "6",
                    "nej": "2",
                },
                {
                    "spoergsmaal": "Hjælper vi hinanden?",
                    "ja": "17",
                    "nogle-gange": "9",
                    "nej": "2",
                },
            ],
            "antal": "28",
            "godt": "Vi griner meget. Vi er gode til at trøste.",
            "svaert": "Der er uro om morgenen og når vi skifter.",
            "ideer": "En fast begyndelse. Et tegn for »nu er det nok«.",
        },
    ),
)

VIGGO: Final = (
    Filled(
        6,
        "genogram",
        "foraeldre",
        "Mette Østergaard",
        "Viggos mor",
        {
            "barnet": "mand",
            "foraeldre": "skilt",
            "familie": _family(
                ("Maria", "mor", "taet", "ja"),
                ("far", "far", "almindelig", "delvis"),
                ("Ellen", "storesoester", "taet"),
                ("Lone", "fars-kone", "almindelig", "delvis"),
                ("Vera", "halvsoester-far", "almindelig", "delvis"),
                ("Karen", "mormor", "taet"),
                ("Ole", "morfar", "", "", "nej"),
                ("Birgit", "farmor", "almindelig"),
                ("Svend", "farfar", "ingen"),
                ("Pia", "moster", "taet"),
            ),
            "stoette": "Mormor henter om tirsdagen. Moster Pia kan komme, når det brænder på.",
            "haendelser": "Storesøster er flyttet hjemmefra, og morfar døde i foråret.",
            "spoerg": "Mormor og moster Pia",
        },
    ),
    Filled(
        3,
        "samtaleblomst",
        "barn",
        "Amir Rahimi, pædagog",
        "Viggo",
        {
            "glad": "Når Ellen kommer hjem og sover på sit gamle værelse.",
            "god-til": "At bygge. Høje tårne.",
            "leger": "Storm og Bertil. Mest Storm.",
            "voksen": "Amir. Og mormor.",
            "skolen": "Det er rart i værkstedet. Det er ikke rart, når mor går.",
            "tegning": "Et hus med to døre",
            "oenske": "At jeg vidste, hvem der henter.",
        },
    ),
)

SOFIE: Final = (
    Filled(
        30,
        "elevsamtale",
        "barn",
        "Pernille Ågård, PPR",
        "Sofie",
        {
            "aftale": "Hjemme i køkkenet, en halv time. Karim må få det at vide.",
            "lige-nu": "svaert",
            "god-dag": "Da vi havde billedkunst, og jeg kom, før de andre var der.",
            "svaer-dag": "Når de allerede sidder der og kigger op.",
            "klassen": "Jeg savner dem faktisk. Mest Nadia.",
            "tilbage": "Alle spørger, hvor jeg har været. Det er det værste.",
            "oenske": "At jeg måtte komme ind ad bagdøren og begynde med noget, jeg kan.",
            "aftaler": _deals(
                ("Billedkunst, ti minutter før de andre", "Sofie og Karim", "tirsdag"),
                ("Nadia spørges, om hun vil være med", "Pernille", "i denne uge"),
            ),
        },
        may_be_shared=True,
    ),
    Filled(
        29,
        "relationskort",
        "barn",
        "Pernille Ågård, PPR",
        "Sofie",
        {
            "personer": _people(
                ("Mor", "familie", "taet", "baade", "at hun ikke spørger om morgenen"),
                ("Far", "familie", "taet", "stoetter", ""),
                ("Kusine Maja", "familie", "midt", "stoetter", ""),
                ("Nadia", "skole", "midt", "ingen", "at vi skriver igen"),
                ("Billedkunstlæreren", "skole", "midt", "stoetter", ""),
                ("Gruppen i 9.A", "skole", "fjern", "belaster", "at de ikke kigger op"),
                ("Dem fra spillet", "fritid", "taet", "stoetter", ""),
                ("Psykologen", "netvaerk", "fjern", "baade", ""),
            ),
            "bedst": "Hos dem fra spillet. De ved ikke, at jeg ikke er i skole.",
            "foerst": "Nadia",
            "skridt": "At Pernille spørger Nadia, om jeg må skrive.",
        },
    ),
)

FILLED: Final[dict[str, tuple[Filled, ...]]] = {
    "asta": ASTA,
    "emil": EMIL,
    "viggo": VIGGO,
    "sofie": SOFIE,
    "signe": (
        Filled(
            33,
            "malerklatten",
            "barn",
            "Kirsten Bøgh",
            "Signe",
            {
                "klatter": [
                    {"hvad": "de lange pauser", "stoerrelse": "stor", "farve": "graa"},
                    {"hvad": "omklædning", "stoerrelse": "mellem", "farve": "lilla"},
                    {"hvad": "bøger", "stoerrelse": "mellem", "farve": "groen"},
                    {"hvad": "matematik på lille hold", "stoerrelse": "lille", "farve": "gul"},
                ],
                "stoerst": "I timerne ved jeg, hvor jeg skal sidde. I frikvarteret ved jeg ikke, "
                "hvor jeg skal stå.",
                "mindre": "Hvis biblioteket var åbent i den lange pause.",
            },
            may_be_shared=True,
        ),
    ),
    "anton": (
        Filled(
            7,
            "ugeskema",
            "barn",
            "Ulla Brink og Antons kontaktpædagog",
            "Anton",
            {
                "uge": {
                    day: _day(vejen=("taxaen", "svaert"))
                    | {
                        "1": {"text": first, "valg": "let"},
                        "3": {"text": third, "valg": "let" if third == "svømning" else "okay"},
                    }
                    for day, first, third in (
                        ("man", "dansk", "værksted"),
                        ("tir", "matematik", "svømning"),
                        ("ons", "dansk", "musik"),
                        ("tor", "matematik", "værksted"),
                        ("fre", "dansk", "fællestime"),
                    )
                },
                "groenne": "Svømning er den grønneste. Der er der ingen, der taler.",
                "roede": "Turen. Den nye chauffør taler hele tiden.",
                "foerst": "Turen om mandagen.",
            },
            may_be_shared=True,
        ),
    ),
    "jonathan": (
        Filled(
            70,
            "detektiv",
            "barn",
            "Henrik Toftegaard",
            "Jonathan",
            {
                "gaade": "Hvornår har jeg lyst til at blive?",
                "spor": [
                    {
                        "hvor": "tirsdag, værksted",
                        "hvad": "Vi lavede noget færdigt",
                        "hvordan": "let",
                    },
                    {"hvor": "onsdag, idræt", "hvad": "Jeg glemte at kigge på uret"},
                    {
                        "hvor": "fredag, sidste time",
                        "hvad": "Ingen opdagede, at jeg gik",
                        "hvordan": "svaert",
                    },
                ],
                "moenster": "Jeg bliver, når det skal bruges til noget.",
                "proeve": "At have værksted i første time om fredagen.",
            },
            may_be_shared=True,
        ),
    ),
    "ida": (
        Filled(
            155,
            "samtaleblomst",
            "barn",
            "Inger Skovlund",
            "Ida",
            {
                "glad": "Min hund.",
                "leger": "Alma og Rosa.",
                "skolen": "Det er rart, når jeg ved, hvem der står ved døren.",
                "oenske": "At nogen venter på mig.",
            },
            may_be_shared=True,
        ),
    ),
}
