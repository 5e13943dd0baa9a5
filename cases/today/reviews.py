"""The month's walk through the cases, and what it asked for, as lines."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.urls import reverse

from absence.overview import whom
from cases.models import CaseReview
from cases.reviews import Walk
from cases.today.task import Bucket, Task
from kiss.lib.text import month_year, plain_date, plural
from schools.models import SchoolClass, User


def walk_tasks(walks: Iterable[Walk], today: date) -> list[Task]:
    """Return the walks that are not finished; no child is named."""
    return [
        Task(
            what=f"Gennemgå {plural(len(walk.left), 'åben sag', 'åbne sager')} på {walk.school}",
            why=f"{_missed(walk)}{len(walk.seen)} af {len(walk.cases)} er set i "
            f"{month_year(walk.month)}. "
            "Lederen af Kom i skole-teamet ser på alle sager hver måned.",
            url=reverse("cases:reviews"),
            button="Fortsæt" if walk.seen else "Begynd",
            due_on=walk.due_on,
        )
        for walk in walks
        if walk.left
    ]


def _missed(walk: Walk) -> str:
    number = sum(case.pk in walk.missed for case in walk.left)
    if not number:
        return ""
    cases = plural(number, "sag", "sager")
    return f"{cases[:1].upper()}{cases[1:]} blev ikke set måneden før. "


def review_tasks(
    rows: Iterable[CaseReview],
    classes: Mapping[int, SchoolClass],
    visible_cases: Collection[int],
    user: User,
) -> list[Task]:
    """Return what reviews asked for and is not done, for the tovholder and whoever does it."""
    tasks = []
    for row in rows:
        if row.case_id not in visible_cases:
            continue
        who = whom(row.case.pupil, classes.get(row.case.pupil_id))
        mine = user.name.lower() in row.who.lower()
        tasks.append(
            Task(
                what=f"Der skal mere til for {who}: {row.what}"
                if mine
                else f"Hør {row.who} om {who}: {row.what}",
                why=f"Aftalt ved månedens gennemgang {plain_date(row.on)}.",
                url=f"{row.case.get_absolute_url()}#sagen",
                button="Åbn sagen",
                due_on=row.due_on,
                bucket=None if mine else Bucket.WAITING,
                names=frozenset({row.case.pupil_id}),
            )
        )
    return tasks
