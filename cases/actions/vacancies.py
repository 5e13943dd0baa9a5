"""Each night: which cases have lost the one who led them, and which have somebody again."""

from datetime import date
from functools import partial

from django.db import transaction

from cases import notices
from cases.models import Case, Vacancy
from cases.vacant import Vacant, told_about, vacant_on
from schools.models import User


@transaction.atomic
def find_vacancies(*, today: date) -> list[Vacancy]:
    """Mark the open cases that nobody may lead, and close the marks of those that are led again.

    Those who can appoint at the school, and where the child has moved to, get one mail each,
    without any name. Safe to run twice: what is marked already is left. Returns the new marks.
    """
    found = {row.case.pk: row for row in vacant_on(today)}
    # Nights that run at once take turns here.
    open_marks = Vacancy.objects.select_for_update(of=("self",)).filter(solved_on=None)
    marked = set()
    for row in open_marks.order_by("pk"):
        now = found.get(row.case_id)
        if now is None or (now.cause, now.to_school) != (row.cause, row.to_school):
            row.solved_on = today
            row.save()
        else:
            marked.add(row.case_id)
    new = [_mark(row, today) for pk, row in found.items() if pk not in marked]
    _tell(new, today)
    return new


def _mark(vacant: Vacant, today: date) -> Vacancy:
    case: Case = vacant.case
    row = Vacancy(
        case=case,
        tovholder=case.tovholder,
        cause=vacant.cause,
        to_school=vacant.to_school,
        since=vacant.since,
        found_on=today,
    )
    row.save()
    return row


def _tell(new: list[Vacancy], today: date) -> None:
    people: dict[int, User] = {}
    for row in new:
        schools = [row.case.school, *([row.to_school] if row.to_school else [])]
        for school in schools:
            people |= {user.pk: user for user in told_about(school, today)}
    for user in people.values():
        transaction.on_commit(partial(notices.tell_of_vacancy, user))
