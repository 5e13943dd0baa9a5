"""The tools of Afdækning: what they are, and that they are filled in, read and corrected."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.models import Case, Draft, Perspective, ToolEntry
from cases.phases import Angle
from cases.tools import BY_KEY, MODULES, TOOLS, Stage, Tool, suits, tools_of
from cases.tools.kinds import Grid, Pick, Picks, Rows, Unfit
from kiss.lib.models import Conflict, Refused
from schools.models import User
from tests import factories
from tests.conftest import TODAY

pytestmark = [pytest.mark.usefixtures("today"), pytest.mark.django_db]

FOLDER = Path(__file__).resolve().parents[2] / "cases" / "tools"
# Every tool that the municipality's text names, and whom it says that each suits.
NAMED = {
    "Guide til elevsamtale": (Angle.BARN, "IMU"),
    "Pixiguide til elevsamtale": (Angle.BARN, "IMU"),
    "Gør eleven til detektiv": (Angle.BARN, "IMU"),
    "Fotoinspireret samtale": (Angle.BARN, "IMU"),
    "Følelser i farver": (Angle.BARN, "MU"),
    "Malerklatten": (Angle.BARN, "MU"),
    "De tre huse": (Angle.BARN, "IMU"),
    "Døgnet": (Angle.BARN, "IMU"),
    "Samtaleblomst": (Angle.BARN, "I"),
    "Farvelægning af ugeskema": (Angle.BARN, "IMU"),
    "Mødeskabelon til skole-hjem-samtale": (Angle.FORAELDRE, "IMU"),
    "Vingemodellen": (Angle.KLASSE, "IMU"),
    "Spørg eleverne": (Angle.KLASSE, "IMU"),
    "Netværkskort": (Angle.BARN, "MU"),
    "Relationskort": (Angle.BARN, "U"),
    "Genogram": (Angle.FORAELDRE, "IMU"),
    "Børnelinealen": (Angle.FRAVAER, "IMU"),
    "Trivselsmåling": (Angle.FRAVAER, "IMU"),
    "Fraværsdata": (Angle.FRAVAER, "IMU"),
}
GRADES = {"I": 2, "M": 5, "U": 8}


@pytest.mark.parametrize("name", NAMED)
def test_each_tool_is_offered_to_whom_the_model_names_it_for(name: str) -> None:
    angle, stages = NAMED[name]

    offered = {
        stage
        for stage, grade in GRADES.items()
        if name in {tool.name for tool in tools_of(angle, grade)}
    }

    assert offered == set(stages)


def test_parents_are_offered_network_and_relations_whatever_the_childs_age() -> None:
    names = {tool.name for tool in tools_of(Angle.FORAELDRE, GRADES["I"])}

    assert {"Netværkskort", "Relationskort", "De tre huse"} <= names


def test_a_tool_is_a_module_and_its_line() -> None:
    written = {path.stem for path in FOLDER.glob("*.py")} - {"__init__", "kinds", "shown"}

    assert written == set(MODULES)
    assert len(BY_KEY) == len(TOOLS) == len(MODULES)


def test_a_tool_that_is_no_longer_offered_is_offered_to_nobody() -> None:
    old = replace(BY_KEY["tre-huse"], is_offered=False)

    assert suits(BY_KEY["tre-huse"], Angle.BARN, 5)
    assert not suits(old, Angle.BARN, 5)


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.key)
def test_every_tool_says_how_it_is_used_and_asks_each_thing_once(tool: Tool) -> None:
    keys = [question.key for question in tool.questions]

    assert len(tool.how) >= 3
    assert tool.purpose.endswith(".")
    assert len(keys) == len(set(keys)) >= 3
    assert tool.stages <= frozenset(Stage)


def answered(tool: Tool) -> dict[str, Any]:
    """An answer to every question of a tool."""
    found: dict[str, Any] = {}
    for question in tool.questions:
        if isinstance(question, Grid):
            place = {"text": "dansk", "valg": question.options[-1].key}
            found[question.key] = {question.columns[0].key: {question.rows[0].key: place}}
        elif isinstance(question, Rows):
            found[question.key] = [
                {
                    one.key: one.options[0].key if isinstance(one, Pick) else "Mormor"
                    for one in question.fields
                }
            ]
        elif isinstance(question, Pick):
            found[question.key] = question.options[0].key
        elif isinstance(question, Picks):
            found[question.key] = [question.options[0].key]
        else:
            found[question.key] = "Et svar."
    return found


def posted(tool: Tool, answers: dict[str, Any], **meta: str) -> dict[str, Any]:
    """The fields of a tool's form, as a browser sends them."""
    fields: dict[str, Any] = {
        "seen": "0",
        "done_on": TODAY.isoformat(),
        "done_by": "Jonas Lærer",
        "with_whom": "Asta",
        **meta,
    }
    for question in tool.questions:
        fields |= dict(_typed(question, answers.get(question.key)))
    return fields


