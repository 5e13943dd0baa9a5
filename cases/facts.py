"""What is known about many cases at once: one statement, however many there are."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, Final, Self

from django.db.models import Min, QuerySet

from absence.models import Flag
from absence.overview import enrolments_of
from cases.levels import standing
from cases.models import (
    Case,
    ChildStatement,
    Concern,
    Contact,
    Cover,
    FollowUp,
    Goal,
    Handleplan,
    Handover,
    Indsats,
    Perspective,
)
from cases.phases import Arena, CaseFacts
from cases.vacant import moved_to
from kiss.lib.sql import Again, Kept, fetch
from law.danish import short_date
from law.verdicts import RuleKey
from meetings.models import Agreement, Meeting

# Nobody has talked with the home for so long.
QUIET = timedelta(days=14)
# Ways to reach somebody at once: a message left there is an attempt too.
SPOKEN = (Contact.Channel.TELEFON, Contact.Channel.HJEMMEBESOEG)
RUNNING = (Indsats.Status.AFTALT, Indsats.Status.I_GANG)


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything that some cases are judged by, asked in one statement."""

    led: Iterable[Any]
    plans: Iterable[Any]
    concerns: Iterable[Any]
    flags: Iterable[Any]
    followed: Iterable[Any]
    explored: Iterable[Any]
    spoken: Iterable[Any]
    goals: Iterable[Any]
    indsatser: Iterable[Any]
    asked: Iterable[Any]
    contacts: Iterable[Any]
    meetings: Iterable[Any]
    handovers: Iterable[Any]
    promised: Iterable[Any]
    classes: Iterable[Any]
    levels: Iterable[Any]
    covers: Iterable[Any]

    @classmethod
    def of(cls, cases: Collection[Case], today: date) -> Self:
        """Return the questions about some cases on a day, not asked yet."""
        if len(cases) == 1:
            [case] = cases
            return cls(*_OF_ONE.again(case.pk, case.pupil_id, today))
        ids = [case.pk for case in cases]
        return cls(*_questions(ids, [case.pupil_id for case in cases], today))

    def fetch(self, *also: QuerySet[Any, Any] | Again) -> None:
        """Ask all of it, and what somebody wants to know besides, in one statement."""
        fetch(*(getattr(self, one.name) for one in fields(self)), *also)


def _questions(ids: Sequence[int], pupils: Sequence[int], today: date) -> list[QuerySet[Any, Any]]:
    """Return the questions that `Rows` holds, in its order."""
    planned = Meeting.objects.filter(
        case__in=ids, status=Meeting.Status.PLANLAGT, starts_at__date__gte=today
    )
    return [
        Case.objects.filter(pk__in=ids).without_tovholder(today).values_list("pk", flat=True),
        Handleplan.objects.filter(case__in=ids).select_related("saved_by"),
        Concern.objects.filter(case__in=ids).values_list("case", "decided_on"),
        Flag.objects.open()
        .filter(pupil__in=pupils)
        .values_list("pupil_id", "rule", "effective_on"),
        Flag.objects.filter(decision__case__in=ids).values_list("decision__case", flat=True),
        Perspective.objects.filter(case__in=ids).values_list("case", "angle"),
        ChildStatement.objects.filter(case__in=ids).values_list("case", flat=True),
        Goal.objects.filter(plan__case__in=ids).values_list("plan__case", flat=True),
        Indsats.objects.filter(plan__case__in=ids, status__in=RUNNING).values_list(
            "pk", "plan__case", "arena", "is_contact"
        ),
        FollowUp.objects.filter(indsats__plan__case__in=ids).values_list("indsats", flat=True),
        Contact.objects.filter(case__in=ids)
        .order_by("on", "pk")
        .values_list("case", "outcome", "channel", "on"),
        planned.values("case").annotate(first=Min("starts_at__date")),
        Handover.objects.waiting().filter(case__in=ids).values_list("case", "to_user__name"),
        Agreement.objects.filter(meeting__case__in=ids, done_on=None, due_on__lt=today)
        .order_by("-due_on", "-pk")
        .values_list("meeting__case", "who", "what", "due_on", "meeting__public_id"),
        enrolments_of(pupils, today),
        standing(ids),
        Cover.objects.in_force(today).filter(case__in=ids).select_related("substitute"),
    ]


# Of one case they are always the same, and every page of a case asks them.
_OF_ONE: Final = Kept(lambda case, pupil, today: _questions([case], [pupil], today), int, int, date)


