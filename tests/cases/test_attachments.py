"""Files on a case: who lays them, who opens them, and what stays when one is taken off."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.models import Attachment, AttachmentContent, Case, Event
from kiss.lib.crypto import seal
from kiss.lib.models import Refused
from schools.models import Lookup, User
from schools.roles import Role
from tests import factories
from tests import strangers as made
from tests.conftest import TODAY
from tests.factories import lay

pytestmark = pytest.mark.usefixtures("today")

LETTER = "Kære skole. Hemmelig hilsen."
TOMORROW = TODAY + timedelta(days=1)


def url(name: str, attachment: Attachment) -> str:
    return reverse(f"cases:{name}", args=[attachment.case.public_id, attachment.number])


def file_of(client: Client, user: User, attachment: Attachment) -> Any:
    client.force_login(user)
    return client.get(url("attachment_file", attachment))


def send(client: Client, case: Case, file: Any = None, **fields: Any) -> Any:
    form = {
        "file": SimpleUploadedFile("Asta Krogh.txt", LETTER.encode(), "text/plain")
        if file is None
        else file,
        "kind": "brev",
        "title": "Brev fra lægen",
        "dated_on": TODAY.isoformat(),
        "form_id": "a-form",
    }
    return client.post(
        reverse("cases:attach", args=[case.public_id]), {**form, **fields}, follow=True
    )


@pytest.fixture
def head_of_team(school) -> User:
    user = factories.make_user("Karim Teamleder")
    factories.give(user, Role.TEAMLEDER, school)
    return user


# Laying a file on a case.


def test_a_file_is_laid_on_a_case_and_is_there_for_those_who_work_on_it(client, case, member):
    client.force_login(member)

    page = send(client, case).content.decode()

    attachment = Attachment.objects.get()
    assert "Bilag 1 er lagt på sagen." in page
    assert "Brev fra lægen" in page
    assert (attachment.number, attachment.by, attachment.added_on) == (1, member, TODAY)
    assert Event.objects.get(case=case, kind="attachment-added").data["number"] == 1
    answer = file_of(client, case.tovholder, attachment)
    assert answer.content.decode() == LETTER


def test_the_file_comes_out_as_something_that_can_only_be_saved(client, case):
    answer = file_of(client, case.tovholder, lay(case))

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="bilag-{case.number}-1.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_name_the_file_had_is_kept_nowhere(client, case, tovholder, caplog):
    client.force_login(tovholder)
    caplog.set_level(logging.DEBUG)

    send(client, case, SimpleUploadedFile("Asta 000000-0000.txt", b"Hej", "text/plain"))

    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(a)::text from cases_attachment a")
        kept = cursor.fetchone()[0]
    assert "000000" not in kept
    assert "000000" not in caplog.text
    assert not Lookup.objects.filter(purpose__contains="000000").exists()


def test_it_lies_encrypted_in_the_database(case):
    attachment = lay(case)

    sealed = bytes(AttachmentContent.objects.get(attachment=attachment).sealed)

    assert b"Hemmelig" not in sealed
    assert len(sealed) < len(LETTER) + 120


def test_a_picture_is_shown_on_the_page_without_what_the_telephone_wrote(client, case, tovholder):
    client.force_login(tovholder)
    photo = SimpleUploadedFile("IMG_1.JPG", made.photo_with_a_place(), "image/jpeg")

    send(client, case, photo, kind="billede", title="Astas tegning")

    attachment = Attachment.objects.get()
    page = client.get(url("attachment", attachment)).content.decode()
    assert f'<img class="filed" src="{url("attachment_file", attachment)}" alt="Astas' in page
    answer = client.get(url("attachment_file", attachment))
    assert answer["Content-Type"] == "image/jpeg"
    assert b"Hemmeligt Kamera" not in answer.content


@pytest.mark.parametrize(
    ("file", "fields", "said"),
    [
        ("", {}, "Vælg den fil, der skal lægges på."),
        (("a.txt", b"", "text/plain"), {}, "Filen er tom."),
        (("a.png", LETTER.encode(), "image/png"), {}, "Navnet slutter på .png, men filen er ren"),
        (None, {"dated_on": TOMORROW.isoformat()}, "kan ikke ligge i fremtiden"),
        (None, {"kind": "makro"}, "Vælg, hvad det er."),
        (None, {"title": " "}, "Skriv kort, hvad filen er."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, case, file, fields, said):
    client.force_login(case.tovholder)
    sent = SimpleUploadedFile(*file) if file else file

    answer = send(client, case, sent, **{"title": "Min lange titel", **fields})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "<title>Fejl: " in page
    assert "title" in fields or 'value="Min lange titel"' in page
    assert not Attachment.objects.exists()
    assert not AttachmentContent.objects.exists()


def test_a_file_that_was_in_order_is_asked_for_again_when_something_else_was_not(client, case):
    client.force_login(case.tovholder)

    page = send(client, case, title=" ").content.decode()

    assert "Vælg filen igen." in page


def test_a_file_that_is_too_big_is_refused(client, case, settings):
    settings.ATTACHMENT_MAX_BYTES = 1024 * 1024
    client.force_login(case.tovholder)
    big = SimpleUploadedFile("a.txt", b"x" * (1024 * 1024 + 1), "text/plain")

    answer = send(client, case, big)

    assert answer.status_code == 422
    assert "Filen er over 1 MB." in answer.content.decode()


def test_what_is_sent_beyond_the_largest_file_is_not_even_written_down(client, case, settings):
    settings.ATTACHMENT_MAX_BYTES = settings.UPLOAD_CEILING = 1024 * 1024
    client.force_login(case.tovholder)
    huge = SimpleUploadedFile("a.txt", b"x" * (5 * 1024 * 1024), "text/plain")

    answer = send(client, case, huge)

    page = answer.content.decode()
    assert "Filen er over 1 MB." in page
    assert 'value="Brev fra lægen"' in page
    assert answer.wsgi_request.FILES["file"].size < 1.2 * 1024 * 1024


def test_the_same_file_is_laid_there_once(client, case, tovholder):
    client.force_login(tovholder)
    send(client, case)

    again = send(client, case, form_id="another-form")
    twice = send(client, case)

    assert "Filen ligger allerede på sagen som bilag 1." in again.content.decode()
    assert twice.status_code == 200
    assert Attachment.objects.count() == AttachmentContent.objects.count() == 1


def test_it_may_be_laid_there_again_when_it_was_taken_off(case, tovholder):
    actions.remove_attachment(lay(case), reason="Forkert dato.", on=TODAY, by=tovholder)

    assert lay(case).number == 2


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("ATTACHMENTS_IN_A_CASE", 1, "Der ligger 1 bilag på sagen"),
        ("ATTACHMENTS_IN_A_DAY", 1, "Du har lagt 1 bilag på i dag"),
        ("ATTACHMENT_CASE_BYTES", 40, "Sagens bilag fylder for meget"),
        ("ATTACHMENT_SCHOOL_BYTES", 40, "Skolen har ikke plads til flere bilag"),
    ],
)
def test_there_is_an_end_to_how_much(case, settings, setting, value, said):
    lay(case)
    setattr(settings, setting, value)

    with pytest.raises(Refused, match=said):
        lay(case, "En anden fil paa fyrre tegn.............")

    assert AttachmentContent.objects.count() == 1


def test_another_school_has_room_of_its_own(case, settings):
    settings.ATTACHMENT_SCHOOL_BYTES = 40
    lay(case)
    elsewhere = factories.make_school("Engbakkeskolen")
    pupil = factories.make_pupil(factories.make_class(elsewhere), "Signe", "Falk")

    assert lay(factories.make_case(pupil, factories.make_tovholder(elsewhere))).number == 1


def test_nothing_is_laid_on_a_closed_case(case, tovholder):
    actions.close_case(case, reason="Asta er i skole igen.", on=TODAY, by=tovholder)

    with pytest.raises(Refused, match="Sagen er afsluttet"):
        lay(case)


def test_row_and_file_come_together_or_not_at_all(case, monkeypatch):
    def fail(*args: Any, **given: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(AttachmentContent.objects, "create", fail)

    with pytest.raises(DatabaseError):
        lay(case)

    assert not Attachment.objects.exists()
    assert not Event.objects.filter(kind="attachment-added").exists()


# Opening it.


def test_each_opening_is_a_line_in_the_log(client, case, member):
    attachment = lay(case)

    file_of(client, member, attachment)

    row = Lookup.objects.latest("pk")
    assert (row.user, row.pupil, row.case_number) == (member, case.pupil, case.number)
    assert row.purpose == "Åbner filen i bilag 1"


def test_nothing_comes_out_when_the_log_cannot_be_written(client, case, member, monkeypatch):
    attachment = lay(case)

    def fail(*args: Any, **given: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(Lookup.objects, "bulk_create", fail)
    answer = file_of(client, member, attachment)

    assert answer.status_code == 503
    assert b"Hemmelig" not in answer.content


def test_whoever_is_not_logged_in_is_sent_to_the_login(client, case):
    answer = client.get(url("attachment_file", lay(case)))

    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


@pytest.mark.parametrize("name", ["attachment", "attachment_file", "attachment_remove"])
def test_it_is_hidden_from_other_schools_and_from_those_who_no_longer_belong(
    client, case, school, member, name
):
    attachment = lay(case)
    stranger = factories.make_leader(factories.make_school("Engbakkeskolen"), "Torben Ravn")
    teacher = factories.make_user("Lars Lærer")
    factories.give(teacher, Role.LAERER, school, school_class=factories.make_class(school))
    membership = member.memberships.get()
    membership.ends_on = TODAY - timedelta(days=1)
    membership.save()

    neighbour = factories.make_user("Nær Nabo")
    factories.give(neighbour, Role.TEAMMEDLEM, school)
    actions.declare_relation(case.pupil, kind="naer", note="", on=TODAY, by=neighbour)

    for user in (stranger, teacher, member, neighbour):
        client.force_login(user)
        assert client.get(url(name, attachment)).status_code == 404
        assert client.post(url(name, attachment)).status_code in {404, 405}


def test_a_participant_opens_it_until_the_last_day(client, case, school, time_machine):
    ppr = factories.make_user("Pernille PPR")
    factories.give(ppr, Role.PPR, school)
    attachment = lay(case)
    assert file_of(client, ppr, attachment).status_code == 404
    actions.add_participant(
        case,
        user=ppr,
        part="konsulent",
        basis="anden",
        basis_note="Aftalt med begge forældre.",
        may_write=False,
        starts_on=TODAY,
        ends_on=TODAY,
        on=TODAY,
        by=case.tovholder,
    )

    assert file_of(client, ppr, attachment).status_code == 200
    assert client.get(reverse("cases:attach", args=[case.public_id])).status_code == 403
    time_machine.move_to("2026-11-24 00:01+01:00")
    assert file_of(Client(), ppr, attachment).status_code == 404


def test_an_attachment_of_another_case_does_not_open_under_this_one(
    client, case, tovholder, klasse
):
    other = factories.make_case(factories.make_pupil(klasse, "Luna", "Skov"), tovholder)
    lay(case)
    lay(case, "to")
    lay(other, "andet")
    client.force_login(tovholder)

    wrong = reverse("cases:attachment_file", args=[other.public_id, 2])

    assert client.get(wrong).status_code == 404
    assert client.get(wrong.replace("/2/", f"/{10**30}/")).status_code == 404


def test_a_restricted_file_is_opened_by_those_who_lead_the_case_alone(
    client, case, member, leader, head_of_team
):
    attachment = lay(case, is_restricted=True, title="Udtalelse om mor", by=member)

    for user, may in ((case.tovholder, 1), (head_of_team, 1), (leader, 0), (member, 0)):
        answer = file_of(client, user, attachment)
        page = client.get(case.get_absolute_url()).content.decode()
        history = client.get(reverse("cases:history", args=[case.public_id])).content.decode()
        assert answer.status_code == (200 if may else 403), user
        assert client.get(url("attachment", attachment)).status_code == (200 if may else 403)
        assert "Fortroligt bilag 1" in page
        assert ("Udtalelse om mor" in page) == bool(may), user
        assert (url("attachment", attachment) in page) == bool(may)
        assert "Bilag 1 lagt på sagen" in history
        assert "Udtalelse om mor" not in history


@pytest.mark.parametrize("whose", ["another place", "the same place"])
def test_bytes_that_are_not_those_that_were_laid_there_are_not_handed_out(
    client, case, tovholder, whose
):
    attachment = lay(case)
    kept = AttachmentContent.objects.get(attachment=attachment)
    if whose == "another place":
        kept.sealed = AttachmentContent.objects.get(attachment=lay(case, "en anden fil")).sealed
    else:
        kept.sealed = seal(b"en anden fil", label=attachment.label)
    kept.save()

    answer = file_of(client, tovholder, attachment)

    assert answer.status_code == 500
    assert "Filen kan ikke åbnes." in answer.content.decode()
    assert "en anden fil" not in answer.content.decode()


def test_the_page_of_the_case_costs_the_same_for_many_files(
    client, case, tovholder, assert_constant_queries
):
    client.force_login(tovholder)
    lay(case, "nul")

    def grow() -> None:
        for number in range(7):
            lay(case, f"nr. {number}")

    assert_constant_queries(case.get_absolute_url(), grow)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "3 ældre bilag" in page


def test_the_timeline_can_show_the_files_alone(client, case, tovholder):
    lay(case)
    client.force_login(tovholder)

    page = client.get(f"{case.get_absolute_url()}?vis=bilag").content.decode()

    assert "Brev fra lægen (brev, 20. november 2026)" in page


def test_the_extract_for_the_citizen_tells_of_it_without_what_it_is(client, case, member):
    file_of(client, member, lay(case))
    controller = factories.make_user("Dorthe Databeskytter")
    factories.give(controller, Role.DPO)
    client.force_login(controller)

    answer = client.post(reverse("cases:insight"), {"elev": case.pupil.elev_id})

    assert "Åbner filen i bilag 1" in answer.content.decode()
    assert "Brev fra lægen" not in answer.content.decode()