def _typed(question: Any, value: Any) -> Iterator[tuple[str, Any]]:
    key = question.key
    if isinstance(question, Rows):
        yield f"{key}-TOTAL_FORMS", len(value or [])
        yield f"{key}-INITIAL_FORMS", 0
        for number, row in enumerate(value or []):
            for one in question.fields:
                yield f"{key}-{number}-{one.key}-{_kind(one)}", row.get(one.key, "")
    elif isinstance(question, Grid):
        for column, cells in (value or {}).items():
            for row_key, cell in cells.items():
                yield from ((f"{key}-{column}-{row_key}-{name}", cell[name]) for name in cell)
    elif value:
        yield f"{key}-{_kind(question)}", value


def _kind(question: Any) -> str:
    return "valg" if isinstance(question, Pick | Picks) else "text"


def page_of(case: Case, tool: Tool) -> str:
    angle = min(tool.angles)
    return reverse("cases:tool_new", args=[case.public_id, angle, tool.key])


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.key)
def test_every_tool_is_filled_in_read_and_corrected(client: Client, case: Case, tool: Tool) -> None:
    client.force_login(case.tovholder)
    answers = answered(tool)
    assert client.get(page_of(case, tool)).status_code == 200

    saved = client.post(page_of(case, tool), posted(tool, answers))

    entry = ToolEntry.objects.get()
    assert saved.url == reverse("cases:tool_entry", args=[case.public_id, entry.pk])
    assert entry.answers == answers
    page = client.get(saved.url).content.decode()
    assert all(question.label in page for question in tool.questions)
    edit = client.get(reverse("cases:tool_edit", args=[case.public_id, entry.pk]))
    assert edit.status_code == 200
    # What is sent back untouched is the same, and saves nothing.
    again = posted(tool, answers, seen="1")
    client.post(reverse("cases:tool_edit", args=[case.public_id, entry.pk]), again)
    assert ToolEntry.objects.get().version == 1
    assert ToolEntry.history.count() == 1


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.key)
def test_every_tool_tells_all_its_answers_in_one_text(tool: Tool) -> None:
    text = tool.gathered(answered(tool))

    assert all(question.label in text for question in tool.questions)


def test_what_only_the_drawing_needs_is_not_told_elsewhere() -> None:
    genogram = BY_KEY["genogram"]

    assert "Barnet tegnes som" in genogram.gathered(answered(genogram))
    assert "Barnet tegnes som" not in genogram.told(answered(genogram))


@pytest.mark.parametrize(
    ("tool", "answers", "says"),
    [
        ("tre-huse", {"kaelder": "Nej."}, "kaelder"),
        ("tre-huse", {"godt": 7}, "ikke tekst"),
        ("tre-huse", {"godt": "a" * 4001}, "kortere"),
        ("elevsamtale", {"lige-nu": "fantastisk"}, "Vælg en af mulighederne"),
        ("doegnet", {"timer": {"uge": {"7": {"text": "sover"}}}}, "kolonne"),
        ("doegnet", {"timer": {"doegn": {"25": {"text": "sover"}}}}, "linje"),
        ("doegnet", {"timer": {"doegn": {"7": {"farve": "roed"}}}}, "kan ikke læses"),
        ("doegnet", {"timer": "hele dagen"}, "kan ikke læses"),
        ("netvaerkskort", {"personer": [{"arena": "skole"}]}, "Navn eller rolle"),
        ("netvaerkskort", {"personer": [{"navn": "Liva"}] * 41}, "plads til 40"),
        ("netvaerkskort", {"personer": "Liva"}, "kan ikke læses"),
        ("fravaersdata", {"moenster": "ugedag"}, "kan ikke læses"),
    ],
)
def test_what_a_tool_does_not_ask_for_is_refused(
    tool: str, answers: dict[str, Any], says: str
) -> None:
    with pytest.raises(Unfit, match=says):
        BY_KEY[tool].clean(answers)


def test_a_tool_without_an_answer_is_sent_back(client: Client, case: Case) -> None:
    client.force_login(case.tovholder)
    tool = BY_KEY["tre-huse"]

    answer = client.post(page_of(case, tool), posted(tool, {}))

    assert answer.status_code == 422
    assert "Skriv mindst ét svar, før du gemmer." in answer.content.decode()
    assert not ToolEntry.objects.exists()


