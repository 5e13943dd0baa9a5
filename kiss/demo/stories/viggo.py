"""Viggo."""

from kiss.demo.shapes import Called, Story, Understood, View

STORY = Story(
    key="viggo",
    tovholder="mette@demo.invalid",
    opened=11,
    because=(
        "Viggo græder ved afleveringen og er gået hjem tre gange i november. Forældrene ved "
        "ikke, hvad der er sket."
    ),
    focus="afdaekning",
    views=(
        View(
            "foraeldre",
            6,
            "Mette Østergaard og klasselæreren",
            "Mødeskabelon til skole-hjem-samtale",
            "Det begyndte i efteråret. Storesøster er flyttet hjemmefra. Viggo sover "
            "uroligt og spørger, hvem der henter.",
        ),
        View(
            "fravaer",
            9,
            "Mette Østergaard",
            "Fraværsdata",
            "Næsten intet fravær i sensommeren. Det er begyndt i efteråret, mest om mandagen.",
        ),
    ),
    understood=Understood(
        ago=3,
        together_with="mor, klasselæreren og Mette",
        with_parents=True,
        areas={
            "school_starts": "Skiftet fra morgensang til første time, når det skal gå hurtigt.",
            "school_keeps": "Når han er gået hjem, er næste morgen sværere.",
            "school_helps": "At Amir tager imod ved døren.",
            "school_seen_by": "klasselæreren",
            "home_starts": "Storesøster er flyttet hjemmefra.",
            "home_helps": "At vide om morgenen, hvem der henter.",
            "home_seen_by": "mor",
            "leisure_helps": "Fodbold om onsdagen, hvor han glemmer at spørge.",
        },
    ),
    calls=(
        Called(10, "Viggos mor", "telefon", "intet-svar"),
        Called(
            9, "Viggos mor", "telefon", "talt", "Møde aftalt. Hun er lettet over, at vi ringer."
        ),
    ),
    notes=(
        (5, "Amir kender Viggo bedst og taler med ham med samtaleblomsten i denne uge.", False),
        (
            5,
            "Moren fortalte om en svær skilsmisse i familien. Det bliver mellem de voksne.",
            True,
        ),
    ),
)
