"""The common understanding: written together, kept from two at once, carried over to the plan."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.carrying import areas_of, in_words, read_again
from cases.models import Case, Event, Handleplan, Understanding
from cases.models.record import EventKind
from cases.models.understanding import AREAS, SIDES
from kiss.lib.models import Conflict, Refused
from schools.models import Lookup
from tests import factories
from tests.cases.test_plan_page import typed
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("today")

SAID = {
    "school_keeps": "Når hun har været væk, ved hun ikke, hvad de laver.",
    "school_seen_by": "Jonas",
    "home_starts": "Søndag aften.",
}
WORDS = (
    "Skolen, set af Jonas. Holder det i gang: "
    "Når hun har været væk, ved hun ikke, hvad de laver.\n"
    "Hjemmet. Sætter det i gang: Søndag aften."
)


def understand(case, seen=0, texts=SAID, **given) -> Understanding:
    values = {
        "written_on": TODAY,
        "together_with": "Asta, mor og Tove",
        "with_parents": True,
        "texts": texts,
        "on": TODAY,
        "by": case.tovholder,
    }
    return actions.save_understanding(case, seen=seen, **{**values, **given})


def explore(case, angle, summary):
    return actions.explore(
        case,
        angle=angle,
        seen=0,
        explored_on=TODAY,
        explored_by="Tove",
        tool="",
        summary=summary,
        not_possible_because="",
        on=TODAY,
        by=case.tovholder,
    )


@pytest.fixture
def tove(client, case):
    client.force_login(case.tovholder)
    return client


@pytest.fixture
def address(case):
    return reverse("cases:understanding", args=[case.public_id])


@pytest.fixture
def plan_address(case):
    return reverse("cases:plan", args=[case.public_id])


def sent(**given):
    return {
        "seen": "0",
        "written_on": TODAY.isoformat(),
        "together_with": "Asta og mor",
        **SAID,
        **given,
    }


def test_it_is_written_once_and_told_once_a_day(case):
    understand(case)
    understand(case, seen=0)
    understand(case, seen=1, texts={**SAID, "child_helps": "At vide det om søndagen."})

    assert Understanding.objects.get().version == 2
    assert Event.objects.filter(kind=EventKind.UNDERSTANDING_SAVED).count() == 1
    assert Understanding.history.count() == 2


def test_whoever_has_not_seen_the_other_save_is_told(case):
    understand(case)

    with pytest.raises(Conflict):
        understand(case, seen=0, texts={"child_keeps": "Noget andet."})


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"texts": {"school_seen_by": "Jonas"}}, "mindst ét sted"),
        ({"together_with": " "}, "hvem der var med"),
        ({"written_on": TODAY + timedelta(days=1)}, "fremtiden"),
    ],
)
def test_what_cannot_be_is_refused_in_words(case, given, says):
    with pytest.raises(Refused, match=says):
        understand(case, **given)


def test_nothing_is_written_in_a_closed_case(case):
    actions.close_case(case, reason="Asta er i skole igen.", on=TODAY, by=case.tovholder)

    with pytest.raises(Refused):
        understand(case)


def test_it_stands_on_the_afdaekning_and_on_the_case(tove, case, address):
    answer = tove.post(address, sent(), follow=True)

    page = answer.content.decode()
    assert "Den fælles forståelse er gemt." in page
    assert "set af Jonas" in page
    assert "Søndag aften." in tove.get(case.get_absolute_url()).content.decode()


def test_everything_typed_is_kept_when_something_is_to_be_mended(tove, address):
    answer = tove.post(address, sent(together_with=""))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Skriv, hvem der var med til at skrive det." in page
    assert SAID["school_keeps"] in page


def test_a_cpr_number_is_refused(tove, address):
    answer = tove.post(address, sent(home_keeps="Mor 140211-0000"))

    assert answer.status_code == 422
    assert not Understanding.objects.exists()


def test_two_at_once_see_both_texts_and_nothing_is_lost(tove, case, address):
    understand(case)

    answer = tove.post(address, sent(home_starts="Mandag morgen."))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "En anden har gemt imens." in page
    assert "Mandag morgen." in page
    assert "Søndag aften." in page
    again = tove.post(address, sent(seen="1", home_starts="Søndag og mandag."))
    assert again.status_code == 302
    assert Understanding.objects.get().home_starts == "Søndag og mandag."


def test_a_member_writes_it_and_a_teacher_does_not_know_of_it(client, case, member, address):
    client.force_login(member)
    assert client.post(address, sent()).status_code == 302

    teacher = factories.make_user("Jonas Lærer")
    factories.give(teacher, "laerer", case.school, school_class=factories.make_class(case.school))
    other = Client()
    other.force_login(teacher)
    assert other.get(address).status_code == 404
    assert other.post(address, sent(seen="1")).status_code == 404


def test_opening_it_is_in_the_log(tove, case, address):
    tove.get(address)

    row = Lookup.objects.get()
    assert (row.case_number, row.purpose) == (case.number, "Den fælles forståelse")


def test_it_carries_over_to_the_plan_without_typing(tove, case, plan_address):
    understand(case)

    page = tove.get(plan_address).content.decode()
    assert "Hentet fra den fælles forståelse, som I skrev" in page
    assert "Når hun har været væk" in page
    form = tove.get(plan_address).context["form"]
    assert form["understanding"].value() == WORDS

    shown = {
        name: form[name].value() for name in ("understanding", "understanding_from") if form[name]
    }
    tove.post(plan_address, typed(case, **shown, understanding_on_paper="on"))

    plan = Handleplan.objects.get()
    assert (plan.understanding, plan.understanding_from) == (WORDS, 1)
    assert plan.understanding_on_paper
    assert "Hentet fra den" not in tove.get(plan_address).content.decode()


def test_the_plan_tells_when_the_understanding_has_changed_since(tove, case, plan_address):
    row = understand(case)
    plan = actions.save_plan(
        case,
        seen=0,
        headings={"understanding": in_words(row)},
        goals=[],
        indsatser=[],
        next_follow_up_on=None,
        next_follow_up_by="",
        understanding_from=1,
        on=TODAY,
        by=case.tovholder,
    )
    assert "siden teksten blev hentet" not in tove.get(plan_address).content.decode()
    understand(case, seen=1, texts={"child_helps": "En makker."})

    page = tove.get(plan_address).content.decode()
    assert "har ændret den fælles forståelse, siden teksten blev hentet." in page
    assert "En makker." in page
    fetched = tove.post(
        plan_address, typed(case, going_well="Tegning.", take_understanding="hent")
    ).context["form"]
    assert fetched["understanding"].value() == "Barnet selv. Det, der hjælper: En makker."
    assert fetched["understanding_from"].value() == 2
    assert fetched["going_well"].value() == "Tegning."
    kept = tove.post(plan_address, typed(case, take_understanding="behold")).context["form"]
    assert kept["understanding"].value() == WORDS
    tove.post(plan_address, typed(case, understanding_from="2"))
    plan.refresh_from_db()
    assert (plan.understanding, plan.understanding_from) == (WORDS, 2)
    assert "siden teksten blev hentet" not in tove.get(plan_address).content.decode()


def test_who_reads_it_on_paper_follows_the_text_that_is_chosen(tove, case, plan_address):
    understand(case)
    tove.post(plan_address, typed(case, understanding="Vores egen."))
    began = typed(case)
    mine = {"understanding": "En anden.", "understanding_on_paper": "on"}
    tove.post(plan_address, typed(case, understanding="Vores egen, rettet."))
    assert tove.post(plan_address, began | mine).status_code == 409

    tove.post(plan_address, typed(case, **{**mine, "seen": "2", "valg-understanding": "gemt"}))
    plan = Handleplan.objects.get()
    assert (plan.understanding, plan.understanding_on_paper) == ("Vores egen, rettet.", False)

    tove.post(plan_address, typed(case, **{**mine, "seen": "2"}))
    plan.refresh_from_db()
    assert (plan.understanding, plan.understanding_on_paper) == ("En anden.", True)


def test_a_plan_written_by_hand_is_told_of_the_understanding_and_never_overwritten(
    tove, case, plan_address
):
    tove.post(plan_address, typed(case, understanding="Vores egen."))
    understand(case)

    answer = tove.get(plan_address)

    assert answer.context["form"]["understanding"].value() == "Vores egen."
    assert "Der er skrevet en fælles forståelse" in answer.content.decode()


def test_the_plan_offers_the_perspectives_it_has_no_text_for(tove, case, plan_address):
    explore(case, "foraeldre", "De er trætte og vil have én at ringe til.")
    explore(case, "klasse", "Pauserne er uden plan.")
    explore(case, "andre", "Træneren ser en glad pige.")
    explore(case, "barn", "Hun tegnede sin mandag.")

    form = tove.get(plan_address).context["form"]

    assert form["parents_view"].value() == "De er trætte og vil have én at ringe til."
    assert form["professionals_view"].value() == (
        "Pauserne er uden plan.\n\nTræneren ser en glad pige."
    )
    assert "tegnede" not in str(form)
    tove.post(plan_address, typed(case, parents_view="Vores egne ord."))
    form = tove.get(plan_address).context["form"]
    assert form["parents_view"].value() == "Vores egne ord."


def test_what_the_child_confided_is_never_offered(tove, case, plan_address):
    actions.note_child_words(
        case,
        said_on=TODAY,
        said_to="Jonas",
        text="Mor bliver ked af det.",
        may_be_shared=False,
        on=TODAY,
        by=case.tovholder,
    )
    explore(case, "foraeldre", "Jonas fortalte, at hun sagde: »mor bliver  ked af det«")
    explore(case, "andre", "Træneren ser en glad pige.")

    form = tove.get(plan_address).context["form"]

    assert form["parents_view"].value() in {None, ""}
    assert form["professionals_view"].value() == "Træneren ser en glad pige."


def test_what_the_child_confided_does_not_reach_the_paper_by_itself(tove, case, plan_address):
    actions.note_child_words(
        case,
        said_on=TODAY,
        said_to="Jonas",
        text="Mor bliver ked af det.",
        may_be_shared=False,
        on=TODAY,
        by=case.tovholder,
    )
    understand(case, texts={"child_keeps": "Mor bliver ked af det"})

    form = tove.get(plan_address).context["form"]

    assert not form["understanding_on_paper"].value()


def test_its_changes_are_in_the_history(tove, case):
    understand(case)
    understand(case, seen=1, texts={**SAID, "home_starts": "Mandag morgen."})

    page = tove.get(reverse("cases:history", args=[case.public_id])).content.decode()

    assert "Den fælles forståelse rettet" in page
    assert "Mandag morgen." in page


def test_what_was_typed_is_kept_when_the_lid_is_closed(tove, case, address):
    kept = tove.post(reverse("cases:draft_keep"), {"kladde": address, **SAID})

    assert kept.status_code == 200
    page = tove.get(address).content.decode()
    assert "fik det ikke gemt" in page
    assert SAID["school_keeps"] in page


def test_a_case_that_was_closed_keeps_it_to_be_read(tove, case: Case):
    understand(case)
    actions.close_case(case, reason="Asta er i skole igen.", on=TODAY, by=case.tovholder)

    page = tove.get(reverse("cases:element", args=[case.public_id, "afdaekning"]))

    assert "Søndag aften." in page.content.decode()


@pytest.mark.parametrize(
    "texts",
    [
        SAID,
        {f"{area}_{side}": f"Om {area} {side}." for area, _ in AREAS for side, _ in SIDES},
        {"leisure_helps": "Håndbold", "leisure_seen_by": "Jonas, lærer i 6.B. Og mor"},
        {"child_starts": "»Det hjælper: ro.«", "child_keeps": "Skolen. Hjemmet. Fritiden."},
    ],
)
def test_the_lines_of_the_plan_are_read_again_as_the_areas_they_came_from(texts):
    row = Understanding(**texts)

    read = [read_again(line) for line in in_words(row).splitlines()]

    written = [area for area in areas_of(row) if not area.is_empty]
    assert [
        (area.name, area.seen_by, [text.rstrip(".") for _, text in area.said]) for area in read
    ] == [
        (area.name, area.seen_by, [text.rstrip(".") for _, text in area.said]) for area in written
    ]


@pytest.mark.parametrize(
    "line",
    ["", "Vi tror, at hun mangler en makker.", "Skolen: en makker.", "Skolen. En fast makker."],
)
def test_a_line_in_somebodys_own_words_is_no_area(line):
    assert read_again(line) is None


def test_sides_in_another_order_lose_no_word():
    area = read_again("Skolen. Det, der hjælper: A. Holder det i gang: B.")

    assert [text for _, text in area.said] == ["", "", "A. Holder det i gang: B."]
