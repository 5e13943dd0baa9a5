"""What the leader of the team says of a case each month, and that it was done."""

from datetime import date

from django.db import transaction

from cases import timeline
from cases.actions.saving import hold_open, save, written
from cases.models import Case, CaseReview
from cases.models.record import EventKind
from kiss.lib.models import Refused
from schools.models import User

MORE = CaseReview.Verdict.MORE


@transaction.atomic
def review_case(
    case: Case,
    *,
    verdict: str,
    what: str,
    who: str,
    due_on: date | None,
    on: date,
    by: User,
) -> CaseReview:
    """Say what the month's look at a case led to; said again in the month, it is changed.

    When more is needed it says what, who and by when: a task until it is done. Raises Refused if
    one of them is missing, or if the day has passed.
    """
    held = hold_open(case, by=by)
    if verdict == MORE:
        what = written(what, "Skriv, hvad der skal til.")
        who = written(who, "Skriv, hvem der gør det.")
        if due_on is None or due_on < on:
            raise Refused("Vælg en dag fra i dag og frem.")
    else:
        what, who, due_on = "", "", None
    month = on.replace(day=1)
    row = CaseReview.objects.filter(case=held, month=month).first()
    row = row or CaseReview(case=held, month=month)
    row.verdict, row.what, row.who, row.due_on = verdict, what, who, due_on
    row.on, row.by, row.done_on = on, by, None
    save(row, by=by)
    timeline.record(
        EventKind.CASE_REVIEWED,
        pupil=held.pupil,
        case=held,
        on=on,
        by=by,
        verdict=row.get_verdict_display(),
        review=row.pk,
    )
    return row


@transaction.atomic
def finish_review(review: CaseReview, *, on: date, by: User) -> None:
    """Note that what more was needed has been done; a second click changes nothing."""
    row = CaseReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    hold_open(row.case, by=by)
    if row.verdict != MORE:
        raise Refused("Der er ikke aftalt mere i den gennemgang.")
    if row.done_on is None:
        row.done_on = on
        save(row, by=by)
