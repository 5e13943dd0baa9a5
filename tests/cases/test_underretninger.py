"""An underretning: one sitting, four texts, frozen; who reads it; sent, received, or missed."""

import io
import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from pdfminer.high_level import extract_text

from absence import actions as absence_actions
from absence.models import Flag
from cases import actions
from cases.bundle import paper_with
from cases.models import CaseParticipant, Draft, Event, Underretning
from cases.models.record import EventKind
from cases.permissions import sync
from cases.tasks import watch_receipts
from cases.underretninger import broken_papers, paper_of
from kiss.lib.models import Refused
from law.figures import World
from schools.calendars import Calendars
from schools.models import CustodyHolder, Lookup, Membership
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("today")

SENT = date(2026, 11, 9)
# The sixth working day after 9 November is Tuesday the 17th.
DUE = date(2026, 11, 17)
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
SHUT = "Far råber om natten."


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def new_url(case) -> str:
    return reverse("cases:underretning_new", args=[case.public_id])


def typed(case, **given) -> dict:
    """What a whole form holds."""
    (mother,) = case.pupil.custody_holders.filter(relation="mor")
    values = {
        "ground": "saerlig-stoette",
        "recipient": "Fjordby Kommune, Familieafdelingen",
        "takes": ["contacts", "plan"],
        "observation": "Asta er kommet tre mandage af otte.",
        "assessment": "Vi er bekymrede for, at hun bliver mere alene.",
        "no_words_reason": "Hun ville ikke tale i dag.",
        "parents_view": "Mor siger, at morgenerne er svære.",
        "heard": "ja",
        "read_through": "on",
        f"foraelder-{mother.pk}-informed_on": "2026-11-20",
    }
    return {**values, **given}


def write(client, case, **given) -> Underretning:
    answer = client.post(new_url(case), typed(case, **given))
    assert answer.status_code == 302, text_of(answer)
    return Underretning.objects.order_by("-pk")[0]


def send(row, *, on=SENT, by=None) -> Underretning:
    return actions.note_sent(
        row, sent_on=on, channel="digital-post", sent_note="", on=TODAY, by=by or row.by
    )


@pytest.fixture
def made(case, today, time_machine) -> Underretning:
    """An underretning that the tovholder wrote on 9 November; not sent."""
    (mother,) = case.pupil.custody_holders.all()
    time_machine.move_to(datetime(2026, 11, 9, 9, tzinfo=COPENHAGEN))
    told = {f"foraelder-{mother.pk}-informed_on": "2026-11-06"}
    row = write(as_user(case.tovholder), case, **told)
    time_machine.move_to(datetime(2026, 11, 23, 9, tzinfo=COPENHAGEN))
    return row


@pytest.fixture
def adviser(case):
    """Siri is a social adviser who is named on the case."""
    user = factories.make_user("Siri Socialrådgiver")
    factories.give(user, Role.SOCIALRAADGIVER, case.school)
    CaseParticipant.objects.create(
        case=case,
        user=user,
        part="rådgiver",
        basis="anden",
        basis_note="ssd",
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=30),
    )
    sync(case)
    return user


# Written in one sitting.


