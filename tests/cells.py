"""The pivotal cells of the matrix of rights, written by hand: who, which page, what it answers.

Independent of `schools/roles.py`: the table is read from the municipality's own matrix, and the
answers come from the pages themselves.
"""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.marked import World

# + comes in    ! may know of the thing, and is told whom to ask    . meets what does not exist
ANSWERS = {"+": {200, 302, 422}, "!": {403}, ".": {404}}

WHO = (
    "administrator",
    "forvaltning",
    "skoleleder",
    "teamleder",
    "tovholder",
    "teammedlem",
    "ppr på sagen",
    "socialraadgiver på sagen",
    "laerer",
    "ad-hoc",
    "dpo",
)
# The municipality's administrator and forvaltning; the school's leader, team leader, tovholder and
# member; PPR and the social adviser who are named on the case; the class's teacher, the guest, DPO.
CELLS = {
    "a pupil who has a case":      ". .  + + + +  + +  + . .",
    "a pupil without a case":      ". .  + + . .  . .  + . .",
    "the list Opsporing":          ". .  + + . .  . +  . . .",
    "to decide about a flag":      ". .  + + . .  . .  ! . .",
    "who looked at the pupil":     ". .  + + . .  . .  ! . .",
    "the case":                    ". .  + + + +  + +  . . .",
    "to write a note":             ". .  + + + +  + +  . . .",
    "to note what the child says": ". .  + + + +  + +  . . .",
    "what is understood together": ". .  + + + +  + +  . . .",
    "to ask a colleague":          ". .  ! + + !  ! !  . . .",
    "what a colleague is asked":   ". .  . + + .  . .  . . .",
    "what a class is like":        ". .  + + + +  + +  + . .",
    "to describe a class":         ". .  + + + +  ! !  ! . .",
    "the plan of a class (§ 1 c)":  ". .  + + + +  + +  + . .",
    "to write a class's plan":     ". .  + + ! !  ! !  ! . .",
    "a restricted note":           ". .  ! + + !  ! !  . . .",
    "who is on the case, and why": ". .  ! + + !  ! !  . . .",
    "the plan as it was":          ". .  + + + +  + +  . . .",
    "to change the plan":          ". .  ! + + !  ! !  . . .",
    "the plan on paper":           ". .  + + + !  ! !  . . .",
    "a letter to the home":        ". .  + + + !  ! !  . . .",
    "what is agreed to":           ". .  + + + +  ! +  . . .",
    "to write a consent down":     ". .  + + + !  ! +  . . .",
    "to write an underretning":    ". .  + + + +  + +  . . .",
    "an underretning":             ". .  + + + !  ! +  . . .",
    "its paper":                   ". .  + + + !  ! +  . . .",
    "to note that it was sent":    ". .  + + + !  ! !  . . .",
    "to hand the case on":         ". .  + + + !  ! !  . . .",
    "to close the case":           ". .  ! + + !  ! !  . . .",
    "a meeting one is asked to":   ". .  + + + +  + +  . + .",
    "a meeting one is not asked to": ". .  + + + +  . .  . . .",
    "to write the minutes":        ". .  ! + + !  ! !  . ! .",
    "to open a case":              ". .  + + . .  . .  ! . .",
    "files of absence":            "+ .  + + . .  . .  . . .",
    "reasons why lines failed":    "+ .  + + . .  . .  . . .",
    "the people of the school":    ". .  + + . .  . .  . . .",
    "to give a role":              ". .  + ! . .  . .  . . .",
    "to find an action for it":    ". .  ! + + !  ! !  . . .",
    "the catalogue and the scale": "+ +  . . . .  . .  . . .",
    "the log of look-ups":         ". .  . . . .  . .  . . +",
}  # fmt: skip
PLACES: dict[str, Callable[[World], str]] = {
    "a pupil who has a case": lambda w: reverse("absence:pupil", args=[_child(w)]),
    "a pupil without a case": lambda w: reverse("absence:pupil", args=[_other(w)]),
    "the list Opsporing": lambda w: reverse("absence:list"),
    "to decide about a flag": lambda w: reverse("absence:decide", args=[_other(w)]),
    "who looked at the pupil": lambda w: reverse("absence:lookups", args=[_other(w)]),
    "the case": lambda w: _case(w, "detail"),
    "to write a note": lambda w: _case(w, "note_new"),
    "to note what the child says": lambda w: _case(w, "child_words"),
    "what is understood together": lambda w: _case(w, "understanding"),
    "to ask a colleague": lambda w: _case(w, "ask"),
    "what a colleague is asked": lambda w: w.things.kept["inquiry"].get_absolute_url(),
    "what a class is like": lambda w: reverse("cases:school_class", args=[_class(w)]),
    "to describe a class": lambda w: reverse("cases:class_analysis", args=[_class(w)]),
    "the plan of a class (§ 1 c)": lambda w: reverse(
        "cases:class_plan", args=[_class(w), w.things.kept["class_plan"].pk]
    ),
    "to write a class's plan": lambda w: reverse("cases:class_plan_new", args=[_class(w)]),
    "a restricted note": lambda w: _case(w, "note", w.things.kept["note"].pk),
    "who is on the case, and why": lambda w: _case(w, "participants"),
    "the plan as it was": lambda w: _case(w, "plan_version", 1),
    "to change the plan": lambda w: _case(w, "plan"),
    "the plan on paper": lambda w: _case(w, "plan_paper"),
    "a letter to the home": lambda w: _case(w, "letter_talk"),
    "what is agreed to": lambda w: w.things.kept["consent"].get_absolute_url(),
    "to write a consent down": lambda w: _case(w, "consent_new"),
    "to write an underretning": lambda w: _case(w, "underretning_new"),
    "an underretning": lambda w: w.things.kept["underretning"].get_absolute_url(),
    "its paper": lambda w: _case(w, "underretning_pdf", w.things.kept["underretning"].number),
    "to note that it was sent": lambda w: _case(
        w, "underretning_sent", w.things.kept["underretning"].number
    ),
    "to hand the case on": lambda w: _case(w, "tovholder"),
    "to close the case": lambda w: _case(w, "close"),
    "a meeting one is asked to": lambda w: reverse("meetings:detail", args=[_coming(w)]),
    "a meeting one is not asked to": lambda w: reverse("meetings:detail", args=[_held(w)]),
    "to write the minutes": lambda w: reverse("meetings:hold", args=[_coming(w)]),
    "to open a case": lambda w: reverse("cases:open", args=[_other(w)]),
    "files of absence": lambda w: reverse("absence:import"),
    "reasons why lines failed": lambda w: reverse(
        "absence:import_lines", args=[w.things.delivery.public_id]
    ),
    "the people of the school": lambda w: reverse("cases:staff"),
    "to give a role": lambda w: reverse("cases:staff_give", args=[w.things.school.public_id]),
    "to find an action for it": lambda w: _case(w, "find_indsats"),
    "the catalogue and the scale": lambda w: reverse("cases:catalogue"),
    "the log of look-ups": lambda w: reverse("cases:lookups"),
}


def _child(world: World) -> str:
    return world.things.pupil.public_id


def _other(world: World) -> str:
    return world.things.kept["caseless"].public_id


def _class(world: World) -> int:
    return world.things.pupil.enrolments.get().school_class_id


def _coming(world: World) -> str:
    return world.things.case.meetings.get(status="planlagt").public_id


def _held(world: World) -> str:
    return world.things.case.meetings.get(status="holdt").public_id


def _case(world: World, page: str, *more: Any) -> str:
    return reverse(f"cases:{page}", args=[world.things.case.public_id, *more])


def places(world: World) -> dict[str, str]:
    """Return the address of each thing in the table."""
    return {thing: find(world) for thing, find in PLACES.items()}


def wrong(codes: dict[tuple[str, str], int], urls: dict[str, str]) -> dict[tuple[str, str], int]:
    """Return the cells that answered otherwise, from what each person got at each address."""
    assert CELLS.keys() == PLACES.keys()
    return {
        (who, thing): codes[who, urls[thing]]
        for thing, row in CELLS.items()
        for who, cell in zip(WHO, row.split(), strict=True)
        if codes[who, urls[thing]] not in ANSWERS[cell]
    }
