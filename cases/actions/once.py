"""A form that is sent in twice does its work once."""

from collections.abc import Callable

from django.db import transaction

from cases.models import Submission
from schools.models import User


@transaction.atomic
def once(form_id: str, act: Callable[[], str], *, by: User) -> str:
    """Do what a form asks for and return the address to go to; the second time only the address.

    Two clicks at the same moment take turns on the unique row. If `act` refuses, nothing is kept
    and the form can be sent again. A form without an id is simply done.
    """
    if not form_id:
        return act()
    submission, is_first = Submission.objects.get_or_create(user=by, form_id=form_id)
    if not is_first:
        return submission.address
    submission.address = act()
    submission.save()
    return submission.address