def test_all_that_was_typed_stands_in_the_form_that_is_sent_back(
    client: Client, case: Case
) -> None:
    client.force_login(case.tovholder)
    tool = BY_KEY["netvaerkskort"]
    answers = {
        "personer": [{"navn": "Mormor", "arena": "familie"}, {"arena": "skole"}],
        "mangler": "En ven i nærheden.",
    }

    answer = client.post(page_of(case, tool), posted(tool, answers, done_by=""))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Skriv, hvem der talte med dem eller så efter." in page
    assert "Udfyld »Navn eller rolle« i hver linje, eller fjern linjen." in page
    assert 'value="Mormor"' in page
    assert "En ven i nærheden." in page


def test_no_answer_takes_a_cpr_number(client: Client, case: Case) -> None:
    client.force_login(case.tovholder)
    tool = BY_KEY["genogram"]
    answers = {"familie": [{"navn": "Ole 140211-0000", "relation": "morfar"}]}

    answer = client.post(page_of(case, tool), posted(tool, answers))

    assert answer.status_code == 422
    assert "Skriv ikke CPR-numre her." in answer.content.decode()


def test_a_row_is_added_without_a_script_and_nothing_is_lost(client: Client, case: Case) -> None:
    client.force_login(case.tovholder)
    tool = BY_KEY["netvaerkskort"]
    answers = {"personer": [{"navn": "Mormor", "arena": "familie"}], "taettere": "Farfar."}

    answer = client.post(page_of(case, tool), posted(tool, answers) | {"add_row": "personer"})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="personer-1-navn-text"' in page
    assert 'value="Mormor"' in page
    assert '<option value="familie" selected>' in page
    assert "Farfar." in page
    assert not ToolEntry.objects.exists()


def test_two_who_correct_it_at_once_both_see_what_the_other_wrote(
    client: Client, case: Case
) -> None:
    entry = factories.fill(case)
    client.force_login(case.tovholder)
    address = reverse("cases:tool_edit", args=[case.public_id, entry.pk])
    mine = posted(entry.form, {"svaert": "Mandag og tirsdag."}, seen="1")
    theirs = {"done_on": TODAY, "done_by": "Inger", "with_whom": "Asta", "on": TODAY}
    actions.correct_tool(
        entry, seen=1, answers={"svaert": "Kun mandag."}, by=case.tovholder, **theirs
    )

    met = client.post(address, mine)

    page = met.content.decode()
    assert met.status_code == 409
    assert "Kun mandag." in page
    assert "Mandag og tirsdag." in page
    assert 'name="seen" value="2"' in page
    client.post(address, mine | {"seen": "2"})
    assert ToolEntry.objects.get().answers == {"svaert": "Mandag og tirsdag."}


def test_a_tool_is_not_saved_over_one_that_was_not_seen(case: Case) -> None:
    entry = factories.fill(case)
    values = {"done_on": TODAY, "done_by": "Inger", "with_whom": "Asta", "on": TODAY}

    with pytest.raises(Conflict):
        actions.correct_tool(entry, seen=0, answers={"godt": "Idræt."}, by=case.tovholder, **values)


@pytest.mark.parametrize(
    "changed",
    [
        {"tool": "findes-ikke"},
        {"angle": "klasse"},
        {"done_on": TODAY + timedelta(days=1)},
        {"done_by": " "},
        {"with_whom": ""},
        {"answers": {"godt": "  "}},
    ],
)
def test_what_cannot_be_is_refused(case: Case, changed: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        factories.fill(case, **changed)


def test_nothing_is_filled_in_on_a_closed_case(client: Client, case: Case) -> None:
    entry = factories.fill(case)
    actions.close_case(case, reason="Asta er i skole igen.", on=TODAY, by=case.tovholder)
    client.force_login(case.tovholder)

    with pytest.raises(Refused):
        factories.fill(case)
    page = client.get(reverse("cases:tool_entry", args=[case.public_id, entry.pk]))
    assert "Idræt med Liva." in page.content.decode()
    assert "Brug i perspektivet" not in page.content.decode()


@pytest.mark.parametrize(
    "path", ["klasse/tre-huse", "barn/findes-ikke", "alle/tre-huse", "barn/vingemodellen"]
)
def test_a_tool_belongs_to_its_perspectives(client: Client, case: Case, path: str) -> None:
    client.force_login(case.tovholder)

    assert client.get(f"/sager/{case.public_id}/afdaekning/{path}/").status_code == 404


def test_what_is_typed_is_kept_until_it_is_saved(client: Client, case: Case) -> None:
    client.force_login(case.tovholder)
    tool = BY_KEY["tre-huse"]
    address = page_of(case, tool)
    kept = {"kladde": address, "svaert-text": "Mandag morgen.", "form_id": "x"}

    assert client.post(reverse("cases:draft_keep"), kept).status_code == 200
    assert "Mandag morgen." in client.get(address).content.decode()
    client.post(address, posted(tool, {"svaert": "Mandag morgen."}))

    assert not Draft.objects.exists()


def test_only_the_childs_tools_lie_in_drawers(case: Case) -> None:
    home = factories.fill(case, angle="foraeldre", may_be_shared=False)

    assert home.may_be_shared
    with pytest.raises(Refused):
        actions.move_tool(home, may_be_shared=False, on=TODAY, by=case.tovholder)
    home.may_be_shared = False
    with pytest.raises(IntegrityError), transaction.atomic():
        home.save()


def test_a_tool_is_brought_into_the_perspective_without_retyping(
    client: Client, case: Case
) -> None:
    entry = factories.fill(case, may_be_shared=True)
    client.force_login(case.tovholder)
    page = client.get(reverse("cases:tool_entry", args=[case.public_id, entry.pk]))
    address = reverse("cases:perspective", args=[case.public_id, "barn"])
    assert f'href="{address}?redskab={entry.pk}"' in page.content.decode()

    form = client.get(address, {"redskab": entry.pk}).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"seen": 0}
    saved = client.post(f"{address}?redskab={entry.pk}", sent)

    assert saved.status_code == 302
    perspective = Perspective.objects.get()
    assert perspective.tool == "De tre huse"
    assert perspective.explored_by == "Jonas Lærer"
    assert perspective.explored_on == TODAY
    assert perspective.summary == (
        "Hvad er godt lige nu? Idræt med Liva.\n\nHvad er svært lige nu? Mandag morgen."
    )


