"""Being named on a case opens it only with a role at the case's own school."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.models import Case
from cases.permissions import (
    LEAD,
    VIEW,
    WRITE,
    may_on_case,
    reads_confided,
    visible_pupils,
)
from cases.readers import readers
from kiss.lib.models import Refused
from schools.models import School, User
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

YESTERDAY = TODAY - timedelta(days=1)


def end(user: User, school: School) -> None:
    row = user.memberships.get(school=school)
    row.ends_on = YESTERDAY
    row.save()


@pytest.mark.parametrize("elsewhere", [Role.TOVHOLDER, Role.SKOLELEDER, Role.TEAMLEDER])
def test_a_tovholder_who_has_left_for_another_school_reads_nothing_of_the_old_cases(
    client: Client,
    case: Case,
    tovholder: User,
    school: School,
    elsewhere: Role,
    today: date,
) -> None:
    factories.give(tovholder, elsewhere, factories.make_school("Engbakkeskolen"))
    assert may_on_case(tovholder, case, LEAD, TODAY)

    end(tovholder, school)

    assert not any(may_on_case(tovholder, case, to, TODAY) for to in (VIEW, WRITE, LEAD))
    assert not reads_confided(tovholder, case, TODAY)
    assert not visible_pupils(tovholder, TODAY).filter(pk=case.pupil_id).exists()
    assert tovholder not in {reader.user for reader in readers(case, TODAY)}
    client.force_login(tovholder)
    for name in ("detail", "plan", "note_new", "history", "plan_pdf", "close", "case_access"):
        assert client.get(reverse(f"cases:{name}", args=[case.public_id])).status_code == 404, name
    note = client.post(reverse("cases:note_new", args=[case.public_id]), {"text": "Hej"})
    assert note.status_code == 404


@pytest.mark.parametrize("role", [Role.PPR, Role.SOCIALRAADGIVER])
def test_a_consultant_reads_the_case_at_the_school_where_the_role_is(
    case: Case, tovholder: User, school: School, role: Role
) -> None:
    user = factories.make_user("Birgitte Konsulent")
    factories.give(user, role, school)
    factories.give(user, role, factories.make_school("Engbakkeskolen"))
    actions.add_participant(
        case,
        user=user,
        part="konsulent",
        basis="anden",
        basis_note="Aftalt med begge forældre.",
        may_write=True,
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=60),
        on=TODAY,
        by=tovholder,
    )
    assert may_on_case(user, case, WRITE, TODAY)

    end(user, school)

    assert not may_on_case(user, case, VIEW, TODAY)
    assert not reads_confided(user, case, TODAY)


def test_of_a_case_at_another_school_the_number_is_not_told(
    case: Case, tovholder: User, school: School
) -> None:
    row = case.pupil.enrolments.get()
    other = factories.make_school("Engbakkeskolen")
    row.school_class = factories.make_class(other)
    row.save()
    kirsten = factories.make_tovholder(other, "Kirsten Leder")

    with pytest.raises(Refused) as refusal:
        actions.open_case(
            case.pupil, school=other, tovholder=kirsten, because="Fravær", on=TODAY, by=kirsten
        )

    assert case.number not in str(refusal.value)
    assert "åben sag på Sydhavnsskolen" in str(refusal.value)
    assert tovholder.name in str(refusal.value)
