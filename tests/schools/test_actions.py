"""People get their roles, teams and classes by named actions, and every write is remembered."""

from datetime import date

import pytest

from kiss.lib.models import Refused
from schools import actions
from schools.models import Membership, Municipality, School, TeamMember, User
from schools.roles import Role
from tests import factories

AUGUST, NOVEMBER = date(2026, 8, 1), date(2026, 11, 23)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sanne(db):
    return factories.make_user("Sanne Skoleleder")


@pytest.fixture
def lars(db):
    return factories.make_user("Lars Kollega")


def test_the_municipality_is_the_only_one():
    actions.start_municipality("Fjordby Kommune", is_demo=True)

    with pytest.raises(Refused, match="allerede startet for Fjordby Kommune"):
        actions.start_municipality("Havby Kommune", is_demo=False)

    assert Municipality.objects.get().history.count() == 1


def test_a_school_has_six_digits_and_a_name_of_its_own_when_somebody_says_it():
    school = actions.add_school(institution_number="999101")
    actions.name_school(school, name="Sydhavnsskolen")

    assert [row.name for row in school.history.order_by("history_id")] == [
        "Skole 999101",
        "Sydhavnsskolen",
    ]
    with pytest.raises(Refused, match="seks cifre"):
        actions.add_school(institution_number="1234")
    with pytest.raises(Refused, match=r"[Ii]nstitutionsnummer"):
        actions.add_school(institution_number="999101")
    assert School.objects.count() == 1


def test_a_user_is_made_with_a_password_or_without(sanne):
    with_one = actions.add_user(
        email="Ny@Demo.Invalid", name="Ny Leder", title="leder", phone="00", password="x", by=sanne
    )
    without = actions.add_user(email="anden@demo.invalid", name="Anden")

    assert with_one.email == "ny@demo.invalid"
    assert with_one.check_password("x")
    assert not without.has_usable_password()
    assert with_one.history.get().history_user == sanne
    with pytest.raises(Refused):
        actions.add_user(email="NY@demo.invalid", name="Igen")
    with pytest.raises(Refused):
        actions.add_user(email="ingen adresse", name="Ingen")
    assert User.objects.count() == 3


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.LAERER, Role.AD_HOC}])
def test_a_role_is_given_where_it_belongs_and_nowhere_else(role, lars, sanne, school):
    everywhere = role in {Role.ADMINISTRATOR, Role.FORVALTNING, Role.DPO}
    right, wrong = (None, school) if everywhere else (school, None)

    with pytest.raises(Refused, match="hele kommunen" if everywhere else "hører til på en skole"):
        actions.give_role(lars, role=role, school=wrong, starts_on=AUGUST, by=sanne)
    membership = actions.give_role(lars, role=role, school=right, starts_on=AUGUST, by=sanne)

    assert Membership.objects.of(lars).in_force(NOVEMBER).get() == membership
    assert membership.history.get().history_user == sanne


def test_a_teacher_has_a_class_at_the_school(lars, school, klasse):
    other = factories.make_class(factories.make_school("Engbakkeskolen"))

    with pytest.raises(Refused, match="Vælg klassen"):
        actions.give_role(lars, role=Role.LAERER, school=school, starts_on=AUGUST)
    with pytest.raises(Refused, match="går ikke på Sydhavnsskolen"):
        actions.give_role(
            lars, role=Role.LAERER, school=school, school_class=other, starts_on=AUGUST
        )
    actions.give_role(lars, role=Role.LAERER, school=school, school_class=klasse, starts_on=AUGUST)

    assert Membership.objects.count() == 1


def test_nobody_has_the_same_role_twice_at_once(lars, school):
    first = actions.give_role(
        lars, role=Role.SKOLELEDER, school=school, starts_on=AUGUST, ends_on=NOVEMBER
    )

    with pytest.raises(Refused, match="har allerede rollen"):
        actions.give_role(lars, role=Role.SKOLELEDER, school=school, starts_on=NOVEMBER)
    again = actions.give_role(
        lars, role=Role.SKOLELEDER, school=school, starts_on=date(2026, 11, 24)
    )

    assert {first, again} == set(Membership.objects.all())


