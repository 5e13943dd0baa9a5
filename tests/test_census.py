"""Every address of the product, found by asking the resolver, and who may come in.

A new address fails here until it is classified. Whoever is outside gets 404, the same answer as
for something that does not exist.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from absence.models import Import
from cases import actions
from cases.closing import Signpost
from cases.models import Case, CaseParticipant, Concern
from cases.models.record import EventKind
from meetings import actions as meeting_actions
from meetings.models import Agreement, Meeting
from schools.calendars import Calendars
from schools.models import Pupil, School, SchoolClass, User
from schools.roles import RIGHTS, Role
from tests import factories
from tests.test_house import all_url_names

PUBLIC = {
    "livez",
    "readyz",
    "accessibility",
    "components",
    "demo_login",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_inactive",
    "mfa_authenticate",
    "provider_answer",
    "provider_go",
    "saml_answer",
    "saml_finish",
    "saml_metadata",
}
# Pages for everybody who has logged in; what they show is cut to what the person may see.
EVERYBODY = {
    "account_change_password",
    "account_set_password",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_view_recovery_codes",
    "provider_confirm",
    "session",
    "sessions_end_others",
    "usersessions_list",
    "cases:today",
    "cases:deadlines",
    "cases:access",
    "cases:read_on",
    "cases:tool_blank",
    "cases:tools",
}
# What names a thing of one's own; another's answers 404, see tests/kiss/.
OWN = {
    "factor_remove",
    "session_end",
    "cases:draft_drop",
    "cases:draft_keep",
    "cases:filter_delete",
    "cases:filter_save",
}
# Pages that a role opens or not: whoever has no part in the thing gets 404.
DOORS = {
    "cases:list",
    "cases:classes",
    "cases:lookups",
    "cases:staff",
    "cases:alarms",
    "cases:controls",
    "cases:emergencies",
    "cases:emergency",
    "cases:emergency_new",
    "cases:insight",
    "cases:concern_new",
    "cases:municipal",
    "cases:municipal_appoint",
    "cases:catalogue",
    "cases:catalogue_new",
    "cases:scale",
    "cases:scale_new",
    "cases:relations",
    "cases:reviews",
    "absence:list",
    "absence:import",
    "meetings:list",
}

# Of the pages for everybody, those about signing in hold nobody but oneself.
WITH_CHILDREN = DOORS | {"cases:today", "cases:deadlines", "cases:access"}

# One's own hour in a case: nobody else's, tried in tests/cases/test_emergency.py.
OWN_HOUR = {"cases:emergency_case", "cases:emergency_reveal", "cases:emergency_stop"}
# One alarm and one sample: the controller alone, tried in tests/cases/test_oversight.py; so too a
# possible breach, in tests/cases/test_emergency.py. The end of a declared relation: the head or the
# controller, tried in tests/cases/test_relations.py.
OVERSIGHT = {"cases:alarm", "cases:control", "cases:emergency_breach", "cases:relation_end"}


@dataclass(frozen=True, slots=True)
class World:
    """One of everything at one school, and the people of that school and of another."""

    school: School
    pupil: Pupil
    case: Case
    concern: Concern
    meeting: Meeting
    delivery: Import
    kept: dict[str, Any]
    inside: User
    outside: dict[str, User]


# What stands in the addresses of things that belong to a child.
OBJECTS: dict[str, Callable[[World], dict[str, Any]]] = {
    "absence:pupil": lambda w: {"public_id": w.pupil.public_id},
    "absence:decide": lambda w: {"public_id": w.pupil.public_id},
    "absence:call": lambda w: {"public_id": w.pupil.public_id},
    "absence:seen": lambda w: {"public_id": w.pupil.public_id},
    "absence:lookups": lambda w: {"public_id": w.pupil.public_id},
    "absence:insight": lambda w: {"public_id": w.pupil.public_id},
    "cases:open": lambda w: {"public_id": w.kept["caseless"].public_id},
    "cases:detail": lambda w: {"public_id": w.case.public_id},
    "cases:element": lambda w: {"public_id": w.case.public_id, "element": "afdaekning"},
    "cases:contact": lambda w: {"public_id": w.case.public_id},
    "cases:note_new": lambda w: {"public_id": w.case.public_id},
    "cases:note": lambda w: {"public_id": w.case.public_id, "pk": w.kept["note"].pk},
    "cases:attach": lambda w: {"public_id": w.case.public_id},
    "cases:attachment": lambda w: _attachment(w),
    "cases:attachment_file": lambda w: _attachment(w),
    "cases:attachment_remove": lambda w: _attachment(w),
    "cases:child_words": lambda w: {"public_id": w.case.public_id},
    "cases:drawer": lambda w: {"public_id": w.case.public_id, "pk": w.kept["words"].pk},
    "cases:perspective": lambda w: {"public_id": w.case.public_id, "angle": "barn"},
    "cases:tool_new": lambda w: {
        "public_id": w.case.public_id,
        "angle": "barn",
        "tool": "tre-huse",
    },
    "cases:tool_entry": lambda w: {"public_id": w.case.public_id, "pk": w.kept["tool"].pk},
    "cases:tool_sheet": lambda w: {"public_id": w.case.public_id, "pk": w.kept["tool"].pk},
    "cases:tool_edit": lambda w: {"public_id": w.case.public_id, "pk": w.kept["tool"].pk},
    "cases:tool_drawer": lambda w: {"public_id": w.case.public_id, "pk": w.kept["tool"].pk},
    "cases:ask": lambda w: {"public_id": w.case.public_id},
    "cases:inquiry": lambda w: {"public_id": w.kept["inquiry"].public_id},
    "cases:inquiry_close": lambda w: {"public_id": w.kept["inquiry"].public_id},
    "cases:school_class": lambda w: {"pk": _class(w).pk},
    "cases:class_analysis": lambda w: {"pk": _class(w).pk},
    "cases:understanding": lambda w: {"public_id": w.case.public_id},
    "cases:follow_up": lambda w: {"public_id": w.case.public_id, "pk": w.kept["indsats"].pk},
    "cases:plan": lambda w: {"public_id": w.case.public_id},
    "cases:find_indsats": lambda w: {"public_id": w.case.public_id},
    "cases:letter_talk": lambda w: {"public_id": w.case.public_id},
    "cases:letter_meeting": lambda w: {
        "public_id": w.case.public_id,
        "meeting_id": w.meeting.public_id,
    },
    "cases:plan_paper": lambda w: {"public_id": w.case.public_id},
    "cases:plan_pdf": lambda w: {"public_id": w.case.public_id},
    "cases:plan_versions": lambda w: {"public_id": w.case.public_id},
    "cases:plan_version": lambda w: {"public_id": w.case.public_id, "number": 1},
    "cases:focus": lambda w: {"public_id": w.case.public_id},
    "cases:tovholder": lambda w: {"public_id": w.case.public_id},
    "cases:handover": lambda w: {"public_id": w.kept["handover"].public_id},
    "cases:handover_withdraw": lambda w: {"public_id": w.kept["handover"].public_id},
    "cases:cover": lambda w: {"public_id": w.case.public_id},
    "cases:cover_end": lambda w: {"public_id": w.case.public_id, "pk": w.kept["cover"].pk},
    "cases:review": lambda w: {"public_id": w.case.public_id},
    "cases:review_done": lambda w: {"public_id": w.case.public_id, "pk": w.kept["review"].pk},
    "cases:participants": lambda w: {"public_id": w.case.public_id},
    "cases:participant_end": lambda w: {
        "public_id": w.case.public_id,
        "pk": w.kept["participant"].pk,
    },
    "cases:consents": lambda w: {"public_id": w.case.public_id},
    "cases:consent_new": lambda w: {"public_id": w.case.public_id},
    **{
        f"cases:{name}": lambda w: {"public_id": w.case.public_id, "pk": w.kept["consent"].pk}
        for name in ("consent", "consent_give", "consent_withdraw")
    },
    "cases:underretning_new": lambda w: {"public_id": w.case.public_id},
    **{
        f"cases:{name}": lambda w: {
            "public_id": w.case.public_id,
            "number": w.kept["underretning"].number,
        }
        for name in (
            "underretning",
            "underretning_pdf",
            "underretning_sent",
            "underretning_receipt",
            "underretning_aside",
        )
    },
    "cases:timeline": lambda w: {"public_id": w.case.public_id},
    "cases:correct": lambda w: {"public_id": w.case.public_id, "pk": w.kept["line"].pk},
    "cases:level": lambda w: {"public_id": w.case.public_id},
    "cases:round": lambda w: {"public_id": w.case.public_id},
    "cases:close": lambda w: {"public_id": w.case.public_id},
    "cases:after_check": lambda w: {
        "public_id": w.kept["ended"].public_id,
        "pk": w.kept["check"].pk,
    },
    "cases:reopen": lambda w: {"public_id": w.kept["ended"].public_id},
    "cases:history": lambda w: {"public_id": w.case.public_id},
    "cases:case_access": lambda w: {"public_id": w.case.public_id},
    "cases:emergency_review": lambda w: {"public_id": w.kept["emergency"].public_id},
    "cases:reveal": lambda w: {"public_id": w.pupil.public_id},
    "cases:relation_new": lambda w: {"public_id": w.pupil.public_id},
    "cases:concern": lambda w: {"public_id": w.concern.public_id},
    "cases:plan_1c": lambda w: {"public_id": w.concern.public_id},
    "cases:plan_1c_revise": lambda w: {"public_id": w.concern.public_id},
    "cases:class_plan_new": lambda w: {"pk": _class(w).pk},
    **{
        f"cases:{name}": lambda w: {
            "pk": _class(w).pk,
            "plan_pk": w.kept["class_plan"].pk,
        }
        for name in (
            "class_plan",
            "class_plan_day",
            "class_plan_edit",
            "class_plan_ready",
            "class_plan_revise",
            "class_plan_withdraw",
        )
    },
    "cases:plan_1c_ready": lambda w: {"public_id": w.concern.public_id},
    "cases:staff_give": lambda w: {"public_id": w.school.public_id},
    "cases:staff_confirm": lambda w: {"public_id": w.school.public_id},
    "cases:staff_role_end": lambda w: {
        "public_id": w.school.public_id,
        "pk": w.kept["role"].pk,
    },
    "cases:staff_person": lambda w: {
        "public_id": w.school.public_id,
        "person_id": w.kept["role"].user.public_id,
    },
    "absence:import_detail": lambda w: {"public_id": w.delivery.public_id},
    "absence:import_columns": lambda w: {"public_id": w.delivery.public_id},
    "absence:import_confirm": lambda w: {"public_id": w.delivery.public_id},
    "absence:import_drop": lambda w: {"public_id": w.delivery.public_id},
    "absence:import_lines": lambda w: {"public_id": w.delivery.public_id},
    "meetings:new": lambda w: {"public_id": w.case.public_id},
    "meetings:detail": lambda w: {"public_id": w.meeting.public_id},
    "meetings:move": lambda w: {"public_id": w.meeting.public_id},
    "meetings:cancel": lambda w: {"public_id": w.meeting.public_id},
    "meetings:hold": lambda w: {"public_id": w.meeting.public_id},
    "meetings:freeze": lambda w: {"public_id": w.meeting.public_id},
    "meetings:agreement": lambda w: {
        "public_id": w.meeting.public_id,
        "pk": w.kept["agreement"].pk,
    },
}


def _class(world: World) -> SchoolClass:
    return world.pupil.enrolments.get().school_class


def _attachment(world: World) -> dict[str, Any]:
    return {"public_id": world.case.public_id, "number": world.kept["attachment"].number}


# The municipality's own roles hold no child: tried in tests/cases/test_municipal.py.
MUNICIPAL = {
    f"cases:municipal_{name}" for name in ("person", "dismiss", "decide", "login", "reset")
}

# Nor do the catalogue and the scale: tried in tests/cases/test_setup.py.
SET_UP = {
    f"cases:{part}_{verb}"
    for part in ("catalogue", "scale")
    for verb in ("change", "turn", "remove")
}

# Roles are given and ended by the school's leader alone; the team's leader reads the list.
GIVING = {"cases:staff_confirm", "cases:staff_give", "cases:staff_role_end"}

LEADERS = {Role.SKOLELEDER, Role.TEAMLEDER}


@pytest.fixture
def world(today: date, school: School) -> World:
    klasse = factories.make_class(school)
    pupil, caseless = factories.make_pupil(klasse), factories.make_pupil(klasse, "Luna", "Skov")
    leader = factories.make_user("Karim Teamleder")
    factories.give(leader, Role.TEAMLEDER, school)
    tovholder = factories.make_tovholder(school)
    case = factories.make_case(pupil, tovholder)
    kept = _fill(case, tovholder, today) | _end_another(klasse, tovholder, today)
    concern = actions.voice_concern(
        caseless,
        school=school,
        voiced_by="ansat",
        text="Hun går ud i begyndelsen af timen.",
        signs=[],
        talked_with_child=False,
        talked_with_parents=False,
        talked_with_team=False,
        about_environment=True,
        informed_on=today,
        on=today,
        by=leader,
    )
    return World(
        school=school,
        pupil=pupil,
        case=case,
        concern=concern,
        meeting=kept["meeting"],
        delivery=factories.make_import(school=school, by=leader),
        kept=kept
        | {
            "caseless": caseless,
            "class_plan": factories.plan_for_class(klasse, on=today, by=leader),
        },
        inside=leader,
        outside=_people_elsewhere(),
    )


def _fill(case: Case, by: User, today: date) -> dict[str, Any]:
    said = {"on": today, "by": by}
    plan = actions.save_plan(
        case,
        seen=0,
        headings={"no_parents_view_reason": "Vi mødes i næste uge."},
        goals=["Asta er i skole om mandagen."],
        indsatser=[
            actions.IndsatsInput(
                what="Makkerpar", who="Jonas", when="hver dag", arena="klasse", level="forebyggende"
            )
        ],
        next_follow_up_on=today + timedelta(days=7),
        next_follow_up_by="Tove",
        **said,
    )
    words = actions.note_child_words(
        case, said_on=today, said_to="Jonas", text="Mandag er svær.", may_be_shared=True, **said
    )
    actions.freeze_plan(case, because="mødet", **said)
    helper = factories.make_user("Inger Hjælper")
    elsewhere = factories.make_leader(factories.make_school("Fjordskolen"), "Ulla Fjern")
    emergency = actions.open_emergency(
        case,
        category="fare",
        reason="Barnet stod alene på perronen, og ingen tog telefonen.",
        at=timezone.now(),
        on=today,
        by=elsewhere,
    )
    role = factories.give(helper, Role.TEAMMEDLEM, case.school)
    starts_at = timezone.now() + timedelta(days=3)
    asked = factories.make_tovholder(case.school, "Liv Leder")
    handover = actions.offer_handover(
        case, user=asked, reason="Orlov.", story="Anledning: fravær.", **said
    )
    meeting = meeting_actions.call_meeting(
        kind="netvaerk",
        school=case.school,
        case=case,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=45),
        place="mødelokale 2",
        invitees=[meeting_actions.Invitee(user=by, name=by.name, part="tovholder")],
        child_takes_part="",
        **said,
    )
    return {
        "role": role,
        "inquiry": actions.ask_colleague(
            case, user=helper, angle="klasse", question="", due_on=today, **said
        ),
        "handover": handover,
        "cover": actions.cover_cases(
            [case], substitute=asked, starts_on=today, ends_on=today, **said
        )[0],
        "review": actions.review_case(
            case, verdict="mere", what="Et møde.", who="Tove", due_on=today, **said
        ),
        "emergency": emergency,
        "words": words,
        "tool": factories.fill(case, may_be_shared=True),
        "indsats": plan.indsatser.get(),
        "attachment": factories.lay(case, "Et brev.", is_restricted=True),
        "consent": factories.consent(case, **said),
        "underretning": factories.notify(case, **said),
        "note": actions.write_note(case, text="En aftale.", is_restricted=True, **said),
        "line": case.events.get(kind=EventKind.NOTE_WRITTEN),
        "participant": CaseParticipant.objects.create(
            case=case, user=helper, part="hjælper", basis="intern", starts_on=today
        ),
        "meeting": meeting,
        "agreement": Agreement.objects.create(
            meeting=meeting, what="Ringer til træneren", who="Tove", due_on=today
        ),
    }


def _end_another(klasse: SchoolClass, by: User, today: date) -> dict[str, Any]:
    """Another child's case, closed three weeks ago, and the first look afterwards."""
    actions.ship_levels()
    case = factories.make_case(factories.make_pupil(klasse, "Ida", "Toft"), by)
    closing = actions.close_case(
        case,
        kind="dialog",
        reason="Ida er i skole igen.",
        dialogue=actions.Dialogue(
            answers={post.value: ("ja", "") for post in Signpost},
            took_part="Ida",
            kept_up="Makkerne",
            handed_to="Jonas",
        ),
        calendar=Calendars.load().municipality().calendar,
        on=today - timedelta(days=20),
        by=by,
    )
    return {"ended": case, "check": closing.checks.order_by("due_on")[0]}


