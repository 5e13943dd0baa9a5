"""Where a consent stands, said in words; who is to give one, and who reads the register."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from django.db.models import QuerySet

from cases.models import Case, Consent, ConsentGiven
from cases.permissions import reaches_by_name, reads, visible_cases
from cases.protection import parents_of, shown_name
from kiss.lib.sql import Kept, fetch
from kiss.lib.text import join_and, plain_date, plural, possessive, short_date
from law.danish import sentence
from law.figures import Figures
from law.underretning import age_on
from schools.calendars import Calendars
from schools.models import Pupil, User
from schools.roles import Thing

# So long before it ends it is said: time to talk with the home before a holiday comes between.
ENDS_SOON: Final = timedelta(days=30)
# The key of the young person's own part; a parent's is the number of their row.
YOUNG: Final = "ung"


class State(StrEnum):
    """Where a consent stands on a day."""

    WHOLE = "gælder"
    PARTIAL = "delvist"
    MISSING = "mangler"
    WITHDRAWN = "trukket tilbage"
    EXPIRED = "udløbet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One who is to give a consent, and what they have answered."""

    key: str
    name: str
    given_on: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a consent stands: `lacks` are the names of those who have not answered."""

    state: State
    ends_on: date
    parts: Sequence[Part]
    lacks: tuple[str, ...]
    withdrawn_on: date | None
    ends_soon: bool

    @property
    def words(self) -> str:
        """The state in words: "ja, begge, til 31. juli 2027"."""
        until = plain_date(self.ends_on)
        match self.state:
            case State.WITHDRAWN if self.withdrawn_on:
                return f"trukket tilbage {short_date(self.withdrawn_on)}"
            case State.EXPIRED:
                return f"udløb {until}"
            case State.PARTIAL:
                return f"delvist, {join_and(self.lacks)} mangler"
            case State.WHOLE:
                return f"ja, {_all_of(self.parts)}til {until}"
        return "mangler"

    @property
    def tone(self) -> str:
        if self.state in {State.WITHDRAWN, State.EXPIRED}:
            return "late"
        return "soon" if self.ends_soon else ""


def _all_of(parts: Sequence[Part]) -> str:
    return {1: "", 2: "begge, "}.get(len(parts), "alle, ")


def standing(parts: Sequence[Part], ends_on: date, today: date) -> Standing:
    """Return where a consent stands on a day; `ends_on` is the last day on which it holds.

    One who takes it back ends it for all, from the same day. It is whole when everybody who is to
    give it has; nobody at all makes it missing.
    """
    withdrawn = [
        part.withdrawn_on for part in parts if part.withdrawn_on and part.withdrawn_on <= today
    ]
    lacks = tuple(part.name for part in parts if part.given_on is None or part.given_on > today)
    if withdrawn:
        state = State.WITHDRAWN
    elif len(lacks) == len(parts):
        state = State.MISSING
    elif today > ends_on:
        state = State.EXPIRED
    else:
        state = State.PARTIAL if lacks else State.WHOLE
    return Standing(
        state=state,
        ends_on=ends_on,
        parts=tuple(parts),
        lacks=lacks,
        withdrawn_on=min(withdrawn, default=None),
        ends_soon=state is State.WHOLE and ends_on - today <= ENDS_SOON,
    )


def headline(found: Iterable[Standing]) -> tuple[str, str]:
    """Return what stands on top of a case, and its tone; `found` are the newest first.

    What holds counts; of several the one that ends first. Where none does, the newest is told.
    """
    rows = list(found)
    whole = sorted((row for row in rows if row.state is State.WHOLE), key=lambda row: row.ends_on)
    if not rows:
        return "mangler", ""
    first = whole[0] if whole else rows[0]
    if not whole[1:]:
        return first.words, first.tone
    until = plain_date(first.ends_on)
    return f"ja, {plural(len(whole), 'aftale', 'aftaler')}, den første til {until}", first.tone


def parts_of(
    pupil: Pupil, givers: Iterable[ConsentGiven], figures: Figures, today: date
) -> list[Part]:
    """Return who is to give a consent about a child today, and everybody who has answered."""
    answers = {_key(row): row for row in givers}
    names = dict(wanted_of(pupil, figures, today))
    for key, row in answers.items():
        if key not in names:
            names[key] = _name(pupil, row)
    return [
        Part(
            key=key,
            name=name,
            given_on=answers[key].given_on if key in answers else None,
            withdrawn_on=answers[key].withdrawn_on if key in answers else None,
        )
        for key, name in names.items()
    ]


def wanted_of(pupil: Pupil, figures: Figures, today: date) -> list[tuple[str, str]]:
    """Return who is to give a consent about a child: each with custody, and the young from 15."""
    found = [
        (str(row.pk), sentence(row.relation).lower())
        for row in parents_of(pupil)
        if row.has_custody
    ]
    born = pupil.birth_date
    if born is not None and age_on(born, today) >= figures.consent_age:
        found.append((YOUNG, pupil.first_name))
    return _told_apart(pupil, found)


def _told_apart(pupil: Pupil, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Call two of the same relation by their names; what is hidden stays so."""
    relations = [name for _, name in found]
    names = {str(row.pk): shown_name(pupil, row) for row in parents_of(pupil)}
    return [
        (key, names[key] if relations.count(name) > 1 and key in names else name)
        for key, name in found
    ]


