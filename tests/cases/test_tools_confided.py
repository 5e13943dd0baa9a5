"""A tool that a child filled in, in confidence: who reads it, and that it is nowhere for others.

The rule is that of the child's own words (ADR 16, tests/cases/test_confided.py).
"""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pdfminer.high_level import extract_text

from cases import actions
from cases.models import Case, Event, Perspective, ToolEntry
from kiss.lib.models import Refused
from schools.models import Lookup, School, User
from schools.roles import Role
from tests import factories
from tests.cases.test_confided import add, team_leader
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("today")
__all__ = ["team_leader"]

SECRET = "Jeg siger ikke alt derhjemme"
WHO = "Frida Fortrolig"
PAGES = ("detail", "history", "plan", "timeline", "plan_paper", "case_access")


def fill(case: Case, **given: Any) -> ToolEntry:
    values = {"answers": {"svaert": f"{SECRET}, for så bliver mor ked af det."}, "done_by": WHO}
    return factories.fill(case, **values | given)


def of(entry: ToolEntry, page: str) -> str:
    return reverse(f"cases:tool_{page}", args=[entry.case.public_id, entry.pk])


def perspective_of(case: Case) -> str:
    return reverse("cases:perspective", args=[case.public_id, "barn"])


def make_plan(case: Case) -> None:
    """A plan with a frozen version, so that there is paper."""
    said = {"on": TODAY, "by": case.tovholder}
    deed = actions.IndsatsInput(
        what="Makkerpar", who="Jonas", when="hver dag", arena="klasse", level="forebyggende"
    )
    actions.save_plan(
        case,
        seen=0,
        headings={"no_parents_view_reason": "Vi mødes.", "no_child_words_reason": "I morgen."},
        goals=["Asta er i skole om mandagen."],
        indsatser=[deed],
        next_follow_up_on=TODAY + timedelta(days=7),
        next_follow_up_by="Tove",
        **said,
    )
    actions.freeze_plan(case, because="mødet", **said)


def text_of(answer: Any) -> str:
    if answer.content.startswith(b"%PDF"):
        return re.sub(r"\s+", " ", extract_text(io.BytesIO(answer.content)))
    return answer.content.decode(errors="replace")


def meets(user: User, entry: ToolEntry) -> tuple[bool, bool]:
    """Tell whether somebody meets the answers, and who talked with the child, anywhere."""
    client, case = Client(), entry.case
    client.force_login(user)
    addresses = [reverse(f"cases:{name}", args=[case.public_id]) for name in PAGES]
    addresses += [of(entry, page) for page in ("entry", "edit", "sheet")]
    addresses += [
        reverse("cases:element", args=[case.public_id, "afdaekning"]),
        reverse("cases:plan_version", args=[case.public_id, 1]),
        reverse("cases:plan_pdf", args=[case.public_id]),
        f"{perspective_of(case)}?redskab={entry.pk}",
        "/",
    ]
    found = [text_of(client.get(address)) for address in addresses]
    search = reverse("cases:timeline", args=[case.public_id])
    found += [client.post(search, {"words": "derhjemme"}).content.decode()]
    text = "".join(found).replace('value="derhjemme"', "")
    return SECRET in text, WHO in text


@pytest.mark.usefixtures("db")
def test_the_tovholder_and_whoever_filled_it_in_read_it(case: Case, school: School) -> None:
    make_plan(case)
    writer = factories.make_user("Inger Medlem")
    factories.give(writer, Role.TEAMMEDLEM, school)
    entry = fill(case, by=writer)

    assert meets(case.tovholder, entry) == (True, True)
    assert meets(writer, entry) == (True, True)


def test_nobody_else_on_the_case_meets_it_anywhere(
    case: Case, team_leader: User, member: User, leader: User
) -> None:
    make_plan(case)
    entry = fill(case)

    assert [meets(user, entry) for user in (team_leader, member, leader)] == [(False, False)] * 3


def test_a_leader_reads_it_when_named_on_the_case_and_a_member_does_not(
    case: Case, team_leader: User, member: User
) -> None:
    make_plan(case)
    entry = fill(case)
    add(case, team_leader)
    add(case, member)

    assert meets(team_leader, entry) == (True, True)
    assert meets(member, entry) == (False, False)


def test_the_others_see_that_it_was_done_and_whom_to_ask(
    client: Client, case: Case, team_leader: User
) -> None:
    entry = fill(case)
    client.force_login(team_leader)

    page = client.get(of(entry, "entry")).content.decode()

    assert "De tre huse" in page
    assert "23. november 2026" in page
    assert "Sagt i fortrolighed. Spørg tovholderen." in page
    answers = [client.get(of(entry, page)).status_code for page in ("edit", "sheet")]
    assert answers == [404, 404]


def test_reading_it_is_written_in_the_log(client: Client, case: Case) -> None:
    entry = fill(case)
    client.force_login(case.tovholder)

    client.get(of(entry, "entry"))
    client.get(of(entry, "sheet"))

    purposes = set(Lookup.objects.values_list("purpose", flat=True))
    assert {f"Læste fortroligt redskab {entry.pk}", f"Redskab {entry.pk} som papir"} <= purposes


