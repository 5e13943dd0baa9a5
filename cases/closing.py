"""When a case ends: the model's seven signposts, days that speak against it, and what comes after.

Pure: the calendar and the days in, sentences and days out. Nothing here is a score; a no says what
to talk about, and people decide.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import TextChoices

from kiss.lib.text import day_count, plural, weekday_date
from law.calendar import Calendar, Closure, NoSchoolDayError

ONE_DAY: Final = timedelta(days=1)
# So many school days before a holiday or a change is "right up to" it.
CLOSE_TO: Final = 10
# A closure of fewer calendar days is a long weekend and no holiday.
A_HOLIDAY: Final = 5
# What is suggested instead: so many school days after it.
SETTLED_AFTER: Final = 10
SCHOOL_WEEK: Final = 5
# The looks after the end, in school weeks.
AFTER_WEEKS: Final = (2, 6, 12)
# "Lidt endnu": the next look after "we keep an eye".
ONE_MORE: Final = 2
# The child's own baseline: so many school days up to the end.
BASELINE_DAYS: Final = 40
# Days off are few and come in lumps: less than this is no change, in half-days of absence.
NOTICEABLE: Final = 2
# The grades after which the child meets other teachers: the stages of the folkeskole end there.
LAST_OF_STAGE: Final = {3: "mellemtrinnet", 6: "udskolingen"}
LAST_GRADES: Final = (9, 10)


class Signpost(TextChoices):
    """The seven signposts for a professional assessment that the municipality's model names."""

    SKOLEGANG = "skolegang", "Går barnet regelmæssigt i skole?"
    TRIVSEL = "trivsel", "Er barnets trivsel blevet bedre?"
    FAELLESSKAB = "faellesskab", "Er det svære i fællesskabet blevet mindre?"
    UDVIKLING = "udvikling", "Går det stadig fremad med trivsel og fremmøde?"
    MOTIVATION = "motivation", "Giver barnet selv udtryk for at være med på det?"
    ENIGHED = "enighed", "Har alle, der er med, talt om at slutte, og er I enige?"
    FASTHOLDES = "fastholdes", "Er det aftalt, hvad der bliver ved i skolen og hjemme?"


# What a no, or a half yes, asks those in the dialogue to think of.
SIGNPOST_HELP: Final = {
    Signpost.SKOLEGANG: "Se på de seneste uger her på siden, og på de dage, der er svære.",
    Signpost.TRIVSEL: "Hvad ser de derhjemme, hvad ser I, og hvad siger barnet?",
    Signpost.FAELLESSKAB: "Hvem er barnet sammen med nu, og hvordan er tonen i klassen?",
    Signpost.UDVIKLING: "Hvis det står stille: Skal der en anden indsats til i stedet?",
    Signpost.MOTIVATION: "Spørg barnet selv, og skriv ordene ned for sig.",
    Signpost.ENIGHED: "Også barnet, forældrene og de lærere, der er der i morgen.",
    Signpost.FASTHOLDES: "Det, der virker, skal ikke høre op, fordi sagen gør.",
}


@dataclass(frozen=True, slots=True)
class Against:
    """Something that speaks against ending a case on a day, and what one can do instead.

    `better_on` is a school day on the other side of it.
    """

    what: str
    better_on: date | None

    @property
    def instead(self) -> str:
        """Say the alternative, or nothing when there is no later day to name."""
        if self.better_on is None:
            return "Lad sagen stå, til I ved, hvordan det nye er begyndt."
        return (
            f"Lad sagen stå til {weekday_date(self.better_on)}, når hverdagen har været "
            f"i gang i {SETTLED_AFTER // SCHOOL_WEEK} uger."
        )


