"""Tells a story with the same actions that people use, on the days when it happened."""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Final
from unittest.mock import patch

from django.utils import timezone
from simple_history.models import HistoricalRecords

from cases import actions
from cases.carrying import in_words
from cases.closing import BASELINE_DAYS, SCHOOL_WEEK, Before, Signpost
from cases.models import Case, CatalogueEntry, ConcernLevel, Understanding
from cases.models.record import EventKind
from cases.phases import Arena
from kiss.demo.filed import made
from kiss.demo.shapes import (
    Called,
    Deed,
    Ended,
    Filed,
    Filled,
    Met,
    Sitting,
    Story,
    View,
    Words,
)
from kiss.demo.stories.filled import FILLED
from kiss.demo.stories.taken import TAKEN
from meetings import actions as meeting_actions
from schools.calendars import Calendars
from schools.models import Pupil, School, User

LENGTH = timedelta(minutes=45)
MORNING: Final = time(8, 30)
OFFICE_HOURS: Final = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Days:
    """The demo's school days; `back(0)` is the last one before today, `back(-1)` the next."""

    past: Sequence[date]
    ahead: Sequence[date]

    def back(self, ago: int) -> date:
        """Return the school day `ago` school days before the last one; ahead if negative."""
        if ago < 0:
            return self.ahead[min(-ago, len(self.ahead)) - 1]
        return self.past[max(len(self.past) - 1 - ago, 0)]


@contextmanager
def as_user(user: User) -> Iterator[None]:
    """Let history say that a user did what is done inside."""
    HistoricalRecords.context.request = SimpleNamespace(user=user)
    try:
        yield
    finally:
        del HistoricalRecords.context.request


@contextmanager
def written_at(day: date, at: time) -> Iterator[None]:
    """Let what is written inside bear the hour at which it would have been written."""
    moment = timezone.make_aware(datetime.combine(day, at))
    # The hour of a row comes from the framework's clock, which no action is told.
    with patch("django.utils.timezone.now", return_value=moment):
        yield