def full_name(pupil: Pupil, key: str) -> str:
    """Return how a giver is named in a form: "Camilla Lund (mor)", "Sofie selv"."""
    if key == YOUNG:
        return f"{pupil.first_name} selv"
    for row in parents_of(pupil):
        if str(row.pk) == key:
            name = shown_name(pupil, row)
            return f"{name} ({row.relation})" if name == row.name else name
    return "en forælder"


def _key(row: ConsentGiven) -> str:
    return str(row.holder_id) if row.holder_id else YOUNG


def _name(pupil: Pupil, row: ConsentGiven) -> str:
    return row.holder.relation if row.holder else pupil.first_name


class Asked:
    """The questions that the consents of a case are made from, to be asked with others."""

    def __init__(self, case: Case) -> None:
        self.questions = _QUESTIONS.again(case.pk)
        self.consents, self.givers = self.questions


_QUESTIONS: Final = Kept(
    lambda case: [
        Consent.objects.filter(case=case).order_by("-pk"),
        ConsentGiven.objects.filter(consent__case=case).select_related("holder"),
    ],
    int,
)


def consents_of(
    case: Case, figures: Figures, today: date, asked: Asked | None = None
) -> list[tuple[Consent, Standing]]:
    """Return the consents of a case with where they stand, the newest first.

    `asked` are the answers where somebody has asked already; otherwise it is one query, and one
    more for the parents.
    """
    if asked is None:
        asked = Asked(case)
        fetch(*asked.questions)
    givers = list(asked.givers)
    found = []
    for row in asked.consents:
        row.case = case
        own = [given for given in givers if given.consent_id == row.pk]
        parts = parts_of(case.pupil, own, figures, today)
        found.append((row, standing(parts, row.ends_on, today)))
    return found


def holding(case: Case, today: date) -> QuerySet[Consent]:
    """Return the consents of a case that hold today: what somebody's access may rest on."""
    figures = Calendars.load().municipality().numbers(today)
    whole = [
        row.pk for row, state in consents_of(case, figures, today) if state.state is State.WHOLE
    ]
    return Consent.objects.filter(pk__in=whole).order_by("ends_on", "pk")


def fact_of(
    case: Case, figures: Figures, today: date, asked: Asked, *, tells_whom: bool
) -> dict[str, str]:
    """Return the line on top of a case: "Samtykke: ja, begge, til 31. juli 2027".

    `tells_whom` adds with whom what holds is shared, for those who read what is agreed to.
    """
    found = consents_of(case, figures, today, asked)
    said, tone = headline(state for _, state in found)
    whom = [row.recipient for row, state in reversed(found) if state.state is State.WHOLE]
    note = f"deles med {join_and(dict.fromkeys(whom))}" if whom and tells_whom else ""
    late = "late" if tone == "late" else ""
    return {"label": "Samtykke", "value": said, "tone": late, "note": note}


def reads_consents(user: User, case: Case, today: date) -> bool:
    """Tell whether a user who sees a case reads what its consents say, and not the state alone."""
    return reads(user, case, Thing.CONSENT, today)


def notes_consents(user: User, case: Case, today: date, *, leads: bool) -> bool:
    """Tell whether a user writes in the register: the leaders, and an adviser named on the case."""
    return leads or reaches_by_name(user, case, Thing.CONSENT, today)


def ending_soon(user: User, led: frozenset[int], today: date) -> list[Consent]:
    """Return the consents that end within ENDS_SOON, in open cases that a user leads."""
    cases = visible_cases(user, today).open().filter(pk__in=led)
    rows = Consent.objects.filter(case__in=cases, ends_on__range=(today, today + ENDS_SOON))
    rows = rows.exclude(givers__withdrawn_on__isnull=False).filter(givers__isnull=False)
    return list(rows.select_related("case__pupil").distinct().order_by("ends_on", "pk"))


def about(consent: Consent) -> str:
    """Return what a consent is called in a list: to whom, and until when."""
    return f"{consent.recipient}, til {plain_date(consent.ends_on)}"


def told_off(names: Sequence[str]) -> str:
    """Say who lost their access when a consent was taken back."""
    if not names:
        return "Ingen på sagen havde adgang ved det."
    return (
        f"{join_and(names)} kan ikke længere åbne sagen. Sig det til dem. "
        "Det, der allerede er delt, er delt."
    )


def who_says(pupil: Pupil, key: str) -> str:
    """Return who gave or took back, for a line of the story; no name: "mor", "barnet selv"."""
    if key == YOUNG:
        return "den unge selv"
    for row in parents_of(pupil):
        if str(row.pk) == key:
            return row.relation
    return "en forælder"


def title_of(case: Case) -> str:
    """Return the heading of the register."""
    return f"Samtykke til at dele {possessive(case.pupil.first_name)} oplysninger"
