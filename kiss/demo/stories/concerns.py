"""Two worries that wait for somebody."""

from kiss.demo.shapes import Worry

# What a teacher saw yesterday and nobody has decided about yet.
CONCERN = Worry(
    key="luna",
    by="jonas@demo.invalid",
    text=(
        "Luna er holdt op med at række hånden op og går på toilettet i begyndelsen af hver "
        "dansktime. Hun siger, at der ikke er noget."
    ),
    signs=("aendret-adfaerd", "bestemte-timer"),
)

# The psychological environment: a plan that is due in two working days.
CONCERN_1C = Worry(
    key="mille",
    by="sanne@demo.invalid",
    text=(
        "Milles mor har skrevet, at Mille bliver holdt uden for en gruppe på nettet, og at hun "
        "er blevet hjemme tre dage på grund af det."
    ),
    temporary=(
        "To voksne er med i de store pauser. Gruppen på nettet er lukket efter aftale med "
        "forældrene. Mille har en fast voksen, hun kan gå til."
    ),
)
