"""Ask the database what somebody owes. The number of questions does not grow with the answers."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone

from absence.models import Flag, FlagDecision, Import
from absence.overview import (
    calls_of,
    classes_of,
    decisions_in_reach,
    flagged_pupils,
    flags_in_reach,
    imports_seen_by,
    waiting_flags,
    whom,
)
from cases.emergency import asked_of, told_of
from cases.handing import readable as readable_handovers
from cases.inquiries import on_desk
from cases.models import (
    Case,
    CaseReview,
    ChildStatement,
    Concern,
    Contact,
    Cover,
    EmergencyAccess,
    Event,
    Handlingsplan1c,
    Handover,
    Indsats,
    Inquiry,
    Vacancy,
)
from cases.models.case import CaseQuerySet
from cases.models.record import EMERGENCIES
from cases.permissions import at_schools_with, roles_of, visible_cases, visible_concerns
from cases.relations import apart
from cases.reviews import walked_by, walks_of
from cases.staff import reviews_waiting
from cases.today import emergency
from cases.today.aftercare import look_tasks
from cases.today.basis import basis_tasks
from cases.today.files import file_tasks
from cases.today.flags import flag_tasks, look_again_tasks, talk_tasks
from cases.today.handovers import handover_tasks
from cases.today.inquiries import inquiry_tasks
from cases.today.meetings import agreement_tasks, meeting_tasks
from cases.today.news import news_tasks
from cases.today.reviews import review_tasks as case_review_tasks
from cases.today.reviews import walk_tasks
from cases.today.setup import nameless_tasks, rule_tasks
from cases.today.staff import proposal_tasks, proposals_for, review_tasks
from cases.today.task import Task, end_of_week
from cases.today.vacant import moved_tasks, received_tasks
from cases.today.work import (
    CaseState,
    concern_tasks,
    led_by,
    others_case_tasks,
    own_case_tasks,
    own_concern_tasks,
    plan_1c_tasks,
    tovholder_tasks,
)
from law.quarters import school_year, school_year_bounds
from meetings.models import Agreement, Meeting
from meetings.permissions import visible_meetings
from schools.calendars import Calendars
from schools.models import Enrolment, LegalReference, School, SchoolClass, User
from schools.roles import RIGHTS, Role, Scope, Thing

# What was promised or tried longer ago than this is no longer "in progress".
RECENT = timedelta(days=30)
# A talk that nobody has noted after this has been held or forgotten; the list will ask again.
TALK = timedelta(days=14)
# How far back phone calls are looked for: longer than any quarter.
CALLS = timedelta(days=100)
# Agreements beyond this are not on the page, but the next of them is a date to name.
AHEAD = timedelta(days=120)
MANY = 300
MANY_CASES = 30
OPEN_CASE = Q(case=None) | Q(case__closed_on=None)


@dataclass
class Desk:
    """Everything on one user's desk on one day. Each property is one question, asked once."""

    user: User
    today: date
    # The moment of the user's last visit on an earlier day; None on the first.
    seen_until: datetime | None = None
    _classes: dict[int, SchoolClass] = field(default_factory=dict)

    @cached_property
    def roles(self) -> list[Role]:
        return roles_of(self.user, self.today)

    def has(self, thing: Thing) -> bool:
        """Tell whether any of the user's roles reaches a thing at all."""
        return any(RIGHTS[role].scope(thing) is not Scope.NONE for role in self.roles)

    @cached_property
    def cases(self) -> CaseQuerySet:
        """The open cases that the user may see."""
        return visible_cases(self.user, self.today).open()

    @cached_property
    def calendars(self) -> Calendars:
        return Calendars.load()

    @cached_property
    def flags(self) -> list[Flag]:
        flags = waiting_flags(self.user, Thing.DECIDE, self.today)
        return list(flags.select_related("pupil", "decision").order_by("due_on", "pk"))

    @cached_property
    def case_states(self) -> list[CaseState]:
        lacking = Case.objects.without_tovholder(self.today).filter(pk=OuterRef("pk"))
        running = Q(
            handleplan__indsatser__status__in=[Indsats.Status.AFTALT, Indsats.Status.I_GANG]
        )
        rows = self.cases.select_related("pupil", "tovholder", "handleplan").annotate(
            lacks_tovholder=Exists(lacking),
            is_heard=Exists(ChildStatement.objects.filter(case=OuterRef("pk"))),
            next_on=F("handleplan__next_follow_up_on"),
            no_words=F("handleplan__no_child_words_reason"),
            running=Count("handleplan__indsatser", filter=running),
        )
        return [
            CaseState(
                case=row,
                next_follow_up_on=row.next_on,
                running_indsatser=row.running,
                child_is_heard=row.is_heard or bool(row.no_words),
                lacks_tovholder=row.lacks_tovholder,
            )
            for row in rows.order_by("opened_on", "pk")
        ]

    @cached_property
    def handovers(self) -> list[Handover]:
        """Cases on their way to another tovholder: the user is asked, asked, or appoints there."""
        if not self.has(Thing.LEAD) and not self.has(Thing.APPOINT):
            return []
        theirs = Q(to_user=self.user, answer=Handover.Answer.VENTER) | Q(asked_by=self.user)
        theirs |= at_schools_with(self.user, Thing.APPOINT, self.today, "case__school")
        theirs |= at_schools_with(self.user, Thing.APPOINT, self.today, "school")
        rows = readable_handovers(self.user, self.today).unsettled().filter(theirs)
        rows = rows.select_related("case__pupil", "to_user", "from_user", "asked_by")
        return list(rows.order_by("asked_on", "pk"))

    @cached_property
    def inquiries(self) -> list[Inquiry]:
        """What the user is asked about a child, and what their cases wait for."""
        return on_desk(self.user, self._led("case"), self.today)

    @cached_property
    def received(self) -> list[Case]:
        """Open cases elsewhere about children who go to the user's school now."""
        if not self.has(Thing.APPOINT):
            return []
        here = Enrolment.objects.in_force(self.today).filter(
            at_schools_with(self.user, Thing.APPOINT, self.today, "school_class__school"),
            ~Q(school_class__school=OuterRef("school")),
            pupil=OuterRef("pupil"),
        )
        rows = Case.objects.open().filter(Exists(here), apart(self.user, self.today, "pupil"))
        rows = rows.exclude(handovers__answer=Handover.Answer.VENTER)
        return list(rows.select_related("pupil", "school", "tovholder").order_by("pk"))

    @cached_property
    def vacancies(self) -> dict[int, Vacancy]:
        """What the night found of the cases that nobody may lead."""
        rows = Vacancy.objects.filter(case__in=self.cases, solved_on=None)
        return {row.case_id: row for row in rows}

    @cached_property
    def covered(self) -> frozenset[int]:
        """The cases that the user leads today in place of the tovholder."""
        if not self.has(Thing.LEAD):
            return frozenset()
        rows = Cover.objects.in_force(self.today).filter(substitute=self.user)
        return frozenset(rows.values_list("case", flat=True))

    @cached_property
    def reviews(self) -> list[CaseReview]:
        """What the month's look at a case asked for: of the user, or in a case they lead."""
        mine = Q(who__icontains=self.user.name) | self._led("case")
        rows = CaseReview.objects.filter(mine, case__in=self.cases, done_on=None)
        rows = rows.filter(verdict=CaseReview.Verdict.MORE).select_related("case__pupil")
        return list(rows.order_by("due_on", "pk"))

    def _led(self, path: str) -> Q:
        """Return the condition that the user leads the case under a path, or stands in for it."""
        return Q(**{f"{path}__tovholder": self.user}) | Q(**{f"{path}__in": self.covered})

    def _decides_at(self, path: str) -> Q:
        return at_schools_with(self.user, Thing.DECIDE, self.today, path)

    @cached_property
    def concerns(self) -> list[tuple[Concern, bool]]:
        """Concerns nobody has decided, and whether the user is to decide or has only noted it."""
        led = Case.objects.open().filter(Q(tovholder=self.user) | Q(pk__in=self.covered))
        theirs = self._decides_at("school") | Q(case__in=led)
        rows = (
            visible_concerns(self.user, self.today)
            .filter(theirs | Q(noted_by=self.user), decided_on=None)
            .annotate(is_theirs=ExpressionWrapper(theirs, BooleanField()))
            .select_related("pupil", "noted_by")
            .order_by("noted_on", "pk")
        )
        return [(row, row.is_theirs) for row in rows]

    @cached_property
    def plans_1c(self) -> list[Handlingsplan1c]:
        theirs = self._decides_at("concern__school") | Q(responsible=self.user)
        open_plans = Handlingsplan1c.objects.filter(ready_on=None)
        return list(
            open_plans.filter(theirs, apart(self.user, self.today, "concern__pupil"))
            .select_related("concern__pupil")
            .order_by("informed_on", "pk")
        )

    @cached_property
    def meetings(self) -> list[Meeting]:
        """Meetings that are the user's, from those not yet written up to the end of next week."""
        end = datetime.combine(end_of_week(self.today), time.max, timezone.get_current_timezone())
        mine = Q(participants__user=self.user) | Q(called_by=self.user)
        mine |= self._led("case")
        mine |= Q(case=None) & self._decides_at("school")
        return list(
            visible_meetings(self.user, self.today)
            .filter(mine, OPEN_CASE, status=Meeting.Status.PLANLAGT, starts_at__lte=end)
            .select_related("case__pupil", "case__tovholder")
            .distinct()
            .order_by("starts_at", "pk")
        )

    @cached_property
    def agreements(self) -> list[Agreement]:
        """What was agreed and is not done: what the user promised, and what is owed to them."""
        mine = Q(who__icontains=self.user.name) | self._led("meeting__case")
        return list(
            Agreement.objects.filter(
                mine,
                Q(meeting__case=None) | Q(meeting__case__closed_on=None),
                meeting__in=visible_meetings(self.user, self.today),
                done_on=None,
                due_on__lte=self.today + AHEAD,
            )
            .select_related("meeting__case__pupil")
            .order_by("due_on", "pk")
        )

    @cached_property
    def decisions(self) -> list[FlagDecision]:
        """Each pupil's newest decision, where it leads on to something that is not done."""
        newest = (
            decisions_in_reach(self.user, self.today)
            .order_by("pupil_id", "-decided_at", "-pk")
            .distinct("pupil_id")
        )
        rows = FlagDecision.objects.filter(pk__in=newest.values("pk")).filter(
            Q(kind=FlagDecision.Kind.LOOK_AGAIN)
            | Q(
                ~Exists(
                    Contact.objects.filter(pupil=OuterRef("pupil"), on__gte=OuterRef("decided_on"))
                ),
                ~Exists(Case.objects.open().filter(pupil=OuterRef("pupil"))),
                kind=FlagDecision.Kind.TALK,
                decided_on__gte=self.today - TALK,
            )
        )
        return list(rows.select_related("pupil", "by").order_by("pk"))

    @cached_property
    def newest_import(self) -> Import | None:
        done = imports_seen_by(self.user, self.today).filter(status=Import.Status.DONE)
        return done.exclude(last_day=None).order_by("-last_day", "-pk").first()

    @cached_property
    def troubled_imports(self) -> list[Import]:
        """Files of the last month that were refused, or had lines refused, and not yet mended."""
        bad = Q(status=Import.Status.FAILED) | Q(
            status=Import.Status.DONE, rows_refused__gt=0, quarantine__isnull=False
        )
        since = timezone.make_aware(datetime.combine(self.today - RECENT, time.min))
        recent = imports_seen_by(self.user, self.today).filter(created_at__gte=since)
        # The same file sent again takes the place of what was sent before.
        later = recent.filter(
            ~Q(file_sha256=""),
            Q(school=OuterRef("school")) | Q(school=None),
            file_sha256=OuterRef("file_sha256"),
            status__in=[Import.Status.DONE, Import.Status.FAILED],
            created_at__gt=OuterRef("created_at"),
        )
        rows = recent.filter(bad).exclude(Exists(later))
        return list(rows.select_related("school").distinct().order_by("-created_at", "-pk")[:5])

    @cached_property
    def events(self) -> list[Event]:
        """What others have written in the user's cases since the last visit, newest first."""
        # An emergency access is told of in a line of its own.
        rows = Event.objects.filter(case__in=self.cases, at__gt=self.seen_until)
        rows = rows.exclude(kind__in=EMERGENCIES)
        rows = rows.exclude(by=self.user).select_related("case__pupil", "by")
        return list(rows.order_by("-at", "-pk")[:MANY])

    @cached_property
    def fallen_flags(self) -> list[Flag]:
        """Flags that the data no longer carry, since the last visit."""
        rows = flags_in_reach(self.user, Thing.DECIDE, self.today).filter(
            status=Flag.Status.WITHDRAWN,
            changes__to_status=Flag.Status.WITHDRAWN,
            changes__at__gt=self.seen_until,
        )
        return list(rows.select_related("pupil").distinct().order_by("-withdrawn_on", "-pk")[:MANY])

    @cached_property
    def asked_about(self) -> list[EmergencyAccess]:
        """Emergency accesses that wait for the user's answer."""
        if not self.has(Thing.REVIEW):
            return []
        rows = asked_of(self.user, self.today).select_related("user", "case__pupil")
        return list(rows.order_by("due_on", "pk"))

    @cached_property
    def told_of(self) -> list[EmergencyAccess]:
        """Emergency accesses to the user's cases that somebody else is to answer for."""
        if not self.has(Thing.APPOINT) and not self.has(Thing.LEAD):
            return []
        asked = {row.pk for row in self.asked_about}
        rows = told_of(self.user, self.today).waiting().select_related("user", "case__pupil")
        return [
            row for row in rows.order_by("-opened_at", "-pk")[:MANY_CASES] if row.pk not in asked
        ]

    @cached_property
    def nameless(self) -> dict[School, int]:
        """How many pupils have waiting flags at each school whose flags the user reads."""
        waiting = waiting_flags(self.user, Thing.FLAGS, self.today).values("pupil_id")
        rows = (
            flagged_pupils(self.user, Thing.FLAGS, self.today)
            .filter(pupil_id__in=waiting)
            .select_related("school_class__school")
        )
        return Counter(row.school_class.school for row in rows)

    @cached_property
    def classes(self) -> dict[int, SchoolClass]:
        """The class of every pupil on the desk."""
        pupils = {flag.pupil_id for flag in self.flags}
        pupils |= {state.case.pupil_id for state in self.case_states}
        pupils |= {row.case.pupil_id for row in self.handovers}
        pupils |= {row.case.pupil_id for row in self.inquiries}
        pupils |= {row.pupil_id for row in self.received}
        pupils |= {row.pupil_id for row, _ in self.concerns}
        pupils |= {row.concern.pupil_id for row in self.plans_1c}
        pupils |= {row.pupil_id for row in self.decisions}
        pupils |= {row.case.pupil_id for row in [*self.asked_about, *self.told_of]}
        meetings = [*self.meetings, *(row.meeting for row in self.agreements)]
        pupils |= {row.case.pupil_id for row in meetings if row.case}
        if self.seen_until:
            pupils |= {row.pupil_id for row in self.events}
            pupils |= {row.pupil_id for row in self.fallen_flags}
        return classes_of(pupils, self.today)

    @property
    def visible_case_ids(self) -> set[int]:
        return {state.case.pk for state in self.case_states}

    def followed(self) -> list[tuple[CaseState, str]]:
        """Return the cases that the user works on without leading them, with who they are about.

        Leaders of a school read about all of its cases in the list of cases instead.
        """
        if self.has(Thing.DECIDE):
            return []
        _, others = led_by(self.case_states, self.user, self.covered)
        return [
            (state, whom(state.case.pupil, self.classes.get(state.case.pupil_id)))
            for state in others[:MANY_CASES]
        ]

    def tasks(self) -> list[Task]:
        """Return every task of the user, in no order."""
        return [
            *self._emergency_tasks(),
            *self._flag_tasks(),
            *self._case_tasks(),
            *inquiry_tasks(self.inquiries, self.classes, self.user, self.today),
            *self._concern_tasks(),
            *plan_1c_tasks(self.plans_1c, self.classes, self.calendars.municipality()),
            *meeting_tasks(
                self.meetings,
                self.classes,
                self.visible_case_ids,
                self.user,
                self.today,
                self.covered,
            ),
            *agreement_tasks(
                self.agreements, self.classes, self.visible_case_ids, self.user, self.today
            ),
            *look_tasks(self.user, self.today, self.calendars),
            *basis_tasks(self.user, self.calendars.municipality(), self.today),
            *self._file_tasks(),
            *self._setup_tasks(),
            *self._news(),
        ]

    def _emergency_tasks(self) -> list[Task]:
        rows = [*self.asked_about, *self.told_of]
        if not rows:
            return []
        # Also a closed case may have been opened in an emergency.
        visible = visible_cases(self.user, self.today).filter(pk__in={row.case_id for row in rows})
        seen = set(visible.values_list("pk", flat=True))
        return [
            *emergency.review_tasks(self.asked_about, seen, self.classes, self.today),
            *emergency.told_tasks(self.told_of, seen, self.classes, self.today),
        ]

    def _flag_tasks(self) -> list[Task]:
        if not self.has(Thing.DECIDE):
            return []
        pupils = {flag.pupil_id for flag in self.flags}
        calls = calls_of(pupils, self.today - CALLS)
        figures = self.calendars.municipality().numbers(self.today)
        return [
            *flag_tasks(self.flags, self.classes, calls, figures, self.today),
            *look_again_tasks(self.decisions, self.flags, self.classes, self.today),
            *talk_tasks(self.decisions, self.classes, self.today),
        ]

    def _case_tasks(self) -> list[Task]:
        own, others = led_by(self.case_states, self.user, self.covered)
        tasks = own_case_tasks(own, self.classes, self.today)
        if self.has(Thing.APPOINT):
            asked = {row.case_id: row for row in self.handovers if row.answer == "venter"}
            tasks += tovholder_tasks(self.case_states, self.classes, asked, self.vacancies)
            tasks += received_tasks(self.received, self.classes)
            tasks += others_case_tasks(others, self.classes, self.today)
            walks = walks_of(walked_by(self.user, self.today), self.cases, self.today)
            tasks += walk_tasks(walks, self.today)
        tasks += case_review_tasks(self.reviews, self.classes, self.visible_case_ids, self.user)
        theirs = self.case_states if self.has(Thing.APPOINT) else own
        waiting = {row.case_id for row in self.handovers}
        tasks += moved_tasks(theirs, self.classes, waiting, self.vacancies)
        lacking = {state.case.pk for state in self.case_states if state.lacks_tovholder}
        lacking = lacking if self.has(Thing.APPOINT) else set()
        return tasks + handover_tasks(self.handovers, self.classes, lacking, self.user, self.today)

    def _concern_tasks(self) -> list[Task]:
        theirs = [row for row, is_theirs in self.concerns if is_theirs]
        own = [row for row, is_theirs in self.concerns if not is_theirs]
        return [
            *concern_tasks(theirs, self.classes, self.today),
            *own_concern_tasks(own, self.classes, self.today),
        ]

    def _file_tasks(self) -> list[Task]:
        if not self.has(Thing.IMPORT):
            return []
        calendar = self.calendars.municipality().calendar
        return file_tasks(self.newest_import, self.troubled_imports, calendar, self.today)

    def _setup_tasks(self) -> list[Task]:
        tasks = []
        if self.has(Thing.SECOND):
            tasks += proposal_tasks(proposals_for(self.user, self.today))
        municipality = self.calendars.municipality()
        if self.has(Thing.ROLES):
            waiting = reviews_waiting(self.user, self.today).select_related("school")
            tasks += review_tasks(waiting.order_by("school__name", "pk"), self.today)
        if self.has(Thing.FLAGS) and not self.has(Thing.DECIDE):
            small_number = municipality.numbers(self.today).small_number
            tasks += nameless_tasks(self.nameless, small_number)
        if Role.ADMINISTRATOR in self.roles:
            confirmed = LegalReference.objects.filter(in_force_from__lte=self.today)
            tasks += rule_tasks(
                self.calendars.closures,
                set(confirmed.values_list("key", flat=True)),
                school_year_bounds(school_year(self.today)),
                self.today,
            )
        return tasks

    def _news(self) -> list[Task]:
        if self.seen_until is None:
            return []
        return news_tasks(self.events, self.fallen_flags, self.classes, self.today)
