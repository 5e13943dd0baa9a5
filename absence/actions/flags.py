"""What a person does with a pupil's flags: sees them, and decides what happens."""

from datetime import date

from django.db import transaction

from absence.actions.raising import take_turn
from absence.models import Flag, FlagChange, FlagDecision
from absence.prints import forget
from absence.sentences import SHORT_TITLES
from cases import timeline
from cases.models import Case
from cases.models.record import EventKind
from cases.rights import still_holds
from kiss.lib.models import Refused
from kiss.lib.text import plain_date
from law.verdicts import RuleKey
from schools.models import Pupil, User

Kind = FlagDecision.Kind


@transaction.atomic
def decide(
    pupil: Pupil,
    *,
    kind: str,
    reason: str,
    talk_with: str,
    look_again_on: date | None,
    case: Case | None,
    on: date,
    by: User,
) -> FlagDecision:
    """Decide all of a pupil's open flags and those on their way, with one answer.

    `kind` is a `FlagDecision.Kind` and says which of the others must be given: a `reason` for
    doing nothing, `look_again_on` for looking again (a day after `on`, at most a year ahead),
    `talk_with` for talking, an open `case` of the pupil for a case. What does not belong to the
    kind is left out, but a reason is always kept. Raises Refused when something is missing, or
    when there is nothing to decide because somebody else was first.
    """
    kind = Kind(kind)
    flags = _undecided(pupil, by)
    if not flags:
        raise Refused(
            "Der er ikke noget flag at tage stilling til. Måske har en kollega gjort det."
        )
    decision = FlagDecision(
        pupil=pupil,
        kind=kind,
        reason=reason.strip(),
        talk_with=talk_with.strip() if kind == Kind.TALK else "",
        look_again_on=look_again_on if kind == Kind.LOOK_AGAIN else None,
        case=case if kind == Kind.CASE else None,
        decided_on=on,
        by=by,
    )
    _check(decision)
    decision.save()
    words = _words(decision)
    for flag in flags:
        _move(flag, Flag.Status.DECIDED, because=f"Stillingtagen: {words}", on=on, by=by)
        flag.decision = decision
        flag.look_again_on = decision.look_again_on
        flag.save()
    timeline.record(
        EventKind.FLAG_FOLLOWED if decision.case else EventKind.FLAG_DECIDED,
        pupil=pupil,
        case=decision.case,
        on=on,
        by=by,
        decision=words,
        flags=_titles(flags),
    )
    # A documented assessment begins the count of sickness anew, and a day to look again is kept.
    forget([pupil.pk])
    return decision


@transaction.atomic
def mark_seen(pupil: Pupil, *, on: date, by: User) -> int:
    """Note that somebody has seen a pupil's new flags, and return how many that was."""
    flags = [flag for flag in _undecided(pupil, by) if flag.status == Flag.Status.NEW]
    for flag in flags:
        _move(flag, Flag.Status.SEEN, because="Set", on=on, by=by)
        flag.save()
    return len(flags)


def _undecided(pupil: Pupil, by: User) -> list[Flag]:
    """Return the pupil's open and coming flags, which nobody else changes in this transaction."""
    take_turn()
    still_holds(by)
    flags = Flag.objects.open() | Flag.objects.coming()
    return list(flags.filter(pupil=pupil).order_by("pk"))


def _check(decision: FlagDecision) -> None:
    match decision.kind:
        case Kind.NO_ACTION if not decision.reason:
            raise Refused("Skriv, hvorfor der ikke skal ske noget nu.")
        case Kind.LOOK_AGAIN:
            _check_look_again(decision.look_again_on, decision.decided_on)
        case Kind.TALK if not decision.talk_with:
            raise Refused("Skriv, hvem I vil tale med.")
        case Kind.CASE:
            _check_case(decision)


def _check_look_again(look_again_on: date | None, on: date) -> None:
    if look_again_on is None:
        raise Refused("Skriv, hvornår I vil kigge igen.")
    if look_again_on <= on:
        raise Refused("Datoen for at kigge igen skal ligge efter i dag.")
    # 29 February has no birthday next year: the day before is near enough.
    furthest = on.replace(year=on.year + 1, day=min(on.day, 28) if on.month == 2 else on.day)
    if look_again_on > furthest:
        raise Refused(f"Kig igen inden for et år, senest {plain_date(furthest)}.")


def _check_case(decision: FlagDecision) -> None:
    case = decision.case
    if case is None:
        raise Refused("Opret en sag om eleven først, eller vælg en anden afgørelse.")
    if case.pupil_id != decision.pupil_id:
        raise Refused("Sagen handler om en anden elev.")
    if case.closed_on:
        raise Refused("Sagen er afsluttet. Opret en ny sag om eleven.")


def _titles(flags: list[Flag]) -> str:
    """Return what the flags are about: "Ulovligt fravær · Mange sygedage"."""
    return " · ".join(dict.fromkeys(SHORT_TITLES[RuleKey(flag.rule)] for flag in flags))


def _words(decision: FlagDecision) -> str:
    """Return the decision in a few words, without names."""
    match decision.kind:
        case Kind.NO_ACTION:
            return "ingen handling nu"
        case Kind.LOOK_AGAIN if decision.look_again_on:
            return f"kig igen {plain_date(decision.look_again_on)}"
        case Kind.TALK:
            return "der skal tales med nogen"
    return f"sag {decision.case.number}" if decision.case else "sag"


def _move(flag: Flag, to: Flag.Status, *, because: str, on: date, by: User) -> None:
    FlagChange.objects.create(
        flag=flag, from_status=flag.status, to_status=to, because=because, on=on, by=by
    )
    flag.status = to