def test_a_role_ends_and_cannot_be_made_longer_by_ending_it(lars, school, sanne):
    membership = actions.give_role(lars, role=Role.SKOLELEDER, school=school, starts_on=AUGUST)

    actions.end_role(membership, ends_on=NOVEMBER, by=sanne)

    assert not Membership.objects.in_force(date(2026, 11, 24)).exists()
    assert membership.history.count() == 2
    with pytest.raises(Refused, match="allerede ophørt"):
        actions.end_role(membership, ends_on=date(2026, 12, 1))
    with pytest.raises(Refused, match="Slutdatoen ligger før startdatoen"):
        actions.end_role(membership, ends_on=date(2026, 7, 1))


def test_a_school_has_one_team_led_by_its_management(lars, sanne):
    school = actions.add_school(institution_number="999101")
    team = actions.start_team(school, by=sanne)

    with pytest.raises(Refused, match="allerede et Kom i skole-team"):
        actions.start_team(school)
    with pytest.raises(Refused, match="leder fra skolen"):
        actions.add_team_member(team, user=lars, function="ppr", leads=True, starts_on=AUGUST)
    with pytest.raises(Refused, match="skal have en slutdato"):
        actions.add_team_member(team, user=lars, function="ad-hoc", starts_on=AUGUST)
    member = actions.add_team_member(
        team, user=lars, function="ledelse", leads=True, starts_on=AUGUST
    )
    with pytest.raises(Refused, match="allerede med i teamet"):
        actions.add_team_member(team, user=lars, function="ledelse", starts_on=NOVEMBER)
    actions.end_team_member(member, ends_on=NOVEMBER, by=sanne)

    assert TeamMember.objects.get().ends_on == NOVEMBER
    assert member.history.count() == 2


def test_a_pupil_is_in_one_class_at_a_time(klasse, school, sanne):
    pupil = actions.add_pupil(elev_id="7654321", first_name="Bo", last_name="Dam", by=sanne)
    actions.enrol(pupil, school_class=klasse, starts_on=AUGUST, by=sanne)

    with pytest.raises(Refused, match="går allerede i en klasse"):
        actions.enrol(pupil, school_class=klasse, starts_on=NOVEMBER)

    assert pupil.enrolments.get().history.get().history_user == sanne


def test_a_pupil_moves_on_a_day_and_left_the_day_before(pupil, klasse, school):
    other = factories.make_class(school, 6, "A")

    actions.move_pupil(pupil, to=other, starts_on=NOVEMBER)

    assert list(
        pupil.enrolments.order_by("starts_on").values_list("school_class", "starts_on", "ends_on")
    ) == [(klasse.pk, AUGUST, date(2026, 11, 22)), (other.pk, NOVEMBER, None)]
    with pytest.raises(Refused, match=r"går allerede i 6\.A"):
        actions.move_pupil(pupil, to=other, starts_on=date(2026, 12, 1))
    with pytest.raises(Refused, match="begyndte først i klassen"):
        actions.move_pupil(pupil, to=klasse, starts_on=NOVEMBER)


def test_a_cpr_number_is_one_pupils():
    actions.add_pupil(elev_id="1", first_name="Bo", last_name="Dam", cpr="7105140000")

    with pytest.raises(Refused, match="på en anden elev"):
        actions.add_pupil(elev_id="2", first_name="Ada", last_name="Dam", cpr="7105140000")


def test_custody_holders_are_noted(pupil, sanne):
    holder = actions.add_custody_holder(
        pupil, name="Camilla Lund", relation="mor", phone="00 00 00 01", by=sanne
    )

    assert holder.history.get().history_user == sanne
    assert pupil.custody_holders.filter(name="Camilla Lund").exists()
