"""What the homes of Fjordby have agreed may be shared: all of it, half of it, and soon over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from cases import actions
from cases.consents import YOUNG
from cases.models import Case, Consent
from kiss.demo.telling import Days, as_user, written_at
from schools.models import Pupil, User

AGREED_AT: Final = time(12, 15)


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreed:
    """One consent: about whom, how many school days ago, how many days it holds from today."""

    key: str
    ago: int
    holds: int
    information: str
    recipient: str
    purpose: str
    # The relations of those who have said yes; "ung" is the young person.
    who: Sequence[str]
    note: str = ""


PPR: Final = Agreed(
    key="sofie",
    ago=40,
    holds=200,
    information="Fraværet, handleplanen og det, Sofie selv har sagt, som må vises.",
    recipient="PPR (Pernille Ågård)",
    purpose="At PPR kan være med om trappen tilbage i klassen.",
    who=("far", "mor", YOUNG),
)
AGREED: Final = (
    Agreed(
        key="asta",
        ago=38,
        holds=24,
        information="Fraværet, og hvordan mandagene går.",
        recipient="Træneren i Fjordby Håndbold (DEMO)",
        purpose="At træneren kan hjælpe med at følges til hallen.",
        who=("mor", "far"),
    ),
    Agreed(
        key="viggo",
        ago=5,
        holds=240,
        information="Det, som mor, klasselæreren og Amir ser om morgenen.",
        recipient="Sundhedsplejersken",
        purpose="En samtale om søvn.",
        who=("mor",),
        note="Sagt til Mette i telefonen. Far er spurgt og vil tænke over det.",
    ),
)


def agree(today: date, days: Days, pupils: Mapping[str, Pupil]) -> None:
    """Let the homes have said yes."""
    for told in AGREED:
        case = Case.objects.get(pupil=pupils[told.key], closed_on=None)
        write_down(case, told, today=today, days=days, by=case.tovholder)


def write_down(case: Case, told: Agreed, *, today: date, days: Days, by: User) -> Consent:
    """Write one consent down as it was given."""
    on = days.back(told.ago)
    keys = {row.relation: str(row.pk) for row in case.pupil.custody_holders.all()}
    with as_user(by), written_at(on, AGREED_AT):
        return actions.note_consent(
            case,
            information=told.information,
            recipient=told.recipient,
            purpose=told.purpose,
            ends_on=today + timedelta(days=told.holds),
            given=[
                actions.GivenInput(
                    key=keys.get(who, YOUNG),
                    given_on=on,
                    form="mundtlig" if told.note else "skriftlig",
                    note=told.note,
                )
                for who in told.who
            ],
            on=on,
            by=by,
        )