def facts_of(
    cases: Collection[Case], today: date, rows: Rows | None = None
) -> dict[int, CaseFacts]:
    """Return what the elements of each case are judged by on a day, by case id; one query.

    `rows` are the answers where somebody has asked already.
    """
    if rows is None:
        rows = Rows.of(cases, today)
        rows.fetch()
    unled = set(rows.led)
    plans = {plan.case_id: plan for plan in rows.plans}
    concerns = Counter(case_id for case_id, _ in rows.concerns)
    undecided = Counter(case_id for case_id, decided_on in rows.concerns if decided_on is None)
    flags = Counter(pupil_id for pupil_id, _, _ in rows.flags)
    unlawful = {pupil_id: on for pupil_id, key, on in rows.flags if key == RuleKey.UNLAWFUL_CONTACT}
    followed, goals = Counter(rows.followed), Counter(rows.goals)
    promised = {case_id: promise for case_id, *promise in rows.promised}
    explored = defaultdict(set)
    for case_id, angle in rows.explored:
        explored[case_id].add(angle)
    spoken = set(rows.spoken)
    running, in_class, contact, unasked = _indsatser(rows)
    unanswered, talked = _contacts(rows)
    meetings = {row["case"]: row["first"] for row in rows.meetings}
    asked = dict(rows.handovers)
    moved = moved_to(cases, rows.classes)
    levels = {row.case_id: row.level for row in rows.levels}
    covers = {row.case_id: row for row in rows.covers}
    return {
        case.pk: CaseFacts(
            has_tovholder=case.closed_on is not None or case.pk not in unled,
            substitute=covers[case.pk].substitute.name if case.pk in covers else "",
            substitute_id=covers[case.pk].substitute_id if case.pk in covers else None,
            covered_until=covers[case.pk].ends_on if case.pk in covers else None,
            moved_to=moved[case.pk].school_class.school.name if case.pk in moved else "",
            handover_to=asked.get(case.pk, ""),
            opened_on=case.opened_on,
            concerns=concerns[case.pk],
            undecided_concerns=undecided[case.pk],
            flags=flags[case.pupil_id],
            must_call=case.pupil_id in unlawful
            and talked.get(case.pk, date.min) < unlawful[case.pupil_id],
            late_promise=_promise(*promised[case.pk]) if case.pk in promised else "",
            late_promise_at=promised[case.pk][-1] if case.pk in promised else "",
            followed_flags=followed[case.pk],
            explored=explored[case.pk],
            child_has_spoken=case.pk in spoken,
            has_plan=case.pk in plans,
            goals=goals[case.pk],
            indsatser=running[case.pk],
            class_indsatser=in_class[case.pk],
            contact_indsatser=contact[case.pk],
            contact_agreed=plans[case.pk].contact_during_absence if case.pk in plans else "",
            no_class_reason=plans[case.pk].no_class_indsats_reason if case.pk in plans else "",
            indsatser_without_follow_up=unasked[case.pk],
            unanswered=unanswered[case.pk],
            last_talk_on=talked.get(case.pk),
            is_quiet=talked.get(case.pk, case.opened_on) <= today - QUIET,
            next_follow_up_on=plans[case.pk].next_follow_up_on if case.pk in plans else None,
            next_meeting_on=meetings.get(case.pk),
            level=levels[case.pk].name if case.pk in levels else "",
            follow_up_days=levels[case.pk].follow_up_days if case.pk in levels else None,
        )
        for case in cases
    }


def _promise(who: str, what: str, due_on: date, _: str) -> str:
    return f"{who}: {what} (senest {short_date(due_on)})"


def _indsatser(rows: Rows) -> tuple[Counter[int], Counter[int], Counter[int], Counter[int]]:
    asked = set(rows.asked)
    return (
        Counter(case_id for _, case_id, _, _ in rows.indsatser),
        Counter(
            case_id
            for _, case_id, arena, is_contact in rows.indsatser
            if arena == Arena.KLASSE and not is_contact
        ),
        Counter(case_id for _, case_id, _, is_contact in rows.indsatser if is_contact),
        Counter(case_id for pk, case_id, _, _ in rows.indsatser if pk not in asked),
    )


def _contacts(rows: Rows) -> tuple[Counter[int], dict[int, date]]:
    """Return the attempts since somebody last talked with the home, and when that was.

    A letter or a message that is sent is no attempt that failed; a call that ends in a message is.
    """
    since: Counter[int] = Counter()
    talked: dict[int, date] = {}
    for case_id, outcome, channel, on in rows.contacts:
        if outcome == Contact.Outcome.TALT:
            since[case_id], talked[case_id] = 0, on
        elif outcome == Contact.Outcome.INTET_SVAR or channel in SPOKEN:
            since[case_id] += 1
    return since, talked
