"""A file is taken off a case: by whom, until when, and what is left of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.models import Attachment, AttachmentContent, Event
from kiss.lib.models import Refused
from schools.models import User
from schools.roles import Role
from tests import factories
from tests.cases.test_attachments import TOMORROW, file_of, url
from tests.conftest import TODAY
from tests.factories import lay

pytestmark = pytest.mark.usefixtures("today")


def take_off(client: Client, user: User, attachment: Attachment, reason: str = "Fejl.") -> Any:
    client.force_login(user)
    return client.post(url("attachment_remove", attachment), {"reason": reason}, follow=True)


def test_whoever_laid_it_there_takes_it_back_the_same_day_and_it_is_gone(client, case, member):
    attachment = lay(case, by=member)

    page = take_off(client, member, attachment, "Det var et andet barns brev.").content.decode()

    assert "Bilag 1 er taget af sagen." in page
    assert "Det var et andet barns brev." in page
    assert "Brev fra lægen" not in page
    assert not AttachmentContent.objects.exists()
    assert file_of(client, case.tovholder, attachment).status_code == 404
    history = client.get(reverse("cases:history", args=[case.public_id])).content.decode()
    assert "Bilag 1 taget af sagen" in history
    assert "Brev fra lægen" not in history


def test_the_next_day_it_is_for_those_who_lead_and_the_file_is_kept_shut(
    client, case, member, leader, time_machine
):
    attachment = lay(case, by=member)
    time_machine.move_to("2026-11-24 10:00+01:00")
    assert take_off(client, member, attachment).status_code == 403

    take_off(client, leader, attachment, "Hører til en anden sag.")

    attachment.refresh_from_db()
    assert (attachment.removed_by, attachment.removed_on) == (leader, TOMORROW)
    assert AttachmentContent.objects.exists()
    assert file_of(client, case.tovholder, attachment).status_code == 404
    told = Event.objects.get(kind="attachment-removed")
    assert (told.by, told.on) == (leader, TOMORROW)


def test_another_colleague_does_not_take_off_what_one_laid_there(client, case, member, school):
    attachment = lay(case, by=member)
    other = factories.make_user("Ida Medlem")
    factories.give(other, Role.TEAMMEDLEM, school)

    assert take_off(client, other, attachment).status_code == 403
    assert "Tag bilaget af sagen" not in client.get(url("attachment", attachment)).content.decode()


def test_whoever_may_not_open_it_does_not_take_it_off_either(client, case, leader):
    attachment = lay(case, is_restricted=True)

    assert take_off(client, leader, attachment).status_code == 403


def test_the_reason_for_a_restricted_one_is_read_by_those_who_lead(client, case, member, tovholder):
    attachment = lay(case, is_restricted=True, by=member)
    take_off(client, tovholder, attachment, "Det handlede om hendes bror.")

    told = {}
    for user in (tovholder, member):
        client.force_login(user)
        told[user] = client.get(case.get_absolute_url()).content.decode()

    assert "Det handlede om hendes bror." in told[tovholder]
    assert "Det handlede om hendes bror." not in told[member]
    assert "Bilag 1 blev taget af sagen" in told[member]


def test_a_reason_is_asked_for_and_it_happens_once(client, case, tovholder):
    attachment = lay(case)

    assert take_off(client, tovholder, attachment, " ").status_code == 422
    actions.remove_attachment(attachment, reason="Fejl.", on=TODAY, by=tovholder)

    with pytest.raises(Refused, match="allerede taget af"):
        actions.remove_attachment(attachment, reason="Igen.", on=TODAY, by=tovholder)
    assert take_off(client, tovholder, attachment).status_code == 404


def test_a_file_on_the_wrong_child_comes_off_a_closed_case_too(client, case, tovholder):
    attachment = lay(case, on=TODAY - timedelta(days=1))
    actions.close_case(case, reason="Asta er i skole igen.", on=TODAY, by=tovholder)

    take_off(client, tovholder, attachment)

    assert file_of(client, tovholder, attachment).status_code == 404


def test_the_database_keeps_who_and_why_together(case):
    attachment = lay(case)
    attachment.removed_on = date(2026, 11, 23)

    with pytest.raises(DatabaseError):
        attachment.save()