def _people_elsewhere() -> dict[str, User]:
    """Somebody in each role at another school, and somebody with no role at all."""
    other = factories.make_school("Engbakkeskolen")
    people = {"ingen rolle": factories.make_user("Ingen Rolle")}
    for role in Role:
        user = factories.make_user(f"{role.label} fra Engbakken")
        place = other if RIGHTS[role].at_school else None
        klasse = factories.make_class(other) if role == Role.LAERER else None
        factories.give(user, role, place, school_class=klasse)
        people[role] = user
    return people


def address(name: str, world: World) -> str:
    return reverse(name, kwargs=OBJECTS[name](world))


def test_every_address_is_classified() -> None:
    classified = PUBLIC | EVERYBODY | OWN | DOORS | set(OBJECTS) | OVERSIGHT | OWN_HOUR
    classified |= MUNICIPAL | SET_UP

    assert set(all_url_names()) == classified


# The municipality's administrator lets every school's files in, and sees no child in them. The
# administration and the controller look into emergency accesses, by the number of the case.
FROM_OUTSIDE = {
    Role.ADMINISTRATOR: {name for name in OBJECTS if name.startswith("absence:import_")},
    Role.FORVALTNING: {"cases:emergency_review"},
    Role.DPO: {"cases:emergency_review"},
}


