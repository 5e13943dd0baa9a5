"""The table of rights, written a second time by hand: the code must agree with people."""

import pytest

from schools.roles import RIGHTS, Role, Scope, Thing

M, S, K, C, N = Scope.MUNICIPALITY, Scope.SCHOOL, Scope.CLASS, Scope.NAMED, Scope.NONE

# fmt: off
# PUPILS, FLAGS, DECIDE, CONCERN, CASES, WRITE, LEAD, APPOINT, HOME, MEETINGS, STEERING,
# CONFIDED, IMPORT, PEOPLE, ROLES, MUNICIPAL, SECOND, EMERGENCY, REVIEW, REVEAL, CPR, CLASSES,
# ANALYSE, CONSENT, UNDERRETNING, ANSWER, SETUP
MATRIX = {
    Role.ADMINISTRATOR:   (N, N, N, N, N, N, N, N, N, N, N, N, M, N, N, M, M, N, N, N, N, N, N, N, N, N, M),
    Role.FORVALTNING:     (N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, M, M, M, N, N, N, N, N, N, N, M),
    Role.SKOLELEDER:      (S, S, S, S, S, S, N, S, S, S, S, C, S, S, S, N, N, M, S, S, S, S, S, S, S, C, N),
    Role.TEAMLEDER:       (S, S, S, S, S, S, S, S, S, S, S, C, S, S, N, N, N, M, N, S, N, S, S, S, S, C, N),
    Role.TOVHOLDER:       (C, N, N, C, C, C, C, N, C, C, C, C, N, N, N, N, N, M, N, C, N, S, S, C, C, C, N),
    Role.TEAMMEDLEM:      (C, N, N, C, S, S, N, N, S, S, S, N, N, N, N, N, N, N, N, N, N, S, S, S, N, C, N),
    Role.PPR:             (C, N, N, N, C, C, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, C, N, N, N, N, N),
    Role.SOCIALRAADGIVER: (C, S, N, N, C, C, N, N, C, N, N, C, N, N, N, N, N, M, N, C, C, C, N, C, C, N, N),
    Role.LAERER:          (K, N, N, K, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, K, N, N, N, C, N),
    Role.AD_HOC:          (N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N),
    Role.DPO:             (N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, M, N, M, N, N, N, N, N, N, N, N),
}
# fmt: on


@pytest.mark.parametrize("role", Role)
def test_each_role_reaches_what_was_decided_and_nothing_else(role: Role) -> None:
    reached = tuple(RIGHTS[role].scope(thing) for thing in Thing)

    assert reached == MATRIX[role]


def test_every_role_has_a_sentence_that_a_person_can_read() -> None:
    assert all(RIGHTS[role].sentence.endswith(".") for role in Role)


def test_nobody_reaches_children_in_the_whole_municipality() -> None:
    # In an emergency one case is opened by number and name, and somebody else looks into it.
    about_staff = {Thing.MUNICIPAL, Thing.SECOND}
    about_nobody = {Thing.SETUP}
    about_children = set(Thing) - {Thing.IMPORT, Thing.EMERGENCY, Thing.REVIEW}
    about_children -= about_staff | about_nobody

    reached = {thing for role in Role for thing in about_children if RIGHTS[role].scope(thing) == M}

    assert reached == set()
