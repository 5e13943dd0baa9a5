"""Every rule has an example that comes true and a source; every figure says what it is."""

import itertools
from datetime import date

import pytest

from law.absence import Category
from law.deadlines import watch_handlingsplan
from law.figures import (
    FIGURES,
    SHIPPED,
    Figures,
    HandlingsplanStart,
    Nature,
    SicknessWindow,
    World,
    figure_names,
    figures_from,
    show_figure,
)
from law.rules import RULES, counted_categories, rule
from law.sources import SOURCES, is_verified, source, sources_for
from law.thresholds import judge
from law.verdicts import RuleKey
from tests.law.worlds import (
    CALENDAR,
    SYG,
    ULO,
    WORLD,
    day,
    half,
    school_days,
    whole,
    world_with,
)

# The example of each rule, as marks, the day it is judged on, and the days it takes effect.
EXAMPLES = {
    RuleKey.UNLAWFUL_CONTACT: (
        whole(ULO, "2025-10-01", "2025-10-02", "2025-10-06"),
        "2025-10-06",
        ["2025-10-01", "2025-10-06"],
    ),
    RuleKey.UNLAWFUL_10: (
        whole(ULO, *school_days("2026-01-05", 5)) + half(ULO, "2026-01-12"),
        "2026-03-31",
        ["2026-01-12"],
    ),
    RuleKey.UNLAWFUL_15: (
        whole(ULO, *school_days("2026-01-05", 8)) + half(ULO, "2026-01-15"),
        "2026-03-31",
        ["2026-01-15"],
    ),
    RuleKey.SICK_SPELL: (
        whole(SYG, *school_days("2025-10-07", 15)),
        "2025-11-03",
        ["2025-11-03"],
    ),
    RuleKey.SICK_TOTAL: (
        half(SYG, *school_days("2025-09-01", 30)),
        "2026-06-26",
        ["2025-10-10"],
    ),
    RuleKey.AGREEMENT_2026: (
        whole(SYG, *school_days("2026-10-01", 10)) + half(ULO, "2026-10-22"),
        "2026-10-31",
        ["2026-10-22"],
    ),
    RuleKey.TOTAL_OVER_10: (
        whole(SYG, *school_days("2025-08-11", 60)[-6:]) + half(SYG, "2025-10-01"),
        "2025-11-07",
        ["2025-11-07"],
    ),
    RuleKey.LAEGEATTEST: (
        whole(SYG, *school_days("2025-09-01", 11)),
        "2025-09-15",
        ["2025-09-15"],
    ),
}


def test_every_rule_has_an_example_here():
    assert {found.key for found in RULES} == EXAMPLES.keys() | {RuleKey.HANDLINGSPLAN_1C}
    assert {found.key for found in RULES} == set(RuleKey)


@pytest.mark.parametrize("key", EXAMPLES)
def test_the_example_of_a_rule_comes_true(key):
    marks, as_of, effective = EXAMPLES[key]
    verdicts = judge(
        marks,
        as_of=day(as_of),
        data_through=day(as_of),
        enrolled_from=date(2019, 8, 1),
        enrolled_to=None,
        world=WORLD,
    )

    assert [found.effective_on for found in verdicts if found.rule is key] == list(
        map(day, effective)
    )


def test_the_example_of_the_handlingsplan_comes_true():
    found = watch_handlingsplan(
        day("2026-03-24"), ready_on=None, as_of=day("2026-04-10"), world=WORLD
    )

    assert found.due_on == day("2026-04-10")


@pytest.mark.parametrize("found", RULES, ids=lambda found: found.key)
def test_every_rule_says_what_when_and_why(found):
    assert rule(found.key) is found
    assert found.says(SHIPPED)
    assert found.due(SHIPPED)
    assert found.example.endswith(".")
    assert sources_for(found.source)
    assert set(found.figures) <= FIGURES.keys()