def against(calendar: Calendar, grade: int | None, on: date) -> list[Against]:
    """Return what speaks against ending a case on a day: a holiday near, a stage that ends.

    Near is CLOSE_TO school days or fewer between the day and the first day off. On a day within a
    holiday that one counts too.
    """
    found: list[Against] = []
    holiday = next_holiday(calendar, on)
    if holiday is None:
        return found
    better = _settled(calendar, holiday.ends_on)
    left = calendar.school_days(on + ONE_DAY, holiday.starts_on - ONE_DAY)
    if left > CLOSE_TO:
        return found
    when = (
        f"begynder {weekday_date(holiday.starts_on)}"
        if holiday.starts_on > on
        else f"er i gang til {weekday_date(holiday.ends_on)}"
    )
    found.append(Against(f"{holiday.title} {when}. Det kan give et tilbagefald.", better))
    if is_summer(holiday) and grade is not None:
        if stage := LAST_OF_STAGE.get(grade):
            found.append(
                Against(f"Efter ferien begynder {stage}, ofte med nye lærere og lokaler.", better)
            )
        elif grade in LAST_GRADES:
            found.append(
                Against("Efter ferien skifter mange til en ny skole eller uddannelse.", None)
            )
        elif grade == 0:
            found.append(Against("Efter ferien begynder 1. klasse.", better))
    return found


def next_holiday(calendar: Calendar, on: date) -> Closure | None:
    """Return the holiday that a day lies in, or else the next one; long weekends do not count."""
    holidays = [
        row
        for row in calendar.closures
        if row.ends_on >= on and (row.ends_on - row.starts_on).days + 1 >= A_HOLIDAY
    ]
    return min(holidays, key=lambda row: (row.starts_on, row.ends_on), default=None)


def is_summer(holiday: Closure) -> bool:
    """Tell whether a holiday has the turn of the school year, 1 August, in it."""
    return holiday.starts_on < date(holiday.ends_on.year, 8, 1) <= holiday.ends_on


def _settled(calendar: Calendar, after: date) -> date | None:
    try:
        return calendar.nth_school_day(after, SETTLED_AFTER)
    except NoSchoolDayError:
        return None


def looks_after(calendar: Calendar, closed_on: date) -> list[tuple[int, date]]:
    """Return the looks after the end: school weeks of five school days, and the day of each.

    A look whose day no calendar knows yet is left out.
    """
    found = []
    for weeks in AFTER_WEEKS:
        try:
            found.append((weeks, calendar.nth_school_day(closed_on, weeks * SCHOOL_WEEK)))
        except NoSchoolDayError:
            break
    return found


@dataclass(frozen=True, slots=True)
class Before:
    """Absence before the end and since: half-days, and the school days they stand against."""

    before_halves: int
    before_days: int
    since_halves: int
    since_days: int

    @property
    def is_more(self) -> bool:
        """Whether there is noticeably more absence than before: share against share, exactly.

        More by at least NOTICEABLE half-days than the same share of the days since would give.
        """
        if not self.since_days:
            return False
        if not self.before_days:
            return self.since_halves >= NOTICEABLE
        expected = self.before_halves * self.since_days
        return self.since_halves * self.before_days - expected >= NOTICEABLE * self.before_days

    @property
    def sentence(self) -> str:
        """Say both in days of absence of so many school days."""
        if not self.since_days:
            return "Der er ingen tal for tiden efter afslutningen endnu."
        since = (
            f"{day_count(self.since_halves)} af {plural(self.since_days, 'skoledag', 'skoledage')}"
        )
        if not self.before_days:
            return f"Fravær siden afslutningen: {since}."
        before = _share(self.before_halves, self.before_days)
        return f"Fravær siden afslutningen: {since}. Før: {before}."


def _share(halves: int, days: int) -> str:
    return f"{day_count(halves)} af {plural(days, 'skoledag', 'skoledage')}"


def baseline_first(calendar: Calendar, closed_on: date, opened_on: date) -> date:
    """Return the first day of the child's own baseline: at most BASELINE_DAYS school days back.

    The baseline ends with the day the case ended, and never begins before the case was opened.
    """
    day, left = closed_on, BASELINE_DAYS
    while left and day > opened_on:
        left -= calendar.is_school_day(day)
        if left:
            day -= ONE_DAY
    return day


def follow_up_by(calendar: Calendar, today: date, days: int) -> date:
    """Return the last school day within so many calendar days from today, tomorrow at the least."""
    day = today + timedelta(days=days)
    while day > today + ONE_DAY and not calendar.is_school_day(day):
        day -= ONE_DAY
    return day if calendar.is_school_day(day) else calendar.next_school_day(today)


def is_beyond(next_on: date | None, today: date, days: int | None) -> bool:
    """Tell whether a follow-up lies later than the rhythm of so many calendar days allows."""
    return next_on is not None and days is not None and next_on > today + timedelta(days=days)
