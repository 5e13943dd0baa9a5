"""The end of a case in dialogue, the quiet looks afterwards, and opening it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from cases import permissions, timeline
from cases.actions.cases import (
    already,
    check_tovholder,
    end_cover_rows,
    stop_asking,
    take_in_concerns,
)
from cases.actions.saving import hold_open, hold_pupil, save, take_off, written
from cases.closing import (
    ONE_MORE,
    SCHOOL_WEEK,
    Against,
    Before,
    Signpost,
    against,
    looks_after,
)
from cases.models import (
    AfterCheck,
    Case,
    CaseParticipant,
    Closing,
    ClosingAnswer,
    Cover,
    FocusChange,
)
from cases.models.record import EventKind
from cases.phases import Element
from cases.rights import still_holds
from kiss.lib.models import Refused, in_force
from law.calendar import Calendar, NoSchoolDayError
from meetings.models import Meeting
from schools.models import User


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialogue:
    """What was said when people decided together to end a case.

    `answers` holds, for each signpost, the answer (`ClosingAnswer.Answer`) and a note.
    """

    answers: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    took_part: str = ""
    kept_up: str = ""
    handed_to: str = ""
    despite: str = ""


@transaction.atomic
def close_case(
    case: Case,
    *,
    reason: str,
    on: date,
    by: User,
    kind: str = Closing.Kind.ANDET,
    dialogue: Dialogue | None = None,
    calendar: Calendar | None = None,
    grade: int | None = None,
) -> Closing:
    """Close a case for a stated reason. Those who were named on it lose their access after the day.

    With `kind` DIALOG the `dialogue` is whole: all seven signposts are answered, and where the
    child's `calendar` and `grade` speak against the day, or a signpost is answered no, it says why
    the case ends all the same. Then the looks afterwards are planned in the same calendar.
    Raises Refused while a meeting on the case lies ahead, and when something is missing.
    """
    reason = written(reason, "Skriv, hvorfor sagen afsluttes.")
    held = hold_open(case, by=by)
    coming = Meeting.objects.filter(
        case=held, status=Meeting.Status.PLANLAGT, starts_at__date__gt=on
    )
    if coming.exists():
        raise Refused("Der er et planlagt møde i sagen. Hold det eller aflys det først.")
    closing = Closing(case=held, on=on, by=by, kind=kind, reason=reason)
    if kind == Closing.Kind.DIALOG:
        speaks = against(calendar, grade, on) if calendar else []
        _fill(closing, dialogue or Dialogue(), speaks)
    save(closing, by=by)
    if kind == Closing.Kind.DIALOG and dialogue is not None:
        _keep_answers(closing, dialogue, by)
        _plan_looks(closing, calendar, by)
    _end_access(held, on=on, by=by)
    held.closed_on, held.closing_reason = on, reason
    save(held, by=by, reason=reason)
    permissions.sync(held)
    timeline.record(EventKind.CLOSED, pupil=held.pupil, case=held, on=on, by=by, closing=closing.pk)
    case.closed_on, case.closing_reason = on, reason
    return closing


def speaks_against(answers: Mapping[str, tuple[str, str]], days: list[Against]) -> bool:
    """Tell whether ending now asks for a reason: a no among the answers, or an unwise day."""
    return bool(days) or any(answer == ClosingAnswer.Answer.NEJ for answer, _ in answers.values())


def _fill(closing: Closing, dialogue: Dialogue, days: list[Against]) -> None:
    left = [post for post in Signpost if post not in dialogue.answers]
    if left:
        raise Refused(f"Svar på alle syv pejlemærker. I mangler: {left[0].label}")
    closing.took_part = written(
        dialogue.took_part, "Skriv, hvem der har været med til at beslutte det."
    )
    closing.kept_up = written(
        dialogue.kept_up, "Skriv, hvad der bliver ved i skolen og hjemme, også hvis intet gør."
    )
    closing.handed_to = written(
        dialogue.handed_to, "Skriv, hvem af de daglige voksne der har fået besked og tager over."
    )
    if speaks_against(dialogue.answers, days):
        closing.despite = written(
            dialogue.despite, "Noget taler imod at slutte nu. Skriv, hvorfor I gør det alligevel."
        )


def _keep_answers(closing: Closing, dialogue: Dialogue, by: User) -> None:
    for post in Signpost:
        answer, note = dialogue.answers[post]
        row = ClosingAnswer(closing=closing, signpost=post, answer=answer, note=note.strip())
        save(row, by=by)


def _plan_looks(closing: Closing, calendar: Calendar | None, by: User) -> None:
    for weeks, due_on in looks_after(calendar, closing.on) if calendar else ():
        save(AfterCheck(closing=closing, school_weeks=weeks, due_on=due_on), by=by)


def _end_access(case: Case, *, on: date, by: User) -> None:
    for part in CaseParticipant.objects.filter(case=case):
        if part.starts_on > on:
            take_off(part, by=by)
        elif part.ends_on is None or part.ends_on > on:
            part.ends_on = on
            save(part, by=by, reason="Sagen blev afsluttet")
    end_cover_rows(case, Cover.objects.not_over(on).filter(case=case), on=on, by=by)
    stop_asking(case, "Sagen blev afsluttet.", on=on, by=by)


@transaction.atomic
def look_after(
    check: AfterCheck,
    *,
    verdict: str,
    note: str,
    told: Before,
    calendar: Calendar,
    on: date,
    by: User,
) -> AfterCheck:
    """Say how a child is doing some weeks after the end; what the figures told is kept with it.

    "We keep an eye" plans one more look ONE_MORE school weeks on, where none lies sooner.
    "It is to be opened again" only says so: `reopen_case` does it. Raises Refused before the day,
    for a look that has been answered or has fallen away, and for worry without a word of why.
    """
    held = Case.objects.select_for_update(of=("self",)).get(pk=check.closing.case_id)
    still_holds(by, held)
    row = AfterCheck.objects.select_related("closing").get(pk=check.pk)
    if row.verdict:
        raise Refused("Eftertjekket er allerede besvaret.")
    if row.dropped_on or held.closed_on is None:
        raise Refused("Sagen er åben igen, så eftertjekket er faldet bort.")
    if on < row.due_on:
        raise Refused("Det er for tidligt at svare på det her eftertjek.")
    if verdict != AfterCheck.Verdict.GODT:
        note = written(note, "Skriv kort, hvad I ser.")
    row.verdict, row.note, row.on, row.by = verdict, note.strip(), on, by
    row.before_halves, row.before_days = told.before_halves, told.before_days
    row.since_halves, row.since_days = told.since_halves, told.since_days
    save(row, by=by)
    if verdict == AfterCheck.Verdict.OEJE:
        _one_more(row, calendar, on, by)
    timeline.record(
        EventKind.AFTER_CHECKED,
        pupil=held.pupil,
        case=held,
        on=on,
        by=by,
        weeks=row.school_weeks,
        verdict=row.get_verdict_display(),
        check=row.pk,
    )
    return row


def _one_more(check: AfterCheck, calendar: Calendar, on: date, by: User) -> None:
    closing = check.closing
    try:
        due_on = calendar.nth_school_day(on, ONE_MORE * SCHOOL_WEEK)
    except NoSchoolDayError:
        return
    if closing.checks.waiting().filter(due_on__lte=due_on).exists():
        return
    weeks = calendar.school_days(closing.on, due_on) // SCHOOL_WEEK
    taken = set(closing.checks.values_list("school_weeks", flat=True))
    while weeks in taken:
        weeks += 1
    save(AfterCheck(closing=closing, school_weeks=weeks, due_on=due_on), by=by)


@transaction.atomic
def reopen_case(case: Case, *, tovholder: User, reason: str, on: date, by: User) -> Case:
    """Open a closed case again with all that stands in it, and say who leads it from now on.

    The former end stays as it was, with why it did not hold. Concerns that nobody has decided
    follow into the case. The people who were named on the case
    are not named again by this. Raises Refused if it is open, if the child has another open case,
    or goes to another school now, or if the tovholder may not lead it.
    """
    reason = written(reason, "Skriv, hvorfor sagen åbnes igen.")
    hold_pupil(case.pupil)
    held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    still_holds(by, held)
    if held.closed_on is None:
        raise Refused("Sagen er allerede åben.")
    if other := Case.objects.open().filter(pupil=held.pupil).first():
        raise Refused(already(other, held.school))
    here = held.pupil.enrolments.filter(in_force(on), school_class__school=held.school)
    if not here.exists():
        raise Refused(
            f"Eleven går ikke på {held.school} mere. Opret en ny sag på den skole, hvor eleven går."
        )
    check_tovholder(tovholder, held.school, held.pupil, on)
    for closing in held.closings.filter(reopened_on=None):
        closing.reopened_on, closing.reopened_because, closing.reopened_by = on, reason, by
        save(closing, by=by)
        for check in closing.checks.waiting():
            check.dropped_on = on
            save(check, by=by)
    was = held.focus
    held.closed_on, held.closing_reason = None, ""
    held.tovholder, held.focus = tovholder, Element.AFDAEKNING
    save(held, by=by, reason=reason)
    if was != Element.AFDAEKNING:
        change = FocusChange(
            case=held, from_element=was, to_element=held.focus, reason=reason, by=by, on=on
        )
        save(change, by=by)
    take_in_concerns(held, None, on=on, by=by, said="Sagen er åbnet igen")
    permissions.sync(held)
    timeline.record(
        EventKind.REOPENED, pupil=held.pupil, case=held, on=on, by=by, user=tovholder.pk
    )
    case.closed_on, case.closing_reason = None, ""
    case.tovholder, case.focus = tovholder, held.focus
    return held
