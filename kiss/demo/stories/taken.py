"""Which of the actions in the stories were taken from the municipality's catalogue."""

from typing import Final

# What the plan says, and the title in the catalogue that it began as.
TAKEN: Final = {
    "Møder Asta ved døren og viser dagens plan": "En fast voksen på skolen",
    "Starter et spil i gården, som alle kan være med i": "Frikvarterer med en plan",
    "Laver faste makkere, så ingen i 6.B skal finde en selv": "Makkerpar",
    "Ringer, hvis Asta er væk, og fortæller om dagen": "En fast voksen holder forbindelsen",
    "Skriver til Sofie om ugen, der kommer, og om noget, der ikke er skole": (
        "En fast voksen holder forbindelsen"
    ),
    "Sender Sofie en hilsen eller et billede": "Klassekammerater holder forbindelsen",
    "Læser planen med Asta og går med til døren": "Morgenen, planlagt sammen",
    "Tager imod Ida og to andre med et morgenspil": "Godmorgen i døren",
    "Laver pausemakkere i hele 7.B, der skifter hver uge": "Makkerpar",
    "Åbner biblioteket i tirsdagens lange pause": "Et sted at gå hen",
    "Giver Emil en fast plads ved vinduet og et tegn til pause": "Et sted at gå hen",
    "Begynder roligt i hele 3.A med samme rækkefølge hver morgen": "En forudsigelig dag",
    "Ringer hjem hver fredag med ugens gode øjeblik": "Kort og fast kontakt med hjemmet",
}
