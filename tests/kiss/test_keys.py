"""The ring of keys: the first locks, all open, and rotate_keys lets the others be thrown away."""

import io
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from cases.attachments import content_of
from cases.models import AttachmentContent, Case, UnderretningPaper
from cases.underretninger import paper_of
from kiss.lib.crypto import (
    Unreadable,
    decrypt,
    encrypt,
    keyed_hash,
    lock_mark,
    seal,
    unseal,
)
from kiss.lib.models import Refused
from kiss.settings import env_keys  # noqa: TID251 - how it is read is what is tested
from schools.actions import add_pupil
from schools.models import Pupil
from tests.factories import lay, notify

OLD, NEW, OTHER = "an old key", "a new key", "somebody else's key"
# No day has this number.
CPR = "0000000000"


@pytest.fixture(autouse=True)
def old_key(settings):
    settings.FIELD_KEYS = [OLD]


def rotate() -> str:
    out = io.StringIO()
    call_command("rotate_keys", stdout=out, stderr=out)
    return out.getvalue()


def test_what_an_older_key_locked_is_opened_and_nothing_new_is_locked_with_it(settings) -> None:
    text, file = encrypt("hej"), seal(b"hej", label="26-0001/1")

    settings.FIELD_KEYS = [NEW, OLD]
    assert decrypt(text) == "hej"
    assert unseal(file, label="26-0001/1") == b"hej"
    newer = seal(b"hej", label="26-0001/1")

    settings.FIELD_KEYS = [OLD]
    with pytest.raises(Unreadable):
        unseal(newer, label="26-0001/1")


def test_bytes_open_only_in_their_own_place() -> None:
    sealed = seal(b"hej", label="26-0001/1")

    with pytest.raises(Unreadable):
        unseal(sealed, label="26-0001/2")
    with pytest.raises(Unreadable):
        unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), label="26-0001/1")


def test_after_the_turn_of_the_keys_the_old_one_can_go(settings, today: date, case: Case) -> None:
    pupil = add_pupil(elev_id="7000099", first_name="Asta", last_name="Demo", cpr=CPR)
    Authenticator.objects.create(
        user=case.tovholder,
        type=Authenticator.Type.TOTP,
        data={"secret": encrypt("hemmelig")},
    )
    attachment = lay(case, "Hej skole")
    letter = notify(case, paper=b"papiret")
    history = pupil.history.count()

    settings.FIELD_KEYS = [NEW, OLD]
    assert "Alt er låst med den første nøgle." in rotate()
    settings.FIELD_KEYS = [NEW]

    pupil.refresh_from_db()
    assert decrypt(pupil.cpr_encrypted) == CPR
    assert pupil.cpr_hash == keyed_hash(CPR)
    assert decrypt(pupil.history.get().cpr_encrypted) == CPR
    assert pupil.history.count() == history
    assert decrypt(Authenticator.objects.get().data["secret"]) == "hemmelig"
    assert content_of(attachment) == b"Hej skole"
    assert AttachmentContent.objects.get().lock == lock_mark()
    assert paper_of(letter) == b"papiret"
    assert UnderretningPaper.objects.get().lock == lock_mark()
    assert "Alt er låst" in rotate()


def test_what_no_key_opens_is_named_and_left_as_it_is(settings, today: date, case: Case) -> None:
    lay(case, "Hej skole")
    before = bytes(AttachmentContent.objects.get().sealed)
    add_pupil(elev_id="7000099", first_name="Asta", last_name="Demo", cpr=CPR)
    settings.FIELD_KEYS = [NEW, OTHER]
    out = io.StringIO()

    with pytest.raises(CommandError, match="Find den nøgle"):
        call_command("rotate_keys", stdout=out, stderr=out)

    assert f"sag {case.number}, bilag 1 kan ikke åbnes" in out.getvalue()
    assert "2 rækker med CPR-numre kan ikke åbnes" in out.getvalue()
    assert CPR not in out.getvalue()
    assert bytes(AttachmentContent.objects.get().sealed) == before


@pytest.mark.django_db
def test_a_cpr_number_is_recognised_while_the_keys_are_changed(settings) -> None:
    add_pupil(elev_id="7000099", first_name="Asta", last_name="Demo", cpr=CPR)
    settings.FIELD_KEYS = [NEW, OLD]

    with pytest.raises(Refused, match="står allerede på en anden elev"):
        add_pupil(elev_id="7000098", first_name="Emil", last_name="Demo", cpr=CPR)

    assert Pupil.objects.count() == 1


def test_the_ring_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_KEY", "new, old")
    assert env_keys("A_KEY") == ["new", "old"]

    monkeypatch.setenv("A_KEY", "new,")
    with pytest.raises(ImproperlyConfigured, match="empty place"):
        env_keys("A_KEY")


def test_restored_files_are_tried_one_by_one(settings, today: date, case: Case) -> None:
    lay(case, "hel")
    lay(case, "byttet")
    notify(case)
    first, second = AttachmentContent.objects.order_by("pk")
    out = io.StringIO()
    call_command("verify_attachments", stdout=out)
    assert "2 bilag er hele." in out.getvalue()
    assert "1 underretning er hel." in out.getvalue()

    second.sealed = first.sealed
    second.save()

    with pytest.raises(SystemExit):
        call_command("verify_attachments", stdout=out, stderr=out)
    assert f"Sag {case.number}, bilag 2: filen er ikke hel." in out.getvalue()
