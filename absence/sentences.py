"""Flags in words: what to do, why in one sentence with the number and its limit, and the tags.

The numbers are those that the flag was raised with; the limits come from `law`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from absence.models import Flag
from kiss.lib.text import day_count, days, weekday_date
from law.absence import WHOLE_DAY, first_exceeding, first_reaching, show_percent
from law.danish import short_date
from law.figures import Figures, Nature
from law.quarters import quarter_of
from law.rules import RULES, rule
from law.verdicts import RuleKey

# A possibility for the leader, and information: neither is a duty, whatever act they stand in.
NO_DUTY: Final = (RuleKey.LAEGEATTEST, RuleKey.AGREEMENT_2026)
LAW_WORDS: Final = {
    RuleKey.UNLAWFUL_CONTACT: "kontakt straks",
    RuleKey.UNLAWFUL_15: "underretning",
    RuleKey.SICK_SPELL: "sygeundervisning",
    RuleKey.SICK_TOTAL: "sygeundervisning",
    RuleKey.HANDLINGSPLAN_1C: "§ 1 c",
}
OTHER_WORDS: Final = {
    RuleKey.UNLAWFUL_10: "Ministeriets vejledning",
    RuleKey.TOTAL_OVER_10: "Kommunens mål",
    RuleKey.AGREEMENT_2026: "Politisk aftale, ikke lov",
    RuleKey.LAEGEATTEST: "Mulighed, ikke pligt",
}
HEAVIEST_FIRST: Final = (
    RuleKey.UNLAWFUL_15,
    RuleKey.HANDLINGSPLAN_1C,
    RuleKey.SICK_SPELL,
    RuleKey.SICK_TOTAL,
    RuleKey.UNLAWFUL_CONTACT,
    RuleKey.UNLAWFUL_10,
    RuleKey.TOTAL_OVER_10,
    RuleKey.AGREEMENT_2026,
    RuleKey.LAEGEATTEST,
)
SHORT_TITLES: Final = {
    RuleKey.UNLAWFUL_CONTACT: "Ulovligt fravær",
    RuleKey.UNLAWFUL_10: "Ulovligt, varsling",
    RuleKey.UNLAWFUL_15: "Ulovligt, underretning",
    RuleKey.SICK_SPELL: "Væk i træk, syg",
    RuleKey.SICK_TOTAL: "Mange sygedage",
    RuleKey.TOTAL_OVER_10: "Samlet fravær",
    RuleKey.AGREEMENT_2026: "Aftalen 2026",
    RuleKey.LAEGEATTEST: "Lægeattest",
    RuleKey.HANDLINGSPLAN_1C: "Handlingsplan § 1 c",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A word about a flag or a task: tone "law" for what a statute asks, "intern" for the rest."""

    label: str
    tone: str = ""


def is_duty(key: str) -> bool:
    """Tell whether a rule is a duty by statute."""
    return rule(key).nature is Nature.STATUTORY and key not in NO_DUTY


def promised_on(flag: Flag) -> date | None:
    """Return the day on which somebody promised to look again, for a flag that came back then.

    The scan gives a flag back on that day; it keeps the decision it was put aside with.
    """
    return flag.decision.look_again_on if flag.decision else None


def due_of(flag: Flag) -> date | None:
    """Return the day a waiting flag is due: its own, or a later one that was promised."""
    return max(filter(None, (flag.due_on, promised_on(flag))), default=None)


def duties() -> list[str]:
    """Return the keys of the rules that are duties by statute."""
    return [found.key.value for found in RULES if is_duty(found.key)]


def rule_tags(key: str) -> tuple[Tag, ...]:
    """Return the tags of a rule; a statutory duty and a local deadline never look alike."""
    if is_duty(key):
        tags = [Tag(f"Lovkrav · {LAW_WORDS[RuleKey(key)]}", "law")]
    else:
        tags = [Tag(OTHER_WORDS[RuleKey(key)], "intern")]
    if rule(key).due_nature is Nature.INTERNAL:
        tags.append(Tag("intern frist", "intern"))
    return tuple(tags)


def what_to_do(key: str, whom: str) -> str:
    """Return what a flag asks somebody to do, the verb first; `whom` is "Malthe D. (8.A)"."""
    return {
        RuleKey.UNLAWFUL_CONTACT: f"Ring til forældrene til {whom}",
        RuleKey.UNLAWFUL_10: f"Varsl forældrene til {whom}",
        RuleKey.UNLAWFUL_15: f"Underret kommunen om {whom}",
        RuleKey.SICK_SPELL: f"Tag stilling til sygeundervisning for {whom}",
        RuleKey.SICK_TOTAL: f"Tag stilling til sygeundervisning for {whom}",
        RuleKey.TOTAL_OVER_10: f"Tag stilling til fraværet hos {whom}",
        RuleKey.AGREEMENT_2026: f"Overvej kontakt eller støtteplan for {whom}",
        RuleKey.LAEGEATTEST: f"Overvej at bede om lægeattest for {whom}",
        RuleKey.HANDLINGSPLAN_1C: f"Gør handlingsplanen for {whom} færdig",
    }[RuleKey(key)]


