"""The table of rights, written a second time by hand: the code must agree with people."""

import pytest

from schools.roles import RIGHTS, Role, Scope, Thing

M = Scope.MUNICIPALITY
# The municipality, one's school, one's classes, the cases one is named on, nothing.
LETTERS = {"M": M, "S": Scope.SCHOOL, "K": Scope.CLASS, "C": Scope.NAMED, "-": Scope.NONE}

# fmt: off
# PUPILS, FLAGS, DECIDE, CONCERN, CASES, WRITE, LEAD, APPOINT, HOME, MEETINGS, STEERING,
# CONFIDED, IMPORT, PEOPLE, ROLES, MUNICIPAL, SECOND, EMERGENCY, REVIEW, REVEAL, CPR, CLASSES,
# ANALYSE, CONSENT, UNDERRETNING, ANSWER, SETUP
MATRIX = {
    Role.ADMINISTRATOR:   "- - - - - - - - - - - - M - - M M - - - - - - - - - M",
    Role.FORVALTNING:     "- - - - - - - - - - - - - - - - M M M - - - - - - - M",
    Role.SKOLELEDER:      "S S S S S S - S S S S C S S S - - M S S S S S S S C -",
    Role.TEAMLEDER:       "S S S S S S S S S S S C S S - - - M - S - S S S S C -",
    Role.TOVHOLDER:       "C - - C C C C - C C C C - - - - - M - C - S S C C C -",
    Role.TEAMMEDLEM:      "C - - C S S - - S S S - - - - - - - - - - S S S - C -",
    Role.PPR:             "C - - - C C - - - - - - - - - - - - - - - C - - - - -",
    Role.SOCIALRAADGIVER: "C S - - C C - - C - - C - - - - - M - C C C - C C - -",
    Role.LAERER:          "K - - K - - - - - - - - - - - - - - - - - K - - - C -",
    Role.AD_HOC:          "- - - - - - - - - - - - - - - - - - - - - - - - - - -",
    Role.DPO:             "- - - - - - - - - - - - - - - - M - M - - - - - - - -",
}
# fmt: on


@pytest.mark.parametrize("role", Role)
def test_each_role_reaches_what_was_decided_and_nothing_else(role: Role) -> None:
    reached = tuple(RIGHTS[role].scope(thing) for thing in Thing)

    assert reached == tuple(LETTERS[letter] for letter in MATRIX[role].split())


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
