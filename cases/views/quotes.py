"""What the child has said, as a reader of the case meets it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from cases.models import ChildStatement
from cases.views.frame import Frame
from kiss.lib.text import possessive
from law.danish import short_date


def statements_of(case: int) -> QuerySet[ChildStatement]:
    """Return what the child has said, the newest first; `quotes_of` leaves out what is hidden."""
    return ChildStatement.objects.filter(case=case).order_by("-said_on", "-pk")


def quotes_of(frame: Frame, rows: Iterable[ChildStatement] | None = None) -> list[dict[str, Any]]:
    """Return the child's own words, the newest first, as `components/quote.html` reads them.

    Of what was said in confidence to others a reader who may not read it all sees only the day.
    """
    child = possessive(frame.case.pupil.first_name)
    found = []
    for row in statements_of(frame.case.pk) if rows is None else rows:
        source = f"{child} egne ord, {short_date(row.said_on)}"
        is_own = row.noted_by_id == frame.user.pk
        is_read = row.may_be_shared or is_own or frame.rights.reads_confided
        found.append(
            {
                "pk": row.pk,
                "text": row.text if is_read else "",
                "source": f"{source}, fortalt til {row.said_to}" if is_read else source,
                "may_be_shown": row.may_be_shared,
                "may_be_moved": frame.rights.write and (is_own or frame.rights.leads_by_name),
            }
        )
    return found


def open_quotes(frame: Frame) -> list[dict[str, Any]]:
    """Return those that may be shown to the parents: for pages that are read together with them."""
    return [quote for quote in quotes_of(frame) if quote["may_be_shown"]]