def test_one_page_gathers_the_case_and_becomes_a_frozen_paper(case):
    said = {"on": TODAY, "by": case.tovholder}
    for outcome, whom in (("intet-svar", "mor"), ("talt", "far")):
        actions.note_contact(
            case.pupil,
            case=case,
            with_whom=whom,
            channel="telefon",
            outcome=outcome,
            summary="Hun kommer i morgen." if outcome == "talt" else "",
            **said,
        )
    words = actions.note_child_words(
        case, said_on=TODAY, said_to="Jonas", text="Mandag er værst.", may_be_shared=True, **said
    )
    actions.write_note(case, text="Fortroligt om familien.", is_restricted=True, **said)
    plan = actions.save_plan(
        case,
        seen=0,
        headings={"no_parents_view_reason": "Vi mødes."},
        goals=["Asta er i skole om mandagen."],
        indsatser=[
            actions.IndsatsInput(
                what="Makkerpar", who="Jonas", when="dagligt", arena="klasse", level="forebyggende"
            )
        ],
        next_follow_up_on=TODAY + timedelta(days=7),
        next_follow_up_by="Tove",
        **said,
    )
    actions.freeze_plan(case, because="mødet", **said)
    actions.follow_up(
        plan.indsatser.get(),
        done="ja",
        worked="lidt",
        adjustment="Også i pausen.",
        status="i-gang",
        **said,
    )
    client = as_user(case.tovholder)
    page = text_of(client.get(new_url(case)))
    assert "Ringede til mor, intet svar" in page
    assert "Barnets lov § 133, stk. 1, nr. 1" in page
    assert "ikke bekræftet af en jurist" in page

    row = write(client, case, words=[words.pk], no_words_reason="")

    paper = re.sub(r"\s+", " ", extract_text(io.BytesIO(paper_of(row))))
    for told in (
        "Underretning",
        "Barnets lov § 133, stk. 1, nr. 1 (ikke bekræftet)",
        "Asta er kommet tre mandage af otte.",
        "Vi er bekymrede for",
        "»Mandag er værst.«",
        "Mor siger, at morgenerne er svære.",
        "Orienteret fredag 20. november 2026.",
        "Barnet er hørt.",
        "Ringede til mor, intet svar",
        "Hun kommer i morgen.",
        "Handleplan 1, låst 23. november 2026",
        "Også i pausen.",
    ):
        assert told in paper, told
    assert "Fortroligt om familien" not in paper
    assert client.get(row.get_absolute_url()).status_code == 200
    answer = client.get(reverse("cases:underretning_pdf", args=[case.public_id, row.number]))
    assert answer.content == paper_of(row)
    assert case.pupil.last_name not in answer.headers["Content-Disposition"]


def test_the_letter_says_where_and_when_it_was_written_and_has_a_line_to_sign(case):
    case.school.address = "Fiktiv Allé 4, 9999 Fjordby Sø"
    case.school.save()
    case.tovholder.title = "afdelingsleder"
    case.tovholder.save()

    row = write(as_user(case.tovholder), case)

    assert row.content["written"] == "Fjordby Sø, den 23. november 2026"
    assert row.content["signer"] == {"name": "Tove Tovholder", "title": "afdelingsleder"}
    paper = re.sub(r"\s+", " ", extract_text(io.BytesIO(paper_of(row))))
    body = paper.partition("Skrevet mandag")[0]
    assert body.index("Til Fjordby Kommune") < body.index("Fjordby Sø, den 23. november 2026")
    assert "Underskrift" in paper
    assert "Tove Tovholder, afdelingsleder" in paper
    assert "Underskrift" in text_of(as_user(case.tovholder).get(row.get_absolute_url()))


def test_a_school_without_an_address_writes_from_its_municipality(case):
    case.school.address = ""
    case.school.save()
    case.tovholder.title = ""
    case.tovholder.save()

    row = write(as_user(case.tovholder), case)

    assert row.content["written"] == "Fjordby, den 23. november 2026"
    assert row.content["signer"] == {"name": "Tove Tovholder", "title": "tovholder"}


def test_one_that_was_frozen_before_it_had_a_line_to_sign_is_shown_as_it_was(case, made):
    before = {key: made.content[key] for key in made.content if key not in ("written", "signer")}
    old = actions.make_underretning(
        case,
        ground=made.ground,
        recipient=made.recipient,
        content=before,
        words=[],
        paper=paper_with(case, before),
        corrects=None,
        on=TODAY,
        by=case.tovholder,
    )

    page = text_of(as_user(case.tovholder).get(old.get_absolute_url()))

    assert made.content["signed"] in page
    assert "Underskrift" not in page
    assert "Underskrift" not in extract_text(io.BytesIO(paper_of(old)))