@pytest.mark.parametrize("found", RULES, ids=lambda found: found.key)
def test_an_internal_deadline_and_a_deadline_in_law_are_told_apart(found):
    in_law = {RuleKey.SICK_SPELL, RuleKey.HANDLINGSPLAN_1C}
    none = {RuleKey.AGREEMENT_2026, RuleKey.TOTAL_OVER_10, RuleKey.LAEGEATTEST}

    if found.key in none:
        assert found.due_label == "ingen frist"
    else:
        assert found.due_label == ("lovkrav" if found.key in in_law else "intern frist")


def test_the_agreement_is_never_called_law():
    agreed = rule(RuleKey.AGREEMENT_2026)
    dated = Figures(agreement_in_force_from=date(2027, 8, 1))

    assert agreed.nature is Nature.AGREED
    assert "lov" not in agreed.due(dated)
    assert "01-08-2027" in agreed.due(dated)
    assert agreed.due(SHIPPED).startswith("ingen")


def test_the_rules_write_the_figures_they_are_given():
    figures = Figures(contact_workdays=2, warning_percent=12, sickness_days=20)

    assert rule("ulovligt-kontakt").due(figures) == "2 arbejdsdage"
    assert "12 %" in rule("ulovligt-10").says(figures)
    assert "20 skoledage" in rule("syg-15-sammenhaengende").says(figures)


def test_a_rule_that_does_not_exist_is_not_found():
    with pytest.raises(KeyError, match="ingen regel"):
        rule("ulovligt-20")


def test_the_categories_a_rule_counts_are_named():
    assert (
        counted_categories(rule("ulovligt-15")) == "ulovligt fravær og uden besked, ikke afklaret"
    )
    assert counted_categories(rule("handlingsplan-1c")) == ""


@pytest.mark.parametrize("found", [found for found in RULES if found.counts])
def test_the_catalogue_counts_what_the_categories_say(found):
    if found.key in (RuleKey.UNLAWFUL_CONTACT, RuleKey.UNLAWFUL_10, RuleKey.UNLAWFUL_15):
        expected = {one for one in Category if one.counts_as_unlawful}
    elif found.key in (RuleKey.SICK_TOTAL, RuleKey.LAEGEATTEST):
        expected = {one for one in Category if one.counts_as_sick}
    elif found.key is RuleKey.AGREEMENT_2026:
        expected = {one for one in Category if one.counts_as_sick or one.counts_as_unlawful}
    else:
        expected = {one for one in Category if one.counts_as_absence}

    assert found.counts == expected


# Figures.


def test_every_figure_has_a_note_and_a_source():
    assert tuple(FIGURES) == figure_names()
    for note in FIGURES.values():
        assert note.label
        assert note.unit
        assert note.verified is is_verified(note.source)
    assert len({note.key for note in FIGURES.values()}) == len(FIGURES)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("ulovlig_varsel_pct", 10),
        ("ulovlig_underret_pct", 15),
        ("ulovlig_naevner", "kvartal_planlagt"),
        ("halvdag_mode", "H1"),
        ("halvdag_fra_klassetrin", 7),
        ("syg_vindue", "skoleaar"),
        ("syg_graense_dage", 15),
        ("genstart_efter_vurdering", True),
        ("handlingsplan_arbejdsdage", 10),
        ("handlingsplan_start", "foerste_oplysning"),
        ("arbejdsdag_ekstra_fridage", frozenset()),
        ("maks_moeder_uden_samtykke", 1),
        ("maks_opfoelgende", 1),
        ("hoering_alder", 12),
        ("kvittering_hverdage", 6),
        ("samtykke_alder", 15),
        ("samlet_graense_pct", 10),
        ("r7_gyldig_fra", None),
        ("underretning_intern_frist_arbejdsdage", 3),
        ("smaatal", 5),
    ],
)
def test_the_shipped_figures(key, value):
    (name,) = [note.name for note in FIGURES.values() if note.key == key]

    assert getattr(SHIPPED, name) == value