METHODS: dict[str, Callable[[Client, str], Any]] = {
    "page": lambda client, url: client.get(url),
    "fragment": lambda client, url: client.get(url, headers={"HX-Request": "true"}),
    "head": lambda client, url: client.head(url),
    "post": lambda client, url: client.post(url),
}


@pytest.mark.parametrize("method", METHODS)
def test_a_stranger_to_the_school_meets_404_everywhere(
    client: Client, world: World, method: str
) -> None:
    """And the 404 is the same as for something that does not exist, however it is asked for."""
    ask = METHODS[method]
    # Of a case that does not exist: a page that takes this method.
    missing = reverse(
        "cases:contact" if method == "post" else "cases:history", args=["23456789abc"]
    )
    let_in, told = {}, []
    for role, user in world.outside.items():
        client.force_login(user)
        nothing = _without_tokens(ask(client, missing))
        for name in OBJECTS.keys() - FROM_OUTSIDE.get(role, set()):
            answer = ask(client, address(name, world))
            if answer.status_code == 404 and _without_tokens(answer) != nothing:
                told.append((role, name))
            # That an address takes no such method says nothing of what is behind it.
            if answer.status_code not in {404, 405}:
                let_in[role, name] = answer.status_code

    assert let_in == {}
    assert told == []


def test_the_team_leader_comes_in_everywhere(client: Client, world: World) -> None:
    """And every answer carries the headers that protect it."""
    client.force_login(world.inside)

    answers = {name: client.get(address(name, world)) for name in OBJECTS}

    refused = {
        name: answer.status_code
        for name, answer in answers.items()
        if answer.status_code not in {200, 302, 405}
    }
    assert refused == dict.fromkeys(GIVING, 403)
    assert [name for name, answer in answers.items() if not _is_protected(answer)] == []


