"""What is to be done about a school's people, as lines. No child is named."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localtime, make_aware

from absence.sentences import Tag
from cases.staff import ONE_DAY, Colleague, in_words
from cases.today.task import Bucket, Line, Task, end_of_week
from kiss.lib.text import join_and, plain_date, plural, relative, weekday_date
from schools.models import Membership, RoleProposal, School, StaffReview, User
from schools.terms import confirm_by, suspended_from


def proposals_for(user: User, today: date) -> QuerySet[RoleProposal]:
    """Return the proposed roles that a user may confirm: not their own, nor of their making."""
    midnight = make_aware(datetime.combine(today, time()))
    rows = RoleProposal.objects.open_at(midnight).exclude(user=user).exclude(proposed_by=user)
    return rows.select_related("user", "proposed_by").order_by("proposed_at", "pk")


def staff_lines(
    people: Iterable[Colleague], school: School, today: date, *, may_give: bool
) -> list[Line]:
    """Return who is suspended, who left cases behind, and whose role ends soon, in that order."""
    left = [row for row in people if row.cases and not row.holds(today)]
    ending = [
        (role.ends_on, row, role)
        for row in people
        if row not in left and (role := row.ending(today))
    ]
    ending.sort(key=lambda found: (found[0], found[1].user.name, found[1].user.pk))
    waiting = [row for row in people if row.suspended_on]
    return [
        *(_suspended_line(waiting, school, may_give=may_give) if waiting else ()),
        *(_left_line(row, school) for row in left),
        *(_ending_line(row, role, school, today, may_give=may_give) for _, row, role in ending),
    ]


def _suspended_line(people: list[Colleague], school: School, *, may_give: bool) -> list[Line]:
    who = join_and(row.user.name for row in people)
    since = min(row.suspended_on for row in people if row.suspended_on)
    return [
        Line(
            what=f"Luk op for {who}, eller afslut rollerne",
            why="De er ikke bekræftet i dette kvartal eller har ikke logget ind i 90 dage. "
            "Adgangen kommer igen i samme øjeblik, de er bekræftet.",
            tone="late",
            tags=(Tag("sat på pause", "late"),),
            due="Straks",
            due_note=f"siden {plain_date(since)}",
            action_url=reverse("cases:staff_confirm", args=[school.public_id]) if may_give else "",
            action_label="Gennemgå listen",
            primary=True,
            names=frozenset(),
        )
    ]


def proposal_tasks(proposals: Iterable[RoleProposal]) -> list[Task]:
    """Return the roles that another person proposed and that somebody may confirm."""
    return [
        Task(
            what=f"Bekræft eller afvis: {row.user.name}, {row.get_role_display()}",
            why=f"{row.proposed_by.name} foreslår, at rollen "
            f"{'slutter' if row.membership_id else 'gives'}. To skal stå bag den.",
            url=reverse("cases:municipal"),
            button="Se forslaget",
            due=f"Senest {weekday_date(localtime(row.lapses_at).date())}",
            bucket=Bucket.TODAY,
        )
        for row in proposals
    ]


def review_tasks(waiting: Iterable[StaffReview], today: date) -> list[Task]:
    """Return the quarterly look through the people of the schools that somebody leads.

    It is to be seen from the first day, also before the week in which it is due.
    """
    return [_review_task(row, today) for row in waiting]


def _review_task(row: StaffReview, today: date) -> Task:
    last = confirm_by(row.opened_on)
    is_near = last <= end_of_week(today)
    return Task(
        what=f"Bekræft, hvem der stadig skal have adgang på {row.school}",
        why="Hvert kvartal ser skolens leder listen igennem. De, der ikke er bekræftet, sættes "
        f"på pause {weekday_date(suspended_from(row.opened_on))}.",
        url=reverse("cases:staff_confirm", args=[row.school.public_id]),
        button="Gennemgå listen",
        due_on=last if is_near else None,
        due="" if is_near else f"Senest {weekday_date(last)}",
        bucket=None if is_near else Bucket.WEEK,
    )


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
