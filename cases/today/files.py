"""Files and the age of the figures as tasks."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.timezone import get_default_timezone

from absence.models import Import
from cases.today.flags import near_day
from cases.today.task import Bucket, Task
from kiss.lib.text import plural, weekday_date
from law.calendar import Calendar

# Absence comes in once a day; one missed delivery may be a quiet day, two are not.
FRESH_SCHOOL_DAYS = 2


def file_tasks(
    newest: Import | None, troubled: Iterable[Import], calendar: Calendar, today: date
) -> list[Task]:
    """Return what to do about figures that are old, files that were refused, lines left out.

    `newest` is the delivery that reaches furthest; without it there is nothing yet to be old.
    """
    tasks = [_repair(row, today) for row in troubled]
    if newest is None or newest.last_day is None:
        return tasks
    missing = calendar.days(newest.last_day, today)
    passed = [day for day in missing if newest.last_day < day < today]
    if len(passed) >= FRESH_SCHOOL_DAYS:
        number = plural(len(passed), "skoledag", "skoledage")
        tasks.append(
            Task(
                what="Indlæs nye fraværstal",
                why=f"De nyeste tal er fra {weekday_date(newest.last_day)}. Der mangler {number}, "
                "og frister kan være på vej, uden at nogen ser det.",
                url=reverse("absence:import"),
                button="Indlæs fil",
                bucket=Bucket.TODAY,
                due="I dag",
                due_note=f"{number} mangler",
            )
        )
    return tasks


def _repair(row: Import, today: date) -> Task:
    when = near_day(row.created_at.astimezone(get_default_timezone()).date(), today)
    if row.status == Import.Status.FAILED:
        return Task(
            what=f"Se, hvorfor filen {row.name} blev afvist",
            why=row.message or "Intet fra filen er læst ind.",
            url=reverse("absence:import_detail", args=[row.public_id]),
            button="Se filen",
            bucket=Bucket.TODAY,
            due=f"Afvist {when}",
        )
    lines = plural(row.rows_refused, "linje", "linjer")
    return Task(
        what=f"Ret {lines} i filen {row.name}",
        why="Resten af filen er læst ind. Hent de afviste linjer, ret dem, og læs dem ind igen.",
        url=reverse("absence:import_detail", args=[row.public_id]),
        button="Se linjerne",
        bucket=Bucket.WEEK,
        due=f"Indlæst {when}",
    )