def test_the_absence_stands_with_every_day_and_its_evidence(case):
    delivered = factories.make_import(
        school=case.school, first_day=date(2026, 8, 10), last_day=TODAY
    )
    days = [date(2026, 11, day) for day in (2, 3, 4, 5, 9, 10, 11, 12)]
    for day in days:
        factories.mark(case.pupil, day, source=delivered)
    absence_actions.scan(TODAY)
    tove = as_user(case.tovholder)

    flagged = text_of(tove.get(reverse("absence:pupil", args=[case.pupil.public_id])))
    assert f'href="{new_url(case)}?grundlag=15-procent"' in flagged
    row = write(tove, case, ground="15-procent", takes=["absence"])

    absence = row.content["absence"]
    assert row.content["ground"]["says"] == "Barnets lov § 133, stk. 2 (ikke bekræftet)"
    assert [line["day"] for line in absence["days"]] == [
        *("Mandag 2. november 2026", "Tirsdag 3. november 2026", "Onsdag 4. november 2026"),
        *("Torsdag 5. november 2026", "Mandag 9. november 2026", "Tirsdag 10. november 2026"),
        *("Onsdag 11. november 2026", "Torsdag 12. november 2026"),
    ]
    assert {line["counts"] for line in absence["days"]} == {"1 dag"}
    assert {line["read_in"] for line in absence["days"]} == {"23. nov."}
    assert "8 dage af 52 skoledage = 15,4 %" in " ".join(absence["sentences"])
    assert absence["known"] == "23. november 2026"
    assert absence["calendar"]
    assert row.content["contacts"] is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"ground": ""}, "Vælg, hvad underretningen hviler på."),
        ({"recipient": " "}, "Skriv, hvem underretningen sendes til."),
        ({"observation": ""}, "Skriv, hvad I har set og hørt."),
        ({"assessment": ""}, "Skriv, hvordan I vurderer det."),
        ({"no_words_reason": ""}, "Vælg noget af det, barnet har sagt"),
        ({"parents_view": ""}, "Skriv, hvad forældrene siger, eller hvorfor det mangler."),
        ({"heard": ""}, "Svar på, om barnet er hørt."),
        ({"heard": "nej"}, "Skriv, hvorfor barnet ikke er hørt."),
        ({"observation": "CPR 010203-1234"}, "Skriv ikke CPR-numre her."),
        ({"read_through": ""}, "Læs det igennem, og sæt kryds"),
        ({"ground": "15-procent"}, "Tallene her viser ikke 15 procent ulovligt fravær"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(case, given, said):
    sent = typed(case, **given)

    answer = as_user(case.tovholder).post(new_url(case), sent)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "Mor siger, at morgenerne" in text_of(answer) or given == {"parents_view": ""}
    assert not Underretning.objects.exists()


def test_each_who_has_custody_was_told_or_it_says_why_not(case):
    (mother,) = case.pupil.custody_holders.all()
    client, day = as_user(case.tovholder), f"foraelder-{mother.pk}-informed_on"
    without = typed(case, **{day: ""})

    answer = client.post(new_url(case), without)

    assert "Skriv, hvornår Camilla Lund Krogh (mor) blev orienteret" in text_of(answer)
    assert "Skriv en dag, der har været." in text_of(
        client.post(new_url(case), typed(case, **{day: "2026-11-24"}))
    )
    why = {day: "", f"foraelder-{mother.pk}-why_not": "barnet kan komme i fare"}
    row = write(client, case, **why)
    assert row.content["informed"] == [
        {
            "who": "Camilla Lund Krogh (mor)",
            "said": "Ikke orienteret, før den blev sendt. Barnet kan komme i fare",
        }
    ]


def test_a_child_under_twelve_need_not_be_heard(case):
    case.pupil.birth_date = TODAY.replace(year=2014) + timedelta(days=1)
    case.pupil.save()

    row = write(as_user(case.tovholder), case, heard="")

    assert row.content["hearing"] == ""


def test_what_was_typed_is_kept_until_it_is_locked(case):
    client = as_user(case.tovholder)
    kept = {"kladde": new_url(case), "observation": "Hun sad i skabet."}
    assert client.post(reverse("cases:draft_keep"), kept).status_code == 200
    assert "Hun sad i skabet." in text_of(client.get(new_url(case)))

    write(client, case)

    assert not Draft.objects.exists()


def test_the_same_form_sent_twice_makes_one(case):
    client, sent = as_user(case.tovholder), typed(case, form_id="abc")

    first, second = client.post(new_url(case), sent), client.post(new_url(case), sent)

    assert first.url == second.url
    assert Underretning.objects.count() == 1


# In confidence, and protected.


def confide(case, by):
    return actions.note_child_words(
        case, said_on=TODAY, said_to="Jonas", text=SHUT, may_be_shared=False, on=TODAY, by=by
    )


def test_words_in_confidence_go_in_only_when_somebody_who_may_read_them_chooses_it(case, member):
    words = confide(case, case.tovholder)
    tove, inger = as_user(case.tovholder), as_user(member)
    assert SHUT in text_of(tove.get(new_url(case)))

    # Inger is not offered them, and cannot have them by asking.
    assert SHUT not in text_of(inger.get(new_url(case)))
    row = write(inger, case, confided=[words.pk], words=[words.pk])
    assert row.content["words"] == []
    with pytest.raises(Refused, match="som du selv må læse"):
        actions.make_underretning(
            case,
            ground="overgreb",
            recipient="Familieafdelingen",
            content={"observation": "Set.", "assessment": "Vurderet."},
            words=[words.pk],
            paper=b"",
            corrects=None,
            on=TODAY,
            by=member,
        )
    assert write(tove, case).content["words"] == []

    chosen = write(tove, case, confided=[words.pk], no_words_reason="")

    assert [(said["text"], said["in_confidence"]) for said in chosen.content["words"]] == [
        (SHUT, True)
    ]


def test_a_protected_parent_and_a_cpr_number_are_taken_out_of_the_paper(case):
    CustodyHolder.objects.create(
        pupil=case.pupil, name="Bo Skjult", relation="far", phone="12345678", is_protected=True
    )
    actions.note_contact(
        case.pupil,
        case=case,
        with_whom="Bo Skjult",
        channel="telefon",
        outcome="talt",
        summary="Ring på 12 34 56 78.",
        on=TODAY,
        by=case.tovholder,
    )
    (father,) = case.pupil.custody_holders.filter(relation="far")
    client = as_user(case.tovholder)

    told = {f"foraelder-{father.pk}-informed_on": "2026-11-20"}
    row = write(client, case, takes=["contacts"], **told)

    told = str(row.content) + extract_text(io.BytesIO(paper_of(row)))
    assert "Skjult" not in told
    assert "56 78" not in told
    assert "Far" in told
    assert "[navn]" in told
    assert "Bo Skjult" not in text_of(client.get(new_url(case)))


# Who reads it.


def test_who_reads_it_and_who_only_sees_that_there_is_one(case, leader, member, adviser, made):
    send(made)
    team_leader = factories.make_user("Karim Teamleder")
    factories.give(team_leader, Role.TEAMLEDER, case.school)
    stranger = factories.make_leader(factories.make_school("Engbakken"), "Ulla Fjern")
    codes = {
        user.name: as_user(user).get(made.get_absolute_url()).status_code
        for user in (case.tovholder, leader, team_leader, adviser, member, stranger)
    }

    assert codes == {
        "Tove Tovholder": 200,
        "Sanne Skoleleder": 200,
        "Karim Teamleder": 200,
        "Siri Socialrådgiver": 200,
        "Inger Medlem": 403,
        "Ulla Fjern": 404,
    }
    page = text_of(as_user(member).get(case.get_absolute_url()))
    assert "sendt 9. november 2026" in page
    assert made.get_absolute_url() not in page
    assert "Familieafdelingen" not in page
    history = text_of(as_user(member).get(reverse("cases:history", args=[case.public_id])))
    assert "Underretning 1 skrevet" in history
    assert "Familieafdelingen" not in history
    pdf = reverse("cases:underretning_pdf", args=[case.public_id, 1])
    assert as_user(member).get(pdf).status_code == 403


def test_the_author_reads_their_own_and_no_others(case, member, made):
    own = write(as_user(member), case)

    assert as_user(member).get(own.get_absolute_url()).status_code == 200
    assert as_user(member).get(made.get_absolute_url()).status_code == 403


def test_an_unsent_one_is_nobody_elses_business(case, member, made):
    page = text_of(as_user(member).get(case.get_absolute_url()))

    assert "Underretning 1" not in page


def test_each_reading_is_in_the_log(case, made):
    before = Lookup.objects.count()

    as_user(case.tovholder).get(made.get_absolute_url())

    row = Lookup.objects.order_by("-pk")[0]
    assert Lookup.objects.count() == before + 1
    assert (row.purpose, row.pupil_id) == ("Underretning 1", case.pupil_id)


def test_a_former_tovholder_keeps_only_what_they_wrote(case, made):
    former = case.tovholder
    head = factories.make_leader(case.school, "Sofie Leder")
    other = write(as_user(head), case)
    new = factories.make_tovholder(case.school, "Nye Navn")
    actions.appoint_tovholder(case, user=new, reason="Orlov.", on=TODAY, by=former)

    assert as_user(new).get(other.get_absolute_url()).status_code == 200
    assert as_user(former).get(other.get_absolute_url()).status_code == 404


# Sent, and then it stays.


def test_it_is_noted_as_sent_and_after_that_nothing_changes(case, made):
    client = as_user(case.tovholder)
    url = reverse("cases:underretning_sent", args=[case.public_id, 1])
    early = {"sent_on": "2026-11-08", "channel": "digital-post"}
    assert "Den kan ikke være sendt, før den blev skrevet." in text_of(client.post(url, early))
    assert client.post(url, {"sent_on": "2026-11-09"}).status_code == 422

    client.post(url, {"sent_on": "2026-11-09", "channel": "digital-post", "sent_note": "J. 12"})

    made.refresh_from_db()
    assert (made.sent_on, made.sent_by, made.channel) == (SENT, case.tovholder, "digital-post")
    again = client.post(url, {"sent_on": "2026-11-10", "channel": "brev"})
    assert "Det står allerede, at den er sendt." in text_of(again)
    aside = reverse("cases:underretning_aside", args=[case.public_id, 1])
    assert "Skriv en ny, der retter den." in text_of(client.post(aside, {"reason": "Fejl."}))
    kinds = Event.objects.filter(case=case).values_list("kind", "on")
    assert (EventKind.UNDERRETNING_SENT, SENT) in kinds


@pytest.mark.parametrize(
    "change",
    [
        {"content": {"observation": "Noget andet."}},
        {"recipient": "En anden"},
        {"sent_on": TODAY},
        {"sha256": "0" * 64},
    ],
)
def test_the_database_itself_refuses_to_change_what_was_sent(made, change):
    made = send(made)
    for name, value in change.items():
        setattr(made, name, value)

    with pytest.raises(DatabaseError, match="ændres ikke"), transaction.atomic():
        made.save()


def test_a_paper_that_is_another_is_found(made):
    assert list(broken_papers()) == []

    made.paper.sealed = b"something else"
    made.paper.save()

    assert list(broken_papers()) == [made]


def test_a_correction_is_a_new_one_that_names_the_first(case, made):
    send(made)
    client = as_user(case.tovholder)
    assert "Sådan er det beregnet" in text_of(client.get(made.get_absolute_url()))
    assert '<option value="1" selected>' in text_of(client.get(f"{new_url(case)}?retter=1"))

    row = write(client, case, corrects="1")

    assert row.corrects == made
    assert row.content["corrects"] == (
        "Denne underretning retter underretning 1, som blev sendt 9. november 2026."
    )
    assert "Den er rettet af" in text_of(client.get(made.get_absolute_url()))


def test_one_that_was_not_sent_is_put_aside_with_a_reason(case, made):
    client = as_user(case.tovholder)
    url = reverse("cases:underretning_aside", args=[case.public_id, 1])
    assert client.post(url, {"reason": ""}).status_code == 422

    client.post(url, {"reason": "Vi skrev den forkerte modtager."})

    made.refresh_from_db()
    assert made.discarded_on == TODAY
    assert "Underretning 1" not in text_of(client.get(case.get_absolute_url()))
    with pytest.raises(Refused, match="Den er lagt væk"):
        send(made)


def test_only_its_author_and_the_leaders_say_what_became_of_it(case, adviser, made):
    url = reverse("cases:underretning_sent", args=[case.public_id, 1])

    assert as_user(adviser).post(url, {"sent_on": "2026-11-09"}).status_code == 403


# The receipt.


def world() -> World:
    return Calendars.load().municipality()


def test_the_receipt_ends_the_watch_also_in_a_closed_case(case, made):
    send(made)
    actions.close_case(case, reason="Flyttet.", on=TODAY, by=case.tovholder)
    client = as_user(case.tovholder)
    url = reverse("cases:underretning_receipt", args=[case.public_id, 1])
    given = {
        "receipt_on": "2026-11-16",
        "receipt_from": "Modtagelsen",
        "receipt_answer": "Der indkaldes til møde.",
    }
    assert client.post(url, given | {"receipt_on": "2026-11-08"}).status_code == 422

    client.post(url, given)

    made.refresh_from_db()
    assert (made.receipt_on, made.receipt_by) == (date(2026, 11, 16), case.tovholder)
    assert "Der indkaldes til møde." in text_of(client.get(made.get_absolute_url()))
    assert "kvittering" not in text_of(client.get(reverse("cases:today"))).lower()
    with pytest.raises(Refused, match="allerede noteret"):
        actions.note_receipt(
            made,
            receipt_on=TODAY,
            receipt_from="A",
            receipt_answer="",
            on=TODAY,
            by=case.tovholder,
        )


@pytest.mark.parametrize(("today", "is_missing"), [(DUE, False), (DUE + timedelta(days=1), True)])
def test_from_the_day_after_the_sixth_working_day_it_is_missing(
    case, leader, member, made, time_machine, today, is_missing
):
    send(made)
    time_machine.move_to(datetime.combine(today, time(9), tzinfo=COPENHAGEN))

    for user in (case.tovholder, leader):
        page = text_of(as_user(user).get(reverse("cases:today")))
        assert ("Spørg efter kvitteringen" in page) is is_missing
        assert ("Vent på kvittering" in page) is not is_missing
        on_case = text_of(as_user(user).get(case.get_absolute_url()))
        assert ("kvittering mangler" in on_case) is is_missing
    assert "kvittering" not in text_of(as_user(member).get(reverse("cases:today")))


def test_the_night_marks_it_once_and_calls_by_a_mail_without_names(
    case, leader, made, django_capture_on_commit_callbacks
):
    send(made)
    assert actions.miss_receipts(world=world(), today=DUE) == []

    with django_capture_on_commit_callbacks(execute=True):
        watch_receipts()
        watch_receipts()

    made.refresh_from_db()
    assert made.missed_on == TODAY
    assert sorted(message.to[0] for message in mail.outbox) == sorted(
        [case.tovholder.email, leader.email]
    )
    for message in mail.outbox:
        said = message.subject + message.body
        assert case.pupil.first_name not in said
        assert case.number not in said
    story = text_of(as_user(case.tovholder).get(reverse("cases:timeline", args=[case.public_id])))
    assert "Kvitteringen for underretning 1 kom ikke i tide" in story


def test_whoever_has_left_is_not_called(case, made, django_capture_on_commit_callbacks):
    send(made)
    role = Membership.objects.get(user=case.tovholder)
    role.ends_on = TODAY - timedelta(days=1)
    role.save()

    with django_capture_on_commit_callbacks(execute=True):
        watch_receipts()

    assert mail.outbox == []


@pytest.fixture
def flagged(case) -> Flag:
    """The flag that was raised when 15 percent was reached, on 5 November."""
    return Flag.objects.create(
        pupil=case.pupil,
        school=case.school,
        rule="ulovligt-15",
        period="2026-K4",
        effective_on=date(2026, 11, 5),
        figures_from=date(2000, 1, 1),
        found_on=date(2026, 11, 6),
        due_on=date(2026, 11, 10),
        half_days=16,
        school_days=52,
        status=Flag.Status.SEEN,
    )


def withdraw(flag: Flag) -> None:
    flag.status, flag.withdrawn_on = Flag.Status.WITHDRAWN, TODAY
    flag.withdrawn_because = "Rettet i TEA"
    flag.save()


def test_when_the_figures_are_corrected_after_sending_the_receiver_is_to_hear_it(
    case, leader, member, flagged
):
    tove = as_user(case.tovholder)
    row = send(write(tove, case, ground="15-procent"), on=TODAY)
    said = "Fortæl modtageren, at tallene om Asta K. (6.B) er rettet"
    assert said not in text_of(tove.get(reverse("cases:today")))

    withdraw(flagged)

    for user in (case.tovholder, leader):
        assert said in text_of(as_user(user).get(reverse("cases:today")))
    assert said not in text_of(as_user(member).get(reverse("cases:today")))
    assert "Tallene er rettet siden" in text_of(tove.get(row.get_absolute_url()))
    send(write(tove, case, corrects="1"), on=TODAY)
    assert said not in text_of(tove.get(reverse("cases:today")))


def test_one_that_rests_on_something_else_does_not_mind_the_figures(case, flagged):
    tove = as_user(case.tovholder)
    row = send(write(tove, case), on=TODAY)
    withdraw(flagged)

    assert "Tallene er rettet siden" not in text_of(tove.get(row.get_absolute_url()))


def test_a_locked_one_that_nobody_sent_is_on_today(case, leader, made):
    for user in (case.tovholder, leader):
        assert "Send underretningen om" in text_of(as_user(user).get(reverse("cases:today")))
