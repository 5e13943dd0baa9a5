"""How a child is doing after the case was closed, as a quiet line."""

from datetime import date

from django.urls import reverse

from absence.overview import whom
from absence.sentences import Tag
from cases.aftercare import looks_of
from cases.today.task import Bucket, Task, end_of_week
from kiss.lib.text import plain_date
from schools.calendars import Calendars
from schools.models import User

MORE = (Tag("mere fravær end før", "soon"),)


def look_tasks(user: User, today: date, calendars: Calendars) -> list[Task]:
    """Return a user's looks of the week; where somebody else has forgotten one, whom to ask."""
    tasks = []
    for look in looks_of(user, today, end_of_week(today), calendars):
        case, weeks = look.check.closing.case, look.check.school_weeks
        who = whom(case.pupil, look.school_class)
        tasks.append(
            Task(
                what=f"Se, hvordan det går med {who}"
                if look.is_own
                else f"Spørg {case.tovholder.first_name}, hvordan det går med {who}",
                why=f"{weeks} skoleuger efter at sagen blev afsluttet. {look.told.sentence}",
                url=reverse("cases:after_check", args=[case.public_id, look.check.pk]),
                button="Se og svar" if look.check.due_on <= today else "Se, hvornår",
                due_on=look.check.due_on,
                bucket=None if look.is_own else Bucket.WAITING,
                due="" if look.is_own else case.tovholder.name,
                due_note="" if look.is_own else f"skulle have set {plain_date(look.check.due_on)}",
                tags=MORE if look.told.is_more else (),
                names=frozenset({case.pupil_id}),
            )
        )
    return tasks
