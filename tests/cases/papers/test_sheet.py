"""What stands on the paper, and what never does."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string

from cases import actions
from cases.models import Case
from cases.papers import Ask, Paper, choose, handleplan_paper, recipients
from cases.papers.sheet import Understood, UnderstoodArea
from kiss.lib.lix import lix
from kiss.lib.models import Refused
from meetings.models import Agreement, Meeting
from schools.models import CustodyHolder, User
from schools.roles import Role
from tests import factories
from tests.cases.papers.conftest import HEADINGS, ON, ROWS, SECRET, at, row

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).resolve().parents[3] / "templates" / "papers"


def words(paper: Paper) -> str:
    """Everything the sheet says, as one text."""
    return repr(paper.sheet)


def test_the_rows_come_in_order_school_class_home(
    plan: Callable, paper: Callable[..., Paper]
) -> None:
    plan()

    groups = paper().sheet.groups

    assert [(group.kind, [deed.who for deed in group.deeds]) for group in groups] == [
        ("skole", ["Sofie Winther", "Tove Tovholder"]),
        ("klasse", ["Klasseteamet"]),
        ("hjem", ["Camilla og Jonas"]),
    ]
    assert groups[0].deeds[0].role == "klasselærer"


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("Camilla", "hjem"),
        ("Astas mor", "hjem"),
        ("Forældrene", "hjem"),
        ("Camilla og Sofie", "hjem"),
        ("Jonas, lærer", "skole"),
        ("Moritz Farver", "skole"),
        ("Asta", "barn"),
        ("Asta, selv", "barn"),
    ],
)
def test_it_is_seen_from_the_name_whose_a_row_is(
    plan: Callable, paper: Callable[..., Paper], who: str, kind: str
) -> None:
    plan(indsatser=[row(who=who)])

    assert [group.kind for group in paper().sheet.groups] == [kind]


def test_what_is_over_is_not_on_the_paper(plan: Callable, paper: Callable[..., Paper]) -> None:
    plan(indsatser=[row(status="afsluttet"), row(status="opgivet"), row(what="Cykler med Asta")])

    assert [deed.what for group in paper().sheet.groups for deed in group.deeds] == [
        "Cykler med Asta"
    ]


def test_a_fourth_goal_is_refused_so_that_the_paper_holds_them_all(plan: Callable) -> None:
    with pytest.raises(Refused, match="Højst 3 mål ad gangen"):
        plan(goals=["Et.", "To.", "Tre.", "Fire."])


def test_a_plan_from_before_there_was_a_limit_says_what_is_left_out(
    plan: Callable, ask: Callable[..., Ask], case: Case
) -> None:
    plan()
    content = actions.plan_content(case) | {"goals": ["Et.", "To.", "Tre.", "Fire."]}

    made = handleplan_paper(case, ask(content=content))

    assert list(made.sheet.goals) == ["Et.", "To.", "Tre."]
    assert "Planen har 4 mål. Papiret viser de 3 første." in made.missing


def test_what_was_agreed_and_is_not_done_stands_among_who_does_what(
    case: Case, plan: Callable, paper: Callable[..., Paper]
) -> None:
    plan(indsatser=[row()])
    starts_at = at("2026-11-20")
    meeting = Meeting.objects.create(
        kind="netvaerk",
        school=case.school,
        case=case,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=45),
        place="Mødelokale 2",
        called_by=case.tovholder,
    )
    agreed = {"meeting": meeting, "due_on": date(2026, 11, 29)}
    Agreement.objects.create(what="Ringer til Asta søndag.", who="Jonas, lærer", **agreed)
    Agreement.objects.create(what="Er gjort.", who="Tove", done_on=ON, **agreed)

    made = paper()

    (group,) = made.sheet.groups
    assert [(deed.who, deed.what, deed.when) for deed in group.deeds[1:]] == [
        ("Jonas", "Ringer til Asta søndag.", "senest 29.\N{NO-BREAK SPACE}november 2026")
    ]
    assert "siger ikke, hvordan vi ser" not in " ".join(made.missing)


def test_a_version_from_before_agreements_were_kept_in_it_still_prints(
    case: Case, plan: Callable, ask: Callable[..., Ask]
) -> None:
    plan()
    content = actions.plan_content(case)
    del content["agreements"]

    assert handleplan_paper(case, ask(content=content)).sheet.groups


def test_the_leader_is_named_while_the_case_has_no_tovholder(
    case: Case, leader: User, plan: Callable, paper: Callable[..., Paper]
) -> None:
    plan()
    member = case.tovholder.team_memberships.get()
    member.ends_on = ON - timedelta(days=1)
    member.save()

    made = paper()

    assert (made.sheet.contact_role, made.sheet.tovholder) == ("skolens leder", leader.name)
    assert made.missing[0].startswith("Sagen har ingen tovholder.")
    assert case.tovholder.name not in {signer.name for signer in made.sheet.signers}


def test_contact_while_the_child_is_away_is_on_the_paper(
    plan: Callable, paper: Callable[..., Paper]
) -> None:
    plan(headings=HEADINGS | {"contact_during_absence": "Sofie ringer om eftermiddagen."})

    assert list(paper().sheet.when_away) == ["Sofie ringer om eftermiddagen."]


def test_a_row_of_contact_says_so_on_the_paper_and_no_other_does(
    plan: Callable, paper: Callable[..., Paper]
) -> None:
    rows = [row(), row(what="Ringer, hvis Asta er væk.", is_contact=True)]
    plan(indsatser=rows)

    sheet = paper().sheet

    printed = " ".join(render_to_string("papers/who.html", {"sheet": sheet}).split())
    mark = f'<span class="sheet-away">når {sheet.child} er væk</span>'
    assert printed.count(mark) == 1
    assert f"{mark} </th> <td>Ringer, hvis Asta er væk.</td>" in printed


def test_a_version_from_before_contact_was_asked_is_still_made_to_paper(
    case: Case, plan: Callable, say: Callable, paper: Callable[..., Paper], tovholder: User
) -> None:
    say("Mandag er svær.")
    plan()
    version = actions.freeze_plan(case, because="netværksmøde", on=ON, by=tovholder)
    for old in version.content["indsatser"]:
        del old["is_contact"]

    deeds = [deed for group in paper(version=version).sheet.groups for deed in group.deeds]

    assert len(deeds) == len(ROWS)
    assert not any(deed.is_contact for deed in deeds)


def test_only_the_open_drawer_is_read(
    plan: Callable, say: Callable, paper: Callable[..., Paper]
) -> None:
    say("Mandag er svær.")
    say(SECRET, may_be_shared=False)
    plan()

    said = paper().sheet.said

    assert [list(day.quotes) for day in said] == [["Mandag er svær."]]
    assert said[0].source == "Sagt torsdag 19. november 2026 til Sofie Winther."
    assert SECRET not in words(paper())


def test_words_moved_back_are_not_printed_from_a_frozen_plan(
    case: Case, plan: Callable, say: Callable, paper: Callable[..., Paper], tovholder: User
) -> None:
    statement = say(SECRET)
    plan()
    version = actions.freeze_plan(case, because="netværksmøde", on=ON, by=tovholder)
    assert SECRET in words(paper(version=version))

    actions.move_child_words(statement, may_be_shared=False, on=ON, by=tovholder)

    assert SECRET not in words(paper(version=version))


def test_the_newest_words_are_shown_in_the_order_they_were_said(
    plan: Callable, say: Callable, paper: Callable[..., Paper]
) -> None:
    for number in range(5):
        say(f"Sætning {number}.", said_on=date(2026, 11, 10 + number))
    plan()

    quotes = [quote for said in paper().sheet.said for quote in said.quotes]

    assert quotes == ["Sætning 2.", "Sætning 3.", "Sætning 4."]


def test_without_words_the_stated_reason_stands_there(
    plan: Callable, say: Callable, paper: Callable[..., Paper]
) -> None:
    say(SECRET, may_be_shared=False)
    plan(headings={"no_child_words_reason": "Vi taler med Asta på fredag."})

    with_reason = paper().sheet.no_words
    plan(headings={})
    without = paper()

    assert with_reason == "Astas egne ord er ikke med på dette papir. Vi taler med Asta på fredag."
    assert without.sheet.no_words == "Astas egne ord er ikke med på dette papir."
    assert "Astas egne ord er ikke med. Skriv i planen, hvorfor de mangler." in without.missing


def test_what_is_said_without_words_does_not_tell_whether_there_are_some(
    plan: Callable, say: Callable, paper: Callable[..., Paper]
) -> None:
    plan()
    before = words(paper())

    say(SECRET, may_be_shared=False)

    assert words(paper()) == before


def test_texts_for_the_staff_alone_are_not_on_the_paper(
    plan: Callable, paper: Callable[..., Paper]
) -> None:
    plan()

    assert SECRET not in words(paper())


def test_dashes_that_were_typed_are_not_doubled(
    plan: Callable, paper: Callable[..., Paper]
) -> None:
    plan()

    assert list(paper().sheet.going_well) == [
        "Asta er glad for billedkunst.",
        "Hun spiller håndbold.",
    ]


def test_the_next_meeting_is_said_in_words(plan: Callable, paper: Callable[..., Paper]) -> None:
    plan()

    meeting = paper().sheet.meeting

    assert meeting.when.replace("\xa0", " ") == "Tirsdag 8. december 2026 kl. 14.30–15.15"
    assert meeting.day_and_time == "tirsdag 8.\xa0december kl.\xa014.30"
    assert (meeting.place, meeting.child) == ("Mødelokale 2", "Asta er med lidt")


def test_without_a_next_meeting_the_follow_up_is_named(
    plan: Callable, paper: Callable[..., Paper]
) -> None:
    plan()
    named = paper(coming=None)
    plan(next_follow_up_on=None, next_follow_up_by="")
    unnamed = paper(coming=None)

    assert named.sheet.meeting is None
    assert named.sheet.follow_up == (
        "Vi følger op senest tirsdag 8. december 2026. Det gør Tove Tovholder."
    )
    assert unnamed.sheet.follow_up == ""
    assert "Der er ikke aftalt et næste møde." in named.missing


def test_a_draft_says_so_and_a_version_its_number(
    case: Case, plan: Callable, paper: Callable[..., Paper], tovholder: User
) -> None:
    plan()
    plan(headings={"no_child_words_reason": "På fredag.", "parents_view": "Besked."})
    draft = paper().sheet
    version = actions.freeze_plan(case, because="netværksmøde", on=ON, by=tovholder)
    frozen = paper(version=version).sheet

    assert (draft.is_draft, draft.version) == (True, f"Sag {case.number} · Udkast")
    assert (frozen.is_draft, frozen.version) == (False, f"Sag {case.number} · Version 1")
    assert frozen.valid_from == "Gælder fra mandag 23. november 2026"
    assert frozen.made == "Lavet mandag 23. november 2026 kl. 15.40 af Tove Tovholder"


def test_who_signs(plan: Callable, paper: Callable[..., Paper]) -> None:
    plan()

    signers = [(row.name, row.role, row.reads) for row in paper().sheet.signers]

    assert signers == [
        ("Camilla Lund", "forælder", True),
        ("Jonas Krogh", "forælder", True),
        ("Tove Tovholder", "tovholder", False),
        ("Sofie Winther", "klasselærer", False),
    ]


def test_the_childs_page_holds_the_plan_in_easy_words(
    plan: Callable, paper: Callable[..., Paper]
) -> None:
    plan()

    promises = [(row.kind, row.what, row.when) for row in paper().sheet.promises]

    assert promises == [
        ("skole", "Sofie møder dig ved døren", "Hver mandag kl.\xa07.50"),
        ("skole", "Tove ringer, hvis du er væk", "Hver mandag kl.\xa07.50"),
        ("klasse", "Klasseteamet: Faste makkere", "Hver måned"),
        ("hjem", "Camilla og Jonas læser planen med dig", "Søndag aften"),
    ]


def test_what_the_child_does_itself_is_said_with_du(
    plan: Callable, paper: Callable[..., Paper]
) -> None:
    plan(indsatser=[row(who="Asta", what="Pakker tasken"), row(who="Asta", what="Øver spillet")])

    assert [row.what for row in paper().sheet.promises] == ["Du: Pakker tasken", "Du øver spillet"]


def test_the_childs_parents_are_yours_on_the_childs_page(
    plan: Callable, paper: Callable[..., Paper]
) -> None:
    rows = [
        row(who="Astas forældre", what="Læser planen med Asta", arena="hjem"),
        row(what="Sender planen til Asta og hendes forældre"),
    ]
    plan(indsatser=rows)

    sheet = paper().sheet

    assert {promise.what for promise in sheet.promises} == {
        "Dine forældre læser planen med dig",
        "Sofie sender planen til dig og dine forældre",
    }
    assert "Astas forældre" in {deed.who for group in sheet.groups for deed in group.deeds}


@pytest.mark.parametrize(
    ("told", "works_until", "says"),
    [
        ("Jonas Bjerregaard, hendes lærer", None, "Gå til Jonas eller Tove, eller en anden voksen"),
        ("Jonas Bjerregaard", ON, "Gå til Jonas eller Tove, eller en anden voksen"),
        ("Jonas Bjerregaard", ON - timedelta(days=1), "Gå til Tove eller en anden voksen"),
        ("Tove Tovholder, tovholder", None, "Gå til Tove eller en anden voksen"),
        ("Camilla Lund, mor", None, "Gå til Tove eller en anden voksen"),
        ("sin lærer", None, "Gå til Tove eller en anden voksen"),
    ],
)
def test_the_child_is_sent_to_whom_it_confided_in_while_that_one_works_at_the_school(
    case: Case,
    tovholder: User,
    plan: Callable,
    paper: Callable[..., Paper],
    told: str,
    works_until: date | None,
    says: str,
) -> None:
    teacher = factories.make_user("Jonas Bjerregaard")
    factories.give(teacher, Role.LAERER, school=case.school, until=works_until)
    actions.note_child_words(
        case,
        said_on=ON,
        said_to=told,
        text="Mandag er svær.",
        may_be_shared=True,
        on=ON,
        by=tovholder,
    )
    plan()

    page = render_to_string("papers/child.html", {"sheet": paper().sheet})

    assert f"{says}, du er tryg ved." in page


def test_to_whom_words_in_the_closed_drawer_were_said_is_not_told(
    case: Case, say: Callable, plan: Callable, paper: Callable[..., Paper]
) -> None:
    factories.give(factories.make_user("Sofie Winther"), Role.LAERER, school=case.school)
    say(SECRET, may_be_shared=False)
    plan()

    assert paper().sheet.confided_in == ""


@pytest.mark.parametrize(
    ("rows", "quotes", "room"),
    [(0, 0, "large"), (3, 1, "middle"), (4, 2, "small"), (6, 1, "beside"), (9, 3, "tight")],
)
def test_the_room_to_draw_finds_its_place(
    plan: Callable, say: Callable, paper: Callable[..., Paper], rows: int, quotes: int, room: str
) -> None:
    for number in range(quotes):
        say(f"Jeg siger noget, {number}.")
    plan(indsatser=[row(what=f"Ringer {number}") for number in range(rows)])

    assert paper().sheet.room == room


def protect(*names: str) -> None:
    for parent in CustodyHolder.objects.filter(name__in=names):
        parent.is_protected = True
        parent.save()


def test_parents_may_have_one_sheet_together(case: Case) -> None:
    assert [way.label for way in recipients(case)] == [
        "Camilla Lund og Jonas Krogh på ét ark",
        "Camilla Lund",
        "Jonas Krogh",
    ]


@pytest.mark.parametrize(
    ("who", "labels"),
    [
        (("Camilla Lund",), ["Mor", "Jonas Krogh"]),
        (("Jonas Krogh",), ["Camilla Lund", "Far"]),
        (("barnet",), ["Mor", "Far"]),
    ],
)
def test_protection_makes_a_sheet_for_each_and_tells_no_hidden_name(
    case: Case, who: tuple[str, ...], labels: list[str]
) -> None:
    protect(*who)
    case.pupil.is_protected = who == ("barnet",)
    case.pupil.save()

    assert [way.label for way in recipients(case)] == labels
    assert choose(case, "").label == labels[0]


def test_a_parent_without_custody_is_no_recipient(case: Case) -> None:
    jonas = CustodyHolder.objects.get(name="Jonas Krogh")
    jonas.has_custody = False
    jonas.save()

    assert [way.label for way in recipients(case)] == ["Camilla Lund"]
    with pytest.raises(Refused, match="Vælg en af modtagerne"):
        choose(case, str(jonas.pk))


def test_another_childs_parent_is_no_recipient(case: Case, klasse: Any) -> None:
    stranger = factories.make_pupil(klasse, "Malte", "Dam").custody_holders.get()

    with pytest.raises(Refused):
        choose(case, str(stranger.pk))


def test_without_any_parent_the_sheet_is_to_the_parents(
    case: Case, plan: Callable, paper: Callable[..., Paper]
) -> None:
    case.pupil.custody_holders.all().delete()
    plan()

    made = paper()

    assert list(made.sheet.recipients) == ["Forældrene"]
    assert made.sheet.signers[0].name == ""
    assert any("Skriv navnene på arket i hånden" in line for line in made.missing)


NAMED = {
    "going_well": "Jonas Krogh henter. Jonas' bil, jonas og Krogh Jonas. Ring 20 30 40 50.",
    "parents_view": "Jonas vil ringes op på 20304050 eller 20.30.40.50. Bjerg er hans andet navn.",
    "overall_goal": "Asta og JONAS\nKROGH er enige. Astas efternavn er Krogh.",
    "no_child_words_reason": "Jonas siger nej.",
}


def test_a_protected_parent_is_not_on_the_other_parents_sheet(
    case: Case, plan: Callable, say: Callable, paper: Callable[..., Paper]
) -> None:
    jonas = CustodyHolder.objects.get(name="Jonas Krogh")
    jonas.name, jonas.phone, jonas.is_protected = "Jonas Bjerg Krogh", "20 30 40 50", True
    jonas.save()
    camilla = CustodyHolder.objects.get(name="Camilla Lund")
    say("Far hedder Jonas.")
    plan(
        headings=NAMED,
        goals=["Jonas henter."],
        indsatser=[row(who="Jonas, far", what="Jonas kører", when="Når Jonas kan", works_when="J")],
        next_follow_up_by="Jonas Bjerg Krogh",
    )

    hers = paper(to=str(camilla.pk))
    his = paper(to=str(jonas.pk))

    assert not re.search(r"jonas|bjerg|20.?30.?40.?50", words(hers), re.IGNORECASE)
    # The name that the child bears too is not a secret.
    assert "Astas efternavn er Krogh." in words(hers)
    assert "[navn]" in words(hers)
    assert "[telefon]" in words(hers)
    assert "Jonas" in words(his)
    assert {line for line in hers.hidden if "beskyttet navn" in line}
    assert not his.hidden


def test_a_protected_childs_school_is_on_no_sheet(
    case: Case, plan: Callable, say: Callable, paper: Callable[..., Paper]
) -> None:
    case.school.address, case.school.phone = "Havnevej 1", "11 22 33 44"
    case.school.save()
    case.pupil.is_protected = True
    case.pupil.save()
    say("Jeg er glad for Sydhavnsskolens gård.")
    plan(
        headings={"going_well": "På SYDHAVNSSKOLEN, Havnevej 1, ring 11223344.", "parents_view": ""}
    )

    for way in recipients(case):
        made = paper(to=way.key)
        assert not re.search(r"sydhavn|havnevej|11.?22.?33.?44|6\.B", words(made), re.IGNORECASE), (
            way.label
        )
        assert "[skolen]" in words(made)
        assert made.hidden[0].startswith("Barnet har navne- og adressebeskyttelse.")


@pytest.mark.parametrize("number", ["040514-1234", "0405141234", "040514 1234"])
def test_a_cpr_number_is_taken_out_wherever_it_stands(
    plan: Callable, say: Callable, paper: Callable[..., Paper], number: str
) -> None:
    say(f"Mit nummer er {number}.")
    plan(
        headings={"going_well": f"Har {number}.", "parents_view": f"{number}"},
        goals=[f"Mål {number}"],
        indsatser=[row(who=f"Bo {number}", what=number, when=number, works_when=number)],
        next_follow_up_by=number,
    )

    made = paper()

    assert number not in words(made)
    assert "Vi har taget et CPR-nummer ud af “Det går godt”." in made.hidden


def test_other_numbers_are_left_alone(plan: Callable, paper: Callable[..., Paper]) -> None:
    plan(headings={"going_well": "Ring 12 34 56 78 eller 2026-11-23. Konto 9988771234."})

    assert paper().hidden == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Fraværet er 12 %.", "Der står procent i “Det går godt”"),
        ("Halvdelen, 50 procent.", "Der står procent i “Det går godt”"),
        ("PPR og AKT er med.", "Skriv forkortelsen helt ud i “Det går godt”: AKT og PPR."),
        ("Hans ADHD fylder.", "Der står ADHD i “Det går godt”."),
        ("Se https://eksempel.invalid", "Der står en netadresse i “Det går godt”."),
        ("Malthe hjælper.", "Er Malthe i “Det går godt” et andet barn?"),
    ],
)
def test_words_that_do_not_belong_on_paper_are_pointed_out(
    plan: Callable, paper: Callable[..., Paper], text: str, line: str
) -> None:
    plan(headings={"going_well": text})

    found = paper(classmates={"Malthe", "Bo"}).wording

    assert any(said.startswith(line) for said in found), found


def test_a_hard_text_is_measured_and_nobody_is_stopped(
    plan: Callable, paper: Callable[..., Paper]
) -> None:
    hard = (
        "Skoleledelsens tværfaglige koordinering forudsætter systematisk dokumentation af "
        "interventionernes virkning på elevens skoledeltagelse og trivselsudvikling."
    )
    plan(headings={"going_well": hard, "parents_view": "Vi vil gerne have besked. " * 6})

    made = paper()

    assert [text.where for text in made.hard] == ["Det går godt"]
    assert made.hard[0].lix > 60
    assert hard in words(made)


def test_a_good_plan_gets_no_advice(
    case: Case, plan: Callable, say: Callable, paper: Callable[..., Paper]
) -> None:
    factories.make_import(first_day=date(2026, 8, 10), last_day=date(2026, 11, 20))
    say("Mandag er svær.")
    plan()

    made = paper()

    assert (made.missing, made.wording, made.hidden, made.hard) == ([], [], [], [])


def test_a_poor_plan_says_what_it_lacks(
    case: Case, plan: Callable, paper: Callable[..., Paper]
) -> None:
    case.tovholder.phone = ""
    case.tovholder.save()
    plan(headings={}, goals=[], indsatser=[row(works_when="")], next_follow_up_on=None)

    made = paper(coming=None)

    assert len(made.missing) == 9
    assert made.sheet.reach == "sig det til Tove Tovholder"
    assert made.sheet.no_wishes == "Ikke drøftet endnu."


def test_a_plan_too_long_to_be_paper_is_refused(
    plan: Callable, paper: Callable[..., Paper]
) -> None:
    plan(headings={"going_well": "Ja. " * 6000})

    with pytest.raises(Refused, match="for lang til at blive et papir"):
        paper()


def own_words(*templates: str) -> str:
    """The fixed sentences of some templates, with a name where a name will stand."""
    text = "\n".join((TEMPLATES / name).read_text() for name in templates)
    text = re.sub(r"{#.*?#}", "", text, flags=re.DOTALL)
    text = re.sub(r"{{ *[\w.]*you *}}", "I", text)
    text = re.sub(r"{{.*?}}", "Asta", text)
    text = re.sub(r"{%.*?%}", "", text, flags=re.DOTALL)
    text = re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", re.sub(r"</(h\d|p|dt|dd|th|td|li)>", ".", text))
    return re.sub(r"(\. ?)+", ". ", re.sub(r"<[^>]+>", " ", text))


def test_our_own_sentences_are_easy_to_read() -> None:
    assert lix(own_words("sheet.html", "who.html", "absence.html")) <= 35
    assert lix(own_words("child.html")) <= 25


def test_our_own_sentences_hold_no_percent_and_no_address() -> None:
    fixed = own_words("sheet.html", "who.html", "absence.html", "child.html")

    assert "%" not in fixed
    assert "http" not in fixed
    assert "www" not in fixed


def test_what_is_understood_together_is_on_paper_only_where_the_plan_says_so(plan, paper):
    text = {"understanding": "Hun mangler en fast makker."}
    plan(headings=text)
    assert paper().sheet.understood is None

    plan(headings=text, understanding_on_paper=True)

    assert paper().sheet.understood == Understood(["Hun mangler en fast makker."], [], [])


def test_what_is_understood_is_a_row_for_each_place_and_only_the_columns_that_have_text(
    plan, paper
):
    said = (
        "Skolen, set af Asta og Jonas. Sætter det i gang: Ingen makker. Pauser uden plan. "
        "Det, der hjælper: Billedkunst.\n"
        "- Vi taler videre om det i januar.\n"
        "Barnet selv. Det, der hjælper: At vide, hvad der skal ske."
    )
    plan(headings={"understanding": said}, understanding_on_paper=True)

    understood = paper().sheet.understood

    assert understood.headings == ["Sætter det i gang", "Det, der hjælper"]
    assert understood.lines == ["Vi taler videre om det i januar."]
    assert understood.areas == [
        UnderstoodArea(
            "Skolen", "Asta og Jonas", ["Ingen makker. Pauser uden plan.", "Billedkunst."]
        ),
        UnderstoodArea("Asta selv", "", ["", "At vide, hvad der skal ske."]),
    ]
