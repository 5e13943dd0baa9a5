"""Ida."""

from kiss.demo.shapes import Called, Deed, Ended, Story, View, Words

STORY = Story(
    key="ida",
    tovholder="mette@demo.invalid",
    opened=160,
    because="Ida vil ikke give slip på sin mor om morgenen og er ked af det hele formiddagen.",
    focus="opfoelgning",
    focus_because="Morgenspillet er i gang. Nu ser vi, om det bærer.",
    words=(
        Words(
            150,
            "Inger Skovlund",
            "Nu ved jeg, hvor jeg skal sidde, og hvem der venter på mig.",
            True,
        ),
    ),
    views=(
        View(
            "barn",
            155,
            "Inger Skovlund",
            "Samtaleblomst",
            "Ida savner at vide, hvem der tager imod.",
        ),
        View(
            "foraeldre",
            154,
            "Mette Østergaard og klasselæreren",
            "Mødeskabelon til skole-hjem-samtale",
            "Afskeden er værst, når det går stærkt. I weekenden taler Ida glad om klassen.",
        ),
        View(
            "klasse",
            153,
            "Klassens to lærere",
            "Vingemodellen",
            "En rolig klasse, hvor mange venter på at blive taget imod om morgenen.",
        ),
        View(
            "andre",
            152,
            "Inger Skovlund",
            "Samtale",
            "Børnehaven kendte det samme ved porten. Der hjalp et fast spil.",
        ),
        View(
            "fravaer",
            155,
            "Mette Østergaard",
            "Fraværsdata",
            "Kun en enkelt sygedag. Det svære er morgenerne, og dem ser man ikke i tallene.",
        ),
    ),
    calls=(
        Called(158, "Idas mor", "telefon", "talt", "Hun er glad for, at vi ringer. Møde aftalt."),
        Called(
            62,
            "Idas far",
            "telefon",
            "talt",
            "De kan mærke forskel. Vi aftalte at slutte sagen sammen.",
        ),
    ),
    headings={
        "going_well": "Ida går selv ind.\nHun har fået to gode venner.",
        "overall_goal": "Ida siger farvel ved porten og går ind med en ven.",
    },
    goals=("Ida går selv ind fra porten.",),
    deeds=(
        Deed(
            "Tager imod Ida og to andre med et morgenspil",
            "Inger, inklusionsvejleder",
            "Hver morgen kl. 7.45",
            "Ida går selv hen til spillet",
            "klasse",
            "forebyggende",
            status="afsluttet",
            answers=((120, "ja", "ja", "Morgenspillet fortsætter for alle."),),
        ),
    ),
    plan_saved=150,
    levels=((158, 2, "Afsked om morgenen er svær, men dagen går godt, når først hun er inde."),),
    closed=Ended(
        ago=59,
        reason="Ida har været i skole hver dag i lang tid, og hun går selv ind.",
        took_part="Ida, begge forældre, Inger og klassens to lærere. Alle er enige.",
        kept_up="Morgenspillet fortsætter for alle. Ida og hendes makker tager imod de nye børn.",
        handed_to="Klasselæreren, som ved, at mandage efter ferier er de sværeste.",
        answers=(
            ("udvikling", "delvist", "Det går jævnt godt. Der er ikke meget mere at vinde nu."),
        ),
        looks=(
            ("godt", "Klasselæreren: Ida er glad, og hun glæder sig til morgenspillet."),
            ("godt", "Mor: Nu er det hende, der vil først af sted."),
        ),
    ),
)
