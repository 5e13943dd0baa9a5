"""Cases of children who have moved to another school, as lines for both schools."""

from collections.abc import Container, Iterable, Mapping

from django.urls import reverse

from absence.overview import whom
from absence.sentences import Tag
from cases.models import Case, Vacancy
from cases.today.task import Bucket, Task
from cases.today.work import CaseState
from kiss.lib.text import plain_date
from schools.models import SchoolClass

LACKS = (Tag("mangler tovholder", "late"),)


def moved_tasks(
    states: Iterable[CaseState],
    classes: Mapping[int, SchoolClass],
    asked: Container[int],
    vacancies: Mapping[int, Vacancy],
) -> list[Task]:
    """Return the cases to hand to the school where the child goes now, those `asked` left out."""
    return [
        Task(
            what=f"Giv sagen om {whom(state.case.pupil, goes)} videre til {goes.school}",
            why=f"Barnet går dér nu. {state.case.tovholder} har sagen, indtil en leder i Kom i "
            "skole-teamet dér har sagt ja.",
            url=reverse("cases:tovholder", args=[state.case.public_id]),
            button="Giv videre",
            bucket=Bucket.TODAY,
            due="Straks",
            due_note=f"flyttet {plain_date(vacancies[state.case.pk].since)}"
            if state.case.pk in vacancies
            else "",
            tags=LACKS,
            weight=2,
            names=frozenset({state.case.pupil_id}),
        )
        for state in states
        if (goes := classes.get(state.case.pupil_id))
        and goes.school_id != state.case.school_id
        and state.case.pk not in asked
        and not state.lacks_tovholder
    ]


def received_tasks(cases: Iterable[Case], classes: Mapping[int, SchoolClass]) -> list[Task]:
    """Return the children at one's own school whose case is still led at the school they left."""
    return [
        Task(
            what=f"Find en tovholder til {whom(case.pupil, classes.get(case.pupil_id))}",
            why=f"{case.pupil.first_name} er begyndt hos jer og har en åben sag på {case.school}. "
            f"Ring til {case.tovholder}{_phone(case)}, og aftal, hvem hos jer der tager over.",
            url=reverse("absence:pupil", args=[case.pupil.public_id]),
            button="Se barnet",
            bucket=Bucket.TODAY,
            due="Straks",
            due_note="sagen følger med, når en hos jer har sagt ja",
            tags=LACKS,
            weight=2,
            names=frozenset({case.pupil_id}),
        )
        for case in cases
    ]


def _phone(case: Case) -> str:
    return f", {case.tovholder.phone}" if case.tovholder.phone else ""