def weight_of(key: str) -> int:
    """Return how heavy a rule is beside others that are equally pressing; the heaviest is 0."""
    return HEAVIEST_FIRST.index(RuleKey(key))


def why(flag: Flag, figures: Figures) -> str:
    """Return why a flag was raised: the number and its limit, in one or two short sentences."""
    return " ".join(filter(None, why_parts(flag, figures)))


def why_without_days(flag: Flag, figures: Figures) -> str:
    """Return why a flag was raised without any date, for somebody who may not know who it is."""
    match RuleKey(flag.rule):
        case RuleKey.UNLAWFUL_CONTACT:
            return f"{day_count(flag.half_days)} ulovligt fravær i træk."
        case RuleKey.SICK_SPELL:
            missed = day_count(flag.school_days * WHOLE_DAY, "skoledag")
            return f"{missed} siden eleven sidst deltog. {_spell(flag, figures)[1]}"
        case RuleKey.LAEGEATTEST:
            return f"Syg i mere end {figures.laegeattest_calendar_days} kalenderdage."
        case RuleKey.HANDLINGSPLAN_1C:
            return _plan(flag, figures)[1]
    return why(flag, figures)


def why_parts(flag: Flag, figures: Figures) -> tuple[str, str]:
    """Return the number as a headline without its limit, and the sentence about the limit."""
    return {
        RuleKey.UNLAWFUL_CONTACT: _contact,
        RuleKey.UNLAWFUL_10: _share,
        RuleKey.UNLAWFUL_15: _share,
        RuleKey.SICK_SPELL: _spell,
        RuleKey.SICK_TOTAL: _sick_days,
        RuleKey.TOTAL_OVER_10: _total,
        RuleKey.AGREEMENT_2026: _agreement,
        RuleKey.LAEGEATTEST: _doctor,
        RuleKey.HANDLINGSPLAN_1C: _plan,
    }[RuleKey(flag.rule)](flag, figures)


def _share(flag: Flag, figures: Figures) -> tuple[str, str]:
    limits = (figures.warning_percent, figures.underretning_percent)
    percent = limits[flag.rule == RuleKey.UNLAWFUL_15]
    limit = first_reaching(flag.school_days, percent)
    share = show_percent(flag.half_days, flag.school_days, limits)
    return (
        f"{days(flag.half_days)} af {flag.school_days} skoledage ulovligt = {share}.",
        f"Grænsen på {percent} % er {day_count(limit)}.",
    )


def _contact(flag: Flag, figures: Figures) -> tuple[str, str]:
    number = day_count(flag.half_days)
    return f"{number} ulovligt fravær fra {weekday_date(flag.effective_on)}.", ""


def _spell(flag: Flag, figures: Figures) -> tuple[str, str]:
    attended = weekday_date(date.fromisoformat(flag.period))
    missed = day_count(flag.school_days * WHOLE_DAY, "skoledag")
    return (
        f"{missed} siden eleven sidst deltog, {attended}.",
        f"Grænsen er {figures.sickness_days} skoledage.",
    )


def _sick_days(flag: Flag, figures: Figures) -> tuple[str, str]:
    period = flag.period.split(" ")[0]
    return (
        f"{day_count(flag.half_days)} sygdom i {period}.",
        f"Grænsen er {figures.sickness_days} dage i alt.",
    )


def _total(flag: Flag, figures: Figures) -> tuple[str, str]:
    percent = figures.total_percent
    limit = first_exceeding(flag.school_days, percent)
    share = show_percent(flag.half_days, flag.school_days, (percent,))
    return (
        f"{days(flag.half_days)} af {flag.school_days} skoledage = {share} samlet fravær.",
        f"Over {percent} % er fra {day_count(limit)}.",
    )


def _agreement(flag: Flag, figures: Figures) -> tuple[str, str]:
    quarter = quarter_of(flag.effective_on).label
    return (
        f"{day_count(flag.half_days)} sygdom og ulovligt fravær i {quarter}.",
        f"Aftalen nævner mere end {figures.agreement_contact_days} dage.",
    )


def _doctor(flag: Flag, figures: Figures) -> tuple[str, str]:
    since = short_date(date.fromisoformat(flag.period))
    return f"Syg siden {since}.", f"Grænsen er {figures.laegeattest_calendar_days} kalenderdage."


def _plan(flag: Flag, figures: Figures) -> tuple[str, str]:
    informed = weekday_date(date.fromisoformat(flag.period))
    return (
        f"Skolen fik besked {informed}.",
        f"Fristen er {figures.handlingsplan_workdays} arbejdsdage.",
    )
