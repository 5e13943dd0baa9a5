"""What somebody is told who cannot come in by the municipality's sign-in."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A page: what has happened, what it means and what to do; and how the answer is numbered."""

    heading: str
    text: str
    advice: str
    status: int = 403


REASONS: Final = {
    "unknown": Words(
        heading="Du er ikke oprettet i Kom i skole",
        text="Kommunens login fortæller, hvem du er, men her er ingen bruger, der hører til det. "
        "Der er ikke oprettet noget.",
        advice="Spørg skolens leder, om du skal have adgang. Lederen giver dig en rolle på siden "
        "Medarbejdere, og så virker kommunens login. Har du en bruger i forvejen, så bed kommunens "
        "administrator om at knytte kommunens login til den.",
    ),
    "closed": Words(
        heading="Din bruger er lukket",
        text="Det sker, når man er holdt op på en skole eller i en rolle.",
        advice="Er det en fejl, så spørg skolens leder eller den, der har ansvaret for systemet i "
        "kommunen.",
    ),
    "weak": Words(
        heading="Dit login er ikke sikkert nok",
        text="Oplysningerne handler om børn, så kommunens login skal være mere sikker på, at det "
        "er dig.",
        advice="Log ind hos kommunen igen på en måde, hvor du også bekræfter: med en app, en nøgle "
        "eller MitID Erhverv. Kan du ikke det, så spørg kommunens it-support.",
    ),
    "stale": Words(
        heading="Du blev ikke spurgt igen",
        text="Her skal du vise, at det er dig, men kommunens login lukkede dig ind uden at spørge.",
        advice="Log ud hos kommunen først, og prøv igen. Hjælper det ikke, så sig det til "
        "kommunens it-support.",
    ),
    "other": Words(
        heading="Det var ikke den samme person",
        text="Du er logget ind i Kom i skole som en anden end den, der lige har bekræftet hos "
        "kommunen. Intet er ændret.",
        advice="Log ud, og log ind igen som dig selv.",
    ),
    "password": Words(
        heading="Du logger ind med kommunens login",
        text="Din bruger er knyttet til kommunens login, så adgangskoden bruges ikke længere.",
        advice="Gå til login-siden, og vælg kommunens login øverst.",
    ),
    "crowded": Words(
        heading="Kommunens login sagde ikke, hvad du må",
        text="Du er med i så mange grupper hos kommunen, at de ikke blev sendt med. Derfor kan vi "
        "ikke se, hvilke roller du har, og intet er ændret.",
        advice="Sig det til kommunens it-support: Kom i skole skal have roller i stedet for "
        "grupper.",
    ),
    "cancelled": Words(
        heading="Du kom ikke ind",
        text="Kommunens login blev afbrudt, eller det ville ikke lukke dig ind.",
        advice="Prøv igen. Siger kommunens login nej, så spørg kommunens it-support.",
    ),
    "wrong": Words(
        heading="Det lykkedes ikke at logge ind",
        text="Svaret fra kommunens login kunne ikke bruges. Det sker, hvis man venter længe "
        "undervejs, bruger tilbageknappen eller har åbnet et gammelt link.",
        advice="Begynd forfra på login-siden. Bliver det ved, så sig det til kommunens it-support.",
        status=400,
    ),
    "silent": Words(
        heading="Kommunens login svarer ikke",
        text="Vi kan ikke få fat i kommunens login lige nu.",
        advice="Prøv igen om lidt. Bliver det ved, så sig det til kommunens it-support.",
        status=503,
    ),
}
