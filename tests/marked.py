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
from cases.closing import Before, Signpost
from cases.models import (
    AfterCheck,
    Case,
    CaseParticipant,
    ConcernLevel,
    EmergencyAccess,
    Inquiry,
    Plan1c,
)
from cases.models.class_analysis import MORE, SIX
from cases.phases import Element
from kiss.lib.received.kinds import KINDS
from kiss.lib.received.receiving import Received
from meetings import actions as meeting_actions
from meetings.models import Meeting
from schools.calendars import Calendars
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


UNDERSTOOD = [
    (area, side)
    for area in ("school", "home", "leisure", "child")
    for side in ("starts", "keeps", "helps", "seen_by")
]

# Each address of a thing answers them 404: tests/test_census.py.
TOOL_PAGES = ("tool_entry", "tool_edit", "tool_sheet")
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
        elements = [reverse("cases:element", args=[case.public_id, one]) for one in Element.values]
        known = reverse("absence:pupil", args=[pupil.public_id])
        shut = self.things.kept["shut_tool"].pk
        tools = [reverse(f"cases:{name}", args=[case.public_id, shut]) for name in TOOL_PAGES]
        tools += [
            f"{reverse('cases:perspective', args=[case.public_id, 'barn'])}?redskab={entry.pk}"
            for entry in (self.things.kept["tool"], self.things.kept["shut_tool"])
        ]
        aside = self.things.kept["put_aside"].get_absolute_url()
        back = self.things.kept["taken_back"].get_absolute_url()
        return [*lists, *things, *files, *tools, *elements, known, aside, back]


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
        informed_by=mark("fikbesked"),
        informed_from=mark("gavbesked"),
        told=mark("orienteret"),
        told_on=today,
        complaint_told_on=today,
        **by_leader,
    )
    _revise(concern.handlingsplan_1c, mark("revideret"), today, leader)
    mistaken = factories.plan_for_class(klasse, **by_leader)
    actions.withdraw_class_plan(mistaken, seen=1, because=mark("klassetrukket"), **by_leader)
    class_plan = factories.plan_for_class(
        klasse,
        informed_by=mark("klassefikbesked"),
        informed_from=mark("klassegavbesked"),
        **by_leader,
    )
    actions.save_plan_1c(
        class_plan,
        seen=1,
        temporary_measures=mark("klassestraks"),
        measures=mark("klassetiltag"),
        found_on=today,
        told=mark("klasseorienteret"),
        told_on=today,
        complaint_told_on=today,
        **by_leader,
    )
    actions.correct_class_plan(
        class_plan,
        seen=2,
        informed_on=today - timedelta(days=1),
        because=mark("klassedagrettet"),
        **by_leader,
    )
    _revise(class_plan, mark("klasserevideret"), today, leader)
    actions.decide_concern(concern, decision=mark("bekymringssvar"), **by_leader)
    case = actions.open_case(
        pupil, school=school, tovholder=tovholder, because=mark("aabnet"), **by_leader
    )
    kept = _write(case, people, today)
    meetings = _meet(case, people, today)
    _flag(pupil, caseless, leader, today)
    ended = _close_another(klasse, tovholder, leader, today)
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
            **ended,
            "caseless": caseless,
            "class_plan": class_plan,
            "emergency": emergency,
            "role": tovholder.memberships.get(),
            "participant": CaseParticipant.objects.filter(case=case).order_by("pk").first(),
            "agreement": meetings["held"].agreements.get(),
        },
        inside=leader,
        outside={},
    )
    return World(things, people)


