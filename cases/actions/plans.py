"""The handleplan: saving it, freezing it, and asking how each action went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import Max

from cases import timeline
from cases.actions.saving import differs, hold_open, put, save, take_off, written
from cases.models import (
    Case,
    CatalogueEntry,
    Event,
    FollowUp,
    Goal,
    Handleplan,
    Indsats,
    PlanSection,
    PlanVersion,
)
from cases.models.record import EventKind
from cases.phases import MOST_GOALS, Arena
from cases.plan_words import section_of
from kiss.lib.models import Conflict, Refused
from meetings.models import Agreement
from schools.models import User

# The plan's own texts, in the order in which they are read.
HEADINGS: Final = (
    "occasion",
    "no_child_words_reason",
    "parents_view",
    "no_parents_view_reason",
    "professionals_view",
    "going_well",
    "resources",
    "understanding",
    "overall_goal",
    "no_class_indsats_reason",
    "contact_during_absence",
    "sharing",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class IndsatsInput:
    """One row of the plan as it was typed; `pk` is empty for a new row.

    `entry` is what a new row was taken from in the catalogue; the row's words are its own.
    """

    what: str
    who: str
    when: str
    works_when: str = ""
    arena: str
    level: str
    is_contact: bool = False
    status: str = Indsats.Status.AFTALT
    pk: int | None = None
    entry: int | None = None

    def values(self) -> dict[str, Any]:
        """Return the fields of `Indsats` that the row sets."""
        return {
            "what": self.what.strip(),
            "who": self.who.strip(),
            "when": self.when.strip(),
            "works_when": self.works_when.strip(),
            "arena": self.arena,
            "level": self.level,
            "is_contact": self.is_contact,
            "status": self.status,
        }


@transaction.atomic
def save_plan(
    case: Case,
    *,
    seen: int,
    headings: dict[str, str],
    goals: list[str],
    indsatser: list[IndsatsInput],
    next_follow_up_on: date | None,
    next_follow_up_by: str,
    understanding_from: int | None = None,
    understanding_on_paper: bool | None = None,
    on: date,
    by: User,
) -> Handleplan:
    """Save the plan of a case, also unfinished: `plan_gaps` says what it lacks.

    `seen` is the version that was on the screen, 0 when there was none. Rows that are left out
    are taken off. Raises Conflict if somebody else saved meanwhile, and Refused for more than
    MOST_GOALS goals, a row that has been followed up and left out, or a follow-up moved to a day
    that has passed. The same text twice is saved once. `understanding_from` is the version of the
    case's common understanding that the text was taken from, and `understanding_on_paper` whether
    the parents read it on their paper; None leaves each as it was.
    """
    if unknown := set(headings) - set(HEADINGS):
        raise ValueError(f"the plan has no heading {sorted(unknown)}")
    held = hold_open(case, by=by)
    plan = Handleplan.objects.filter(case=held).first()
    values: dict[str, Any] = {name: text.strip() for name, text in headings.items()}
    values |= {
        "next_follow_up_on": next_follow_up_on,
        "next_follow_up_by": next_follow_up_by.strip(),
    }
    values |= _about_understanding(values, understanding_from, understanding_on_paper)
    goals = [goal.strip() for goal in goals if goal.strip()]
    changed = _changed(plan, values, goals, indsatser)
    if plan is not None and not changed:
        return plan
    if len(goals) > MOST_GOALS:
        raise Refused(
            f"Højst {MOST_GOALS} mål ad gangen. Vælg dem, der betyder mest nu, og gem igen."
        )
    if (plan.version if plan else 0) != seen:
        raise Conflict("En anden har gemt handleplanen, mens du skrev.")
    _check_follow_up(plan, next_follow_up_on, on)
    plan = _save_headings(held, plan, values, by)
    _save_goals(plan, goals, by)
    _save_indsatser(plan, indsatser, on, by)
    stamp(plan, changed, by=by)
    _record_once_a_day(held, on=on, by=by)
    return plan


def plan_gaps(case: Case) -> list[str]:
    """Return what the plan of a case still lacks before it can be frozen, as sentences."""
    plan = Handleplan.objects.filter(case=case).first()
    if plan is None:
        return ["Handleplanen er ikke begyndt."]
    arenas = set(plan.indsatser.values_list("arena", flat=True))
    for_class = plan.indsatser.filter(arena=Arena.KLASSE, is_contact=False).exists()
    checks = (
        (
            case.statements.filter(may_be_shared=True).exists() or plan.no_child_words_reason,
            "Barnets egne ord mangler, og der står ikke hvorfor.",
        ),
        (
            plan.parents_view or plan.no_parents_view_reason,
            "Forældrenes perspektiv mangler, og der står ikke hvorfor.",
        ),
        (plan.goals.exists(), "Planen har intet mål."),
        (arenas, "Planen har ingen indsatser."),
        (
            not arenas or for_class or plan.no_class_indsats_reason,
            "Ingen indsats i klassefællesskabet, og der står ikke hvorfor.",
        ),
        (plan.next_follow_up_on, "Der er ikke aftalt en næste opfølgning."),
        (
            not plan.next_follow_up_on or plan.next_follow_up_by,
            "Der står ikke, hvem der følger op.",
        ),
    )
    return [sentence for done, sentence in checks if not done]


@transaction.atomic
def freeze_plan(case: Case, *, because: str, on: date, by: User) -> PlanVersion:
    """Keep the plan as it stands as a numbered version that never changes.

    Raises Refused with everything that is missing, if anything is.
    """
    held = hold_open(case, by=by)
    if gaps := plan_gaps(held):
        raise Refused("Planen kan ikke låses endnu. " + " ".join(gaps))
    highest = held.plan_versions.aggregate(highest=Max("number"))["highest"] or 0
    version = PlanVersion(
        case=held,
        number=highest + 1,
        content=plan_content(held),
        frozen_on=on,
        frozen_by=by,
        because=written(because, "Skriv, hvorfor versionen låses."),
    )
    save(version, by=by)
    timeline.record(
        EventKind.PLAN_FROZEN,
        pupil=held.pupil,
        case=held,
        on=on,
        by=by,
        number=version.number,
        version=version.pk,
    )
    return version


def plan_content(case: Case) -> dict[str, Any]:
    """Return the plan of a case as plain values: what a frozen version holds and a paper prints.

    Keys: `saved_version`; `headings` (name -> text, in reading order); `goals` (texts);
    `indsatser` (pk, what, who, when, works_when, arena, level, status, is_contact; what is chosen
    as stored, and no `is_contact` in what was frozen before it was asked);
    `child_words` (said_on, said_to, text: only the drawer that the parents may read);
    `agreements` of the meetings that are not done (what, who, due_on as ISO date);
    `understanding_on_paper`: whether the parents read that text on their paper;
    `next_follow_up_on` (ISO date or None) and `next_follow_up_by`.
    """
    plan = Handleplan.objects.get(case=case)
    words = case.statements.filter(may_be_shared=True).order_by("said_on", "pk")
    agreed = Agreement.objects.filter(meeting__case=case, done_on=None).order_by("due_on", "pk")
    return {
        "saved_version": plan.version,
        "headings": {name: getattr(plan, name) for name in HEADINGS},
        "goals": list(plan.goals.order_by("position", "pk").values_list("text", flat=True)),
        "indsatser": list(
            plan.indsatser.order_by("position", "pk").values(
                *("pk", "what", "who", "when", "works_when"),
                *("arena", "level", "status", "is_contact"),
            )
        ),
        "child_words": [
            {"said_on": row.said_on.isoformat(), "said_to": row.said_to, "text": row.text}
            for row in words
        ],
        "agreements": [
            {"what": row.what, "who": row.who, "due_on": row.due_on.isoformat()} for row in agreed
        ],
        "understanding_on_paper": plan.understanding_on_paper,
        "next_follow_up_on": plan.next_follow_up_on and plan.next_follow_up_on.isoformat(),
        "next_follow_up_by": plan.next_follow_up_by,
    }


@transaction.atomic
def follow_up(
    indsats: Indsats,
    *,
    done: str,
    worked: str,
    adjustment: str,
    status: str,
    on: date,
    by: User,
) -> FollowUp:
    """Answer the three questions about one action, and say where it stands now.

    A changed status is a change of the plan, so that nobody who has the plan open overwrites it.
    """
    held = hold_open(indsats.plan.case, by=by)
    row = Indsats.objects.select_related("plan").get(pk=indsats.pk)
    answer = FollowUp(
        indsats=row, on=on, done=done, worked=worked, adjustment=adjustment.strip(), by=by
    )
    save(answer, by=by)
    if row.status != status:
        row.status = status
        save(row, by=by)
        put(row.plan, {"version": row.plan.version + 1, "saved_by": by})
        save(row.plan, by=by)
        stamp(row.plan, {"indsatser"}, by=by)
    timeline.record(
        EventKind.FOLLOWED_UP, pupil=held.pupil, case=held, on=on, by=by, follow_up=answer.pk
    )
    indsats.status = status
    return answer


def stamp(plan: Handleplan, changed: Iterable[str], *, by: User) -> None:
    """Say of each section that holds a changed part that it was saved once more, and by whom."""
    stored = {row.key: row for row in plan.sections.all()}
    for key in {section_of(part) for part in changed}:
        row = stored.get(key) or PlanSection(plan=plan, key=key)
        put(row, {"version": row.version + 1, "saved_by": by})
        save(row, by=by)


def _changed(
    plan: Handleplan | None,
    values: dict[str, Any],
    goals: list[str],
    indsatser: list[IndsatsInput],
) -> set[str]:
    """Return the parts that a save would change: none after a second click on Gem."""
    if plan is None:
        rows = {"goals": goals, "indsatser": indsatser}
        return {name for name, value in {**values, **rows}.items() if value}
    changed = {name for name, value in values.items() if getattr(plan, name) != value}
    if list(plan.goals.order_by("position", "pk").values_list("text", flat=True)) != goals:
        changed.add("goals")
    stored = list(plan.indsatser.order_by("position", "pk"))
    if len(stored) != len(indsatser) or any(
        differs(row, typed.values()) or typed.pk not in {None, row.pk}
        for row, typed in zip(stored, indsatser, strict=True)
    ):
        changed.add("indsatser")
    return changed


def _about_understanding(
    values: dict[str, Any], taken_from: int | None, on_paper: bool | None
) -> dict[str, Any]:
    """Return where the text comes from and who reads it; without a text neither is kept."""
    if values.get("understanding") == "":
        return {"understanding_from": None, "understanding_on_paper": False}
    given = {"understanding_from": taken_from, "understanding_on_paper": on_paper}
    return {name: value for name, value in given.items() if value is not None}


def _check_follow_up(plan: Handleplan | None, next_on: date | None, on: date) -> None:
    unchanged = plan is not None and plan.next_follow_up_on == next_on
    if next_on is not None and next_on < on and not unchanged:
        raise Refused("Næste opfølgning kan ikke ligge før i dag.")


def _save_headings(
    case: Case, plan: Handleplan | None, values: dict[str, Any], by: User
) -> Handleplan:
    plan = plan or Handleplan(case=case, version=0)
    put(plan, {**values, "saved_by": by, "version": plan.version + 1})
    save(plan, by=by)
    return plan


def _save_goals(plan: Handleplan, texts: list[str], by: User) -> None:
    """Save the goals in order. One that says the same is the same goal; then by its place."""
    left = list(plan.goals.order_by("position", "pk"))
    same: dict[int, Goal] = {}
    for position, text in enumerate(texts):
        if found := next((goal for goal in left if goal.text == text), None):
            same[position] = found
            left.remove(found)
    for position, text in enumerate(texts):
        goal = same.get(position) or (left.pop(0) if left else Goal(plan=plan))
        if differs(goal, {"text": text, "position": position}):
            put(goal, {"text": text, "position": position})
            save(goal, by=by)
    for goal in left:
        _drop_goal(goal, by)


def _drop_goal(goal: Goal, by: User) -> None:
    for told in goal.progress.all():
        told.goal = None
        save(told, by=by)
    take_off(goal, by=by)


def _save_indsatser(plan: Handleplan, typed: list[IndsatsInput], on: date, by: User) -> None:
    stored = {row.pk: row for row in plan.indsatser.all()}
    kept = set()
    for position, row_input in enumerate(typed):
        values = {**row_input.values(), "position": position}
        if row_input.pk is None:
            row = Indsats(plan=plan, starts_on=on, entry=_taken(row_input.entry))
        elif row_input.pk in stored:
            row = stored[row_input.pk]
            kept.add(row.pk)
        else:
            raise Refused(f"Indsatsen “{values['what']}” findes ikke længere i planen.")
        if differs(row, values):
            put(row, values)
            save(row, by=by)
    for pk in stored.keys() - kept:
        _drop(stored[pk], by)


def _taken(entry: int | None) -> CatalogueEntry | None:
    return CatalogueEntry.objects.filter(pk=entry).first() if entry else None


def _drop(indsats: Indsats, by: User) -> None:
    if indsats.follow_ups.exists():
        raise Refused(
            f"I har fulgt op på “{indsats.what}”, så den kan ikke slettes. "
            "Sæt den til afsluttet eller opgivet."
        )
    take_off(indsats, by=by)


def _record_once_a_day(case: Case, *, on: date, by: User) -> None:
    """Tell that the plan was saved, once per person and day: fifty saves are one line."""
    told = Event.objects.filter(case=case, kind=EventKind.PLAN_SAVED, on=on, by=by)
    if not told.exists():
        timeline.record(EventKind.PLAN_SAVED, pupil=case.pupil, case=case, on=on, by=by)
