"""The life of a flag: what a verdict, or its absence, makes of it. Pure: reads and writes nothing.

A flag is raised when a rule has become true. It is open until a person has decided, or until the
data no longer carry it; then it is withdrawn with the reason, and raised again if they do once
more. What a person has decided stays decided: a limit that was only near when they decided to do
nothing, and is reached later, is a new question, and so is the day on which to look again.
"""

from dataclasses import dataclass
from datetime import date

from absence.facts import Known
from absence.models import Flag, FlagDecision
from kiss.lib.text import plain_date
from law.absence import show_days
from law.explain import share_words
from law.verdicts import STAGE_LABELS, RuleKey, Stage, Verdict

Status = Flag.Status
# Deciding so leaves the question open until something new happens.
NOTHING_YET = (FlagDecision.Kind.NO_ACTION, FlagDecision.Kind.LOOK_AGAIN)
FURTHER = {Stage.WARNING: Stage.REACHED, Stage.DUE_SOON: Stage.OVERDUE}
"""The stages that follow upon one another within one flag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change of a flag, or a new one when `flag` is None.

    `verdict` holds the numbers it is to show, None to leave them. `because` is the line in its
    story, None when only numbers change. `gone_because` says why the data no longer carry it.
    """

    flag: Known | None
    status: Status
    verdict: Verdict | None = None
    same: str | None = None
    because: str | None = None
    gone_because: str | None = None
    looks_again_on: date | None = None


def words(verdict: Verdict) -> str:
    """Return what a verdict rests on, in a few words: "8 dage af 53 skoledage = 15,1 %"."""
    match verdict.rule:
        case RuleKey.UNLAWFUL_CONTACT:
            return f"ulovligt fravær fra {plain_date(verdict.first)}"
        case RuleKey.UNLAWFUL_10 | RuleKey.UNLAWFUL_15 | RuleKey.TOTAL_OVER_10:
            return share_words(verdict.half_days, verdict.school_days)
        case RuleKey.SICK_SPELL:
            return f"{verdict.school_days} skoledage i træk uden at deltage"
        case RuleKey.SICK_TOTAL:
            return f"{show_days(verdict.half_days)} sygdom"
    return STAGE_LABELS[verdict.stage]


def raised(verdict: Verdict, same: str | None) -> Step:
    """Return the first step of a flag."""
    return Step(
        flag=None,
        status=_status(verdict),
        verdict=verdict,
        same=same,
        because=f"Rejst: {words(verdict)}",
    )


def carried(
    flag: Known, verdict: Verdict, *, same: str | None, school_id: int, day: date
) -> Step | None:
    """Return the next step of a flag that a verdict carries on a day, None when there is none."""
    match flag.status:
        case Status.WITHDRAWN:
            return _moved(flag, verdict, same, _status(verdict), f"Igen: {words(verdict)}")
        case Status.DECIDED:
            return _decided(flag, verdict, same, day)
    status = _open_status(flag, verdict)
    if status != flag.status or flag.stage not in (None, verdict.stage):
        return _moved(flag, verdict, same, status, _reached_or_not(verdict))
    if flag.effective_on != verdict.effective_on:
        return _moved(flag, verdict, same, status, _redated(flag, verdict))
    if _is_as_it_was(flag, verdict, same, school_id):
        return None
    return _moved(flag, verdict, same, status, None)


def is_carried(flag: Known) -> bool:
    """Tell whether the data were last found to carry a flag."""
    return flag.status != Status.WITHDRAWN and flag.withdrawn_on is None


def gone(flag: Known, because: str) -> Step:
    """Return the next step of a flag that the data carry no more: a decided one stays decided."""
    decided = flag.status == Status.DECIDED
    return Step(
        flag=flag,
        status=Status.DECIDED if decided else Status.WITHDRAWN,
        because=because[:200],
        gone_because=because[:200],
        looks_again_on=flag.look_again_on if decided else None,
    )


def _decided(flag: Known, verdict: Verdict, same: str | None, day: date) -> Step | None:
    if flag.look_again_on is not None and flag.look_again_on <= day:
        decided_on = plain_date(flag.decided_on) if flag.decided_on else "før"
        because = f"Der skulle kigges igen nu; det blev besluttet {decided_on}"
        return _moved(flag, verdict, same, _status(verdict), because)
    if (
        flag.decision in NOTHING_YET
        and flag.stage
        and FURTHER.get(Stage(flag.stage)) is (verdict.stage)
    ):
        return _moved(flag, verdict, same, _status(verdict), _reached_or_not(verdict))
    if flag.withdrawn_on is not None:
        return Step(
            flag=flag,
            status=Status.DECIDED,
            because=f"Tallene bærer igen flaget: {words(verdict)}",
            looks_again_on=flag.look_again_on,
        )
    return None


def _moved(
    flag: Known, verdict: Verdict, same: str | None, status: Status, because: str | None
) -> Step:
    return Step(
        flag=flag,
        status=status,
        verdict=verdict,
        same=same,
        because=because[:200] if because else None,
    )


def _status(verdict: Verdict) -> Status:
    return Status.COMING if verdict.stage is Stage.WARNING else Status.NEW


def _open_status(flag: Known, verdict: Verdict) -> Status:
    """Return the status of a flag that is open or coming: what was seen stays seen."""
    status = _status(verdict)
    if status == Status.NEW and flag.status == Status.SEEN:
        return Status.SEEN
    return status


def _reached_or_not(verdict: Verdict) -> str:
    if verdict.stage is Stage.WARNING:
        return f"Grænsen er ikke nået alligevel: {words(verdict)}"
    if verdict.rule is RuleKey.HANDLINGSPLAN_1C:
        return "Fristen er overskredet"
    return f"Grænsen er nået: {words(verdict)}"


def _redated(flag: Known, verdict: Verdict) -> str:
    before, after = plain_date(flag.effective_on), plain_date(verdict.effective_on)
    return f"Virkningsdatoen er flyttet fra {before} til {after}: {words(verdict)}"


def _is_as_it_was(flag: Known, verdict: Verdict, same: str | None, school_id: int) -> bool:
    return (
        flag.half_days == verdict.half_days
        and flag.school_days == verdict.school_days
        and flag.due_on == verdict.due_on
        and flag.last_on == verdict.last
        and flag.stage == verdict.stage
        and flag.same == same
        and flag.school_id == school_id
        and flag.calendar_version == verdict.calendar_version
        and flag.figures_from == verdict.numbers_from
    )
