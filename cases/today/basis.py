"""What the law and the home ask, as lines: underretninger, consents, and plans after § 1 c."""

from datetime import date

from absence.overview import classes_of, whom
from cases.consents import ending_soon
from cases.permissions import LEAD, named_on
from cases.today.plans_1c import plan_tasks
from cases.today.task import Bucket, Task
from cases.today.underretninger import underretning_tasks
from kiss.lib.text import plain_date
from law.danish import sentence
from law.figures import World
from schools.models import User


def basis_tasks(user: User, world: World, today: date) -> list[Task]:
    """Return what an underretning waits for, which consents end soon, and which plans are due."""
    return [
        *underretning_tasks(user, world, today),
        *consent_tasks(user, today),
        *plan_tasks(user, world, today),
    ]


def consent_tasks(user: User, today: date) -> list[Task]:
    """Return the consents that end soon in the cases a user leads or stands in for."""
    led = named_on(user, today, LEAD)
    rows = ending_soon(user, led, today) if led else []
    classes = classes_of({row.case.pupil_id for row in rows}, today) if rows else {}
    return [
        Task(
            what=f"Spørg til samtykket om {whom(row.case.pupil, classes.get(row.case.pupil_id))}",
            why=f"Samtykket til {row.recipient} slutter {plain_date(row.ends_on)}, og adgang, der "
            "hviler på det, slutter med.",
            url=row.get_absolute_url(),
            button="Se samtykket",
            bucket=Bucket.WAITING,
            due="Hjemmet",
            due_note=sentence(f"slutter {plain_date(row.ends_on)}"),
            names=frozenset({row.case.pupil_id}),
        )
        for row in rows
    ]
