"""What people do with flags."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from absence.actions import decide, mark_seen
from absence.models import Flag, FlagChange, FlagDecision
from cases.models import Event
from cases.timeline import sentence
from kiss.lib.models import Refused
from tests import factories

TODAY = date(2026, 11, 23)
ANSWER = {
    "reason": "",
    "talk_with": "",
    "look_again_on": None,
    "case": None,
    "on": TODAY,
}


def make_flag(pupil, rule="ulovligt-10", period="2026-K4", **fields):
    fields = {
        "school": pupil.enrolments.get().school_class.school,
        "effective_on": date(2026, 11, 18),
        "due_on": date(2026, 11, 23),
        "figures_from": date(2000, 1, 1),
        "found_on": date(2026, 11, 18),
    } | fields
    return Flag.objects.create(pupil=pupil, rule=rule, period=period, **fields)


def changes_of(flag):
    return list(flag.changes.order_by("pk").values_list("from_status", "to_status", "on", "by"))


def test_one_decision_answers_all_open_and_coming_flags(pupil, leader):
    new = make_flag(pupil)
    seen = make_flag(pupil, "samlet-over-10", "2026/27", status=Flag.Status.SEEN, due_on=None)
    coming = make_flag(pupil, "syg-15-sammenhaengende", "2026-11-02", status=Flag.Status.COMING)
    withdrawn = make_flag(
        pupil,
        "ulovligt-15",
        status=Flag.Status.WITHDRAWN,
        withdrawn_on=TODAY,
        withdrawn_because="Fravær rettet",
    )

    decision = decide(pupil, **ANSWER | {"kind": "tal-med", "talk_with": "mor", "by": leader})

    for flag, before in ((new, "ny"), (seen, "set"), (coming, "varsel")):
        flag.refresh_from_db()
        assert (flag.status, flag.decision) == (Flag.Status.DECIDED, decision)
        assert changes_of(flag) == [(before, "afgjort", TODAY, leader.pk)]
    withdrawn.refresh_from_db()
    assert withdrawn.status == Flag.Status.WITHDRAWN
    assert not Flag.objects.open().exists()


def test_a_decision_is_a_line_of_the_childs_story_without_names(pupil, leader):
    make_flag(pupil)

    decide(pupil, **ANSWER | {"kind": "tal-med", "talk_with": "Camilla Krogh", "by": leader})

    event = Event.objects.get()
    assert (event.kind, event.pupil, event.case, event.on) == ("flag-decided", pupil, None, TODAY)
    assert sentence(event) == ("Der blev taget stilling til et flag: der skal tales med nogen")


def test_a_decision_to_open_a_case_is_linked_to_it(pupil, leader, case):
    flag = make_flag(pupil)

    decision = decide(pupil, **ANSWER | {"kind": "sag", "case": case, "by": leader})

    flag.refresh_from_db()
    assert flag.decision.case == decision.case == case
    event = Event.objects.get(case=case, kind="flag-followed")
    assert sentence(event) == "Følges i sagen: Ulovligt, varsling"
    assert Event.objects.get().case == case


def test_looking_again_notes_the_day_on_the_flag(pupil, leader):
    flag = make_flag(pupil)
    again = TODAY + timedelta(days=14)

    decide(pupil, **ANSWER | {"kind": "kig-igen", "look_again_on": again, "by": leader})

    flag.refresh_from_db()
    assert (flag.status, flag.look_again_on) == (Flag.Status.DECIDED, again)


@pytest.mark.parametrize(
    ("answer", "because"),
    [
        ({"kind": "ingen-handling", "reason": "  "}, "hvorfor der ikke skal ske noget"),
        ({"kind": "kig-igen"}, "hvornår I vil kigge igen"),
        ({"kind": "kig-igen", "look_again_on": TODAY}, "efter i dag"),
        ({"kind": "kig-igen", "look_again_on": date(2027, 11, 24)}, "senest 23. november 2027"),
        ({"kind": "tal-med"}, "hvem I vil tale med"),
        ({"kind": "sag"}, "Opret en sag"),
    ],
)
def test_an_answer_that_lacks_something_is_refused(pupil, leader, answer, because):
    flag = make_flag(pupil)

    with pytest.raises(Refused, match=because):
        decide(pupil, **ANSWER | answer | {"by": leader})

    flag.refresh_from_db()
    assert flag.status == Flag.Status.NEW
    assert not FlagDecision.objects.exists()
    assert not Event.objects.exists()


def test_a_case_about_another_child_is_refused(pupil, klasse, leader, tovholder):
    make_flag(pupil)
    other = factories.make_case(factories.make_pupil(klasse, "Bo"), tovholder)

    with pytest.raises(Refused, match="en anden elev"):
        decide(pupil, **ANSWER | {"kind": "sag", "case": other, "by": leader})


def test_a_closed_case_is_refused(pupil, leader, case):
    make_flag(pupil)
    case.closed_on, case.closing_reason = TODAY, "Eleven er i skole."
    case.save()

    with pytest.raises(Refused, match="afsluttet"):
        decide(pupil, **ANSWER | {"kind": "sag", "case": case, "by": leader})


def test_the_second_of_two_decisions_finds_nothing_to_decide(pupil, leader):
    make_flag(pupil)
    answer = ANSWER | {"kind": "ingen-handling", "reason": "På ferie med orlov.", "by": leader}
    decide(pupil, **answer)

    with pytest.raises(Refused, match="ikke noget flag"):
        decide(pupil, **answer)

    assert FlagDecision.objects.count() == 1


def test_seeing_moves_only_new_flags(pupil, leader):
    new = make_flag(pupil)
    coming = make_flag(pupil, "syg-15-sammenhaengende", "2026-11-02", status=Flag.Status.COMING)

    assert mark_seen(pupil, on=TODAY, by=leader) == 1
    assert mark_seen(pupil, on=TODAY, by=leader) == 0

    new.refresh_from_db()
    coming.refresh_from_db()
    assert (new.status, coming.status) == (Flag.Status.SEEN, Flag.Status.COMING)
    assert changes_of(new) == [("ny", "set", TODAY, leader.pk)]


def printed(*arguments):
    out = StringIO()
    call_command("flags", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_open_flags_are_printed_by_deadline_rule_and_pupil(klasse, pupil):
    asta, bo = pupil.elev_id, "0000042"
    make_flag(factories.make_pupil(klasse, "Bo", elev_id=bo), due_on=date(2026, 11, 23))
    make_flag(pupil, "samlet-over-10", "2026/27", due_on=None, status=Flag.Status.SEEN)
    make_flag(pupil, "ulovligt-15", due_on=date(2026, 11, 20))
    make_flag(pupil)
    make_flag(pupil, "syg-15-sammenhaengende", "2026-11-02", status=Flag.Status.COMING)

    lines = printed("--format", "csv")

    assert lines == [
        "elev_id;regel;virkningsdato;frist;status",
        f"{asta};ulovligt-15;2026-11-18;2026-11-20;ny",
        f"{bo};ulovligt-10;2026-11-18;2026-11-23;ny",
        f"{asta};ulovligt-10;2026-11-18;2026-11-23;ny",
        f"{asta};samlet-over-10;2026-11-18;;set",
    ]
    with_coming = printed("--format", "csv", "--coming")
    assert f"{asta};syg-15-sammenhaengende;2026-11-18;2026-11-23;varsel" in with_coming


def test_flags_can_be_printed_as_they_stood(pupil, leader):
    flag = make_flag(pupil)
    FlagChange.objects.create(flag=flag, to_status="ny", because="Nået", on=date(2026, 11, 18))
    decide(pupil, **ANSWER | {"kind": "tal-med", "talk_with": "mor", "by": leader})

    assert printed("--format", "csv", "--date", "2026-11-17")[1:] == []
    assert len(printed("--format", "csv", "--date", "2026-11-18")[1:]) == 1
    assert printed("--format", "csv", "--date", "2026-11-23")[1:] == []


def test_the_text_for_people_counts_the_flags(pupil):
    make_flag(pupil)

    lines = printed()

    assert lines[0].split() == [pupil.elev_id, "ulovligt-10", "2026-11-18", "2026-11-23", "ny"]
    assert lines[-1] == "1 flag"
