"""Anton, at the special school."""

from kiss.demo.shapes import Called, Story, View, Words

STORY = Story(
    key="anton",
    tovholder="ulla@demo.invalid",
    opened=9,
    because=(
        "Anton er blevet hjemme de fleste dage, efter at taxaen fik en ny chauffør. Hjemme er han "
        "glad, og her er han glad, når han først er kommet."
    ),
    focus="afdaekning",
    words=(
        Words(
            7,
            "Ulla Brink",
            "Den gamle Kurt kendte vejen. Den nye taler hele tiden.",
            True,
        ),
    ),
    views=(
        View(
            "barn",
            7,
            "Ulla Brink og Antons kontaktpædagog",
            "Farvelægning af ugeskema",
            "Turen er rød alle dage. Timerne er grønne, og svømning er den grønneste.",
        ),
    ),
    calls=(
        Called(
            8, "Antons far", "telefon", "talt", "Han kører selv de næste to uger, hvis han kan."
        ),
        Called(2, "Antons far", "telefon", "besked", ""),
    ),
    notes=((6, "Kørselskontoret ringer tilbage om en fast chauffør og en fast plads.", False),),
)
