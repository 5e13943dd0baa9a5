"""Papers that leave the house."""

from datetime import date

from django.db import transaction

from cases import timeline
from cases.models import Case, PlanVersion
from cases.models.record import EventKind
from cases.rights import still_holds
from schools.models import CustodyHolder, User


@transaction.atomic
def print_plan(
    case: Case,
    *,
    version: PlanVersion | None,
    parents: list[CustodyHolder],
    on: date,
    by: User,
) -> None:
    """Tell that the plan was made into paper for these parents; without a version as a draft.

    A closed case may still be printed: the home may ask for its copy at any time.
    """
    still_holds(by, case)
    timeline.record(
        EventKind.PLAN_PRINTED,
        pupil=case.pupil,
        case=case,
        on=on,
        by=by,
        version=version.number if version else 0,
        parents=[parent.pk for parent in parents],
    )