def test_the_story_holds_no_word_of_it(case: Case) -> None:
    fill(case)

    line = Event.objects.get(kind="tool-filled")
    assert set(line.data) == {"tool", "entry"}
    assert line.data["tool"] == "De tre huse"


def test_brought_into_the_perspective_it_gives_tool_and_day_and_no_words(
    client: Client, case: Case
) -> None:
    """Everybody on the case reads the perspective: also its tovholder writes there anew."""
    entry = fill(case)
    client.force_login(case.tovholder)

    page = client.get(perspective_of(case), {"redskab": entry.pk})

    form = page.context["form"]
    assert form["tool"].value() == "De tre huse"
    assert form["explored_on"].value() == TODAY
    assert not form["summary"].value()
    assert not form["explored_by"].value()
    text = page.content.decode()
    assert "Svarene er fortrolige, så de er ikke hentet ind." in text
    assert SECRET not in text


def test_whoever_may_not_read_it_cannot_bring_it_in(
    client: Client, case: Case, team_leader: User
) -> None:
    entry = fill(case)
    client.force_login(team_leader)

    answer = client.get(perspective_of(case), {"redskab": entry.pk})

    assert answer.status_code == 404


def test_closed_is_where_a_childs_answers_lie_unless_it_said_yes(
    client: Client, case: Case
) -> None:
    client.force_login(case.tovholder)
    address = reverse("cases:tool_new", args=[case.public_id, "barn", "tre-huse"])
    sent = {
        "seen": "0",
        "done_on": TODAY.isoformat(),
        "done_by": WHO,
        "with_whom": "Asta",
        "svaert-text": "Mandag.",
    }

    client.post(address, sent)
    client.post(address, sent | {"may_be_shared": "on"})

    drawers = ToolEntry.objects.order_by("pk").values_list("may_be_shared", flat=True)
    assert list(drawers) == [False, True]


def test_what_was_open_and_is_not_any_more_is_nowhere_to_be_read(
    case: Case, team_leader: User
) -> None:
    """The child thought better of it: what was saved before is no way round."""
    make_plan(case)
    entry = fill(case, may_be_shared=True)
    assert meets(team_leader, entry) == (True, True)

    actions.move_tool(entry, may_be_shared=False, on=TODAY, by=case.tovholder)

    assert meets(team_leader, entry) == (False, False)


def test_what_a_perspective_says_of_it_is_pointed_out_when_it_is_closed(
    client: Client, case: Case
) -> None:
    entry = fill(case, may_be_shared=True)
    client.force_login(case.tovholder)
    form = client.get(perspective_of(case), {"redskab": entry.pk}).context["form"]
    client.post(
        perspective_of(case), {name: form[name].value() or "" for name in form.fields} | {"seen": 0}
    )
    assert SECRET in Perspective.objects.get().summary

    closed = client.post(of(entry, "drawer"), {"skuffe": "fortroligt"}, follow=True)
    opened = client.post(of(entry, "drawer"), {"skuffe": "forældre"}, follow=True)

    assert "Noget af det står i barnets perspektiv" in closed.content.decode()
    assert "Noget af det står" not in opened.content.decode()


def test_the_drawer_is_moved_by_who_leads_and_by_who_wrote_and_by_nobody_else(
    client: Client, case: Case, team_leader: User, member: User
) -> None:
    own, others = fill(case, by=member), fill(case)
    opened = fill(case, may_be_shared=True)
    client.force_login(member)
    moved = [
        client.post(of(entry, "drawer"), {"skuffe": "forældre"}).status_code
        for entry in (own, others)
    ]
    shut = client.post(of(opened, "drawer"), {"skuffe": "fortroligt"}).status_code
    client.force_login(team_leader)
    led = client.post(of(others, "drawer"), {"skuffe": "forældre"}).status_code

    assert [*moved, shut, led] == [302, 404, 403, 404]
    assert set(ToolEntry.objects.filter(may_be_shared=True)) == {own, opened}


def test_a_move_is_told_and_told_once(case: Case) -> None:
    entry = fill(case)
    said = {"on": TODAY, "by": case.tovholder}

    actions.move_tool(entry, may_be_shared=True, **said)
    actions.move_tool(entry, may_be_shared=True, **said)

    line = Event.objects.get(kind="tool-moved")
    assert line.data["drawer"] == "må vises for forældrene"
    assert ToolEntry.history.filter(id=entry.pk).count() == 2


def test_a_hidden_name_is_in_no_tool(case: Case) -> None:
    parent = case.pupil.custody_holders.get()
    parent.is_protected = True
    parent.save()
    first, *_ = parent.name.split()

    with pytest.raises(Refused, match="navn er beskyttet"):
        fill(case, with_whom=f"{first}, hjemme")
    entry = fill(case, with_whom="Astas mor")

    assert ToolEntry.objects.get() == entry
