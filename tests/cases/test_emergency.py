"""Emergency access: one case for an hour, by number and name, and somebody else looks into it."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import actions
from cases.emergency import Figures
from cases.models import Case, EmergencyAccess, EmergencyTry, Event
from cases.models.record import EventKind
from cases.permissions import visible_cases, visible_pupils
from cases.tasks import remind_of_emergencies, stop_emergencies
from kiss.lib.models import Refused
from schools.models import Alarm, CustodyHolder, Lookup, Pupil, School, User
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY
from tests.test_census import _without_tokens

REASON = "Politiet fandt barnet alene på banegården. Tovholderen tager ikke telefonen."
NOW = "2026-11-23 10:00+01:00"
NEW = "/noedadgang/ny/"
HEADLINES = ("Sagen blev åbnet i nødadgang kl. 10.00", "Nødadgangen sluttede kl. 11.00")


@pytest.fixture
def now(time_machine: Any) -> datetime:
    """Monday at ten, and the clock stands still."""
    time_machine.move_to(NOW, tick=False)
    return timezone.now()


@pytest.fixture
def lone(db: None) -> User:
    """Lone is in the administration: she sees no case."""
    user = factories.make_user("Lone Forvaltning", title="skolekonsulent")
    factories.give(user, Role.FORVALTNING)
    return user


@pytest.fixture
def dorthe(db: None) -> User:
    user = factories.make_user("Dorthe Databeskytter")
    factories.give(user, Role.DPO)
    return user


@pytest.fixture
def as_lone(client: Client, lone: User, confirm: Any, now: datetime) -> Client:
    """Lone, who has just confirmed that it is her."""
    client.force_login(lone)
    confirm(client)
    return client


def typed(case: Case, **other: str) -> dict[str, str]:
    return {
        "number": case.number,
        "name": case.pupil.name,
        "category": "fare",
        "reason": REASON,
    } | other


def use(case: Case, by: User, at: datetime | None = None) -> EmergencyAccess:
    at = at or timezone.now()
    return actions.open_emergency(
        case, category="fare", reason=REASON, at=at, on=timezone.localdate(at), by=by
    )


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def come_back(client: Client, user: User) -> None:
    """Log in anew: a session does not outlive the clock of the test."""
    client.logout()
    client.force_login(user)


def page_of(access: EmergencyAccess, what: str = "") -> str:
    return f"/noedadgang/{access.public_id}/{what}"


def review(access: EmergencyAccess, by: User, **typed: Any) -> None:
    given = {"verdict": "berettiget", "note": "Politiet har bekræftet det."} | typed
    actions.review_emergency(access, at=timezone.now(), on=timezone.localdate(), by=by, **given)


# Who may ask, and for what.


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.FORVALTNING, True),
        (Role.SKOLELEDER, True),
        (Role.TEAMLEDER, True),
        (Role.TOVHOLDER, True),
        (Role.SOCIALRAADGIVER, True),
        (Role.TEAMMEDLEM, False),
        (Role.PPR, False),
        (Role.LAERER, False),
        (Role.AD_HOC, False),
        (Role.ADMINISTRATOR, False),
        (Role.DPO, False),
    ],
)
def test_some_roles_may_ask_and_the_others_meet_404(
    client: Client, now: datetime, case: Case, confirm: Any, role: Role, may: bool
) -> None:
    somewhere = factories.make_school("Engbakkeskolen")
    municipal = role in {Role.FORVALTNING, Role.ADMINISTRATOR, Role.DPO}
    user = factories.make_user("Nogen Andetsteds")
    klasse = factories.make_class(somewhere) if role == Role.LAERER else None
    factories.give(user, role, None if municipal else somewhere, school_class=klasse)
    client.force_login(user)
    confirm(client)

    answer = client.post(NEW, typed(case))

    assert answer.status_code == (302 if may else 404)
    assert EmergencyAccess.objects.exists() is may
    if not may:
        with pytest.raises(Refused):
            use(case, user)


def test_one_confirms_who_one_is_first(client: Client, lone: User, case: Case, now: datetime):
    lone.set_password("fire tilfældige ord her")
    lone.save()
    client.force_login(lone)

    answer = client.get(NEW)

    assert answer.status_code == 302
    assert reverse("account_reauthenticate") in answer["Location"]
    assert "Åbn en sag i nødadgang" in text(client, "/noedadgang/")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"number": "117"}, "Skriv sagens nummer med bindestreg"),
        ({"name": " "}, "Skriv barnets fulde navn."),
        ({"category": ""}, "Vælg en grund."),
        ({"reason": "Det haster  meget   "}, "mindst 20 tegn. Du har skrevet 16."),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    as_lone: Client, case: Case, changed: dict[str, str], said: str
) -> None:
    given = typed(case, **changed)

    answer = as_lone.post(NEW, given)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert all(value.strip() in page for value in given.values())
    assert not EmergencyAccess.objects.exists()
    assert not EmergencyTry.objects.exists()


def test_the_name_is_read_as_people_write_it(as_lone: Client, case: Case) -> None:
    answer = as_lone.post(NEW, typed(case, name="  asta LUND   krogh ", number=f" {case.number} "))

    assert answer.status_code == 302


@pytest.mark.parametrize(
    "wrong", [{"name": "Asta Krogh"}, {"name": "Bo Dam"}, {"number": "26-9999"}]
)
def test_a_wrong_pair_opens_nothing_and_leaves_a_row(
    as_lone: Client, lone: User, case: Case, wrong: dict[str, str]
) -> None:
    given = typed(case, **wrong)

    answer = as_lone.post(NEW, given)

    assert answer.status_code == 422
    assert "Vi kan ikke åbne en sag med det nummer og det navn" in answer.content.decode()
    row = EmergencyTry.objects.get()
    assert (row.user, row.number) == (lone, given["number"])
    assert not EmergencyAccess.objects.exists()


def test_a_case_that_exists_and_one_that_does_not_answer_alike(as_lone: Client, case: Case) -> None:
    there = as_lone.post(NEW, typed(case, name="Bo Dam"))
    nowhere = as_lone.post(NEW, typed(case, name="Bo Dam", number="26-9999"))

    assert _said(there, case.number) == _said(nowhere, "26-9999")


def _said(answer: Any, number: str) -> str:
    page = _without_tokens(answer).replace(number, "NUMMER")
    return re.sub(r'name="form_id" value="[^"]*"', "", page)


def test_whoever_is_related_to_the_child_is_answered_as_if_it_did_not_exist(
    as_lone: Client, lone: User, case: Case, now: datetime
) -> None:
    actions.declare_relation(case.pupil, kind="familie", note="", on=TODAY, by=lone)

    related = as_lone.post(NEW, typed(case))
    nowhere = as_lone.post(NEW, typed(case, number="26-9999"))

    assert _said(related, case.number) == _said(nowhere, "26-9999")
    with pytest.raises(Refused, match="kan ikke bruge"):
        use(case, lone)


def test_a_case_one_can_see_needs_no_emergency(
    client: Client, case: Case, leader: User, confirm: Any, now: datetime
) -> None:
    client.force_login(leader)
    confirm(client)

    answer = client.post(NEW, typed(case))

    assert f"Du kan allerede se sag {case.number}." in answer.content.decode()
    assert not EmergencyAccess.objects.exists()


def test_after_five_wrong_pairs_one_waits_for_an_hour(
    as_lone: Client, lone: User, dorthe: User, case: Case, time_machine: Any
) -> None:
    for minute in range(5):
        time_machine.move_to(f"2026-11-23 10:0{minute}+01:00", tick=False)
        as_lone.post(NEW, typed(case, name="Bo Dam"))

    refused = as_lone.post(NEW, typed(case))

    assert "Du kan prøve igen kl. 11.00." in refused.content.decode()
    assert not EmergencyAccess.objects.exists()
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.user, alarm.number) == (Alarm.Kind.EMERGENCY_WRONG, lone, 5)
    time_machine.move_to("2026-11-23 11:00+01:00", tick=False)
    case_found = actions.find_in_emergency(
        number=case.number, name=case.pupil.name, at=timezone.now(), on=TODAY, by=lone
    )
    assert case_found == case
    come_back(as_lone, dorthe)
    page = text(as_lone, reverse("cases:alarm", args=[alarm.pk]))
    assert page.count(case.number) == 5
    assert "Bo Dam" not in page


# What is seen.


def test_the_page_shows_what_helps_and_nothing_besides(
    as_lone: Client, lone: User, case: Case, tovholder: User, now: datetime
) -> None:
    said = {"on": TODAY, "by": tovholder}
    actions.note_child_words(
        case, said_on=TODAY, said_to="Mona", text="Jeg er bange hjemme.", may_be_shared=True, **said
    )
    actions.write_note(case, text="Far drikker.", is_restricted=False, **said)
    actions.save_plan(
        case,
        seen=0,
        headings={"sharing": "Må deles med familiehuset.", "understanding": "Hun er alene."},
        goals=["Asta møder om mandagen."],
        indsatser=[
            actions.IndsatsInput(
                what="Makkerpar", who="Jonas", when="hver dag", arena="klasse", level="forebyggende"
            )
        ],
        next_follow_up_on=None,
        next_follow_up_by="",
        **said,
    )
    mother = case.pupil.custody_holders.get()

    page = text(as_lone, page_of(use(case, lone)))

    for shown in (
        case.pupil.name,
        "6.B",
        mother.name,
        mother.phone,
        tovholder.phone,
        "Asta møder om mandagen.",
        "Makkerpar",
        "Må deles med familiehuset.",
        "Notat",
        "egne ord skrevet ned",
        "lukker",
        "kl. 11.00",
    ):
        assert shown in page
    for hidden in ("bange", "Mona", "drikker", "Hun er alene", case.public_id, ".pdf", "Print"):
        assert hidden not in page


def test_a_hidden_parent_is_not_named_in_what_others_have_written(
    as_lone: Client, lone: User, case: Case, tovholder: User, father: CustodyHolder
) -> None:
    said = {"on": TODAY, "by": tovholder}
    actions.note_contact(
        case.pupil,
        case=case,
        with_whom="Kim Hemmelig",
        channel="telefon",
        outcome="intet-svar",
        summary="",
        **said,
    )
    actions.save_plan(
        case,
        seen=0,
        headings={"contact_during_absence": "Ring til Kim på 00 00 77 88."},
        goals=["Kim følger hende."],
        indsatser=[
            actions.IndsatsInput(
                what="Kims aftale", who="Hemmelig", when="nu", arena="hjem", level="forebyggende"
            )
        ],
        next_follow_up_on=None,
        next_follow_up_by="Kim",
        **said,
    )

    page = text(as_lone, page_of(use(case, lone)))

    assert "[navn]" in page
    assert "[telefon]" in page
    for part in ("Kim", "Hemmelig", "00 00 77 88"):
        assert part not in page


def test_it_opens_one_page_and_nothing_else(
    as_lone: Client, lone: User, case: Case, now: datetime
) -> None:
    use(case, lone)

    assert not visible_cases(lone, TODAY).exists()
    assert not visible_pupils(lone, TODAY).exists()
    for url in (
        case.get_absolute_url(),
        reverse("cases:plan", args=[case.public_id]),
        reverse("cases:plan_pdf", args=[case.public_id]),
        reverse("absence:pupil", args=[case.pupil.public_id]),
        reverse("cases:reveal", args=[case.pupil.public_id]),
        reverse("cases:list"),
    ):
        assert as_lone.get(url).status_code == 404
    assert case.pupil.last_name not in text(as_lone, "/")


def test_each_reading_is_in_the_look_up_log_with_start_and_end(
    as_lone: Client, lone: User, case: Case
) -> None:
    answer = as_lone.post(NEW, typed(case))
    as_lone.get(answer["Location"])
    as_lone.get(answer["Location"])
    as_lone.post(f"{answer['Location']}luk/")

    rows = Lookup.objects.filter(user=lone).order_by("pk")
    assert {(row.pupil_id, row.case_number) for row in rows} == {(case.pupil_id, case.number)}
    assert [row.purpose for row in rows] == [
        "Nødadgang begyndt",
        "Nødadgang: sagen læst",
        "Nødadgang: sagen læst",
        "Nødadgang: lukker",
        "Nødadgang slut",
    ]


@pytest.mark.parametrize("what", ["", "luk/", "vis/"])
def test_it_is_nobody_elses(
    client: Client, lone: User, case: Case, leader: User, confirm: Any, now: datetime, what: str
) -> None:
    access = use(case, lone)
    client.force_login(leader)
    confirm(client)

    assert client.get(page_of(access, what)).status_code in {404, 405}
    assert client.post(page_of(access, what)).status_code in {404, 405}
    access.refresh_from_db()
    assert access.stopped_at is None


def test_a_role_that_ends_takes_the_hour_with_it(
    as_lone: Client, lone: User, case: Case, now: datetime
) -> None:
    access = use(case, lone)
    assert as_lone.get(page_of(access)).status_code == 200

    role = lone.memberships.get()
    role.ends_on = TODAY - timedelta(days=1)
    role.save()

    assert as_lone.get(page_of(access)).status_code == 404


def test_a_relation_declared_in_the_hour_closes_it(
    as_lone: Client, lone: User, case: Case, now: datetime
) -> None:
    access = use(case, lone)
    actions.declare_relation(case.pupil, kind="naer", note="", on=TODAY, by=lone)

    assert as_lone.get(page_of(access)).status_code == 404


# The hour.


def test_the_hour_ends_by_itself_and_the_clock_writes_it_once(
    as_lone: Client, lone: User, case: Case, time_machine: Any
) -> None:
    access = use(case, lone)
    time_machine.move_to("2026-11-23 10:59:59+01:00", tick=False)
    assert as_lone.get(page_of(access)).status_code == 200
    stop_emergencies()
    time_machine.move_to("2026-11-23 11:00+01:00", tick=False)

    over = as_lone.get(page_of(access), follow=True)
    time_machine.move_to("2026-11-23 11:07+01:00", tick=False)
    stop_emergencies()
    stop_emergencies()

    assert "Nødadgangen blev lukket kl. 11.00." in over.content.decode()
    access.refresh_from_db()
    assert (access.stopped_at, access.stopped_how) == (access.ends_at, "tid")
    told = Event.objects.filter(case=case).order_by("pk")
    assert [row.kind for row in told] == [EventKind.EMERGENCY_OPENED, EventKind.EMERGENCY_STOPPED]
    assert Lookup.objects.filter(purpose="Nødadgang slut").count() == 1


def test_the_browser_is_told_to_leave_when_it_ends(
    as_lone: Client, lone: User, case: Case, time_machine: Any
) -> None:
    access = use(case, lone)
    time_machine.move_to("2026-11-23 10:40+01:00", tick=False)

    assert as_lone.get(page_of(access))["Refresh"] == "1201; url=/noedadgang/"


def test_one_at_a_time(as_lone: Client, lone: User, case: Case, klasse: Any, tovholder: User):
    first = as_lone.post(NEW, typed(case))
    other = factories.make_case(factories.make_pupil(klasse, "Bo", "Dam"), tovholder)

    again = as_lone.post(NEW, typed(other))

    assert again["Location"] == first["Location"]
    with pytest.raises(Refused, match="allerede en nødadgang åben"):
        use(other, lone)
    with pytest.raises(IntegrityError), transaction.atomic():
        EmergencyAccess.objects.create(
            user=lone,
            case=other,
            category="fare",
            reason=REASON,
            opened_at=timezone.now(),
            ends_at=timezone.now() + timedelta(hours=1),
            due_on=TODAY,
        )


def test_a_new_hour_can_begin_also_when_the_clock_stood_still(
    lone: User, case: Case, klasse: Any, tovholder: User, time_machine: Any, now: datetime
) -> None:
    first = use(case, lone)
    other = factories.make_case(factories.make_pupil(klasse, "Bo", "Dam"), tovholder)
    time_machine.move_to("2026-11-23 12:30+01:00", tick=False)

    use(other, lone)

    first.refresh_from_db()
    assert first.stopped_at == first.ends_at


def test_a_double_click_opens_once(as_lone: Client, case: Case) -> None:
    given = typed(case, form_id="en-formular")

    first, again = as_lone.post(NEW, given), as_lone.post(NEW, given)

    assert first["Location"] == again["Location"]
    assert EmergencyAccess.objects.count() == 1


def in_menu(client: Client) -> bool:
    menu = text(client, "/frister/").partition('class="menu-list"')[2].partition("</ul>")[0]
    return 'href="/noedadgang/"' in menu


def test_the_way_back_stands_in_the_menu_while_it_lasts(
    as_lone: Client, lone: User, case: Case, time_machine: Any
) -> None:
    assert not in_menu(as_lone)
    use(case, lone)
    assert in_menu(as_lone)
    time_machine.move_to("2026-11-23 11:00+01:00", tick=False)
    come_back(as_lone, lone)
    assert not in_menu(as_lone)


# Protected names and numbers.


@pytest.fixture
def father(pupil: Pupil) -> CustodyHolder:
    return CustodyHolder.objects.create(
        pupil=pupil, name="Kim Hemmelig", relation="far", phone="00 00 77 88", is_protected=True
    )


def test_what_is_protected_stays_hidden_until_it_is_asked_for(
    client: Client, case: Case, father: CustodyHolder, confirm: Any, now: datetime
) -> None:
    elsewhere = factories.make_leader(factories.make_school("Engbakkeskolen"), "Torben Leder")
    client.force_login(elsewhere)
    confirm(client)
    access = use(case, elsewhere)
    page = text(client, page_of(access))

    answer = client.post(
        page_of(access, "vis/"), {"what": f"foraelder-{father.pk}", "reason": "fare"}
    )

    assert father.name not in page
    assert father.phone not in page
    assert f"vis/?hvad=foraelder-{father.pk}" in page
    assert father.name in answer.content.decode()
    assert father.phone in answer.content.decode()
    row = Lookup.objects.latest("pk")
    assert row.purpose == "Nødadgang: fik vist beskyttede oplysninger: Barnet er måske i fare"
    assert (row.search, row.user) == ("Navn og telefon: far", elsewhere)


def test_the_administration_is_shown_whom_to_ask_instead(
    as_lone: Client, lone: User, case: Case, father: CustodyHolder
) -> None:
    access = use(case, lone)

    assert "spørg skolens leder eller tovholderen" in text(as_lone, page_of(access))
    assert as_lone.get(page_of(access, "vis/")).status_code == 404


def test_the_cpr_number_is_not_shown_in_an_emergency(
    client: Client, case: Case, father: CustodyHolder, confirm: Any, now: datetime
) -> None:
    from kiss.lib.crypto import encrypt

    case.pupil.cpr_encrypted = encrypt("7105140000")
    case.pupil.save()
    elsewhere = factories.make_leader(factories.make_school("Engbakkeskolen"), "Torben Leder")
    client.force_login(elsewhere)
    confirm(client)
    access = use(case, elsewhere)

    asked = client.get(page_of(access, "vis/")).content.decode()
    forced = client.post(page_of(access, "vis/"), {"what": "cpr", "reason": "fare"})

    assert "CPR" not in asked
    assert forced.status_code == 422
    assert "7105" not in forced.content.decode()


# Who is told at once.


def test_those_who_answer_for_the_child_are_told_at_once(
    client: Client,
    lone: User,
    dorthe: User,
    case: Case,
    leader: User,
    school: School,
    time_machine: Any,
    now: datetime,
) -> None:
    teamleder = factories.make_user("Karim Teamleder")
    factories.give(teamleder, Role.TEAMLEDER, school)
    member = factories.make_user("Inger Medlem")
    factories.give(member, Role.TEAMMEDLEM, school)
    use(case, lone)

    pages = {}
    for user in (leader, teamleder, case.tovholder, dorthe, member, lone):
        client.force_login(user)
        pages[user] = text(client, "/")

    assert "Lone Forvaltning, skolekonsulent, åbnede sagen i dag kl. 10.00" in pages[leader]
    for user in (leader, teamleder, case.tovholder):
        assert "Læs, hvorfor sagen om Asta K. (6.B) blev åbnet i nødadgang" in pages[user]
    assert "1 alarm" in pages[dorthe]
    assert "1 nødadgang er ikke efterset endnu" in pages[dorthe]
    assert "nødadgang" not in pages[member].lower()
    assert REASON not in "".join(pages.values())
    assert "Efterse" not in pages[leader]

    time_machine.move_to("2026-11-23 11:00+01:00", tick=False)
    stop_emergencies()
    client.force_login(leader)
    page = text(client, "/")

    assert "Efterse nødadgangen til sagen om Asta K. (6.B)" in page
    assert "Senest mandag 30. november" in page


def test_the_story_of_the_case_tells_it(
    client: Client, lone: User, case: Case, leader: User, time_machine: Any, now: datetime
) -> None:
    use(case, lone)
    time_machine.move_to("2026-11-23 11:00+01:00", tick=False)
    stop_emergencies()
    client.force_login(leader)

    page = text(client, case.get_absolute_url())

    assert all(line in page for line in HEADLINES)
    assert REASON not in page


# Looking into it.


def test_the_head_looks_into_it_and_the_alarm_is_answered_with_it(
    client: Client, lone: User, dorthe: User, case: Case, leader: User, now: datetime
) -> None:
    access = use(case, lone)
    actions.stop_emergency(access, at=now, by=lone)
    client.force_login(leader)
    page = text(client, page_of(access, "efterse/"))

    answer = client.post(
        page_of(access, "efterse/"), {"verdict": "uklart", "note": "Vagten husker det ikke."}
    )

    assert REASON in page
    assert "Nødadgang begyndt" in page
    assert answer.status_code == 302
    access.refresh_from_db()
    assert (access.verdict, access.reviewed_by) == ("uklart", leader)
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.verdict, alarm.answered_by) == ("noedadgang", "uklart", leader)
    assert Event.objects.latest("pk").kind == EventKind.EMERGENCY_REVIEWED
    client.force_login(dorthe)
    assert "Vagten husker det ikke." in text(client, page_of(access, "efterse/"))


def test_the_alarm_leads_to_the_page_where_it_is_answered(
    client: Client, lone: User, dorthe: User, case: Case, now: datetime
) -> None:
    access = use(case, lone)
    client.force_login(dorthe)
    alarm = Alarm.objects.get()

    answer = client.get(reverse("cases:alarm", args=[alarm.pk]))

    assert answer["Location"] == page_of(access, "efterse/")
    page = text(client, answer["Location"])
    assert case.number in page
    assert case.pupil.last_name not in page
    with pytest.raises(Refused, match="siden om nødadgangen"):
        actions.answer_alarm(alarm, verdict="berettiget", note="", at=now, by=dorthe)


def test_nobody_looks_into_their_own(
    client: Client, school: School, case: Case, klasse: Any, now: datetime
) -> None:
    # A head at two schools, who is not head where the case is, and then becomes it.
    head = factories.make_leader(factories.make_school("Engbakkeskolen"), "Torben Leder")
    access = use(case, head)
    actions.stop_emergency(access, at=now, by=head)
    factories.give(head, Role.SKOLELEDER, school)
    client.force_login(head)

    page = text(client, page_of(access, "efterse/"))
    posted = client.post(page_of(access, "efterse/"), {"verdict": "berettiget", "note": "Fint."})

    assert "En anden end dig efterser din nødadgang." in page
    assert posted.status_code == 404
    with pytest.raises(Refused, match="din egen"):
        review(access, head)
    assert "Efterse nødadgangen" not in text(client, "/")


def test_only_heads_the_administration_and_the_controller_answer(
    client: Client, lone: User, dorthe: User, case: Case, leader: User, school: School, now: Any
) -> None:
    access = use(case, factories.make_leader(factories.make_school("Fjordskolen"), "Ulla Leder"))
    actions.stop_emergency(access, at=now, by=access.user)
    people = {"leder": leader, "forvaltning": lone, "dpo": dorthe, "tovholder": case.tovholder}
    for role in (Role.TEAMLEDER, Role.TEAMMEDLEM, Role.SOCIALRAADGIVER):
        people[role.value] = factories.make_user(role.label)
        factories.give(people[role.value], role, school)
    people["leder andetsteds"] = factories.make_leader(factories.make_school("Engbakkeskolen"))

    answers = {}
    for name, user in people.items():
        client.force_login(user)
        read = client.get(page_of(access, "efterse/")).status_code
        answers[name] = (read, client.post(page_of(access, "efterse/"), {}).status_code)

    assert answers == {
        "leder": (200, 422),
        "forvaltning": (200, 422),
        "dpo": (200, 422),
        "tovholder": (200, 404),
        "teamleder": (200, 404),
        "teammedlem": (404, 404),
        "socialraadgiver": (404, 404),
        "leder andetsteds": (404, 404),
    }


def test_it_is_looked_into_when_it_is_over(lone: User, case: Case, leader: User, now: Any) -> None:
    access = use(case, lone)

    with pytest.raises(Refused, match=r"åben til kl\. 11\.00"):
        review(access, leader)
    actions.stop_emergency(access, at=now, by=lone)
    with pytest.raises(Refused, match="Skriv, hvad du har undersøgt"):
        review(access, leader, note=" ")
    review(access, leader)


def test_an_answer_can_be_changed_and_all_are_kept(
    lone: User, case: Case, leader: User, dorthe: User, now: datetime
) -> None:
    access = use(case, lone)
    actions.stop_emergency(access, at=now, by=lone)
    review(access, leader)
    review(access, dorthe, verdict="ikke-berettiget", note="Tovholderen sad ved siden af.")

    verdicts = access.history.exclude(verdict="").order_by("history_id")

    assert [row.verdict for row in verdicts] == ["berettiget", "ikke-berettiget"]
    assert Alarm.objects.get().verdict == "ikke-berettiget"


def test_what_is_not_looked_into_in_five_working_days_is_asked_for_each_day(
    client: Client, lone: User, dorthe: User, case: Case, leader: User, time_machine: Any, now: Any
) -> None:
    bente = factories.make_user("Bente Forvaltning")
    factories.give(bente, Role.FORVALTNING)
    access = use(case, lone)
    assert access.due_on == date(2026, 11, 30)

    time_machine.move_to("2026-11-30 08:00+01:00", tick=False)
    stop_emergencies()
    remind_of_emergencies()
    client.force_login(bente)
    assert "Efterse nødadgangen" not in text(client, "/")
    assert Alarm.objects.count() == 1

    time_machine.move_to("2026-12-01 08:00+01:00", tick=False)
    remind_of_emergencies()
    remind_of_emergencies()
    late = Alarm.objects.get(kind=Alarm.Kind.EMERGENCY_LATE)
    assert late.number == 1
    come_back(client, bente)
    assert f"Efterse nødadgangen til sag {case.number}" in text(client, "/")
    come_back(client, leader)
    page = text(client, "/")
    assert "Overskredet" in page
    assert "menu-count--late" in page
    assert "Efterse nødadgangen til sagen om Asta" in page

    time_machine.move_to("2026-12-02 08:00+01:00", tick=False)
    remind_of_emergencies()
    late.refresh_from_db()
    assert (late.number, late.last_at.day) == (2, 1)
    come_back(client, dorthe)
    assert "Fristen var for 2 dage siden." in text(client, "/adgang/opslag/alarmer/")

    review(access, leader)
    assert not Alarm.objects.waiting().exists()
    assert "Efterse nødadgangen" not in text(client, "/")


def test_where_no_head_can_answer_the_administration_is_asked_as_soon_as_it_is_over(
    client: Client, lone: User, case: Case, school: School, time_machine: Any, now: datetime
) -> None:
    head = factories.make_leader(factories.make_school("Engbakkeskolen"), "Torben Leder")
    use(case, head)
    client.force_login(lone)
    assert "Efterse" not in text(client, "/")

    time_machine.move_to("2026-11-23 11:00+01:00", tick=False)
    stop_emergencies()
    client.logout()
    client.force_login(lone)
    assert f"Efterse nødadgangen til sag {case.number}" in text(client, "/")

    leader = factories.make_leader(school)
    assert "Efterse nødadgangen" not in text(client, "/")

    actions.declare_relation(case.pupil, kind="familie", note="", on=TODAY, by=leader)
    assert "Efterse nødadgangen" in text(client, "/")
    client.force_login(leader)
    assert "Efterse nødadgangen" not in text(client, "/")


def test_a_habit_raises_a_question(
    lone: User, case: Case, time_machine: Any, now: datetime
) -> None:
    for day in (2, 4, 6, 8):
        time_machine.move_to(f"2026-11-0{day} 10:00+01:00", tick=False)
        stop_emergencies()
        use(case, lone)
        often = Alarm.objects.filter(kind=Alarm.Kind.EMERGENCY_OFTEN)
        assert often.exists() is (day == 8)

    assert (often.get().number, often.get().limit) == (4, 4)


def test_an_emergency_is_no_case_without_a_task(as_lone: Client, lone: User, case: Case) -> None:
    from tests.cases.test_oversight import LIMITS

    access = use(case, lone)
    as_lone.get(page_of(access))

    actions.watch(today=TODAY, limits=LIMITS)

    assert set(Alarm.objects.values_list("kind", flat=True)) == {Alarm.Kind.EMERGENCY}


# The figures.


def test_the_controller_sees_how_often_and_what_became_of_it(
    client: Client, lone: User, dorthe: User, case: Case, leader: User, now: datetime
) -> None:
    for hour in (1, 2):
        factories.look(leader, case.pupil, now - timedelta(hours=hour), case_number=case.number)
    access = use(case, lone)
    actions.stop_emergency(access, at=now, by=lone)
    review(access, leader)
    client.force_login(dorthe)

    answer = client.get("/adgang/opslag/noedadgang/")
    before = client.get("/adgang/opslag/noedadgang/?fra=2026-01-01&til=2026-11-22")
    wrong = client.get("/adgang/opslag/noedadgang/?fra=2026-11-22&til=2026-01-01")

    figures = answer.context["figures"]
    assert (figures.used, figures.reviewed, figures.late, figures.openings) == (1, 1, 0, 1)
    page = answer.content.decode()
    assert "færre end 1.000 sagsåbninger" in page
    assert "målet" not in page
    assert case.pupil.last_name not in page
    assert "Ingen i perioden" in before.content.decode()
    assert wrong.status_code == 422


@pytest.mark.parametrize(
    ("used", "openings", "share", "is_too_much"),
    [
        (0, 0, "", False),
        (1, 999, "", True),
        (1, 1000, "1,0", False),
        (2, 1999, "1,0", True),
        (2, 2000, "1,0", False),
        (3, 2000, "1,5", True),
    ],
)
def test_the_share_is_compared_before_it_is_rounded(
    used: int, openings: int, share: str, is_too_much: bool
) -> None:
    figures = Figures(used=used, reviewed=0, unjustified=0, late=0, wrong=0, openings=openings)

    assert (figures.share, figures.is_too_much) == (share, is_too_much)


def test_an_open_hour_stands_among_those_who_can_see_the_case(
    client: Client, lone: User, case: Case, time_machine: Any, now: datetime
) -> None:
    use(case, lone)
    address = reverse("cases:case_access", args=[case.public_id])
    client.force_login(case.tovholder)
    assert "Lone Forvaltning" in text(client, address)
    assert "til kl. 11.00: Barnet er måske i fare lige nu" in text(client, address)
    client.force_login(lone)
    assert "til kl. 11.00: barnet er måske i fare" in text(client, reverse("cases:access"))

    time_machine.move_to("2026-11-23 11:00+01:00", tick=False)

    client.logout()
    client.force_login(lone)
    assert "til kl. 11.00" not in text(client, reverse("cases:access"))
    client.force_login(case.tovholder)
    assert "til kl. 11.00" not in text(client, address)


def test_what_is_kept_among_a_few_has_no_headline_for_somebody_from_elsewhere(
    client: Client, lone: User, case: Case, now: datetime
) -> None:
    said = {"on": TODAY, "by": case.tovholder}
    actions.write_note(case, text="Far er syg.", is_restricted=True, **said)
    actions.write_note(case, text="Mor ringede.", is_restricted=False, **said)
    access = use(case, lone)
    client.force_login(lone)

    page = text(client, page_of(access))

    assert "Fortroligt notat" not in page
    assert "Notat" in page


@pytest.fixture
def unjustified(
    case: Case, lone: User, leader: User, time_machine: Any, now: datetime
) -> EmergencyAccess:
    """Somebody looked without cause, and the head said so an hour later."""
    access = use(case, lone)
    time_machine.move_to("2026-11-23 11:00+01:00", tick=False)
    stop_emergencies()
    actions.review_emergency(
        access,
        verdict="ikke-berettiget",
        note="Det kunne have ventet.",
        at=timezone.now(),
        on=TODAY,
        by=leader,
    )
    access.refresh_from_db()
    return access


def assess(client: Client, access: EmergencyAccess, **typed: str) -> Any:
    return client.post(reverse("cases:emergency_breach", args=[access.public_id]), typed)


def test_without_cause_the_controller_has_72_hours_to_assess_a_breach(
    client: Client, unjustified: EmergencyAccess, dorthe: User, leader: User
) -> None:
    client.force_login(dorthe)
    asked = f"Vurdér sag {unjustified.case.number} senest torsdag 26. november 2026 kl. 11.00"
    assert asked in re.sub(r"</?span[^>]*>", "", text(client, "/"))

    answer = assess(client, unjustified, breach="anmeldt", note="Anmeldt. Familien har besked.")

    assert answer.status_code == 302
    assert "Vurdér sag" not in text(client, "/")
    client.force_login(leader)
    page = text(client, page_of(unjustified, "efterse/"))
    assert "Anmeldt til Datatilsynet" in page
    assert "Familien har besked." in page


@pytest.mark.parametrize("verdict", ["berettiget", "uklart"])
def test_there_is_nothing_to_assess_where_it_was_not_found_unjustified(
    client: Client, unjustified: EmergencyAccess, dorthe: User, leader: User, verdict: str
) -> None:
    said = {"note": "Jeg tog fejl.", "at": timezone.now(), "on": TODAY, "by": leader}
    actions.review_emergency(unjustified, verdict=verdict, **said)
    client.force_login(dorthe)

    assert "muligt brud" not in text(client, "/")
    assert assess(client, unjustified, breach="anmeldt", note="Nej.").status_code == 404


def test_a_breach_is_assessed_by_the_controller_alone_and_with_a_reason(
    client: Client, unjustified: EmergencyAccess, dorthe: User, leader: User
) -> None:
    client.force_login(leader)
    assert assess(client, unjustified, breach="anmeldt", note="Jeg.").status_code == 404
    client.force_login(dorthe)
    sent_back = assess(client, unjustified, breach="intet-brud", note=" ")

    assert sent_back.status_code == 422
    assert "Skriv, hvad I har vurderet, og hvad der er gjort." in sent_back.content.decode()
    unjustified.refresh_from_db()
    assert unjustified.breach == ""


def test_the_72_hours_run_from_the_first_answer(
    unjustified: EmergencyAccess, leader: User, time_machine: Any
) -> None:
    until = unjustified.breach_until
    time_machine.move_to("2026-11-24 09:00+01:00", tick=False)
    said = {"note": "Uddybet.", "at": timezone.now(), "on": date(2026, 11, 24), "by": leader}

    actions.review_emergency(unjustified, verdict="ikke-berettiget", **said)

    unjustified.refresh_from_db()
    assert unjustified.breach_until == until
