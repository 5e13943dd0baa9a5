"""Flags in words, at exactly the limits."""

from datetime import date

import pytest

from absence.sentences import (
    HEAVIEST_FIRST,
    SHORT_TITLES,
    is_duty,
    rule_tags,
    weight_of,
    what_to_do,
    why,
    why_without_days,
)
from law.figures import Figures
from law.rules import RULES
from law.verdicts import RuleKey
from tests.absence.made import loose_flag

FIGURES = Figures()


@pytest.mark.parametrize(
    ("rule", "half_days", "school_days", "said"),
    [
        ("ulovligt-15", 16, 52, "8 af 52 skoledage ulovligt = 15,4 %. Grænsen på 15 % er 8 dage."),
        ("ulovligt-15", 18, 60, "9 af 60 skoledage ulovligt = 15,0 %. Grænsen på 15 % er 9 dage."),
        (
            "ulovligt-15",
            32,
            107,
            "16 af 107 skoledage ulovligt = 14,95 %. Grænsen på 15 % er 16,5 dage.",
        ),
        (
            "ulovligt-10",
            11,
            55,
            "5,5 af 55 skoledage ulovligt = 10,0 %. Grænsen på 10 % er 5,5 dage.",
        ),
        (
            "ulovligt-10",
            12,
            52,
            "6 af 52 skoledage ulovligt = 11,5 %. Grænsen på 10 % er 5,5 dage.",
        ),
        (
            "samlet-over-10",
            13,
            60,
            "6,5 af 60 skoledage = 10,8 % samlet fravær. Over 10 % er fra 6,5 dage.",
        ),
        ("syg-15-samlet", 30, 80, "15 dage sygdom i 2026/27. Grænsen er 15 dage i alt."),
        ("ulovligt-kontakt", 2, 1, "1 dag ulovligt fravær fra onsdag 18. november."),
        (
            "syg-15-sammenhaengende",
            30,
            15,
            "15 skoledage siden eleven sidst deltog, mandag 2. november. Grænsen er 15 skoledage.",
        ),
        (
            "aftale-2026",
            21,
            52,
            (
                "10,5 dage sygdom og ulovligt fravær i 4. kvartal 2026. "
                "Aftalen nævner mere end 10 dage."
            ),
        ),
        ("laegeattest", 20, 10, "Syg siden 2. november. Grænsen er 14 kalenderdage."),
        (
            "handlingsplan-1c",
            0,
            0,
            "Skolen fik besked onsdag 11. november. Fristen er 10 arbejdsdage.",
        ),
    ],
)
def test_the_number_stands_beside_its_limit(rule, half_days, school_days, said):
    assert why(loose_flag(rule, half_days, school_days), FIGURES) == said


@pytest.mark.parametrize("rule", [rule.key for rule in RULES])
def test_every_rule_says_what_to_do_and_has_a_weight_and_a_tag(rule):
    assert what_to_do(rule, "Malthe D. (8.A)")[0].isupper()
    assert "Malthe D. (8.A)" in what_to_do(rule, "Malthe D. (8.A)")
    assert rule_tags(rule)
    assert 0 <= weight_of(rule) < len(HEAVIEST_FIRST)
    assert RuleKey(rule) in SHORT_TITLES


def test_a_duty_by_law_never_looks_like_a_local_deadline():
    for rule in RULES:
        tones = [tag.tone for tag in rule_tags(rule.key) if tag.label.startswith("Lovkrav")]
        others = [tag.tone for tag in rule_tags(rule.key) if not tag.label.startswith("Lovkrav")]
        assert set(tones) <= {"law"}
        assert "law" not in others


def test_a_possibility_and_an_agreement_are_no_duties():
    assert not is_duty("laegeattest")
    assert not is_duty("aftale-2026")
    assert not is_duty("ulovligt-10")
    assert {rule.key.value for rule in RULES if is_duty(rule.key)} == {
        "ulovligt-kontakt",
        "ulovligt-15",
        "syg-15-sammenhaengende",
        "syg-15-samlet",
        "handlingsplan-1c",
    }


@pytest.mark.parametrize("rule", [rule.key.value for rule in RULES])
def test_who_may_not_know_the_child_reads_no_day(rule):
    flag = loose_flag(rule, 16, 52, effective_on=date(2026, 11, 18))

    said = why_without_days(flag, FIGURES)

    assert "november" not in said
    assert said
