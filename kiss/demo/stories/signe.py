"""Signe, at the second school."""

from kiss.demo.shapes import Called, Deed, Met, Story, View, Words

STORY = Story(
    key="signe",
    tovholder="kirsten@demo.invalid",
    opened=38,
    because=(
        "Signe bliver væk, når der er idræt eller gruppearbejde. Hun siger ondt i maven, og "
        "lægen har ikke fundet noget."
    ),
    focus="indsatser",
    focus_because="Vi ved nu, at det er pauserne. Så er det dem, vi gør noget ved.",
    words=(
        Words(
            33,
            "Kirsten Bøgh",
            "I timerne ved jeg, hvor jeg skal sidde. I frikvarteret ved jeg ikke, hvor jeg skal "
            "stå.",
            True,
        ),
    ),
    views=(
        View(
            "barn",
            33,
            "Kirsten Bøgh",
            "De tre huse",
            "Signe tegnede skolegården som det store hus og biblioteket som drømmehuset.",
        ),
        View(
            "foraeldre",
            31,
            "Kirsten Bøgh og kontaktlæreren",
            "Mødeskabelon til skole-hjem-samtale",
            "Mor og far har troet, det var faget idræt. Aftenen før er den svære.",
        ),
        View(
            "klasse",
            29,
            "Kontaktlæreren",
            "",
            "Klassen blev delt i sommer. Pigerne går i faste par, og Signes makker kom i den anden "
            "klasse.",
        ),
        View(
            "fravaer",
            34,
            "Kirsten Bøgh",
            "Fraværsdata",
            "Næsten altid tirsdag og torsdag, hvor der er lange pauser.",
        ),
    ),
    headings={
        "occasion": "Enkelte dage med mavepine siden august, mest tirsdag og torsdag.",
        "going_well": "Signe læser meget.\nHun kan lide de små hold i matematik.",
        "parents_view": "Vi vil gerne vide dagen før, hvem der er i gården.",
        "understanding": "Pauserne er uden plan, og den faste makker er væk.",
        "overall_goal": "Signe er i skole alle ugens dage inden jul.",
    },
    goals=("Signe har en plan for de to lange pauser.", "Signe møder tirsdag og torsdag."),
    deeds=(
        Deed(
            "Laver pausemakkere i hele 7.B, der skifter hver uge",
            "Kontaktlæreren",
            "Nye makkere hver mandag morgen",
            "ingen i klassen står alene i de lange pauser",
            "klasse",
            "forebyggende",
            answers=((12, "ja", "lidt", "Navnene hænges op om fredagen, så alle ved det."),),
        ),
        Deed(
            "Åbner biblioteket i tirsdagens lange pause",
            "Kirsten Bøgh",
            "Hver tirsdag kl. 11.30",
            "Signe er her om tirsdagen",
            "barn",
            "foregribende",
            answers=((12, "ja", "ja", ""),),
        ),
    ),
    plan_saved=24,
    next_follow_up=-4,
    next_by="Kirsten Bøgh",
    meetings=(
        Met(
            12,
            (8, 15),
            "lokale 14",
            "Signe kom selv ind og sagde, at tirsdage er blevet gode. Torsdag mangler endnu.",
            (("Finder en voksen til torsdagens pause", "Torben Ravn", 6),),
        ),
        Met(-4, (14, 0), "lokale 14"),
    ),
    calls=(
        Called(36, "Signes far", "telefon", "talt", "Han vil gerne med til et møde."),
        Called(3, "Signes mor", "aula", "talt", "Tirsdag gik godt. Hun spørger til torsdag."),
    ),
    levels=((36, 2, "Fraværet ligger på dage med to lange pauser."),),
)
