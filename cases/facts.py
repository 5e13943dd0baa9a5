"""What is known about many cases at once: a fixed number of queries, however many there are."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.db.models import Min, Q

from absence.models import Flag
from cases.levels import levels_of
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
from cases.vacant import moved_cases
from meetings.models import Meeting

# Nobody has talked with the home for so long.
QUIET = timedelta(days=14)
RUNNING = (Indsats.Status.AFTALT, Indsats.Status.I_GANG)


def facts_of(cases: Collection[Case], today: date) -> dict[int, CaseFacts]:
    """Return what the elements of each case are judged by on a day, by case id."""
    ids = [case.pk for case in cases]
    led = set(ids) - set(
        Case.objects.filter(pk__in=ids).without_tovholder(today).values_list("pk", flat=True)
    )
    plans = {plan.case_id: plan for plan in Handleplan.objects.filter(case__in=ids)}
    concerns, undecided = _concerns(ids)
    flags = Counter(
        Flag.objects.open()
        .filter(pupil__in=[case.pupil_id for case in cases])
        .values_list("pupil_id", flat=True)
    )
    followed = Counter(
        Flag.objects.filter(decision__case__in=ids).values_list("decision__case", flat=True)
    )
    explored = defaultdict(set)
    for case_id, angle in Perspective.objects.filter(case__in=ids).values_list("case", "angle"):
        explored[case_id].add(angle)
    spoken = set(ChildStatement.objects.filter(case__in=ids).values_list("case", flat=True))
    goals = Counter(Goal.objects.filter(plan__case__in=ids).values_list("plan__case", flat=True))
    running, in_class, unasked = _indsatser(ids)
    unanswered, talked = _contacts(ids)
    meetings = _next_meetings(ids, today)
    asked = dict(
        Handover.objects.waiting().filter(case__in=ids).values_list("case", "to_user__name")
    )
    moved = moved_cases(cases, today)
    levels = levels_of(ids)
    covers = {
        row.case_id: row
        for row in Cover.objects.in_force(today).filter(case__in=ids).select_related("substitute")
    }
    return {
        case.pk: CaseFacts(
            has_tovholder=case.closed_on is not None or case.pk in led,
            substitute=covers[case.pk].substitute.name if case.pk in covers else "",
            substitute_id=covers[case.pk].substitute_id if case.pk in covers else None,
            covered_until=covers[case.pk].ends_on if case.pk in covers else None,
            moved_to=moved[case.pk].school_class.school.name if case.pk in moved else "",
            handover_to=asked.get(case.pk, ""),
            opened_on=case.opened_on,
            concerns=concerns[case.pk],
            undecided_concerns=undecided[case.pk],
            flags=flags[case.pupil_id],
            followed_flags=followed[case.pk],
            explored=explored[case.pk],
            child_has_spoken=case.pk in spoken,
            has_plan=case.pk in plans,
            goals=goals[case.pk],
            indsatser=running[case.pk],
            class_indsatser=in_class[case.pk],
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


def _concerns(ids: Iterable[int]) -> tuple[Counter[int], Counter[int]]:
    rows = list(Concern.objects.filter(case__in=ids).values_list("case", "decided_on"))
    return (
        Counter(case_id for case_id, _ in rows),
        Counter(case_id for case_id, decided_on in rows if decided_on is None),
    )


def _indsatser(ids: Iterable[int]) -> tuple[Counter[int], Counter[int], Counter[int]]:
    rows = list(
        Indsats.objects.filter(plan__case__in=ids, status__in=RUNNING).values_list(
            "pk", "plan__case", "arena"
        )
    )
    asked = set(
        FollowUp.objects.filter(indsats__plan__case__in=ids).values_list("indsats", flat=True)
    )
    return (
        Counter(case_id for _, case_id, _ in rows),
        Counter(case_id for _, case_id, arena in rows if arena == Arena.KLASSE),
        Counter(case_id for pk, case_id, _ in rows if pk not in asked),
    )


def _contacts(ids: Iterable[int]) -> tuple[Counter[int], dict[int, date]]:
    """Return the attempts since somebody last talked with the home, and when that was."""
    since: Counter[int] = Counter()
    talked: dict[int, date] = {}
    rows = Contact.objects.filter(case__in=ids).order_by("on", "pk")
    for case_id, outcome, on in rows.values_list("case", "outcome", "on"):
        if outcome == Contact.Outcome.TALT:
            since[case_id], talked[case_id] = 0, on
        else:
            since[case_id] += 1
    return since, talked


def _next_meetings(ids: Iterable[int], today: date) -> dict[int, date]:
    rows = (
        Meeting.objects.filter(case__in=ids, status=Meeting.Status.PLANLAGT)
        .filter(Q(starts_at__date__gte=today))
        .values("case")
        .annotate(first=Min("starts_at__date"))
    )
    return {row["case"]: row["first"] for row in rows}
