"""One line of a case's story, and the lines of what is to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.urls import reverse
from django.utils.timezone import get_default_timezone

from absence.models import Flag
from cases.models import Case, CaseParticipant, Handleplan, Handlingsplan1c, Underretning
from cases.topics import Reader
from kiss.lib.sql import fetch
from kiss.lib.text import clock
from law.danish import sentence
from law.deadlines import handlingsplan, underretning_receipt
from law.figures import World
from law.rules import rule
from meetings.models import Meeting, Participant

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


class Coming:
    """What is to come in a case: the questions to ask, and the lines they make."""

    def __init__(self, case: Case, today: date, reader: Reader) -> None:
        self.case, self.today = case, today
        own = Participant.objects.filter(user=reader.user_id, meeting=OuterRef("pk"))
        self.meetings = Meeting.objects.filter(
            case=case, status=Meeting.Status.PLANLAGT, starts_at__date__gte=today
        ).annotate(opens=Value(value=True) if reader.meetings else Exists(own))
        self.follow_ups = Handleplan.objects.filter(case=case).exclude(next_follow_up_on=None)
        self.plans_1c = Handlingsplan1c.objects.filter(
            concern__case=case, ready_on=None
        ).select_related("concern")
        self.flags = (
            Flag.objects.open()
            .filter(pupil=case.pupil_id)
            .exclude(due_on=None)
            .order_by("due_on", "pk")
            .values_list("rule", "due_on")
        )
        self.receipts = Underretning.objects.waiting().filter(case=case)
        self.ending = CaseParticipant.objects.filter(
            case=case, ends_on__range=(today, today + SOON)
        ).select_related("user")

    @property
    def questions(self) -> list[QuerySet[Any, Any]]:
        """What is to be asked; of a closed case only its meetings and receipts."""
        if self.case.closed_on is not None:
            return [self.meetings, self.receipts]
        open_case = [self.follow_ups, self.plans_1c, self.flags, self.ending]
        return [self.meetings, self.receipts, *open_case]

    def entries(self, world: World) -> Iterator[Entry]:
        """Yield the lines, in no order: meetings, follow-up, deadlines, last days."""
        yield from self._meetings()
        yield from self._receipts(world)
        if self.case.closed_on is not None:
            return
        yield from self._next_follow_up()
        yield from self._deadlines(world)
        for part in self.ending:
            if part.ends_on is not None:
                yield Entry(on=part.ends_on, text=f"Sidste dag med adgang for {part.user}")

    def _meetings(self) -> Iterator[Entry]:
        for meeting in self.meetings:
            starts = meeting.starts_at.astimezone(get_default_timezone())
            yield Entry(
                on=starts.date(),
                text=f"{sentence(meeting.get_kind_display())} {clock(starts)}",
                detail=meeting.place,
                url=meeting.get_absolute_url() if meeting.opens else "",
                topic="moeder",
            )

    def _receipts(self, world: World) -> Iterator[Entry]:
        for row in self.receipts:
            if row.sent_on is None:
                continue
            due_on = underretning_receipt(row.sent_on, world).due_on
            if due_on >= self.today:
                yield Entry(
                    on=due_on,
                    text=f"Kvittering for underretning {row.number} skal være kommet",
                    topic="sagen",
                )

    def _next_follow_up(self) -> Iterator[Entry]:
        for plan in self.follow_ups:
            if plan.next_follow_up_on is None:
                continue
            late = plan.next_follow_up_on < self.today
            yield Entry(
                on=plan.next_follow_up_on,
                text="Opfølgningen skulle være holdt" if late else "Opfølgning",
                detail=plan.next_follow_up_by,
                url=reverse("cases:element", args=[self.case.public_id, "opfoelgning"]),
                topic="planen",
            )

    def _deadlines(self, world: World) -> Iterator[Entry]:
        for plan in self.plans_1c:
            yield Entry(
                on=handlingsplan(plan.informed_on, world).due_on,
                text="Frist: handlingsplan efter § 1 c",
                kind="law",
                url=reverse("cases:concern", args=[plan.concern.public_id]),
                topic="planen",
            )
        waiting: dict[str, list[date]] = {}
        for key, due_on in self.flags:
            waiting.setdefault(key, []).append(due_on)
        for key, days in waiting.items():
            # Many spells of one rule are one question, with the newest day.
            yield Entry(
                on=days[-1],
                text=f"Frist: {rule(key).title}",
                detail=f"{len(days)} flag venter" if len(days) > 1 else "",
                kind="law",
                url=reverse("absence:pupil", args=[self.case.pupil.public_id]),
            )


def future_of(case: Case, world: World, today: date) -> Iterator[Entry]:
    """Return what is to come in a case, in no order, as it is told to the case's next tovholder."""
    coming = Coming(case, today, Reader())
    fetch(*coming.questions)
    return coming.entries(world)
