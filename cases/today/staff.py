"""What is to be done about a school's people, as lines. No child is named."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from absence.sentences import Tag
from cases.staff import ONE_DAY, Colleague, in_words
from cases.today.task import Line
from kiss.lib.text import plain_date, plural, relative, weekday_date
from schools.models import Membership, School


def staff_lines(
    people: Iterable[Colleague], school: School, today: date, *, may_give: bool
) -> list[Line]:
    """Return who has left cases behind, and then whose role ends soon, the first to end first."""
    left = [row for row in people if row.cases and not row.holds(today)]
    ending = [
        (role.ends_on, row, role)
        for row in people
        if row not in left and (role := row.ending(today))
    ]
    ending.sort(key=lambda found: (found[0], found[1].user.name, found[1].user.pk))
    return [
        *(_left_line(row, school) for row in left),
        *(_ending_line(row, role, school, today, may_give=may_give) for _, row, role in ending),
    ]


def _left_line(row: Colleague, school: School) -> Line:
    first, number = row.user.first_name, plural(row.cases, "åben sag", "åbne sager")
    since = f" siden {plain_date(row.left_on + ONE_DAY)}" if row.left_on else ""
    return Line(
        what=f"Udpeg en ny tovholder i stedet for {row.user.name}",
        why=f"{first} har ikke haft en rolle på skolen{since}, men står som tovholder på {number}.",
        tone="late",
        tags=(Tag("mangler tovholder", "late"),) if row.lacking else (),
        due="Straks",
        due_note="sagerne ligger stille imens" if row.cases > 1 else "sagen ligger stille imens",
        action_url=_person(row, school),
        action_label="Se sagerne" if row.cases > 1 else "Se sagen",
        primary=True,
        names=frozenset(),
    )


def _ending_line(
    row: Colleague, role: Membership, school: School, today: date, *, may_give: bool
) -> Line:
    first, number = row.user.first_name, plural(row.cases, "åben sag", "åbne sager")
    leads = f" og er tovholder på {number}" if row.cases else ""
    hand_on = "så giv sagerne en anden tovholder" if row.cases else "så skal I ikke gøre noget"
    last = role.ends_on or today
    return Line(
        what=f"Skal {row.user.name} fortsætte efter {weekday_date(last)}?",
        why=f"{first} er {in_words(role)}{leads}. "
        f"Hvis ja, så giv rollen igen. Hvis nej, {hand_on}.",
        tone="soon",
        tags=(),
        due=weekday_date(last).capitalize(),
        due_note=relative(last, today),
        action_url=f"{reverse('cases:staff_give', args=[school.public_id])}?igen={role.pk}"
        if may_give
        else _person(row, school),
        action_label="Giv rollen igen" if may_give else "Se roller",
        primary=False,
        names=frozenset(),
    )


def _person(row: Colleague, school: School) -> str:
    return reverse("cases:staff_person", args=[school.public_id, row.user.public_id])
