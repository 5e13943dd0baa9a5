"""An underretning that is not sent, waits for its receipt, or rests on old figures, as lines."""

from datetime import date

from absence.overview import classes_of, whom
from absence.sentences import Tag
from cases.models import Underretning
from cases.today.task import Bucket, Task
from cases.underretninger import Watched, to_correct, waiting_for, watched
from kiss.lib.text import plain_date
from law.danish import sentence
from law.figures import World
from schools.models import SchoolClass, User


def underretning_tasks(user: User, world: World, today: date) -> list[Task]:
    """Return what somebody owes an underretning: to send it, or to ask where the receipt is."""
    rows, old = waiting_for(user, today), to_correct(user, today)
    if not rows and not old:
        return []
    classes = classes_of({row.case.pupil_id for row in [*rows, *old]}, today)
    return [
        *[_task(row, watched(row, world, today), classes.get(row.case.pupil_id)) for row in rows],
        *[_correct(row, classes.get(row.case.pupil_id)) for row in old],
    ]


def _correct(row: Underretning, school_class: SchoolClass | None) -> Task:
    return Task(
        what=f"Fortæl modtageren, at tallene om {whom(row.case.pupil, school_class)} er rettet",
        why="Underretningen hviler på 15 procent, som ikke længere holder. Skriv en ny, der retter "
        "den.",
        url=row.get_absolute_url(),
        button="Åbn den",
        bucket=Bucket.TODAY,
        due="Snarest",
        tags=(Tag("tallene er rettet", "soon"),),
        weight=2,
        names=frozenset({row.case.pupil_id}),
    )


def _task(row: Underretning, found: Watched | None, school_class: SchoolClass | None) -> Task:
    who = whom(row.case.pupil, school_class)
    names = frozenset({row.case.pupil_id})
    if found is None:
        return Task(
            what=f"Send underretningen om {who}",
            why=f"{row.by} låste den {plain_date(row.made_on)}. Hent papiret, send det, og "
            "notér det.",
            url=row.get_absolute_url(),
            button="Åbn den",
            bucket=Bucket.TODAY,
            due="Straks",
            tags=(Tag("ikke sendt", "soon"),),
            weight=1,
            names=names,
        )
    due_on = found.deadline.due_on
    if found.is_missing:
        return Task(
            what=f"Spørg efter kvitteringen for underretningen om {who}",
            why=f"Den blev sendt {plain_date(found.deadline.start)}, og modtageren skulle have "
            "kvitteret. Ring, og hør, om den er kommet frem.",
            url=row.get_absolute_url(),
            button="Åbn den",
            due_on=due_on,
            tags=(Tag("kvittering mangler", "late"),),
            weight=2,
            names=names,
        )
    return Task(
        what=f"Vent på kvittering for underretningen om {who}",
        why=f"Den blev sendt {plain_date(found.deadline.start)}.",
        url=row.get_absolute_url(),
        button="Åbn den",
        due_on=due_on,
        bucket=Bucket.WAITING,
        due="Modtageren",
        due_note=sentence(f"senest {plain_date(due_on)}"),
        names=names,
    )
