"""Cases, concerns and statutory plans as tasks. Pure: rows and today in, tasks out."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from absence.overview import whom
from absence.sentences import Tag, rule_tags, weight_of
from cases.models import Case, Concern, Handlingsplan1c, Handover, Vacancy
from cases.phases import Element
from cases.today.flags import near_day
from cases.today.task import Bucket, Task, in_words
from kiss.lib.text import join_and, plain_date, plural, possessive, weekday_date
from law.danish import sentence
from law.deadlines import handlingsplan
from law.figures import World
from law.verdicts import RuleKey
from schools.models import SchoolClass, User

# A case is given some days to get going before it is said to lack something.
SETTLING_IN = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """An open case with what its next step is judged by."""

    case: Case
    next_follow_up_on: date | None
    running_indsatser: int
    child_is_heard: bool
    lacks_tovholder: bool = False


def own_case_tasks(
    states: Iterable[CaseState], classes: Mapping[int, SchoolClass], today: date
) -> list[Task]:
    """Return the next steps in the cases that a user leads."""
    tasks = []
    for state in states:
        who = whom(state.case.pupil, classes.get(state.case.pupil_id))
        tasks.append(_follow_up(state, who))
        if not state.child_is_heard:
            tasks.append(_hear_the_child(state, who, today))
    return tasks


def _follow_up(state: CaseState, who: str) -> Task:
    case, number = state.case, state.running_indsatser
    if state.next_follow_up_on is None:
        return Task(
            what=f"Aftal en næste opfølgning for {who}",
            why=f"Sagen blev oprettet {weekday_date(case.opened_on)} og har ingen dato for, "
            "hvornår I ser på den igen.",
            url=_url(case, Element.OPFOELGNING),
            button="Aftal dato",
            bucket=Bucket.WEEK,
            due="Ingen dato endnu",
            names=frozenset({case.pupil_id}),
        )
    count = "en indsats" if number == 1 else f"{in_words(number)} indsatser"
    return Task(
        what=f"Følg op på {count} for {who}" if number else f"Følg op på sagen om {who}",
        why="Aftalt i handleplanen. Fik I gjort det? Virkede det? Skal noget justeres?",
        url=_url(case, Element.OPFOELGNING),
        button="Følg op",
        due_on=state.next_follow_up_on,
        names=frozenset({case.pupil_id}),
    )


def _hear_the_child(state: CaseState, who: str, today: date) -> Task:
    case = state.case
    old = case.opened_on <= today - SETTLING_IN
    return Task(
        what=f"Hør {who}: barnets ord mangler",
        why="Planen begynder med det, barnet selv siger. Skriv, hvem der taler med barnet.",
        url=_url(case, Element.AFDAEKNING),
        button="Skriv barnets ord",
        bucket=Bucket.WEEK,
        due=f"{plural((today - case.opened_on).days, 'dag', 'dage')} uden"
        if old
        else "Så snart det kan lade sig gøre",
        due_note="siden sagen blev oprettet" if old else "",
        names=frozenset({case.pupil_id}),
    )


def tovholder_tasks(
    states: Iterable[CaseState],
    classes: Mapping[int, SchoolClass],
    asked: Mapping[int, Handover],
    vacancies: Mapping[int, Vacancy],
) -> list[Task]:
    """Return the cases that nobody may lead, for those who can appoint somebody.

    `asked` are the questions to somebody about taking over that wait for an answer, and
    `vacancies` what the night found, both by case.
    """
    return [
        Task(
            what=f"Udpeg en tovholder for sag {state.case.number} om "
            f"{whom(state.case.pupil, classes.get(state.case.pupil_id))}",
            why=_gone(state.case, vacancies.get(state.case.pk)),
            url=reverse("cases:tovholder", args=[state.case.public_id]),
            button="Giv videre",
            bucket=Bucket.TODAY,
            due=_awaits(asked.get(state.case.pk)) or "Straks",
            due_note=f"siden {plain_date(vacancies[state.case.pk].since)}"
            if state.case.pk in vacancies
            else "sagen ligger stille imens",
            tags=(Tag("mangler tovholder", "late"),),
            names=frozenset({state.case.pupil_id}),
        )
        for state in states
        if state.lacks_tovholder
    ]


def _gone(case: Case, vacancy: Vacancy | None) -> str:
    lost = {
        Vacancy.Cause.ROLE: "har ikke længere en rolle på skolen",
        Vacancy.Cause.LOGIN: "kan ikke længere logge ind",
    }.get(Vacancy.Cause(vacancy.cause) if vacancy else Vacancy.Cause.TEAM)
    lost = lost or "er ikke længere leder i skolens Kom i skole-team"
    return f"{case.tovholder} {lost}, og en sag skal altid have en tovholder."


def _awaits(handover: Handover | None) -> str:
    return f"Afventer {possessive(handover.to_user.first_name)} svar" if handover else ""


def others_case_tasks(
    states: Iterable[CaseState], classes: Mapping[int, SchoolClass], today: date
) -> list[Task]:
    """Return what a leader waits for in cases that somebody else leads, one line per case."""
    tasks = []
    for state in states:
        lacks = [] if state.lacks_tovholder else _lacks(state, today)
        if not lacks:
            continue
        case = state.case
        tasks.append(
            Task(
                what=f"Spørg {case.tovholder.first_name} til sagen om "
                f"{whom(case.pupil, classes.get(case.pupil_id))}",
                why=f"{sentence(join_and(lacks))}.",
                url=_url(case),
                button="Åbn sagen",
                bucket=Bucket.WAITING,
                due=case.tovholder.name,
                due_note="er tovholder",
                names=frozenset({case.pupil_id}),
            )
        )
    return tasks


def _lacks(state: CaseState, today: date) -> list[str]:
    lacks = []
    planned = state.next_follow_up_on
    settled = state.case.opened_on <= today - SETTLING_IN
    if planned is None and settled:
        lacks.append("der er ikke aftalt en næste opfølgning")
    elif planned is not None and planned < today:
        lacks.append(f"opfølgningen {weekday_date(planned)} er ikke skrevet ind")
    if settled and not state.child_is_heard:
        lacks.append("barnets ord mangler")
    return lacks


def concern_tasks(
    concerns: Iterable[Concern], classes: Mapping[int, SchoolClass], today: date
) -> list[Task]:
    """Return the concerns that wait for somebody to decide what shall happen."""
    return [
        Task(
            what=f"Tag stilling til en bekymring for {whom(row.pupil, classes.get(row.pupil_id))}",
            why=_voiced(row, today),
            url=reverse("cases:concern", args=[row.public_id]),
            button="Læs og tag stilling",
            bucket=Bucket.TODAY,
            due="Så hurtigt som muligt",
            due_note=f"sagt {near_day(row.noted_on, today)}",
            names=frozenset({row.pupil_id}),
        )
        for row in concerns
    ]


def _voiced(row: Concern, today: date) -> str:
    voice = sentence(row.get_voiced_by_display())
    talked = [
        word
        for word, done in (
            ("barnet", row.talked_with_child),
            ("forældrene", row.talked_with_parents),
            ("klassens team", row.talked_with_team),
        )
        if done
    ]
    said = f"{voice} er bekymret. Skrevet ned af {row.noted_by}."
    return f"{said} Der er talt med {join_and(talked)}." if talked else said


def own_concern_tasks(
    concerns: Iterable[Concern], classes: Mapping[int, SchoolClass], today: date
) -> list[Task]:
    """Return the concerns that a user has noted and that others have not yet decided."""
    return [
        Task(
            what=f"Vent på ledelsen om {whom(row.pupil, classes.get(row.pupil_id))}",
            why="Din bekymring er sendt til skolens ledelse, som tager stilling til, "
            "hvad der skal ske.",
            url=reverse("cases:concern", args=[row.public_id]),
            button="Se bekymringen",
            bucket=Bucket.WAITING,
            due=sentence(near_day(row.noted_on, today)),
            due_note="skrev du den",
            names=frozenset({row.pupil_id}),
        )
        for row in concerns
    ]


def plan_1c_tasks(
    plans: Iterable[Handlingsplan1c], classes: Mapping[int, SchoolClass], world: World
) -> list[Task]:
    """Return the statutory plans (§ 1 c) that are not ready, with their ten working days."""
    tasks = []
    for plan in plans:
        pupil = plan.concern.pupil
        due = handlingsplan(plan.informed_on, world)
        number = len(due.reckoning.counted)
        begun = (
            "Midlertidige tiltag er i gang."
            if plan.temporary_measures
            else "Der er ikke skrevet midlertidige tiltag endnu; de skal i gang straks."
        )
        tasks.append(
            Task(
                what="Gør handlingsplanen for undervisningsmiljøet omkring "
                f"{whom(pupil, classes.get(pupil.pk))} færdig",
                why=f"Skolen fik besked {weekday_date(plan.informed_on)}. "
                f"Fristen er {number} arbejdsdage. {begun}",
                url=reverse("cases:concern", args=[plan.concern.public_id]),
                button="Fortsæt planen" if plan.measures else "Skriv planen",
                due_on=due.due_on,
                tags=rule_tags(RuleKey.HANDLINGSPLAN_1C),
                is_statutory=True,
                weight=weight_of(RuleKey.HANDLINGSPLAN_1C),
                names=frozenset({pupil.pk}),
            )
        )
    return tasks


def _url(case: Case, element: Element | None = None) -> str:
    if element is None:
        return reverse("cases:detail", args=[case.public_id])
    return reverse("cases:element", args=[case.public_id, element.value])


def led_by(
    states: Iterable[CaseState], user: User, covered: Collection[int] = ()
) -> tuple[list[CaseState], list[CaseState]]:
    """Part cases in those that a user leads, or stands in for, and those that others lead."""
    own: list[CaseState] = []
    others: list[CaseState] = []
    for state in states:
        (own if user.pk == state.case.tovholder_id or state.case.pk in covered else others).append(
            state
        )
    return own, others


def pupils_of(states: Collection[CaseState]) -> set[int]:
    """Return the pupils that some cases are about."""
    return {state.case.pupil_id for state in states}