@dataclass(slots=True)
class Teller:
    """Tells one story about one pupil."""

    story: Story
    pupil: Pupil
    school: School
    people: dict[str, User]
    days: Days

    @property
    def by(self) -> User:
        """The tovholder, who writes most of it."""
        return self.people[self.story.tovholder]

    def tell(self) -> Case:
        """Open the case and let everything happen in the order in which it happened."""
        with as_user(self.by):
            opened = self.days.back(self.story.opened)
            with written_at(opened, MORNING):
                case = actions.open_case(
                    self.pupil,
                    school=self.school,
                    tovholder=self.by,
                    because=self.story.because,
                    on=opened,
                    by=self.by,
                )
            for ago, happen in sorted(self._steps(case), key=lambda step: -step[0]):
                with self._at(ago):
                    happen()
            case.refresh_from_db()
            if self.story.closed:
                self._end(case, self.story.closed)
        return case

    def _end(self, case: Case, ended: Ended) -> None:
        said = {post.value: ("ja", "") for post in Signpost}
        said |= {post: (answer, note) for post, answer, note in ended.answers}
        calendar = Calendars.load().world_of(self.school.pk, None, None).calendar
        with self._at(ended.ago):
            closing = actions.close_case(
                case,
                kind="dialog",
                reason=ended.reason,
                dialogue=actions.Dialogue(
                    answers=said,
                    took_part=ended.took_part,
                    kept_up=ended.kept_up,
                    handed_to=ended.handed_to,
                    despite=ended.despite,
                ),
                calendar=calendar,
                on=self.days.back(ended.ago),
                by=self.by,
            )
        checks = closing.checks.order_by("due_on")
        for check, (verdict, note) in zip(checks, ended.looks, strict=False):
            with written_at(check.due_on, MORNING):
                actions.look_after(
                    check,
                    verdict=verdict,
                    note=note,
                    told=Before(1, BASELINE_DAYS, 0, check.school_weeks * SCHOOL_WEEK),
                    calendar=calendar,
                    on=check.due_on,
                    by=self.by,
                )

    def _at(self, ago: float) -> AbstractContextManager[None]:
        """Return the hour of a step: the tenths of `ago` are its place in the day."""
        day = math.ceil(ago)
        hour = datetime.combine(date.min, MORNING) + (day - ago) * OFFICE_HOURS
        return written_at(self.days.back(day), hour.time())

    def _steps(self, case: Case) -> Iterator[tuple[float, Callable[[], object]]]:
        yield from self._talks(case)
        yield from self._plans(case)
        yield from self._judgements(case)
        for met in self.story.meetings:
            # A meeting is called two weeks before; the tenths put the steps of a day in order.
            yield met.ago + 9, partial(self._call, case, met)
            if met.ago >= 0:
                yield met.ago - 0.2, partial(self._hold, case, met)
        if self.story.focus_because:
            yield self.story.plan_saved - 0.5, partial(self._turn, case)

    def _judgements(self, case: Case) -> Iterator[tuple[float, Callable[[], object]]]:
        for ago, position, reason in self.story.levels:
            yield ago - 0.6, partial(self._place, case, ago, position, reason)
        for sitting in self.story.sittings:
            yield sitting.ago - 0.8, partial(self._sit, case, sitting)

    def _talks(self, case: Case) -> Iterator[tuple[float, Callable[[], object]]]:
        for words in self.story.words:
            yield words.ago, partial(self._listen, case, words)
        for view in self.story.views:
            yield view.ago, partial(self._explore, case, view)
        for filled in FILLED.get(self.story.key, ()):
            yield filled.ago, partial(self._fill, case, filled)
        yield from self._understandings(case)
        for called in self.story.calls:
            yield called.ago, partial(self._note_call, case, called)
        for filed in self.story.files:
            yield filed.ago - 0.3, partial(self._file, case, filed)
        for ago, text, restricted in self.story.notes:
            yield (
                ago,
                partial(
                    actions.write_note,
                    case,
                    text=text,
                    is_restricted=restricted,
                    on=self.days.back(ago),
                    by=self.by,
                ),
            )
        for ago, about, text in self.story.corrections:
            yield ago - 0.4, partial(self._correct, case, about, text, ago)

    def _place(self, case: Case, ago: int, position: int, reason: str) -> None:
        level = ConcernLevel.objects.get(position=position)
        actions.set_level(case, level=level, reason=reason, on=self.days.back(ago), by=self.by)

    def _sit(self, case: Case, sitting: Sitting) -> None:
        plan = Case.objects.get(pk=case.pk).handleplan
        deeds = plan.indsatser.order_by("position", "pk")
        goals = plan.goals.order_by("position", "pk")
        actions.hold_round(
            case,
            answers=[
                actions.AnswerInput(
                    pk=row.pk, done=done, worked=worked, adjustment=adjustment, status=row.status
                )
                for row, (done, worked, adjustment) in zip(deeds, sitting.answers, strict=False)
            ],
            progress=[
                actions.ProgressInput(pk=goal.pk, step=step, note=note)
                for goal, (step, note) in zip(goals, sitting.progress, strict=False)
            ],
            took_part=sitting.took_part,
            community=sitting.community,
            level=None,
            level_reason="",
            reopens=bool(sitting.reopens_because),
            reopens_because=sitting.reopens_because,
            next_on=self.days.back(sitting.next_follow_up),
            next_by=self.story.next_by or self.by.name,
            on=self.days.back(sitting.ago),
            by=self.by,
        )

    def _correct(self, case: Case, about: str, text: str, ago: int) -> None:
        note = case.notes.get(text__contains=about)
        line = case.events.get(kind=EventKind.NOTE_WRITTEN, data__note=note.pk)
        actions.correct(line, text=text, on=self.days.back(ago), by=self.by)

    def _listen(self, case: Case, words: Words) -> None:
        actions.note_child_words(
            case,
            said_on=self.days.back(words.ago),
            said_to=words.said_to,
            text=words.text,
            may_be_shared=words.may_be_shared,
            on=self.days.back(words.ago),
            by=self.by,
        )

    def _fill(self, case: Case, filled: Filled) -> None:
        day = self.days.back(filled.ago)
        actions.fill_tool(
            case,
            tool=filled.tool,
            angle=filled.angle,
            done_on=day,
            done_by=filled.by,
            with_whom=filled.with_whom,
            answers=filled.answers,
            may_be_shared=filled.may_be_shared,
            on=day,
            by=self.by,
        )

    def _file(self, case: Case, filed: Filed) -> None:
        day = self.days.back(filed.ago)
        actions.attach(
            case,
            received=made(filed.key),
            kind=filed.kind,
            title=filed.title,
            dated_on=day,
            is_restricted=filed.is_restricted,
            on=day,
            by=self.by,
        )

    def _note_call(self, case: Case, called: Called) -> None:
        actions.note_contact(
            self.pupil,
            case=case,
            with_whom=called.with_whom,
            channel=called.channel,
            outcome=called.outcome,
            summary=called.summary,
            on=self.days.back(called.ago),
            by=self.by,
        )

    def _turn(self, case: Case) -> None:
        actions.change_focus(
            case,
            to=self.story.focus,
            reason=self.story.focus_because,
            on=self.days.back(self.story.plan_saved),
            by=self.by,
        )

    def _explore(self, case: Case, view: View) -> None:
        actions.explore(
            case,
            angle=view.angle,
            seen=0,
            explored_on=self.days.back(view.ago),
            explored_by=view.by,
            tool=view.tool,
            summary=view.summary,
            not_possible_because=view.not_possible,
            on=self.days.back(view.ago),
            by=self.by,
        )

    def _understandings(self, case: Case) -> Iterator[tuple[float, Callable[[], object]]]:
        if understood := self.story.understood:
            yield understood.ago, partial(self._understand, case, understood.ago, {})
            if understood.again:
                yield understood.again[0], partial(self._understand, case, *understood.again)

    def _understand(self, case: Case, ago: int, more: dict[str, str]) -> None:
        told = self.story.understood
        if told is None:
            return
        saved = Understanding.objects.filter(case=case).first()
        actions.save_understanding(
            case,
            seen=saved.version if saved else 0,
            written_on=self.days.back(ago),
            together_with=told.together_with,
            with_parents=told.with_parents,
            texts=told.areas | more,
            on=self.days.back(ago),
            by=self.by,
        )

    def _plans(self, case: Case) -> Iterator[tuple[float, Callable[[], object]]]:
        story = self.story
        if not story.deeds:
            return
        held = [met.ago for met in story.meetings if met.ago >= 0]
        begun = max([*held, story.plan_saved]) + 4
        first = [deed for deed in story.deeds if deed.answers or deed.arena == Arena.KLASSE]
        yield begun + 0.5, partial(self._save, case, first or list(story.deeds), begun, held)
        for deed in story.deeds:
            for answer in deed.answers:
                yield answer[0], partial(self._answer, case, deed, answer)
        yield story.plan_saved - 0.1, partial(self._save, case, list(story.deeds), None, [])

    def _save(self, case: Case, deeds: list[Deed], begun: int | None, held: list[int]) -> None:
        plan = getattr(Case.objects.get(pk=case.pk), "handleplan", None)
        understood = Understanding.objects.filter(case=case).first()
        headings = dict(self.story.headings)
        if understood and begun is not None:
            # As the form offers it: taken from what was understood, not typed again.
            headings["understanding"] = in_words(understood)
        elif understood and plan:
            headings["understanding"] = plan.understanding
        known = {row.what: row.pk for row in plan.indsatser.all()} if plan else {}
        entries = dict(CatalogueEntry.objects.values_list("title", "pk"))
        ago = self.story.plan_saved if begun is None else begun
        next_ago = self.story.next_follow_up if begun is None else max(held, default=begun - 10)
        actions.save_plan(
            case,
            seen=plan.version if plan else 0,
            headings=headings,
            goals=list(self.story.goals),
            indsatser=[
                actions.IndsatsInput(
                    pk=known.get(deed.what),
                    what=deed.what,
                    who=deed.who,
                    when=deed.when,
                    works_when=deed.works_when,
                    arena=deed.arena,
                    level=deed.level,
                    is_contact=deed.is_contact,
                    status=deed.status,
                    entry=entries.get(TAKEN.get(deed.what, "")),
                )
                for deed in deeds
            ],
            next_follow_up_on=None if next_ago is None else self.days.back(next_ago),
            next_follow_up_by=self.story.next_by or self.by.name,
            understanding_from=understood.version if understood and begun is not None else None,
            understanding_on_paper=understood.with_parents if understood else None,
            on=self.days.back(ago),
            by=self.by,
        )

    def _answer(self, case: Case, deed: Deed, answer: tuple[int, str, str, str]) -> None:
        ago, done, worked, adjustment = answer
        actions.follow_up(
            case.handleplan.indsatser.get(what=deed.what),
            done=done,
            worked=worked,
            adjustment=adjustment,
            status=deed.status,
            on=self.days.back(ago),
            by=self.by,
        )

    def _call(self, case: Case, met: Met) -> None:
        starts_at = _moment(self.days.back(met.ago), met.at)
        parents = [
            meeting_actions.Invitee(custody_holder=parent, name=parent.name, part=parent.relation)
            for parent in self.pupil.custody_holders.order_by("pk")
        ]
        meeting_actions.call_meeting(
            kind="netvaerk",
            school=self.school,
            case=case,
            starts_at=starts_at,
            ends_at=starts_at + LENGTH,
            place=met.place,
            invitees=[
                meeting_actions.Invitee(user=self.by, name=self.by.name, part="tovholder"),
                *parents,
                meeting_actions.Invitee(name=self.pupil.first_name, part="eleven selv"),
            ],
            child_takes_part="Er med, så længe det er rart",
            on=self.days.back(met.ago + 9),
            by=self.by,
        )

    def _hold(self, case: Case, met: Met) -> None:
        meeting = case.meetings.get(starts_at=_moment(self.days.back(met.ago), met.at))
        meeting_actions.hold_meeting(
            meeting,
            came=set(meeting.participants.values_list("pk", flat=True)),
            minutes=met.minutes,
            agreements=[
                meeting_actions.AgreementInput(what=what, who=who, due_on=self.days.back(due))
                for what, who, due in met.agreements
            ],
            on=self.days.back(met.ago),
            by=self.by,
        )


def _moment(day: date, at: tuple[int, int]) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(*at)))
