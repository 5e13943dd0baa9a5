"""One line of a case's story, and the lines of what is to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.timezone import get_default_timezone

from absence.models import Flag
from cases.models import Case, CaseParticipant, Handleplan, Handlingsplan1c, Underretning
from kiss.lib.text import clock
from law.danish import sentence
from law.deadlines import handlingsplan, underretning_receipt
from law.figures import World
from law.rules import rule
from meetings.models import Meeting

# An access that ends is worth a line when it is near.
SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line: `on` its day, `detail` a few words more, `by` who did it, `kind` "law" for a duty.

    `topic` is a key of TOPICS, or empty. `is_restricted` are lines about a restricted note or
    file. `corrections` are sentences that were added to the line,
    and `corrected_at` the address where one more can be.
    """

    on: date
    text: str
    detail: str = ""
    by: str = ""
    kind: str = ""
    url: str = ""
    topic: str = ""
    is_restricted: bool = False
    corrections: tuple[str, ...] = ()
    corrected_at: str = ""

    @property
    def words(self) -> str:
        """All that is read in the line, to look for something in."""
        return " ".join([self.text, self.detail, self.by, *self.corrections]).casefold()


def future_of(case: Case, world: World, today: date) -> Iterator[Entry]:
    """Yield what is to come in a case, in no order: meetings, follow-up, deadlines, last days."""
    yield from _meetings(case, today)
    yield from _receipts(case, world, today)
    if case.closed_on is not None:
        return
    yield from _next_follow_up(case, today)
    yield from _deadlines(case, world)
    ending = CaseParticipant.objects.filter(case=case, ends_on__range=(today, today + SOON))
    for part in ending.select_related("user"):
        if part.ends_on is not None:
            yield Entry(on=part.ends_on, text=f"Sidste dag med adgang for {part.user}")


def _meetings(case: Case, today: date) -> Iterator[Entry]:
    planned = Meeting.objects.filter(
        case=case, status=Meeting.Status.PLANLAGT, starts_at__date__gte=today
    )
    for meeting in planned:
        starts = meeting.starts_at.astimezone(get_default_timezone())
        yield Entry(
            on=starts.date(),
            text=f"{sentence(meeting.get_kind_display())} {clock(starts)}",
            detail=meeting.place,
            url=meeting.get_absolute_url(),
            topic="moeder",
        )


def _receipts(case: Case, world: World, today: date) -> Iterator[Entry]:
    for row in Underretning.objects.waiting().filter(case=case):
        if row.sent_on is None:
            continue
        due_on = underretning_receipt(row.sent_on, world).due_on
        if due_on >= today:
            yield Entry(
                on=due_on,
                text=f"Kvittering for underretning {row.number} skal være kommet",
                topic="sagen",
            )


def _next_follow_up(case: Case, today: date) -> Iterator[Entry]:
    plan = Handleplan.objects.filter(case=case).exclude(next_follow_up_on=None).first()
    if plan is None or plan.next_follow_up_on is None:
        return
    late = plan.next_follow_up_on < today
    yield Entry(
        on=plan.next_follow_up_on,
        text="Opfølgningen skulle være holdt" if late else "Opfølgning",
        detail=plan.next_follow_up_by,
        url=reverse("cases:element", args=[case.public_id, "opfoelgning"]),
        topic="planen",
    )


def _deadlines(case: Case, world: World) -> Iterator[Entry]:
    plans = Handlingsplan1c.objects.filter(concern__case=case, ready_on=None)
    for plan in plans.select_related("concern"):
        yield Entry(
            on=handlingsplan(plan.informed_on, world).due_on,
            text="Frist: handlingsplan efter § 1 c",
            kind="law",
            url=reverse("cases:concern", args=[plan.concern.public_id]),
            topic="planen",
        )
    waiting: dict[str, list[date]] = {}
    flags = Flag.objects.open().filter(pupil=case.pupil).exclude(due_on=None)
    for key, due_on in flags.order_by("due_on", "pk").values_list("rule", "due_on"):
        waiting.setdefault(key, []).append(due_on)
    for key, days in waiting.items():
        # Many spells of one rule are one question, with the newest day.
        yield Entry(
            on=days[-1],
            text=f"Frist: {rule(key).title}",
            detail=f"{len(days)} flag venter" if len(days) > 1 else "",
            kind="law",
            url=reverse("absence:pupil", args=[case.pupil.public_id]),
        )
