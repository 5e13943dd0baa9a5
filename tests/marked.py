"""A case whose every text carries a mark of its own, another child beside it, and who is near."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from absence import actions as absence_actions
from absence.models import QuarantinedLine
from cases import actions
from cases.models import Case, CaseParticipant, EmergencyAccess
from kiss.lib.received.kinds import KINDS
from kiss.lib.received.receiving import Received
from meetings import actions as meeting_actions
from meetings.models import Meeting
from schools.models import CustodyHolder, Pupil, School, User
from schools.roles import Role
from tests import factories
from tests.strangers import pdf
from tests.test_census import OBJECTS, WITH_CHILDREN
from tests.test_census import World as Things

MARK = re.compile(r"kanari([a-z]+?)x")


def mark(key: str) -> str:
    """Return the word that gives a text away."""
    return f"Kanari{key}x"


# Each address of a thing answers them 404: tests/test_census.py.
ELSEWHERE = {"forvaltning", "dpo", "leder på anden skole"}


@dataclass(frozen=True, slots=True)
class World:
    """One child whose every text is marked, another at the same school, and everybody near."""

    things: Things
    people: dict[str, User]

    @property
    def names(self) -> dict[int, set[str]]:
        """The children whose names are marked, and their marks."""
        return {
            self.things.pupil.pk: {"fornavn", "efternavn"},
            self.things.kept["caseless"].pk: {"andetfornavn", "andetefternavn"},
        }

    def addresses_for(self, person: str) -> list[str]:
        """Return where somebody looks: everywhere, or where no other test has shown them out."""
        lists = [reverse(name) for name in sorted(WITH_CHILDREN)]
        if person in ELSEWHERE:
            looks_into = {"public_id": self.things.kept["emergency"].public_id}
            return [*lists, reverse("cases:emergency_review", kwargs=looks_into)]
        pupil = self.things.kept["caseless"]
        things = [reverse(name, kwargs=OBJECTS[name](self.things)) for name in OBJECTS]
        case, attached = self.things.case, self.things.kept["open_attachment"]
        files = [
            reverse(f"cases:{name}", args=[case.public_id, attached.number])
            for name in ("attachment", "attachment_file")
        ]
        return [*lists, *things, *files, reverse("absence:pupil", args=[pupil.public_id])]


def make(school: School, today: date) -> World:
    klasse = factories.make_class(school)
    pupil = _pupil(klasse)
    caseless = factories.make_pupil(klasse, mark("andetfornavn"), mark("andetefternavn"))
    people = _people(school, klasse)
    tovholder, leader = people["tovholder"], people["teamleder"]
    by_leader = {"on": today, "by": leader}
    concern = actions.voice_concern(
        caseless,
        school=school,
        voiced_by="ansat",
        text=mark("bekymring"),
        signs=[],
        talked_with_child=False,
        talked_with_parents=False,
        talked_with_team=False,
        about_environment=True,
        informed_on=today,
        **by_leader,
    )
    actions.save_plan_1c(
        concern.handlingsplan_1c,
        seen=concern.handlingsplan_1c.version,
        temporary_measures=mark("midlertidigt"),
        measures=mark("tiltag"),
        found_on=today,
        **by_leader,
    )
    actions.decide_concern(concern, decision=mark("bekymringssvar"), **by_leader)
    case = actions.open_case(
        pupil, school=school, tovholder=tovholder, because=mark("aabnet"), **by_leader
    )
    kept = _write(case, people, today)
    meetings = _meet(case, people, today)
    _flag(pupil, caseless, leader, today)
    _close_another(klasse, tovholder, leader, today)
    _declare(caseless, people, today)
    emergency = _hurry(case, people, today)
    delivery = factories.make_import(school=school, by=leader)
    QuarantinedLine.objects.create(
        source=delivery,
        line_number=2,
        cells=[["elev_id", mark("celle")]],
        reason=mark("afvist"),
    )
    things = Things(
        school=school,
        pupil=pupil,
        case=case,
        concern=concern,
        meeting=meetings["held"],
        delivery=delivery,
        kept={
            **kept,
            "caseless": caseless,
            "emergency": emergency,
            "role": tovholder.memberships.get(),
            "participant": CaseParticipant.objects.filter(case=case).order_by("pk").first(),
            "agreement": meetings["held"].agreements.get(),
        },
        inside=leader,
        outside={},
    )
    return World(things, people)


def _pupil(klasse: Any) -> Pupil:
    pupil = factories.make_pupil(klasse, mark("fornavn"), mark("efternavn"), parents=0)
    CustodyHolder.objects.create(
        pupil=pupil, name=mark("mor"), relation="mor", phone=mark("telefon")
    )
    CustodyHolder.objects.create(
        pupil=pupil,
        name=mark("skjultfar"),
        relation="far",
        phone=mark("skjulttlf"),
        is_protected=True,
    )
    return pupil


def _people(school: School, klasse: Any) -> dict[str, User]:
    """Somebody in each role at the school, two who are named on the case, and some outside."""
    people: dict[str, User] = {"tovholder": factories.make_tovholder(school)}
    for role in (
        Role.SKOLELEDER,
        Role.TEAMLEDER,
        Role.TEAMMEDLEM,
        Role.SOCIALRAADGIVER,
        Role.PPR,
        Role.AD_HOC,
        Role.LAERER,
    ):
        people[role.value] = factories.make_user(f"Indefra {role.value}")
        where = klasse if role == Role.LAERER else None
        factories.give(people[role.value], role, school, school_class=where)
    for role in (Role.PPR, Role.SOCIALRAADGIVER):
        people[f"{role.value} på sagen"] = factories.make_user(f"På sagen {role.value}")
        factories.give(people[f"{role.value} på sagen"], role, school)
    for role in (Role.FORVALTNING, Role.ADMINISTRATOR, Role.DPO):
        people[role.value] = factories.make_user(f"I kommunen {role.value}")
        factories.give(people[role.value], role)
    elsewhere = factories.make_school("Engbakkeskolen")
    people["leder på anden skole"] = factories.make_leader(elsewhere, "Torben Andetsteds")
    return people


def _write(case: Case, people: dict[str, User], today: date) -> dict[str, Any]:
    said = {"on": today, "by": people["tovholder"]}
    actions.change_focus(case, to="indsatser", reason=mark("fokus"), **said)
    for role in (Role.PPR, Role.SOCIALRAADGIVER):
        actions.add_participant(
            case,
            user=people[f"{role.value} på sagen"],
            part=mark("del"),
            basis="samtykke",
            basis_note=mark("grundlag"),
            may_write=True,
            starts_on=today,
            ends_on=today + timedelta(days=60),
            **said,
        )
    words = actions.note_child_words(
        case,
        said_on=today,
        said_to=mark("sagttil"),
        text=mark("ord"),
        may_be_shared=True,
        **said,
    )
    actions.note_child_words(
        case,
        said_on=today,
        said_to=mark("fortroligtil"),
        text=mark("fortroligeord"),
        may_be_shared=False,
        **said,
    )
    actions.explore(
        case,
        angle="klasse",
        seen=0,
        explored_on=today,
        explored_by=mark("afdaekker"),
        tool=mark("redskab"),
        summary=mark("afdaekning"),
        not_possible_because="",
        **said,
    )
    actions.explore(
        case,
        angle="andre",
        seen=0,
        explored_on=today,
        explored_by=mark("afdaekker"),
        tool="",
        summary="",
        not_possible_because=mark("ikkemuligt"),
        **said,
    )
    plan = actions.save_plan(
        case,
        seen=0,
        headings={
            "occasion": mark("anledning"),
            "no_child_words_reason": mark("ingenord"),
            "no_parents_view_reason": mark("intetsyn"),
            "no_class_indsats_reason": mark("ingenklasse"),
            "parents_view": mark("foraeldresyn"),
            "professionals_view": mark("fagsyn"),
            "going_well": mark("godt"),
            "resources": mark("ressourcer"),
            "understanding": mark("forstaaelse"),
            "overall_goal": mark("overmaal"),
            "contact_during_absence": mark("naarvaek"),
            "sharing": mark("deling"),
        },
        goals=[mark("maal")],
        indsatser=[
            actions.IndsatsInput(
                what=mark("hvad"),
                who=mark("hvem"),
                when=mark("hvornaar"),
                works_when=mark("virker"),
                arena="klasse",
                level="forebyggende",
            )
        ],
        next_follow_up_on=today + timedelta(days=7),
        next_follow_up_by=mark("opfoelger"),
        **said,
    )
    actions.freeze_plan(case, because=mark("laast"), **said)
    actions.follow_up(
        plan.indsatser.get(),
        done="ja",
        worked="ja",
        adjustment=mark("justering"),
        status="i-gang",
        **said,
    )
    actions.note_contact(
        case.pupil,
        case=case,
        with_whom=mark("kontakt"),
        channel="telefon",
        outcome="talt",
        summary=mark("samtale"),
        **said,
    )
    attached = {
        "shut": factories.lay(
            case,
            received=Received(KINDS["pdf"], pdf(mark("fortroligfil")), "1"),
            title=mark("fortroligtbilag"),
            is_restricted=True,
        ),
        "open": factories.lay(case, mark("bilagsfil"), title=mark("bilag")),
    }
    gone = factories.lay(case, "Et andet barns brev.", title=mark("fjernet"))
    actions.remove_attachment(gone, reason=mark("taget"), **said)
    asked = factories.make_tovholder(case.school, "Liv Leder")
    handover = actions.offer_handover(
        case, user=asked, reason=mark("gives"), story=mark("historien"), **said
    )
    actions.decline_handover(handover, because=mark("nejtak"), on=today, by=asked)
    note = actions.write_note(case, text=mark("fortroligtnotat"), is_restricted=True, **said)
    actions.write_note(case, text=mark("notat"), is_restricted=False, **said)
    shut, line = case.events.filter(kind="note-written").order_by("pk")
    actions.correct(shut, text=mark("fortroligrettelse"), **said)
    actions.correct(line, text=mark("rettelse"), **said)
    return {
        "line": line,
        "words": words,
        "handover": handover,
        "cover": actions.cover_cases(
            [case], substitute=asked, starts_on=today, ends_on=today, **said
        )[0],
        "review": actions.review_case(
            case,
            verdict="mere",
            what=mark("merehvad"),
            who=mark("merehvem"),
            due_on=today + timedelta(days=4),
            **said,
        ),
        "note": note,
        "indsats": plan.indsatser.get(),
        "attachment": attached["shut"],
        "open_attachment": attached["open"],
    }


def _meet(case: Case, people: dict[str, User], today: date) -> dict[str, Meeting]:
    said = {"on": today, "by": people["tovholder"]}
    school = case.school
    start = timezone.now() + timedelta(days=3)
    meeting = meeting_actions.call_meeting(
        kind="netvaerk",
        school=school,
        case=case,
        starts_at=start,
        ends_at=start + timedelta(minutes=45),
        place=mark("sted"),
        invitees=[
            meeting_actions.Invitee(name=mark("deltager"), part=mark("rolle")),
            meeting_actions.Invitee(
                name=people["ad-hoc"].name, part="træner", user=people["ad-hoc"]
            ),
        ],
        child_takes_part=mark("barnmed"),
        **said,
    )
    held = meeting_actions.call_meeting(
        kind="netvaerk",
        school=school,
        case=case,
        starts_at=timezone.now() - timedelta(hours=2),
        ends_at=timezone.now() - timedelta(hours=1),
        place=mark("holdtsted"),
        invitees=[meeting_actions.Invitee(name=mark("deltager"), part=mark("rolle"))],
        child_takes_part="",
        **said,
    )
    meeting_actions.hold_meeting(
        held,
        came=[held.participants.get().pk],
        minutes=mark("referat"),
        agreements=[
            meeting_actions.AgreementInput(
                what=mark("aftale"), who=mark("aftaler"), due_on=today + timedelta(days=5)
            )
        ],
        **said,
    )
    cancelled = meeting_actions.call_meeting(
        kind="netvaerk",
        school=school,
        case=case,
        starts_at=start + timedelta(days=7),
        ends_at=start + timedelta(days=7, minutes=45),
        place=mark("sted"),
        invitees=[meeting_actions.Invitee(name=mark("deltager"), part=mark("rolle"))],
        child_takes_part="",
        **said,
    )
    meeting_actions.cancel_meeting(cancelled, reason=mark("aflyst"), **said)
    return {"coming": meeting, "held": held}


def _flag(pupil: Pupil, caseless: Pupil, leader: User, today: date) -> None:
    for day in (9, 10, 11, 12, 13, 16, 17, 18):
        factories.mark(caseless, date(2026, 11, day))
        factories.mark(pupil, date(2026, 11, day))
    absence_actions.scan(today)
    absence_actions.decide(
        caseless,
        kind="tal-med",
        reason=mark("begrundelse"),
        talk_with=mark("talmed"),
        look_again_on=None,
        case=None,
        on=today,
        by=leader,
    )


def _close_another(klasse: Any, tovholder: User, leader: User, today: date) -> None:
    gone = factories.make_pupil(klasse, "Luna", "Skov", parents=0)
    case = actions.open_case(
        gone,
        school=klasse.school,
        tovholder=tovholder,
        because=mark("aabnet"),
        on=today,
        by=leader,
    )
    actions.close_case(case, reason=mark("lukket"), on=today, by=leader)


def _hurry(case: Case, people: dict[str, User], today: date) -> EmergencyAccess:
    """Let somebody have opened the case in an emergency, and the head have looked into it."""
    elsewhere = factories.make_leader(factories.make_school("Fjordskolen"), "Ulla Fjern")
    at = timezone.now() - timedelta(hours=2)
    given = {"at": at, "on": today, "by": elsewhere}
    access = actions.open_emergency(case, category="fare", reason=mark("noedbegrundelse"), **given)
    actions.stop_emergency(access, at=at + timedelta(minutes=5), by=elsewhere)
    actions.review_emergency(
        access,
        verdict="ikke-berettiget",
        note=mark("noedsvar"),
        at=timezone.now(),
        on=today,
        by=people["skoleleder"],
    )
    actions.assess_breach(
        access, breach="anmeldt", note=mark("brudvurdering"), at=timezone.now(), by=people["dpo"]
    )
    return access


def _declare(pupil: Pupil, people: dict[str, User], today: date) -> None:
    near = factories.make_user("Nær Nabo")
    said = actions.declare_relation(
        pupil, kind="naer", note=mark("inhabil"), on=today - timedelta(days=2), by=near
    )
    actions.end_relation(
        said, because=mark("ophaevet"), on=today - timedelta(days=1), by=people["skoleleder"]
    )
    actions.declare_relation(pupil, kind="naer", note=mark("inhabil"), on=today, by=near)
