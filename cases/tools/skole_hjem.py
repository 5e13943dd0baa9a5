"""Mødeskabelon til skole-hjem-samtale: a meeting where both sides wonder together."""

from cases.tools.kinds import HOME, Line, Part, Rows, Tool, Words, steps

TOOL = Tool(
    key="skole-hjem",
    name="Mødeskabelon til skole-hjem-samtale",
    angles=HOME,
    purpose="Et møde, hvor hjem og skole er nysgerrige sammen og går hjem med aftaler.",
    how=steps("""
        Send dagsordenen i forvejen, og spørg forældrene, hvad der skal på den. Aftal, om barnet
        er med hele tiden, lidt af tiden eller slet ikke.

        Begynd med det, der går godt. Lad forældrene fortælle først.

        Fortæl, hvad I har set, ikke hvad I tror. Sig dage, ikke procent.

        Spørg, hvad forældrene tror, der ligger bag, og hvad de selv har prøvet.

        Aftal få ting, og hvem der gør hvad. Læs aftalerne op, før I går.
    """),
    parts=(
        Part(
            "Det, der går godt",
            (
                Words(key="godt-hjemme", label="Hvad går godt derhjemme?", room=3),
                Words(key="godt-skole", label="Hvad går godt i skolen?", room=3),
            ),
        ),
        Part(
            "Sådan ser vi det",
            (
                Words(
                    key="foraeldre",
                    label="Hvad ser forældrene derhjemme?",
                    help="Morgen, aften, søvn, krop, humør, venner.",
                ),
                Words(key="skolen", label="Hvad har skolen set?"),
                Words(key="barnet", label="Hvad siger barnet selv?", room=3),
            ),
        ),
        Part(
            "Det, der kan ligge bag",
            (
                Words(key="bag", label="Hvad tror forældrene selv, der ligger bag?"),
                Words(key="proevet", label="Hvad er prøvet, og hvad hjalp lidt?", room=3),
                Words(key="oensker", label="Hvad ønsker forældrene af skolen?", room=3),
            ),
        ),
        Part(
            "Det aftaler vi",
            (
                Rows(
                    key="aftaler",
                    label="Hvem gør hvad?",
                    title="Aftale",
                    fields=(
                        Line(key="hvad", label="Hvad"),
                        Line(key="hvem", label="Hvem"),
                        Line(key="hvornaar", label="Hvornår"),
                    ),
                    room=5,
                ),
                Line(key="kontakt", label="Hvem ringer forældrene til, når morgenen er svær?"),
                Line(key="naeste", label="Hvornår taler vi sammen igen?"),
            ),
        ),
    ),
)
