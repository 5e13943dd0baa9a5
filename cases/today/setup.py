"""What those who see no child, or no name, come for: the list without names, and the rules."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.urls import reverse

from cases.today.task import Bucket, Task
from kiss.lib.text import plural
from law.rules import RULES
from law.sources import source
from schools.models import Closure, School


def nameless_tasks(waiting: Mapping[School, int], small_number: int) -> list[Task]:
    """Return one line per school for somebody who reads its flags without names."""
    return [
        Task(
            what=f"Se fraværsbilledet på {school}",
            why=f"{_pupils(number, small_number)} har flag, der venter på skolen. "
            "Du ser mønstre, aldrig navne.",
            url=f"{reverse('absence:list')}?skole={school.public_id}",
            button="Åbn listen",
            bucket=Bucket.WEEK,
            due="Før næste datamøde",
        )
        for school, number in sorted(waiting.items(), key=lambda item: (item[0].name, item[0].pk))
    ]


def _pupils(number: int, small_number: int) -> str:
    return plural(number, "elev", "elever") if number >= small_number else "Nogle få elever"


def rule_tasks(
    closures: Sequence[Closure],
    confirmed: Collection[str],
    school_year: tuple[date, date],
    today: date,
) -> list[Task]:
    """Return what the one who sets the system up has left to see to.

    `confirmed` are the keys of the sources that the municipality has confirmed.
    """
    tasks = []
    first, last = school_year
    if not any(row.starts_on <= last and row.ends_on >= first for row in closures):
        tasks.append(
            Task(
                what="Få skolekalenderen læst ind",
                why="Der er ingen ferier og lukkedage i skoleåret. Uden dem tæller alle hverdage "
                "som skoledage, og grænserne bliver forkerte.",
                url=reverse("cases:deadlines"),
                button="Se fristerne",
                bucket=Bucket.TODAY,
                due="Straks",
            )
        )
    open_sources = {
        rule.source
        for rule in RULES
        if rule.source not in confirmed and not source(rule.source, today).verified
    }
    if open_sources:
        number = plural(len(open_sources), "kilde", "kilder")
        tasks.append(
            Task(
                what=f"Få {number} bekræftet af en jurist",
                why="Reglerne bliver brugt, men ordlyden er ikke læst efter i selve loven.",
                url=f"{reverse('cases:deadlines')}#regler",
                button="Se kilderne",
                bucket=Bucket.WEEK,
                due="Når det passer",
            )
        )
    return tasks
