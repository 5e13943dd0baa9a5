"""Who sees which words: a mark in every text about a child, and what each person meets of them.

The marks are looked for in the raw answer, hidden text, headers and file names included, and in
the text of the papers. What each may see is written here by hand, from the municipality's own
matrix of rights and not from the code.
"""

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import redis
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.test import Client
from pdfminer.high_level import extract_text

from law.retention import KEPT
from schools.models import Lookup, School
from tests import cells
from tests.marked import MARK, make

METHOD_NOT_ALLOWED = 405


def words(text: str) -> set[str]:
    return set(text.split())


# Everything in a case that those who work on it read.
ON_CASE = words("""
    aabnet afdaekker afdaekning aftale aftaler anledning barnmed bilag bilagsfil del deling
    deltager efternavn eksempel faellesskabnu fagsyn fokus foraeldresyn fornavn forstaachild
    forstaaelse forstaahome forstaaleisure forstaarmed forstaaschool godt grundlag holdtsted hvad
    hvem hvornaar ikkemuligt ingenklasse ingenord intetsyn justering kontakt laast maal merehvad
    merehvem mor naarvaek niveau notat opfoelger ord overmaal redskab redskabafhvem redskabmedhvem
    redskabsvar referat ressourcer rettelse rolle sagttil samtale spurgtom sted svaret taget
    telefon tilbagetil varmed virker aflyst
""")
# Contacts with the home, what is said in them, and the parents' numbers.
HOME = words("kontakt samtale telefon")
# What the team's leader asked for at the month's review.
REVIEWED = {"merehvad", "merehvem"}
# Meetings that somebody is not asked to. What was promised there stands on the next one's page.
MET = words("holdtsted referat aflyst")
# What is written of a class's community, with no child in it.
OF_CLASS = words("""
    klasselavet klasseigen klasseatmosphere klasserelations klasselearning klasseadults
    klassetransitions klassestories klassestrengths klasseclasssays
    klassefikbesked klassegavbesked klassestraks klassetiltag klasseorienteret klasserevideret
    klassedagrettet klassetrukket
""")
# What a child's own talk with somebody in confidence holds.
CONFIDED = {
    "fortroligeord",
    "fortroligtil",
    "fortroligtredskab",
    "fortroligafhvem",
    "fortroligmedhvem",
}
# The school's other pupils, its concerns, its decisions and its files.
AT_SCHOOL = words("""
    andetfornavn andetefternavn bekymring bekymringssvar midlertidigt tiltag talmed begrundelse
    celle afvist fikbesked gavbesked orienteret revideret
""")
# Why and with which words a case is handed on.
LEADING = {"gives", "historien", "nejtak"}
# How another child's case ended, and how that child is doing since.
ENDED = words("""
    alligevel bemaerkning bliverved eftertjek lukket slutmed tageroever
""")
# What colleagues are asked that have not answered, and why one could not: the page is the
# leaders', and of the one who is asked.
ASKING = {"spurgtnu"}
# Why the case was opened in an emergency, and what was found out about it.
EMERGENCY = {"noedbegrundelse", "noedsvar", "brudvurdering"}
# What is kept for those who lead the case.
SHUT = {"fortroligtnotat", "fortroligrettelse", "fortroligtbilag", "fortroligfil"}
# What an underretning says, and what came back: its author, the leaders, and a social adviser who
# is named on the case. The others on it see only that there is one.
NOTIFIED = words("""
    modtager observeret foraeldresiger journalnummer kvitterer modtagersvar papirord lagtvaek
    hvorforikke
""")
# What the parents have agreed to: those who work on the case, but PPR knows only where it stands.
AGREED = words("samtykkehvad samtykkehvem samtykkeformaal samtykkenotat trukket")
SEES: dict[str, set[str]] = {
    "skoleleder": ON_CASE
    | OF_CLASS
    | AT_SCHOOL
    | LEADING
    | ENDED
    | EMERGENCY
    | NOTIFIED
    | AGREED
    | {"inhabil"},
    "teamleder": ON_CASE
    | ASKING
    | OF_CLASS
    | AT_SCHOOL
    | LEADING
    | ENDED
    | EMERGENCY
    | NOTIFIED
    | AGREED
    | SHUT,
    "tovholder": ON_CASE
    | NOTIFIED
    | AGREED
    | ASKING
    | {"kanikke"}
    | OF_CLASS
    | LEADING
    | ENDED
    | CONFIDED
    | EMERGENCY
    | SHUT,
    "teammedlem": ON_CASE | OF_CLASS | AGREED,
    # Those who take part in the case see their part, and the meeting they are asked to.
    "ppr på sagen": ON_CASE - HOME - REVIEWED - MET | OF_CLASS,
    "socialraadgiver på sagen": ON_CASE - REVIEWED - MET | OF_CLASS | CONFIDED | NOTIFIED | AGREED,
    "laerer": OF_CLASS | {"fornavn", "efternavn", "andetfornavn", "andetefternavn"},
    # Asked about a child in another class: who it is, and what is asked. Nothing else.
    "spurgt": ASKING | {"fornavn", "efternavn"},
    "ad-hoc": {"sted"},
    "administrator": {"afvist"},
    "ppr": set(),
    "socialraadgiver": set(),
    # Without names: they look into emergencies, and the controller sees an elev-id.
    "forvaltning": EMERGENCY,
    "dpo": EMERGENCY | {"inhabil"},
    "leder på anden skole": set(),
}
# Numbers, codes and words about staff: no words about a child.
NOT_ABOUT_A_CHILD = {
    "absence.Flag.calendar_version",
    "absence.Flag.evidence",
    "absence.Flag.period",
    "absence.Flag.rule",
    "absence.Flag.withdrawn_because",
    "absence.FlagChange.because",
    "absence.FlagChange.from_status",
    "absence.FlagChange.to_status",
    "absence.Import.extension",
    "absence.Import.file_sha256",
    "absence.Import.message",
    "absence.Import.profile",
    "absence.Import.public_id",
    "absence.Import.stored_name",
    "absence.ImportProfile.codes",
    "absence.ImportProfile.columns",
    "absence.ImportProfile.name",
    "cases.Attachment.file_kind",
    "cases.Attachment.sent_sha256",
    "cases.Attachment.sha256",
    "cases.AttachmentContent.lock",
    "cases.Case.number",
    "cases.CatalogueEntry.description",
    "cases.CatalogueEntry.title",
    "cases.Case.public_id",
    "cases.Concern.public_id",
    "cases.ConcernLevel.criteria",
    "cases.ConcernLevel.name",
    "cases.Concern.signs",
    "cases.Draft.address",
    "cases.EmergencyAccess.public_id",
    "cases.EmergencyTry.number",
    "cases.Event.data",
    "cases.Handover.public_id",
    "cases.Inquiry.public_id",
    "cases.SavedFilter.name",
    "cases.SavedFilter.query",
    "cases.Underretning.sha256",
    "cases.UnderretningPaper.lock",
    "cases.Submission.address",
    "cases.Submission.form_id",
    "meetings.Meeting.public_id",
    "schools.CustodyHolder.relation",
    "schools.Pupil.cpr_encrypted",
    "schools.Pupil.cpr_hash",
    "schools.Pupil.elev_id",
    "schools.Pupil.public_id",
}
ABOUT_CHILDREN = ("absence", "cases", "meetings")
ALSO = {"schools.Pupil", "schools.CustodyHolder"}


