"""Emergency access: asked for, begun, ended, and looked into by somebody else."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.timezone import localtime, make_aware

from cases.actions.oversight import ANSWERED_ELSEWHERE, answer, raise_alarm
from cases.actions.saving import hold_pupil, written
from cases.alarms import Find
from cases.emergency import (
    LENGTH,
    OFTEN,
    OFTEN_WITHIN,
    REASON_AT_LEAST,
    TRIES,
    TRIES_WITHIN,
    due_after,
    find_case,
    may_use,
)
from cases.models import Case, EmergencyAccess, EmergencyTry
from cases.models.record import EventKind
from cases.permissions import remember, visible_cases
from cases.relations import is_related
from cases.rights import still_holds
from cases.timeline import record
from kiss.lib.models import Refused
from kiss.lib.text import clock
from schools.actions.saving import keep
from schools.models import Alarm, User, Verdict

Stop = EmergencyAccess.Stop


@transaction.atomic
def find_in_emergency(*, number: str, name: str, at: datetime, on: date, by: User) -> Case | None:
    """Return the case that a number and a child's full name together point to.

    A wrong pair gives None and leaves a row. Raises Refused after five of them within an hour,
    and for a case that the user can see as it is.
    """
    _hold(by)
    still_holds(by)
    tries = EmergencyTry.objects.filter(user=by, at__gt=at - TRIES_WITHIN).order_by("-at", "-pk")
    latest = list(tries[:TRIES])
    if len(latest) == TRIES:
        again = clock(localtime(latest[-1].at + TRIES_WITHIN))
        raise Refused(
            f"Du har prøvet {TRIES} gange. Du kan prøve igen {again}. Ring i stedet til skolen "
            "eller den sociale vagt, og er barnet i fare nu, så ring 112."
        )
    case = find_case(by, number, name, on)
    if case is None:
        EmergencyTry.objects.create(user=by, at=at, number=number)
        if len(latest) + 1 == TRIES:
            _ask_about_tries(by, first_at=latest[-1].at, at=at, on=on)
        return None
    if visible_cases(by, on).filter(pk=case.pk).exists():
        raise Refused(f"Du kan allerede se sag {case.number}. Find den under Sager.")
    return case


def _hold(user: User) -> None:
    """Let what one user does at the same moment in two windows take turns."""
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)


def _ask_about_tries(user: User, *, first_at: datetime, at: datetime, on: date) -> None:
    raise_alarm(
        Find(
            kind=Alarm.Kind.EMERGENCY_WRONG,
            user_id=user.pk,
            number=TRIES,
            limit=TRIES,
            first_at=first_at,
            last_at=at,
            about=f"{localtime(at):%H.%M}",
        ),
        on,
    )


@transaction.atomic
def open_emergency(
    case: Case, *, category: str, reason: str, at: datetime, on: date, by: User
) -> EmergencyAccess:
    """Let somebody read a case for an hour, and tell those who answer for it at once.

    Raises Refused without a reason of twenty characters, while another hour of theirs lasts, and
    to whoever may not ask or is related to the child.
    """
    reason = written(reason, "Skriv, hvad der er sket, og hvem du har prøvet at få fat i.")
    if len(reason) < REASON_AT_LEAST:
        raise Refused(f"Skriv lidt mere: mindst {REASON_AT_LEAST} tegn.")
    _hold(by)
    hold_pupil(case.pupil)
    still_holds(by)
    if not may_use(by, on) or is_related(by, case.pupil, on):
        raise Refused("Du kan ikke bruge nødadgang til den sag.")
    stop_expired(at=at, user=by)
    if EmergencyAccess.objects.filter(user=by, stopped_at=None).exists():
        raise Refused("Du har allerede en nødadgang åben. Luk den, før du åbner en anden.")
    access = EmergencyAccess(
        user=by,
        case=case,
        category=category,
        reason=reason,
        opened_at=at,
        ends_at=at + LENGTH,
        due_on=due_after(on),
    )
    keep(access, by=by, reason="åbnet")
    record(
        EventKind.EMERGENCY_OPENED,
        case=case,
        pupil=case.pupil,
        on=on,
        by=by,
        when=clock(localtime(at)),
    )
    _log(access, at=at, page="cases:emergency_new", purpose="Nødadgang begyndt", method="POST")
    _ask_about(access, at=at, on=on)
    return access


def _log(access: EmergencyAccess, *, at: datetime, page: str, purpose: str, method: str) -> None:
    remember(
        access.user,
        [access.case.pupil_id],
        at=at,
        page=page,
        purpose=purpose,
        case_number=access.case.number,
        method=method,
    )


def _ask_about(access: EmergencyAccess, *, at: datetime, on: date) -> None:
    raise_alarm(_find(access, Alarm.Kind.EMERGENCY, number=1, last_at=at), on)
    lately = EmergencyAccess.objects.filter(user=access.user, opened_at__gt=at - OFTEN_WITHIN)
    number = lately.count()
    if number >= OFTEN:
        first = lately.earliest("opened_at")
        find = Find(
            kind=Alarm.Kind.EMERGENCY_OFTEN,
            user_id=access.user_id,
            number=number,
            limit=OFTEN,
            first_at=first.opened_at,
            last_at=at,
        )
        raise_alarm(find, on)


def _find(access: EmergencyAccess, kind: Alarm.Kind, *, number: int, last_at: datetime) -> Find:
    return Find(
        kind=kind,
        user_id=access.user_id,
        number=number,
        limit=1,
        first_at=access.opened_at,
        last_at=last_at,
        about=access.public_id,
        pupil_id=access.case.pupil_id,
        cases=access.case.number,
    )


@transaction.atomic
def stop_emergency(access: EmergencyAccess, *, at: datetime, by: User) -> None:
    """End an emergency access before its hour has gone. One that is over stays as it is."""
    held = _held(access)
    still_holds(by)
    if held.stopped_at is None:
        _stop(held, at=min(at, held.ends_at), how=Stop.BUTTON, by=by)


def stop_expired(*, at: datetime, user: User | None = None) -> int:
    """End every emergency access whose hour has gone, or a user's; return how many. Safe twice.

    What is written is when the hour was over, however late this comes.
    """
    over = EmergencyAccess.objects.filter(stopped_at=None, ends_at__lte=at)
    if user:
        over = over.filter(user=user)
    number = 0
    for row in over.order_by("ends_at", "pk"):
        with transaction.atomic():
            held = _held(row)
            if held.stopped_at is None:
                _stop(held, at=held.ends_at, how=Stop.CLOCK, by=None)
                number += 1
    return number


def _held(access: EmergencyAccess) -> EmergencyAccess:
    rows = EmergencyAccess.objects.select_for_update(of=("self",))
    return rows.select_related("user", "case__pupil").get(pk=access.pk)


def _stop(access: EmergencyAccess, *, at: datetime, how: Stop, by: User | None) -> None:
    access.stopped_at, access.stopped_how = at, how
    keep(access, by=by, reason="lukket")
    local = localtime(at)
    why = "" if how == Stop.BUTTON else ", da timen var gået"
    record(
        EventKind.EMERGENCY_STOPPED,
        case=access.case,
        pupil=access.case.pupil,
        on=local.date(),
        by=access.user,
        when=f"{clock(local)}{why}",
    )
    method = "POST" if how == Stop.BUTTON else ""
    _log(access, at=at, page="cases:emergency_stop", purpose="Nødadgang slut", method=method)


@transaction.atomic
def review_emergency(
    access: EmergencyAccess, *, verdict: str, note: str, at: datetime, on: date, by: User
) -> None:
    """Answer whether an emergency access was justified. An answer can be changed; all are kept.

    The alarms about it are answered with it. Raises Refused to its own user, while its hour lasts,
    and without a note on what was found.
    """
    note = written(note, "Skriv, hvad du har undersøgt, og hos hvem.")
    held = _held(access)
    still_holds(by)
    if held.user_id == by.pk:
        raise Refused("Det er din egen nødadgang. En anden skal efterse den.")
    if held.stopped_at is None and at < held.ends_at:
        ends = clock(localtime(held.ends_at))
        raise Refused(f"Nødadgangen er åben til {ends}. Efterse den, når den er lukket.")
    held.verdict, held.note = verdict, note
    held.reviewed_by, held.reviewed_at = by, at
    if verdict != Verdict.NOT_JUSTIFIED:
        held.breach_from = None
    elif held.breach_from is None:
        held.breach_from = at
    keep(held, by=by, reason="efterset")
    record(
        EventKind.EMERGENCY_REVIEWED,
        case=held.case,
        pupil=held.case.pupil,
        on=on,
        by=by,
        verdict=held.get_verdict_display(),
    )
    for alarm in Alarm.objects.filter(kind__in=ANSWERED_ELSEWHERE, about=held.public_id):
        answer(alarm, verdict=verdict, note=note, at=at, by=by)


@transaction.atomic
def assess_breach(
    access: EmergencyAccess, *, breach: str, note: str, at: datetime, by: User
) -> None:
    """Write down what a use without cause was held to be, and why (GDPR art. 33(5)).

    An assessment can be changed; all are kept. Raises Refused to its own user, without a note, and
    for a use that nobody has found unjustified.
    """
    note = written(note, "Skriv, hvad I har vurderet, og hvad der er gjort.")
    held = _held(access)
    still_holds(by)
    if held.user_id == by.pk:
        raise Refused("Det er din egen nødadgang. En anden skal vurdere den.")
    if held.breach_from is None:
        raise Refused("Nødadgangen er ikke længere svaret som ikke berettiget.")
    held.breach, held.breach_note = breach, note
    held.breach_by, held.breach_at = by, at
    keep(held, by=by, reason="brud vurderet")


def remind_of_reviews(*, today: date) -> int:
    """Ask the data protection officer about each use that nobody has looked into in time.

    The alarm counts the days it is late, and comes to the top again each day. Safe to run twice.
    Returns how many are late.
    """
    late = EmergencyAccess.objects.waiting().filter(due_on__lt=today)
    number = 0
    for row in late.select_related("case").order_by("due_on", "pk"):
        with transaction.atomic():
            midnight = make_aware(datetime.combine(today, time()))
            days = (today - row.due_on).days
            find = _find(row, Alarm.Kind.EMERGENCY_LATE, number=days, last_at=midnight)
            raise_alarm(find, row.due_on)
            number += 1
    return number
