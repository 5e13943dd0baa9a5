"""What a rule answers when it has become true for a pupil."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RuleKey(StrEnum):
    """The stable names of the rules, as they are stored and printed."""

    UNLAWFUL_CONTACT = "ulovligt-kontakt"
    UNLAWFUL_10 = "ulovligt-10"
    UNLAWFUL_15 = "ulovligt-15"
    SICK_SPELL = "syg-15-sammenhaengende"
    SICK_TOTAL = "syg-15-samlet"
    TOTAL_OVER_10 = "samlet-over-10"
    AGREEMENT_2026 = "aftale-2026"
    LAEGEATTEST = "laegeattest"
    HANDLINGSPLAN_1C = "handlingsplan-1c"


class Stage(StrEnum):
    """How far a rule has come."""

    EARLY = "tidlig"
    WARNING = "varsel"
    REACHED = "naaet"
    CONTACT = "kontakt"
    STOETTEPLAN = "stoetteplan"
    DUE_SOON = "snart"
    OVERDUE = "overskredet"

    @property
    def label(self) -> str:
        return STAGE_LABELS[self]


STAGE_LABELS = {
    Stage.EARLY: "tidligt tegn",
    Stage.WARNING: "varsel",
    Stage.REACHED: "grænsen er nået",
    Stage.CONTACT: "kontakt til forældrene",
    Stage.STOETTEPLAN: "støtteplan",
    Stage.DUE_SOON: "fristen er tæt på",
    Stage.OVERDUE: "fristen er overskredet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A rule that is true of a pupil, with the numbers it rests on.

    `period` makes the verdict one of its kind for pupil and rule. `effective_on` is the day the
    rule (at this stage) became true, `due_on` the last day in time, None when there is no
    deadline. Marks from `first` to `as_of` are counted; the school days are those from `first`
    to `last`. All days are inclusive. `numbers_from` is None when the shipped figures were used.
    """

    rule: RuleKey
    period: str
    stage: Stage
    effective_on: date
    due_on: date | None
    half_days: int
    school_days: int
    limit_half_days: int | None
    first: date
    last: date
    as_of: date
    numbers_from: date | None
    calendar_version: str
    provisional_half_days: int = 0
    part_period: bool = False
    recent_half_days: int | None = None
    recent_school_days: int | None = None