def test_what_is_closed_to_somebody_of_the_school_is_closed_in_every_way(
    client: Client, world: World
) -> None:
    """What does open to them is read in tests/test_canaries.py."""
    addresses = [address(name, world) for name in OBJECTS] + [reverse(name) for name in DOORS]
    let_in = []
    for role in set(Role) - LEADERS:
        if not RIGHTS[role].at_school:
            continue
        user = factories.make_user(f"{role.label} på skolen")
        klasse = factories.make_class(world.school, letter="C") if role == Role.LAERER else None
        factories.give(user, role, world.school, school_class=klasse)
        client.force_login(user)
        for url in addresses:
            first = client.get(url).status_code
            if first not in {403, 404}:
                continue
            codes = {way: METHODS[way](client, url).status_code for way in METHODS if way != "page"}
            let_in += [(role, url, way) for way, code in codes.items() if code not in {first, 405}]

    assert let_in == []


def test_nobody_comes_in_without_logging_in(client: Client, world: World) -> None:
    login = reverse("account_login")
    addresses = [address(name, world) for name in OBJECTS]
    addresses += [reverse(name) for name in sorted(EVERYBODY | DOORS)]

    answers = {url: client.get(url) for url in addresses}

    assert {
        url
        for url, answer in answers.items()
        if not answer.headers.get("Location", "").startswith(login)
    } == set()


