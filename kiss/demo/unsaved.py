"""What Mette had begun to write when the bell rang."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Final

from django.urls import reverse
from django.utils.timezone import make_aware

from cases import actions
from cases.models import Case
from kiss.demo.telling import Days
from schools.models import Pupil, User

AT: Final = time(14, 12)
WORDS: Final = (
    "Emils far fortalte ved lågen, at onsdag morgen gik uden mavepine for første gang siden "
    "efterårsferien. Bedstefar fulgte ham"
)


def leave_unsaved(days: Days, people: Mapping[str, User], pupils: Mapping[str, Pupil]) -> None:
    """Leave a note half written."""
    case = Case.objects.get(pupil=pupils["emil"], closed_on=None)
    actions.keep_draft(
        reverse("cases:note_new", args=[case.public_id]),
        {"text": [WORDS]},
        at=make_aware(datetime.combine(days.back(0), AT)),
        by=people["mette@demo.invalid"],
    )
