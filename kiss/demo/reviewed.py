"""Fjordby's monthly walk through the cases: last month's is finished, this month's is half done."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from cases import actions
from cases.models import Case
from cases.reviews import ONE_DAY, month_of
from kiss.demo.telling import as_user, written_at
from schools.models import Pupil, School, User

FRIDAY = 4
BY, AT = "karim@demo.invalid", time(14, 40)
# What more was needed: whose case, what, who, and how many days were given for it.
LAST_MONTH = {
    "emil": ("Aftal med SFO, hvem der tager imod om mandagen", "Mette Østergaard", 6),
}
THIS_MONTH = {
    "sofie": ("Inviter UU med til næste netværksmøde", "Karim Aziz Lindholm", 8),
    "jonathan": None,
    "emil": None,
}


def go_through(today: date, people: Mapping[str, User], pupils: Mapping[str, Pupil]) -> None:
    """Let the leader of the team have looked at all cases last month, and at some this month."""
    by = people[BY]
    month = month_of(today)
    ago = month - ONE_DAY
    while ago.weekday() > FRIDAY:
        ago -= ONE_DAY
    school = School.objects.get(team__members__user=by)
    cases = Case.objects.open().filter(school=school).select_related("pupil").order_by("pk")
    keys = {pupil.pk: key for key, pupil in pupils.items()}
    for case in cases.filter(opened_on__lte=ago):
        _review(case, LAST_MONTH.get(keys[case.pupil_id]), by, ago, is_done=True)
    for case in cases:
        key = keys[case.pupil_id]
        if key in THIS_MONTH and case.opened_on < today:
            on = max(month, today - timedelta(days=2), case.opened_on)
            _review(case, THIS_MONTH[key], by, on, is_done=False)


def _review(
    case: Case, more: tuple[str, str, int] | None, by: User, on: date, *, is_done: bool
) -> None:
    what, who, days = more or ("", "", 0)
    with as_user(by), written_at(on, AT):
        row = actions.review_case(
            case,
            verdict="mere" if more else "fortsaetter",
            what=what,
            who=who,
            due_on=on + timedelta(days=days) if more else None,
            on=on,
            by=by,
        )
        if more and is_done:
            actions.finish_review(row, on=on, by=by)