def test_every_text_about_a_child_is_marked(today: date, school: School) -> None:
    """A new text about a child fails here until it has a mark, and so a place in the table."""
    make(school, today)
    unmarked = {
        f"{model._meta.label}.{field.name}"
        for model, field in _texts()
        if not any(MARK.search(str(value).lower()) for value in _values(model, field))
    }

    assert unmarked == NOT_ABOUT_A_CHILD


def _texts() -> Iterator[tuple[type[models.Model], models.Field]]:
    for label in KEPT:
        model = apps.get_model(label)
        if model._meta.app_label in ABOUT_CHILDREN or label in ALSO:
            for field in model._meta.concrete_fields:
                is_text = isinstance(field, models.CharField | models.TextField | models.JSONField)
                if is_text and not field.choices:
                    yield model, field


def _values(model: type[models.Model], field: models.Field) -> list[Any]:
    return list(model._base_manager.values_list(field.attname, flat=True))


def test_each_person_meets_the_words_they_may_read_and_no_others(
    client: Client, today: date, school: School, caplog: pytest.LogCaptureFixture
) -> None:
    """And comes in where the matrix says; each answer with a child's name leaves its row in the
    look-up log, and no child stands in the program's own log, in the broker or in a session."""
    world = make(school, today)
    urls = cells.places(world)
    wrong, unlogged, codes = {}, [], {}
    caplog.set_level("DEBUG")
    # They tell of every word of a paper that a test reads, and of every letter that is drawn.
    for name in ("pdfminer", "fontTools"):
        caplog.set_level("INFO", logger=name)
    # The settings give the database's logger no ear.
    caplog.set_level("INFO", logger="django.db.backends")
    for name, user in world.people.items():
        client.force_login(user)
        seen: set[str] = set()
        for url in dict.fromkeys([*world.addresses_for(name), *urls.values()]):
            before = Lookup.objects.count()
            answer = client.get(url)
            if answer.status_code == METHOD_NOT_ALLOWED and url in urls.values():
                answer = client.post(url)
            codes[name, url] = answer.status_code
            marks = marks_in(answer)
            rows = Lookup.objects.order_by("pk")[before:]
            about = {row.pupil_id for row in rows if row.user == user and row.purpose}
            unlogged += [
                (name, url)
                for pupil, names in world.names.items()
                if marks & names and pupil not in about
            ]
            seen |= marks
        if seen != SEES[name]:
            wrong[name] = {"too much": seen - SEES[name], "missing": SEES[name] - seen}

    assert wrong == {}
    assert unlogged == []
    assert cells.wrong(codes, urls) == {}
    assert MARK.findall((caplog.text + kept_beside_the_database()).lower()) == []


def kept_beside_the_database() -> str:
    """Return everything in the broker and in the sessions, as text."""
    broker = redis.from_url(settings.CACHES["default"]["LOCATION"])
    said = [f"{name} {broker.dump(name)}" for name in broker.scan_iter()]
    return "".join(said + [str(row.get_decoded()) for row in Session.objects.all()])


def marks_in(answer: Any) -> set[str]:
    """Return the marks in an answer: its headers, all of its text, and the text of a paper."""
    body = b"".join(answer) if answer.streaming else answer.content
    text = f"{answer.headers}\n{body.decode(errors='replace')}"
    if body.startswith(b"%PDF"):
        text += re.sub(r"-?\n", "", extract_text(io.BytesIO(body)))
    return set(MARK.findall(text.lower()))