def test_no_page_names_a_child_of_another_school(client: Client, world: World) -> None:
    names = {world.pupil.last_name, world.pupil.public_id}
    told = []
    for role, user in world.outside.items():
        client.force_login(user)
        knows_number = role in {Role.FORVALTNING, Role.DPO}
        secrets = names if knows_number else names | {world.case.number}
        for name in sorted(WITH_CHILDREN):
            text = client.get(reverse(name), follow=True).content.decode()
            told += [(user.name, name) for secret in secrets if secret in text]

    assert told == []


def _without_tokens(response: Any) -> str:
    text = response.content.decode()
    text = re.sub(r'nonce="[^"]*"', "", text)
    return re.sub(r'value="[A-Za-z0-9]{64}"|X-CSRFToken[^>]*>', "", text)


def test_every_answer_carries_the_headers_that_protect(client: Client, world: World) -> None:
    client.force_login(world.inside)
    addresses = [reverse(name) for name in sorted(EVERYBODY | DOORS)] + ["/livez", "/findes-ikke/"]

    assert [url for url in addresses if not _is_protected(client.get(url))] == []


def _is_protected(answer: Any) -> bool:
    headers = answer.headers
    return (
        "no-store" in headers["Cache-Control"]
        and "unsafe" not in headers["Content-Security-Policy"]
        and headers["X-Frame-Options"] == "DENY"
        and headers["X-Content-Type-Options"] == "nosniff"
    )


@pytest.mark.parametrize("role", [Role.FORVALTNING, Role.ADMINISTRATOR, Role.DPO])
def test_whoever_has_no_meetings_in_the_menu_meets_no_list_of_them(
    client: Client, school: School, role: Role
) -> None:
    user = factories.make_user("Uden Møder")
    factories.give(user, role, None)
    client.force_login(user)

    assert client.get(reverse("meetings:list")).status_code == 404
