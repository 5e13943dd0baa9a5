"""Cases that are on their way to another tovholder, as lines."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from absence.overview import whom
from absence.sentences import Tag
from cases.models import Handover
from cases.today.task import Bucket, Task
from kiss.lib.text import plain_date, possessive
from law.danish import sentence
from schools.models import SchoolClass, User


def handover_tasks(
    rows: Iterable[Handover],
    classes: Mapping[int, SchoolClass],
    lacking: Collection[int],
    user: User,
    today: date,
) -> list[Task]:
    """Return what a user is asked to take over, what came back with a no, and what they wait for.

    A case in `lacking`, the cases without a tovholder, that waits for an answer stands there.
    """
    tasks = []
    for row in rows:
        who = whom(row.case.pupil, classes.get(row.case.pupil_id))
        if row.answer == Handover.Answer.AFSLAAET:
            tasks.append(_declined(row, who, user))
        elif row.to_user_id == user.pk:
            tasks.append(_asked(row, who))
        elif row.case_id not in lacking:
            tasks.append(_waiting(row, who, today))
    return tasks


def _asked(row: Handover, who: str) -> Task:
    return Task(
        what=f"Svar på, om du vil være tovholder for {who}",
        why=f"{row.asked_by} spørger. Historien, det der er lovet, og de næste datoer står samlet.",
        url=row.get_absolute_url(),
        button="Læs og svar",
        bucket=Bucket.TODAY,
        due="Så snart du kan",
        due_note=f"spurgt {plain_date(row.asked_on)}",
        weight=1,
        names=frozenset({row.case.pupil_id}),
    )


def _declined(row: Handover, who: str, user: User) -> Task:
    asker = "Du" if row.asked_by_id == user.pk else row.asked_by.name
    return Task(
        what=f"Find en anden tovholder til {who}",
        why=f"{asker} spurgte {row.to_user}, som sagde nej: {row.answer_note}",
        url=row.get_absolute_url(),
        button="Se svaret",
        bucket=Bucket.TODAY,
        due="Straks",
        due_note=f"{row.from_user.first_name} står som tovholder imens",
        tags=(Tag("sagde nej", "soon"),),
        weight=2,
        names=frozenset({row.case.pupil_id}),
    )


def _waiting(row: Handover, who: str, today: date) -> Task:
    since = "i dag" if row.asked_on == today else plain_date(row.asked_on)
    return Task(
        what=f"Vent på {possessive(row.to_user.first_name)} svar om {who}",
        why=f"{row.asked_by} har spurgt, om {row.to_user.first_name} tager over som tovholder. "
        f"Indtil da har {row.from_user.first_name} ansvaret.",
        url=row.get_absolute_url(),
        button="Se spørgsmålet",
        bucket=Bucket.WAITING,
        due=row.to_user.name,
        due_note=sentence(f"spurgt {since}"),
        names=frozenset({row.case.pupil_id}),
    )
