"""What the elements lack and what a case needs: plain facts in, sentences out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cases.phases import Angle, CaseFacts, Element, Place, elements, missing, needs
from cases.tools import TOOLS, Stage, stage_of, tools_for
from tests.conftest import TODAY

WHOLE = CaseFacts(
    opened_on=date(2026, 9, 1),
    concerns=1,
    explored=tuple(Angle),
    child_has_spoken=True,
    has_plan=True,
    goals=2,
    indsatser=3,
    class_indsatser=1,
    next_follow_up_on=date(2026, 12, 14),
    next_meeting_on=date(2026, 12, 3),
)


def test_a_whole_case_lacks_and_needs_nothing():
    assert all(not sentences for sentences in missing(WHOLE, TODAY).values())
    assert needs(WHOLE, TODAY) == []
    assert [(tab.status, tab.lacks) for tab in elements(WHOLE, TODAY)] == [
        ("1 bekymring", ""),
        ("5 af 5 perspektiver", ""),
        ("3 indsatser, 1 i klassen", ""),
        ("næste 14. december", ""),
    ]


def test_an_empty_case_says_what_each_element_lacks():
    tabs = elements(CaseFacts(), TODAY)

    assert [(tab.status, tab.lacks) for tab in tabs] == [
        ("åbnet af en leder", "hvem der så det"),
        ("0 af 5 perspektiver", "barnets egne ord"),
        ("ingen endnu", "den første indsats"),
        ("ingen dato", "en aftale om næste gang"),
    ]
    assert all(tab.missing for tab in tabs)


@pytest.mark.parametrize(
    ("change", "element", "sentence", "lacks"),
    [
        ({"concerns": 0, "flags": 2}, Element.OPSPORING, None, ""),
        (
            {"explored": tuple(set(Angle) - {Angle.KLASSE})},
            Element.AFDAEKNING,
            "Klassefællesskabet er ikke beskrevet endnu.",
            "klassefællesskabet",
        ),
        (
            {"explored": (Angle.BARN,)},
            Element.AFDAEKNING,
            "Forældrenes perspektiv er ikke beskrevet endnu.",
            "4 perspektiver",
        ),
        (
            {"class_indsatser": 0},
            Element.INDSATSER,
            "Ingen indsats i klassefællesskabet, og der står ikke hvorfor.",
            "en indsats i klassen",
        ),
        (
            {"class_indsatser": 0, "no_class_reason": "Asta har eneundervisning."},
            Element.INDSATSER,
            None,
            "",
        ),
        ({"goals": 0}, Element.INDSATSER, "Handleplanen har intet mål endnu.", "et mål"),
        (
            {"followed_flags": 1},
            Element.INDSATSER,
            "Der står ikke, hvem der holder kontakten, mens barnet er væk.",
            "kontakt under fravær",
        ),
        (
            {"flags": 1},
            Element.INDSATSER,
            "Der står ikke, hvem der holder kontakten, mens barnet er væk.",
            "kontakt under fravær",
        ),
        ({"flags": 1, "contact_indsatser": 1}, Element.INDSATSER, None, ""),
        ({"flags": 1, "contact_agreed": "Karim skriver mandag."}, Element.INDSATSER, None, ""),
        (
            {"next_follow_up_on": date(2026, 11, 9)},
            Element.OPFOELGNING,
            "Opfølgningen er ikke holdt til den aftalte dag.",
            "opfølgningen fra 9. november",
        ),
        ({"next_follow_up_on": TODAY}, Element.OPFOELGNING, None, ""),
    ],
)
def test_what_an_element_lacks_is_said_in_words(change, element, sentence, lacks):
    facts = replace(WHOLE, **change)
    tab = next(tab for tab in elements(facts, TODAY) if tab.element == element)

    assert missing(facts, TODAY)[element][:1] == ([sentence] if sentence else [])
    assert tab.lacks == lacks


@pytest.mark.parametrize(
    ("change", "short", "place", "tone"),
    [
        ({"has_tovholder": False}, "mangler tovholder", Place.TOVHOLDER, "late"),
        (
            {"next_follow_up_on": date(2026, 11, 9)},
            "opfølgning fra 9. november",
            Place.FOLLOW_UP,
            "late",
        ),
        ({"next_follow_up_on": TODAY}, "opfølgning i dag", Place.FOLLOW_UP, "soon"),
        ({"next_meeting_on": TODAY}, "møde i dag", Place.MEETING, "soon"),
        ({"undecided_concerns": 2}, "2 nye bekymringer", Place.CONCERN, "soon"),
        ({"flags": 1}, "1 flag venter", Place.FLAG, "soon"),
        ({"unanswered": 2}, "2 opkald uden svar", Place.CONTACT, "soon"),
        ({"must_call": True}, "ring hjem om ulovligt fravær", Place.CONTACT, "late"),
        (
            {"late_promise": "Lise: Spørger klubben (senest 20. nov.)", "late_promise_at": "x"},
            "en aftale er ikke holdt",
            Place.PROMISE,
            "late",
        ),
        ({"child_has_spoken": False}, "barnets ord mangler", Place.CHILD_WORDS, "soon"),
        (
            {"child_has_spoken": False, "opened_on": TODAY - timedelta(days=6)},
            "barnets ord mangler",
            Place.CHILD_WORDS,
            "",
        ),
        ({"indsatser": 0, "class_indsatser": 0}, "ingen indsatser", Place.PLAN, ""),
        ({"class_indsatser": 0}, "ingen indsats i klassen", Place.PLAN, ""),
        ({"goals": 0}, "intet mål", Place.PLAN, ""),
        ({"explored": tuple(Angle)[1:]}, "mangler barnets perspektiv", Place.ANGLE, ""),
        ({"explored": ()}, "mangler 5 perspektiver", Place.ANGLE, ""),
        ({"next_follow_up_on": None}, "ingen næste opfølgning", Place.PLAN, ""),
        ({"next_meeting_on": None}, "intet møde planlagt", Place.CALL_MEETING, ""),
    ],
)
def test_each_lack_is_one_need_with_its_place(change, short, place, tone):
    found = needs(replace(WHOLE, **change), TODAY)

    assert [(need.short, need.place, need.tone) for need in found] == [(short, place, tone)]


def test_one_unanswered_call_is_no_need():
    assert needs(replace(WHOLE, unanswered=1), TODAY) == []


def test_the_most_urgent_need_stands_first():
    facts = CaseFacts(
        has_tovholder=False,
        opened_on=date(2026, 9, 1),
        undecided_concerns=1,
        next_follow_up_on=date(2026, 11, 9),
    )

    tones = [need.tone for need in needs(facts, TODAY)]

    assert tones == sorted(tones, key=["late", "soon", ""].index)


@pytest.mark.parametrize(
    ("grade", "stage"),
    [(0, Stage.INDSKOLING), (3, Stage.INDSKOLING), (4, Stage.MELLEMTRIN), (6, Stage.MELLEMTRIN)]
    + [(grade, Stage.UDSKOLING) for grade in (7, 10)],
)
def test_a_grade_has_its_stage(grade, stage):
    assert stage_of(grade) == stage


@pytest.mark.parametrize(
    ("angle", "grade", "offered", "not_offered"),
    [
        (Angle.BARN, 1, "Samtaleblomst", "Malerklatten"),
        (Angle.BARN, 5, "Malerklatten", "Samtaleblomst"),
        (Angle.BARN, 5, "Netværkskort", "Relationskort"),
        (Angle.BARN, 8, "Relationskort", "Samtaleblomst"),
        (Angle.FORAELDRE, 1, "Netværkskort", "Døgnet"),
    ],
)
def test_tools_are_offered_to_whom_they_suit(angle, grade, offered, not_offered):
    tools = tools_for(angle, grade)

    assert offered in tools
    assert not_offered not in tools


def test_without_a_grade_every_tool_for_the_child_is_offered():
    assert len(tools_for(Angle.BARN, None)) == sum(Angle.BARN in tool.angles for tool in TOOLS)
