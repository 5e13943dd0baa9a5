"""The list, the case page, its four elements, and everything that is written there."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from absence.models import Flag
from cases import actions
from cases.merging import saved_text
from cases.models import (
    Case,
    CaseParticipant,
    ChildStatement,
    ConcernLevel,
    Contact,
    FollowUp,
    Note,
    Perspective,
)
from cases.phases import Element
from meetings.models import Agreement, Meeting
from schools.models import Lookup
from schools.roles import Role
from tests import factories
from tests.absence.made import make_flag
from tests.cases.test_plan_actions import FAR, MAKKER, WHOLE
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def tove(client, case):
    client.force_login(case.tovholder)
    return client


@pytest.fixture
def sanne(client, leader):
    client.force_login(leader)
    return client


@pytest.fixture
def full_case(case, tovholder, make_network_meeting):
    """A case with something of everything."""
    actions.save_plan(case, seen=0, **WHOLE, on=date(2026, 11, 3), by=tovholder)
    actions.freeze_plan(case, because="Netværksmøde", on=date(2026, 11, 3), by=tovholder)
    actions.explore(
        case,
        angle="klasse",
        seen=0,
        explored_on=TODAY,
        explored_by="Jonas",
        tool="Relationskort",
        summary="Klassen er delt efter svømmeholdene.",
        not_possible_because="",
        on=TODAY,
        by=tovholder,
    )
    for text, shared in (("Det er morgenen, der er svær.", True), ("Kun til jer.", False)):
        actions.note_child_words(
            case,
            said_on=TODAY,
            said_to="Jonas",
            text=text,
            may_be_shared=shared,
            on=TODAY,
            by=tovholder,
        )
    for outcome, summary in (("intet-svar", ""), ("talt", "Mandage er sværest.")):
        actions.note_contact(
            case.pupil,
            case=case,
            with_whom="mor",
            channel="telefon",
            outcome=outcome,
            summary=summary,
            on=TODAY,
            by=tovholder,
        )
    actions.write_note(
        case, text="Et almindeligt notat.", is_restricted=False, on=TODAY, by=tovholder
    )
    actions.write_note(case, text="HEMMELIGT", is_restricted=True, on=TODAY, by=tovholder)
    make_network_meeting(case, date(2026, 12, 3))
    row = case.handleplan.indsatser.first()
    actions.follow_up(
        row, done="ja", worked="lidt", adjustment="", status="i-gang", on=TODAY, by=tovholder
    )
    return case


def url(name: str, case: Case, *args: object) -> str:
    return reverse(f"cases:{name}", args=[case.public_id, *args])


def text_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def once(**given) -> dict:
    return {"form_id": "etid", **given}


# The list


def rows_of(client, query: str = "") -> list[str]:
    response = client.get(reverse("cases:list") + query)
    return [row.case.number for row in response.context["rows"]]


@pytest.fixture
def many_cases(klasse, school, tovholder, leader):
    """A quiet case, a late one, a waiting one, one without tovholder, and a closed one."""
    cases = {}
    gone = factories.make_tovholder(school, "Bo")
    for name in ("quiet", "late", "waiting", "ownerless", "closed"):
        pupil = factories.make_pupil(klasse)
        cases[name] = factories.make_case(pupil, gone if name == "ownerless" else tovholder)
    member = gone.team_memberships.get()
    member.ends_on = date(2026, 11, 1)
    member.save()
    plan = {**WHOLE, "next_follow_up_on": date(2026, 11, 9)}
    actions.save_plan(cases["late"], seen=0, **plan, on=date(2026, 11, 2), by=leader)
    actions.voice_concern(
        cases["waiting"].pupil,
        school=school,
        voiced_by="ansat",
        text="Noget nyt.",
        signs=[],
        talked_with_child=False,
        talked_with_parents=False,
        talked_with_team=False,
        about_environment=False,
        informed_on=None,
        on=TODAY,
        by=leader,
    )
    _make_quiet(cases["quiet"], leader)
    actions.close_case(cases["closed"], reason="Trives.", on=TODAY, by=leader)
    return cases


def _make_quiet(case, by) -> None:
    actions.save_plan(case, seen=0, **WHOLE, on=TODAY, by=by)
    actions.note_child_words(
        case, said_on=TODAY, said_to="x", text="x", may_be_shared=True, on=TODAY, by=by
    )
    for angle in ("barn", "foraeldre", "klasse", "andre", "fravaer"):
        actions.explore(
            case,
            angle=angle,
            seen=0,
            explored_on=TODAY,
            explored_by="x",
            tool="",
            summary="x",
            not_possible_because="",
            on=TODAY,
            by=by,
        )


def test_the_list_is_sorted_by_what_needs_doing(sanne, many_cases):
    numbers = {case.number: name for name, case in many_cases.items()}

    assert [numbers[number] for number in rows_of(sanne)] == [
        "ownerless",
        "late",
        "waiting",
        "quiet",
    ]


def test_the_filters_choose_mine_lacking_and_closed(client, many_cases, tovholder):
    client.force_login(tovholder)
    numbers = {name: case.number for name, case in many_cases.items()}

    assert set(rows_of(client, "?vis=mine")) == {
        numbers[name] for name in ("late", "waiting", "quiet")
    }
    assert numbers["late"] in rows_of(client, "?vis=mangler")
    assert rows_of(client, "?vis=afsluttede") == [numbers["closed"]]
    assert len(rows_of(client, "?vis=noget-andet")) == 3


def test_an_empty_list_says_how_a_case_begins(sanne):
    page = text_of(sanne, reverse("cases:list"))

    assert "En sag begynder med, at nogen ser noget." in page
    assert reverse("cases:concern_new") in page


def test_the_list_as_a_fragment_is_only_the_list(sanne, case):
    page = sanne.get(reverse("cases:list"), headers={"HX-Request": "true"}).content.decode()

    assert case.number in page
    assert "<html" not in page


def test_the_list_costs_the_same_however_many_cases(
    sanne, klasse, tovholder, assert_constant_queries
):
    factories.make_case(factories.make_pupil(klasse), tovholder)

    def grow() -> None:
        for _ in range(5):
            _make_quiet(factories.make_case(factories.make_pupil(klasse), tovholder), tovholder)

    assert_constant_queries(reverse("cases:list"), grow)


# The case page


def test_the_top_of_a_case_says_who_leads_it_and_what_comes_next(tove, full_case):
    page = text_of(tove, full_case.get_absolute_url())

    for said in ("Tove Tovholder", "00 00 00 12", "torsdag 3. december kl. 14.30", "14. december"):
        assert said in page
    assert page.index("Det er morgenen, der er svær.") < page.index("Hvem gør hvad")


def test_the_childs_name_is_in_no_title_and_no_address(tove, full_case):
    page = text_of(tove, full_case.get_absolute_url())
    title = page[page.index("<title>") : page.index("</title>")]

    assert full_case.number in title
    assert "Asta" not in title
    assert "asta" not in full_case.get_absolute_url().lower()


def test_a_fresh_case_says_what_to_do_first(tove, case):
    response = tove.get(case.get_absolute_url())

    assert [step.what for step in response.context["steps"]] == [
        "Skriv barnets egne ord",
        "Skriv den første indsats",
        "Hold et møde med forældrene",
    ]


def test_next_steps_are_only_those_the_user_may_take(sanne, case):
    response = sanne.get(case.get_absolute_url())

    assert [step.what for step in response.context["steps"]] == [
        "Skriv barnets egne ord",
        "Hold et møde med forældrene",
    ]


def test_a_meeting_today_is_the_first_step_and_the_one_button(tove, case, make_network_meeting):
    meeting = make_network_meeting(case, TODAY)

    response = tove.get(case.get_absolute_url())

    assert response.context["steps"][0].ways[0].url == meeting.get_absolute_url()
    assert "Åbn mødet i dag kl. 14.30" in response.content.decode()


def test_an_open_flag_and_an_undecided_concern_are_steps_for_those_who_decide(
    sanne, case, pupil, school, leader
):
    _flag(pupil, school)
    actions.voice_concern(
        pupil,
        school=school,
        voiced_by="barn",
        text="Jeg vil ikke derhen.",
        signs=[],
        talked_with_child=True,
        talked_with_parents=False,
        talked_with_team=False,
        about_environment=False,
        informed_on=None,
        on=TODAY,
        by=leader,
    )

    steps = [step.what for step in sanne.get(case.get_absolute_url()).context["steps"]]

    assert steps[:2] == ["Læs den nye bekymring", "Tag stilling til 1 flag"]


def _flag(pupil, school) -> Flag:
    return Flag.objects.create(
        pupil=pupil,
        school=school,
        rule="ulovligt-15",
        period="2026-K4",
        effective_on=date(2026, 11, 18),
        due_on=date(2026, 11, 23),
        half_days=16,
        school_days=53,
        figures_from=date(2000, 1, 1),
        found_on=date(2026, 11, 19),
    )


def test_the_story_runs_from_what_is_to_come_to_what_was(tove, full_case):
    entries = tove.get(full_case.get_absolute_url()).context["entries"]

    days = [entry.on for entry in entries]
    said = [entry.text for entry in entries]
    assert days == sorted(days, reverse=True)
    assert said[:2] == ["Opfølgning", "Netværksmøde kl. 14.30"]
    assert "Ringede til mor, intet svar" in said
    assert "Talte i telefon med mor" in said


def test_the_story_can_be_filtered(tove, full_case):
    response = tove.get(full_case.get_absolute_url() + "?vis=hjemmet")

    assert {entry.topic for entry in response.context["entries"]} == {"hjemmet"}


def test_the_text_of_a_restricted_note_is_nowhere_but_on_its_own_page(tove, full_case):
    for page in (
        full_case.get_absolute_url(),
        url("history", full_case),
        url("case_access", full_case),
        *(url("element", full_case, element) for element in Element.values),
    ):
        assert "HEMMELIGT" not in text_of(tove, page)
    note = Note.objects.get(is_restricted=True)

    assert "HEMMELIGT" in text_of(tove, url("note", full_case, note.pk))
    assert Lookup.objects.order_by("-pk")[0].purpose == f"Læste fortroligt notat {note.pk}"


def test_a_restricted_note_is_closed_to_those_who_do_not_lead(sanne, full_case):
    note = Note.objects.get(is_restricted=True)
    ordinary = Note.objects.get(is_restricted=False)

    assert sanne.get(url("note", full_case, note.pk)).status_code == 403
    assert sanne.get(url("note", full_case, ordinary.pk)).status_code == 200


def test_a_protected_child_is_marked_and_no_number_is_shown(client, klasse, tovholder):
    pupil = factories.make_pupil(klasse, is_protected=True)
    case = factories.make_case(pupil, tovholder)
    client.force_login(tovholder)

    page = text_of(client, case.get_absolute_url())

    assert "navne- og adressebeskyttelse" in page
    assert pupil.custody_holders.get().phone not in page


def test_the_absence_strip_stops_where_the_figures_stop(tove, case, pupil):
    factories.make_import(first_day=date(2026, 8, 10), last_day=date(2026, 11, 13))
    for day in (date(2026, 11, 2), date(2026, 11, 3)):
        factories.mark(pupil, day, source=factories.make_import(last_day=date(2026, 11, 13)))

    effect = tove.get(case.get_absolute_url()).context["effect"]

    assert [week.number for week in effect.weeks][-1] == 46
    assert {week.number: week.half_days for week in effect.weeks}[45] == 4


def test_what_was_done_is_marked_on_the_strip_once_a_week(tove, full_case):
    factories.make_import(first_day=date(2026, 8, 10), last_day=date(2026, 11, 20))

    effect = tove.get(full_case.get_absolute_url()).context["effect"]

    assert [(marker.number, marker.label) for marker in effect.markers] == [
        (45, f"Handleplan 1; {MAKKER.what}; 1 mere")
    ]


def test_the_case_page_costs_the_same_however_long_the_story(
    tove, full_case, tovholder, assert_constant_queries
):
    factories.make_import(first_day=date(2026, 8, 10), last_day=date(2026, 11, 20))

    def grow() -> None:
        for number in range(5):
            actions.write_note(
                full_case, text=f"{number}", is_restricted=False, on=TODAY, by=tovholder
            )
            actions.note_contact(
                full_case.pupil,
                case=full_case,
                with_whom="far",
                channel="telefon",
                outcome="intet-svar",
                summary="",
                on=TODAY,
                by=tovholder,
            )
            actions.freeze_plan(full_case, because="Møde", on=TODAY, by=tovholder)

    assert_constant_queries(full_case.get_absolute_url(), grow)


def test_a_closed_case_is_read_and_not_written(tove, full_case, tovholder):
    meeting = Meeting.objects.get()
    meeting.status = Meeting.Status.AFLYST
    meeting.cancelled_because = "Ikke nødvendigt"
    meeting.save()
    actions.close_case(full_case, reason="Asta trives igen.", on=TODAY, by=tovholder)

    page = text_of(tove, full_case.get_absolute_url())

    assert "Asta trives igen." in page
    assert f'href="{url("note_new", full_case)}"' not in page
    assert tove.post(url("note_new", full_case), once(text="Mere")).status_code == 422


# The elements


@pytest.mark.parametrize("element", Element.values)
def test_each_element_is_open_and_says_what_it_lacks(element, tove, case, full_case):
    page = text_of(tove, url("element", case, element))

    assert 'aria-current="page"' in page
    assert "Opsporing" in page


def test_an_empty_case_says_what_every_element_lacks(tove, case):
    lacking = {
        element: tove.get(url("element", case, element)).context["missing"]
        for element in Element.values
    }

    assert all(lacking.values())
    assert "Klassefællesskabet er ikke beskrevet endnu." in lacking["afdaekning"]
    assert "Der er ingen indsatser endnu." in lacking["indsatser"]


def test_opsporing_shows_why_with_the_flags_reckoned(tove, case, pupil, school):
    _flag(pupil, school)

    page = text_of(tove, url("element", case, "opsporing"))

    assert "Fraværet er steget siden sommerferien." in page
    assert "8 af 53 skoledage ulovligt" in page


CONTACT = replace(FAR, what="Karim skriver om mandagen", who="Karim", arena="barn", is_contact=True)


def test_contact_while_the_child_is_away_stands_beside_the_class_and_the_child(
    tove, case, tovholder
):
    plan = {**WHOLE, "indsatser": [MAKKER, CONTACT, replace(FAR, arena="barn")]}
    actions.save_plan(case, seen=0, **plan, on=TODAY, by=tovholder)

    groups = tove.get(url("element", case, "indsatser")).context["groups"]

    assert [(group.label, [found["row"].what for found in group.rows]) for group in groups] == [
        ("klassefællesskab", [MAKKER.what]),
        (f"Kontakt, mens {case.pupil.first_name} er væk", [CONTACT.what]),
        ("barn", [FAR.what]),
    ]
    page = text_of(tove, case.get_absolute_url())
    assert page.count("Kontakt, mens barnet er væk") == 1
    assert f"{CONTACT.what}<small>Kontakt, mens barnet er væk</small>" in page


def test_two_who_keep_in_touch_are_not_the_whole_class(tove, case, tovholder):
    plan = {**WHOLE, "indsatser": [replace(MAKKER, is_contact=True)]}
    actions.save_plan(case, seen=0, **plan, on=TODAY, by=tovholder)

    page = text_of(tove, url("element", case, "indsatser"))

    assert "Klassen er med i kontakten her under." in page
    assert "Ingen endnu." not in page
    assert "Ingen indsats i klassefællesskabet, og der står ikke hvorfor." in page


def test_nobody_to_keep_in_touch_is_said_where_a_limit_of_absence_is_reached(
    tove, case, pupil, school, tovholder
):
    lacks = "Der står ikke, hvem der holder kontakten, mens barnet er væk."
    address = url("element", case, "indsatser")
    assert lacks not in text_of(tove, address)
    assert "Kontakt, mens" not in text_of(tove, address)

    _flag(pupil, school)
    page = text_of(tove, address)
    assert lacks in page
    assert "Ikke aftalt endnu. Børn, der er væk, savner både kammerater og voksne." in page

    plan = {**WHOLE, "indsatser": [MAKKER, CONTACT]}
    actions.save_plan(case, seen=0, **plan, on=TODAY, by=tovholder)
    assert lacks not in text_of(tove, address)


def test_contact_that_is_agreed_in_the_plans_own_words_is_an_answer_too(
    tove, case, pupil, school, tovholder
):
    _flag(pupil, school)
    plan = {**WHOLE, "headings": {"contact_during_absence": "Karim skriver om mandagen."}}
    actions.save_plan(case, seen=0, **plan, on=TODAY, by=tovholder)

    page = text_of(tove, url("element", case, "indsatser"))

    assert "Karim skriver om mandagen." in page
    assert "Der står ikke, hvem der holder kontakten" not in page


# What is written


def test_ringede_intet_svar_is_one_tap_and_a_second_tap_is_the_same(tove, case):
    tap = once(
        with_whom="mor", channel="telefon", outcome="intet-svar", summary="", on="2026-11-23"
    )

    for _ in range(2):
        assert tove.post(url("contact", case), tap).url == case.get_absolute_url()

    contact = Contact.objects.get()
    assert (contact.with_whom, contact.outcome, contact.on) == ("mor", "intet-svar", TODAY)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"outcome": "talt"}, "Skriv kort, hvad I talte om."),
        ({"with_whom": ""}, "Skriv, hvem du ville tale med."),
        ({"on": "2026-11-24"}, "En kontakt noteres, når den har fundet sted."),
        ({"on": "i går"}, "Skriv datoen som dag-måned-år"),
        ({"channel": "røgsignal"}, "Vælg hvordan."),
    ],
)
def test_a_contact_with_mistakes_keeps_what_was_typed(typed, sentence, tove, case):
    call = {"with_whom": "mor", "channel": "telefon", "outcome": "intet-svar", "on": "2026-11-23"}

    response = tove.post(url("contact", case), {**call, "summary": "", **typed})

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "<title>Fejl: " in page
    assert not Contact.objects.exists()


def test_a_note_is_written(tove, case):
    response = tove.post(url("note_new", case), once(text="Talte med Asta.", is_restricted="on"))

    assert response.url == case.get_absolute_url()
    assert Note.objects.get().is_restricted


def test_the_childs_words_are_written_and_lie_in_the_closed_drawer(tove, case):
    words = once(said_on="2026-11-20", said_to="Jonas", text="Jeg vil gerne i skole.")

    tove.post(url("child_words", case), words)

    assert not ChildStatement.objects.get().may_be_shared


def test_the_childs_words_move_between_the_drawers(tove, full_case):
    statement = ChildStatement.objects.get(text="Kun til jer.")

    tove.post(url("drawer", full_case, statement.pk), {"skuffe": "forældre"})
    assert ChildStatement.objects.get(pk=statement.pk).may_be_shared
    tove.post(url("drawer", full_case, statement.pk), {"skuffe": "fortroligt"})
    assert not ChildStatement.objects.get(pk=statement.pk).may_be_shared


def explored(**given) -> dict:
    return once(
        **{
            "seen": "0",
            "explored_on": "2026-11-20",
            "explored_by": "Jonas",
            "tool": "De tre huse",
            "summary": "Asta er bange for at komme ind.",
            "not_possible_because": "",
            **given,
        }
    )


def test_a_perspective_is_described_with_the_tools_of_the_childs_age(tove, case):
    page = text_of(tove, url("perspective", case, "barn"))
    assert "Malerklatten" in page
    assert "Samtaleblomst" not in page

    tove.post(url("perspective", case, "barn"), explored())

    assert Perspective.objects.get().tool == "De tre huse"


def test_a_perspective_without_words_is_sent_back(tove, case):
    response = tove.post(url("perspective", case, "barn"), explored(summary=""))

    assert response.status_code == 422
    assert "hvorfor det ikke var muligt" in response.content.decode()


def test_an_unknown_perspective_does_not_exist(tove, case):
    assert tove.get(url("perspective", case, "naboen")).status_code == 404


def test_two_who_describe_a_perspective_see_both_texts(tove, full_case):
    response = tove.post(url("perspective", full_case, "klasse"), explored(summary="Mit syn."))

    page = response.content.decode()
    assert response.status_code == 409
    assert "Mit syn." in page
    assert "Klassen er delt efter svømmeholdene." in page
    again = tove.post(
        url("perspective", full_case, "klasse"), explored(summary="Flettet.", seen="1", form_id="b")
    )
    assert again.status_code == 302
    assert Perspective.objects.get().summary == "Flettet."


def test_an_action_is_followed_up(tove, full_case):
    row = full_case.handleplan.indsatser.get(what=FAR.what)
    assert FAR.what in text_of(tove, url("follow_up", full_case, row.pk))

    tove.post(
        url("follow_up", full_case, row.pk),
        once(done="ja", worked="ja", adjustment="", status="afsluttet"),
    )

    row.refresh_from_db()
    assert row.status == "afsluttet"
    assert FollowUp.objects.filter(indsats=row).exists()


def test_an_action_of_another_case_is_not_found(tove, full_case, klasse, tovholder):
    other = factories.make_case(factories.make_pupil(klasse), tovholder)
    row = full_case.handleplan.indsatser.first()

    assert tove.get(url("follow_up", other, row.pk)).status_code == 404


# People, focus and the end


def test_the_focus_is_moved_with_a_reason(tove, case):
    assert tove.post(url("focus", case), once(to="indsatser", reason="")).status_code == 422

    tove.post(url("focus", case), once(to="indsatser", reason="Vi begynder at handle."))

    case.refresh_from_db()
    assert case.focus == Element.INDSATSER


def test_a_person_is_named_and_taken_off_again(tove, case, school):
    ppr = factories.make_user("Pernille PPR")
    factories.give(ppr, Role.PPR, school)
    consent = factories.consent(case)
    form = once(
        user=ppr.public_id,
        part="konsulent",
        basis="samtykke",
        covers="on",
        consent=consent.pk,
        basis_note="",
        starts_on="2026-11-23",
        ends_on="2027-07-31",
        may_write="on",
    )

    assert tove.post(url("participants", case), form).status_code == 302
    part = CaseParticipant.objects.get()
    tove.post(url("participant_end", case, part.pk))

    part.refresh_from_db()
    assert part.ends_on == TODAY


def test_a_consent_that_is_not_said_to_cover_the_person_opens_nothing(tove, case, school):
    adviser = factories.make_user("Birgitte Rådgiver")
    factories.give(adviser, Role.SOCIALRAADGIVER, school)
    consent = factories.consent(case)
    form = once(
        user=adviser.public_id,
        part="rådgiver",
        basis="samtykke",
        consent=consent.pk,
        starts_on="2026-11-23",
        ends_on="2027-07-31",
    )

    response = tove.post(url("participants", case), form)

    assert response.status_code == 422
    assert "Læs samtykket, og sæt kryds" in response.content.decode()
    assert not CaseParticipant.objects.exists()


def test_a_person_without_a_ground_is_sent_back(tove, case, school):
    ppr = factories.make_user("Pernille PPR")
    factories.give(ppr, Role.PPR, school)
    form = once(user=ppr.public_id, part="konsulent", basis="intern", starts_on="2026-11-23")

    response = tove.post(url("participants", case), form)

    assert response.status_code == 422
    assert "arbejder ikke på Sydhavnsskolen" in response.content.decode()


def test_a_mistake_that_comes_back_after_confirming_is_mended_where_it_was_made(
    client, case, school
):
    tove = case.tovholder
    tove.set_password("fire tilfældige ord her")
    tove.save()
    client.force_login(tove)
    ppr = factories.make_user("Pernille PPR")
    factories.give(ppr, Role.PPR, school)
    form = once(user=ppr.public_id, part="konsulent", basis="intern", starts_on="2026-11-23")
    address = url("participants", case)

    asked = client.post(address, form)
    page = client.post(asked.headers["Location"], {"password": "fire tilfældige ord her"})

    assert page.status_code == 422
    assert "arbejder ikke på Sydhavnsskolen" in page.content.decode()
    assert f'action="{address}"' in page.content.decode()


def test_a_case_is_closed_with_a_reason(tove, case):
    assert tove.post(url("close", case), once(reason="")).status_code == 422

    tove.post(url("close", case), once(kind="andet", reason="Asta kommer hver dag."))

    case.refresh_from_db()
    assert case.closed_on == TODAY


# Opening


def test_a_case_is_opened_from_a_flag_which_it_answers(sanne, pupil, school, tovholder):
    flag = _flag(pupil, school)
    address = reverse("cases:open", args=[pupil.public_id])
    assert "8 af 53 skoledage" in text_of(sanne, address)

    response = sanne.post(
        address, once(because="Fraværet er steget.", tovholder=tovholder.public_id)
    )

    case = Case.objects.get()
    flag.refresh_from_db()
    assert response.url == case.get_absolute_url()
    assert flag.status == Flag.Status.DECIDED
    assert flag.decision.case == case


def test_a_pupil_with_an_open_case_leads_to_it(sanne, case):
    response = sanne.get(reverse("cases:open", args=[case.pupil.public_id]))

    assert response.url == case.get_absolute_url()


def test_only_leaders_in_the_team_can_be_chosen(sanne, pupil, leader):
    response = sanne.post(
        reverse("cases:open", args=[pupil.public_id]),
        once(because="Fraværet er steget.", tovholder=leader.public_id),
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "Vælg en tovholder." in page
    assert "Fraværet er steget." in page


def test_a_teacher_may_not_open_a_case(client, klasse, pupil):
    teacher = factories.make_user("Jonas")
    factories.give(teacher, Role.LAERER, klasse.school, school_class=klasse)
    client.force_login(teacher)

    assert client.get(reverse("cases:open", args=[pupil.public_id])).status_code == 403


# History


def test_the_history_is_readable_danish(tove, full_case, tovholder):
    actions.save_plan(
        full_case,
        seen=2,
        **{
            **WHOLE,
            "headings": {**WHOLE["headings"], "going_well": "Billedkunst."},
            "indsatser": saved_text(full_case.handleplan).indsatser,
        },
        on=TODAY,
        by=tovholder,
    )

    page = text_of(tove, url("history", full_case))

    assert "Handleplanen rettet" in page
    assert "Det går godt" in page
    assert "Billedkunst." in page
    assert "Tove Tovholder" in page


def test_those_who_lead_see_who_has_looked(tove, case, leader):
    page = text_of(tove, url("case_access", case))

    assert "Hvem har set sagen" in page
    assert "Hvem kan se sagen, og hvorfor?" in page


def test_others_see_why_they_may_see_it_but_not_who_looked(client, case, school):
    member = factories.make_user("Inger")
    factories.give(member, Role.TEAMMEDLEM, school)
    client.force_login(member)

    page = text_of(client, url("case_access", case))

    assert "Du er medlem af Kom i skole-teamet på Sydhavnsskolen." in page
    assert "Hvem har set sagen" not in page


def test_what_is_refused_is_not_in_the_log_as_if_it_had_been_read(client, full_case, school):
    member = factories.make_user("Inger Medlem")
    factories.give(member, Role.TEAMMEDLEM, school)
    note = actions.write_note(
        full_case, text="Far er syg.", is_restricted=True, on=TODAY, by=full_case.tovholder
    )
    client.force_login(member)

    assert client.get(url("note", full_case, note.pk)).status_code == 403

    rows = Lookup.objects.filter(user=member).order_by("pk")
    assert [row.purpose for row in rows] == [
        f"Siden for notat {note.pk}",
        "Afvist: siden blev ikke vist",
    ]


def test_the_history_tells_of_the_sitting_the_level_and_the_locked_version(tove, full_case):
    actions.ship_levels()
    level = ConcernLevel.objects.get(position=4)
    makker = full_case.handleplan.indsatser.get(what=MAKKER.what)
    actions.hold_round(
        full_case,
        answers=[
            actions.AnswerInput(pk=makker.pk, done="ja", worked="lidt", status=makker.status),
        ],
        progress=[],
        took_part="Asta og mor",
        community="Hun er med i pausen.",
        level=level,
        level_reason="Hun var væk tre dage.",
        reopens=False,
        reopens_because="",
        next_on=TODAY + timedelta(days=7),
        next_by="Tove",
        on=TODAY,
        by=full_case.tovholder,
    )

    page = text_of(tove, url("history", full_case))

    assert "Handleplanen låst som version 1" in page
    assert "Møde indkaldt" in page
    assert "Opfølgning holdt" in page
    assert f"Fulgt op på indsatsen: {MAKKER.what}" in page
    assert "Bekymring vurderet" in page
    assert str(level) in page
    assert "Hun var væk tre dage." in page


def test_absence_is_told_before_and_after_each_indsats(tove, full_case, pupil):
    told = factories.make_import(first_day=date(2026, 8, 10), last_day=date(2026, 11, 20))
    for day in (date(2026, 9, 14), date(2026, 9, 15), date(2026, 10, 5), date(2026, 11, 9)):
        factories.mark(pupil, day, source=told)
    old, new = full_case.handleplan.indsatser.order_by("position")
    old.starts_on, new.starts_on = date(2026, 10, 7), date(2026, 11, 18)
    for row in (old, new):
        row.save()

    page = tove.get(url("element", full_case, "indsatser"))

    changes = {change.what: change for change in page.context["effect"].changes}
    # Weeks 37 to 40 before, and 43 to 47 after: the autumn holiday is left out.
    assert changes[old.what].before == "0,5 dage om ugen i 4 skoleuger"
    assert changes[old.what].after == "0,2 dage om ugen i 5 skoleuger"
    assert changes[new.what].after == ""
    assert "for få uger endnu" in page.content.decode()


def test_unlawful_absence_is_the_first_step_until_the_home_is_reached(tove, case, pupil, school):
    make_flag(pupil, "ulovligt-kontakt", effective_on=TODAY)
    step = tove.get(case.get_absolute_url()).context["steps"][0]
    assert step.what == "Ring til hjemmet om det ulovlige fravær"
    assert step.why.startswith("Lovkrav")
    assert [person.phone for person in step.numbers] == ["00 00 00 00"]

    tell = {"with_whom": "mor", "channel": "telefon", "outcome": "talt", "summary": "Hun var syg."}
    actions.note_contact(pupil, case=case, **tell, on=TODAY, by=case.tovholder)

    steps = tove.get(case.get_absolute_url()).context["steps"]
    assert "Ring til hjemmet om det ulovlige fravær" not in {step.what for step in steps}


def test_a_promise_that_was_not_kept_is_a_step_and_is_said_before_closing(
    tove, case, make_network_meeting
):
    meeting = make_network_meeting(case, TODAY)
    Agreement.objects.create(
        meeting=meeting, what="Ringer til klubben", who="Lise", due_on=TODAY - timedelta(days=3)
    )

    steps = tove.get(case.get_absolute_url()).context["steps"]
    closing = text_of(tove, url("close", case))

    step = next(step for step in steps if step.what.startswith("Spørg til en aftale"))
    assert step.why == "Lise: Ringer til klubben (senest 20. november)."
    assert step.ways[0].url == meeting.get_absolute_url()
    assert closing.index("Spørg til en aftale") < closing.index("De syv pejlemærker")