def _revise(plan: Plan1c, said: str, today: date, by: User) -> None:
    """Let a statutory plan be ready, and not have ended the problem."""
    plan.refresh_from_db()
    given = {"on": today, "by": by}
    actions.finish_plan_1c(plan, seen=plan.version, ready_on=today, **given)
    plan.refresh_from_db()
    actions.revise_plan_1c(
        plan,
        seen=plan.version,
        works="nej",
        revision=said,
        look_again_on=today + timedelta(days=5),
        **given,
    )


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
    people["spurgt"] = factories.make_user("Spurgt Pædagog")
    other = factories.make_class(school, letter="C")
    factories.give(people["spurgt"], Role.LAERER, school, school_class=other)
    for role in (Role.FORVALTNING, Role.ADMINISTRATOR, Role.DPO):
        people[role.value] = factories.make_user(f"I kommunen {role.value}")
        factories.give(people[role.value], role)
    elsewhere = factories.make_school("Engbakkeskolen")
    people["leder på anden skole"] = factories.make_leader(elsewhere, "Torben Andetsteds")
    return people


def _write(case: Case, people: dict[str, User], today: date) -> dict[str, Any]:
    actions.ship_levels()
    actions.ship_catalogue()
    said = {"on": today, "by": people["tovholder"]}
    actions.change_focus(case, to="indsatser", reason=mark("fokus"), **said)
    consent = factories.consent(
        case,
        information=mark("samtykkehvad"),
        recipient=mark("samtykkehvem"),
        purpose=mark("samtykkeformaal"),
        **said,
    )
    agreed = factories.consent(case, given=[_by_mouth(case, today)], **said)
    (said_yes,) = agreed.givers.all()
    actions.withdraw_consent(
        agreed,
        key=str(said_yes.holder_id),
        withdrawn_on=today,
        note=mark("trukket"),
        **said,
    )
    for role in (Role.PPR, Role.SOCIALRAADGIVER):
        actions.add_participant(
            case,
            user=people[f"{role.value} på sagen"],
            part=mark("del"),
            basis="samtykke",
            consent=consent,
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
    told = {"answers": {"svaert": mark("redskabsvar")}, "may_be_shared": True, **said}
    tool = factories.fill(
        case, done_by=mark("redskabafhvem"), with_whom=mark("redskabmedhvem"), **told
    )
    told |= {"answers": {"svaert": mark("fortroligtredskab")}, "may_be_shared": False}
    shut_tool = factories.fill(
        case, done_by=mark("fortroligafhvem"), with_whom=mark("fortroligmedhvem"), **told
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
    actions.analyse_class(
        case.pupil.enrolments.get().school_class,
        seen=0,
        made_on=today,
        made_by=mark("klasselavet"),
        texts={name: mark(f"klasse{name.replace('_', '')}") for name in (*SIX, *MORE)},
        look_again_on=today + timedelta(days=30),
        look_again_by=mark("klasseigen"),
        **said,
    )
    understood = {f"{area}_{side}": mark(f"forstaa{area}") for area, side in UNDERSTOOD}
    actions.save_understanding(
        case,
        seen=0,
        written_on=today,
        together_with=mark("forstaarmed"),
        with_parents=True,
        texts=understood,
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
                is_contact=True,
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
    actions.hold_round(
        case,
        answers=[],
        progress=[
            actions.ProgressInput(pk=goal.pk, step=1, note=mark("eksempel"))
            for goal in plan.goals.all()
        ],
        took_part=mark("varmed"),
        community=mark("faellesskabnu"),
        level=ConcernLevel.objects.get(position=3),
        level_reason=mark("niveau"),
        reopens=True,
        reopens_because=mark("tilbagetil"),
        next_on=today + timedelta(days=7),
        next_by=mark("opfoelger"),
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
    letter = factories.notify(
        case,
        recipient=mark("modtager"),
        content={"observation": mark("observeret"), "parents_view": mark("foraeldresiger")},
        paper=pdf(mark("papirord")),
        **said,
    )
    aside = factories.notify(case, content={"observation": mark("lagtvaek")}, **said)
    actions.put_aside(aside, reason=mark("hvorforikke"), **said)
    actions.note_sent(
        letter, sent_on=today, channel="brev", sent_note=mark("journalnummer"), **said
    )
    actions.note_receipt(
        letter,
        receipt_on=today,
        receipt_from=mark("kvitterer"),
        receipt_answer=mark("modtagersvar"),
        **said,
    )
    note = actions.write_note(case, text=mark("fortroligtnotat"), is_restricted=True, **said)
    actions.write_note(case, text=mark("notat"), is_restricted=False, **said)
    shut, line = case.events.filter(kind="note-written").order_by("pk")
    actions.correct(shut, text=mark("fortroligrettelse"), **said)
    actions.correct(line, text=mark("rettelse"), **said)
    return {
        "line": line,
        "words": words,
        "tool": tool,
        "shut_tool": shut_tool,
        "inquiry": _ask(case, people, today),
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
        "underretning": letter,
        "consent": consent,
        "taken_back": agreed,
        "put_aside": aside,
        "note": note,
        "indsats": plan.indsatser.get(),
        "attachment": attached["shut"],
        "open_attachment": attached["open"],
    }


def _by_mouth(case: Case, today: date) -> actions.GivenInput:
    mother = case.pupil.custody_holders.get(relation="mor")
    return actions.GivenInput(
        key=str(mother.pk), given_on=today, form="mundtlig", note=mark("samtykkenotat")
    )


def _ask(case: Case, people: dict[str, User], today: date) -> Inquiry:
    """Let three be asked about the child: one answers, one cannot, and one has not answered."""
    given = {"due_on": today + timedelta(days=3), "on": today, "by": people["tovholder"]}
    answers = factories.make_user("Svarer Lærer")
    declines = factories.make_user("Siger Nej")
    for user in (answers, declines):
        factories.give(
            user,
            Role.LAERER,
            case.school,
            school_class=factories.make_class(case.school, letter="A"),
        )
    answered = actions.ask_colleague(
        case, user=answers, angle="", question=mark("spurgtom"), **given
    )
    actions.answer_inquiry(answered, answer=mark("svaret"), on=today, by=answers)
    declined = actions.ask_colleague(
        case, user=declines, angle="andre", question=mark("spurgtforgaeves"), **given
    )
    actions.decline_inquiry(declined, because=mark("kanikke"), on=today, by=declines)
    return actions.ask_colleague(
        case, user=people["spurgt"], angle="klasse", question=mark("spurgtnu"), **given
    )


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
            *(
                meeting_actions.Invitee(name=people[one].name, part="rådgiver", user=people[one])
                for one in ("ppr på sagen", "socialraadgiver på sagen")
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


def _close_another(
    klasse: Any, tovholder: User, leader: User, today: date
) -> dict[str, Case | AfterCheck]:
    """Close another child's case, open it, close it again in dialogue, and look after it."""
    gone = factories.make_pupil(klasse, "Luna", "Skov", parents=0)
    before = {"on": today - timedelta(days=20), "by": leader}
    calendar = Calendars.load().municipality().calendar
    case = actions.open_case(
        gone,
        school=klasse.school,
        tovholder=tovholder,
        because=mark("aabnet"),
        **before,
    )
    actions.close_case(case, reason=mark("lukket"), **before)
    actions.reopen_case(case, tovholder=tovholder, reason=mark("genaabnet"), **before)
    closing = actions.close_case(
        case,
        kind="dialog",
        reason=mark("lukket"),
        dialogue=actions.Dialogue(
            answers={post.value: ("nej", mark("bemaerkning")) for post in Signpost},
            took_part=mark("slutmed"),
            kept_up=mark("bliverved"),
            handed_to=mark("tageroever"),
            despite=mark("alligevel"),
        ),
        calendar=calendar,
        **before,
    )
    check = closing.checks.order_by("due_on")[0]
    actions.look_after(
        check,
        verdict="oeje",
        note=mark("eftertjek"),
        told=Before(0, 1, 0, 1),
        calendar=calendar,
        on=today,
        by=leader,
    )
    return {"ended": case, "check": check}


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