@pytest.mark.parametrize(
    ("name", "figures", "shown"),
    [
        ("warning_percent", SHIPPED, "10"),
        ("sickness_warn_days", SHIPPED, "5 og 10"),
        ("restart_after_assessment", SHIPPED, "ja"),
        ("recent_months_flag", SHIPPED, "nej"),
        ("extra_days_off", SHIPPED, "ingen"),
        ("extra_days_off", Figures(extra_days_off=frozenset({(12, 24), (6, 5)})), "5/6, 24/12"),
        ("agreement_in_force_from", SHIPPED, "ikke sat"),
        (
            "agreement_in_force_from",
            Figures(agreement_in_force_from=date(2027, 8, 1)),
            "2027-08-01",
        ),
        (
            "handlingsplan_start",
            Figures(handlingsplan_start=HandlingsplanStart.ESTABLISHED),
            "den dag, ledelsen konstaterer problemet",
        ),
    ],
)
def test_a_figure_is_written_in_danish(name, figures, shown):
    assert show_figure(name, figures) == shown


def test_figures_hold_from_the_day_they_are_dated():
    stricter = Figures(underretning_percent=12)
    world = World(CALENDAR, ((date(2026, 1, 1), SHIPPED), (date(2026, 8, 1), stricter)))

    assert world.numbers(day("2026-07-31")) is SHIPPED
    assert world.numbers(day("2026-08-01")) is stricter
    assert world.numbers(day("2025-01-01")) == SHIPPED
    assert world.numbers_from(day("2025-01-01")) is None
    assert world.numbers_from(day("2027-01-01")) == date(2026, 8, 1)
    assert World.default(CALENDAR).numbers(day("2026-01-01")) is SHIPPED


def test_figures_out_of_order_are_refused():
    with pytest.raises(ValueError, match="datoorden"):
        World(CALENDAR, ((date(2026, 8, 1), SHIPPED), (date(2026, 1, 1), SHIPPED)))


def test_figures_can_be_changed_from_the_beginning():
    assert world_with(small_number=3).numbers(day("2026-01-01")).small_number == 3


# Sources.


def test_serviceloven_holds_until_2023_and_barnets_lov_from_2024():
    assert source("underretning-15", day("2023-12-31")).reference == "Serviceloven § 153, stk. 2"
    assert source("underretning-15", day("2024-01-01")).reference == "Barnets lov § 133, stk. 2"


def test_a_number_that_was_not_found_says_so():
    row = source("udveksling-uden-samtykke", day("2026-11-23"))

    assert row.section == "§ skal bekræftes"
    assert row.cited.endswith("(ikke bekræftet)")


def test_what_has_been_read_says_when():
    for row in SOURCES:
        assert (row.checked_on is not None) is row.verified
        assert row.note.endswith(".")
    assert source("folkeskoleloven-39", day("2026-11-23")).cited == "Folkeskoleloven § 39, stk. 2"


def test_the_rows_of_a_source_follow_each_other_without_a_gap():
    for key in {row.key for row in SOURCES}:
        rows = sources_for(key)
        assert rows[-1].valid_to is None
        for earlier, later in itertools.pairwise(rows):
            assert (later.valid_from - earlier.valid_to).days == 1


def test_an_old_case_gets_the_oldest_row():
    assert source("fravaer-kontakt", day("1999-01-01")).valid_from == date(2020, 1, 1)


def test_a_source_that_does_not_exist_is_not_found():
    with pytest.raises(KeyError, match="ingen kilde"):
        source("grundloven", day("2026-01-01"))


def test_figures_are_read_from_json():
    stored = {
        "warning_percent": 8,
        "sickness_window": "kvartal",
        "sickness_warn_days": [4, 9],
        "extra_days_off": [[6, 5], [12, 24]],
        "agreement_in_force_from": "2027-08-01",
        "recent_months_flag": True,
    }

    read = figures_from(stored)

    assert read == Figures(
        warning_percent=8,
        sickness_window=SicknessWindow.QUARTER,
        sickness_warn_days=(4, 9),
        extra_days_off=frozenset({(6, 5), (12, 24)}),
        agreement_in_force_from=date(2027, 8, 1),
        recent_months_flag=True,
    )
    assert read.sickness_window is SicknessWindow.QUARTER


@pytest.mark.parametrize(
    ("stored", "error"),
    [({"no_such_figure": 1}, TypeError), ({"sickness_window": "en uge"}, ValueError)],
)
def test_figures_that_mean_nothing_are_refused(stored, error):
    with pytest.raises(error):
        figures_from(stored)
