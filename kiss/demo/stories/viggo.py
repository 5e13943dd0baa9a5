"""Viggo."""

from kiss.demo.shapes import Called, Story, View

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
            "Det begyndte efter efterårsferien. Storesøster er flyttet hjemmefra. Viggo sover "
            "uroligt og spørger, hvem der henter.",
        ),
        View(
            "fravaer",
            9,
            "Mette Østergaard",
            "Fraværsdata",
            "Ingen fravær før efterårsferien. Siden da syv dage.",
        ),
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