def test_it_comes_after_what_stands_in_the_perspective_already(client: Client, case: Case) -> None:
    actions.explore(
        case,
        angle="barn",
        seen=0,
        explored_on=TODAY,
        explored_by="Inger",
        tool="Døgnet",
        summary="Morgenen er svær.",
        not_possible_because="",
        on=TODAY,
        by=case.tovholder,
    )
    entry = factories.fill(case, may_be_shared=True)
    client.force_login(case.tovholder)
    address = reverse("cases:perspective", args=[case.public_id, "barn"])

    form = client.get(address, {"redskab": entry.pk}).context["form"]

    assert form["tool"].value() == "Døgnet, De tre huse"
    assert form["summary"].value().startswith("Morgenen er svær.\n\nHvad er godt lige nu?")


def test_what_was_brought_in_once_is_not_brought_in_twice(client: Client, case: Case) -> None:
    entry = factories.fill(case, may_be_shared=True)
    client.force_login(case.tovholder)
    address = reverse("cases:perspective", args=[case.public_id, "barn"])
    form = client.get(address, {"redskab": entry.pk}).context["form"]
    summary = form["summary"].value().replace("\n", "\r\n")
    sent = {name: form[name].value() or "" for name in form.fields}
    client.post(address, sent | {"seen": 0, "summary": summary})

    again = client.get(address, {"redskab": entry.pk}).context["form"]

    assert again["summary"].value() == summary
    assert again["tool"].value() == "De tre huse"


@pytest.mark.parametrize("asked", ["999999", "x", "1 OR 1"])
def test_what_is_no_tool_of_the_case_cannot_be_brought_in(
    client: Client, case: Case, asked: str
) -> None:
    client.force_login(case.tovholder)
    address = reverse("cases:perspective", args=[case.public_id, "barn"])

    assert client.get(address, {"redskab": asked}).status_code == 404


def test_a_tool_of_another_perspective_cannot_be_brought_in(client: Client, case: Case) -> None:
    entry = factories.fill(case, angle="foraeldre")
    client.force_login(case.tovholder)
    address = reverse("cases:perspective", args=[case.public_id, "klasse"])

    assert client.get(address, {"redskab": entry.pk}).status_code == 404


def test_the_page_of_afdaekning_costs_the_same_with_many_tools(
    client: Client, case: Case, assert_constant_queries: Any
) -> None:
    factories.fill(case)
    client.force_login(case.tovholder)

    def grow() -> None:
        for _ in range(5):
            factories.fill(case, may_be_shared=True)

    address = reverse("cases:element", args=[case.public_id, "afdaekning"])
    assert_constant_queries(address, grow)


def test_tools_are_offered_while_the_case_is_open(client: Client, case: Case, member: User) -> None:
    client.force_login(member)
    address = reverse("cases:element", args=[case.public_id, "afdaekning"])

    assert "Brug et redskab" in client.get(address).content.decode()
    actions.close_case(case, reason="Asta er i skole igen.", on=TODAY, by=case.tovholder)
    assert "Brug et redskab" not in client.get(address).content.decode()
