"""Danish formatting and chart geometry for templates. Loaded everywhere, see TEMPLATES."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Paginator

from kiss.lib import charts, qr, text
from kiss.personas import DEMO_PASSWORD, PERSONAS, Persona
from kiss.signin.provider.configuration import Provider, provider
from law.absence import Category
from law.danish import sentence
from law.explain import Counted

register = template.Library()

for function in (
    text.long_date,
    text.weekday_date,
    text.plain_date,
    text.short_date,
    text.month_year,
    text.clock,
    text.days,
    text.day_count,
    text.decimal,
    text.thousands,
    text.join_and,
    text.possessive,
    text.short_name,
    text.initials,
    text.mask_cpr,
    text.file_size,
    sentence,
):
    # A moment from the database is in UTC; people read local time.
    register.filter(function.__name__, function, expects_localtime=True)


@register.filter
def relative(day: date, today: date) -> str:
    """Say how far a day is from today in calendar days: {{ meeting.on|relative:today }}."""
    return text.relative(day, today)


@register.simple_tag
def distance(day: date, today: date, count: int, unit: str) -> str:
    """Say it in counted days: {% distance due today 9 "arbejdsdag" %} is "om 9 arbejdsdage"."""
    return text.relative(day, today, count=count, unit=unit)


@register.simple_tag
def date_range(first: date, last: date) -> str:
    """Say a period, both days included: {% date_range closure.starts_on closure.ends_on %}."""
    return text.date_range(first, last)


@register.filter
def plural(number: int, forms: str) -> str:
    """Say a number with its noun: {{ count|plural:"sag,sager" }}."""
    one, many = forms.split(",")
    return text.plural(number, one, many)


@register.filter(expects_localtime=True)
def clock_of(moment: datetime | time) -> str:
    """Say "14.30" without the "kl."."""
    return text.clock(moment).removeprefix("kl. ")


@register.filter
def page_numbers(paginator: "Paginator[Any]", current: int) -> Iterator[int | None]:
    """Give the page numbers to show round the current one, None where some are left out."""
    for number in paginator.get_elided_page_range(current, on_each_side=1, on_ends=1):
        yield number if isinstance(number, int) else None


@register.filter
def any_errors(forms: Iterable[Any] | None) -> bool:
    """Test whether any form in a list was sent back."""
    return any(form.errors for form in forms or ())


@register.filter
def by_category(counted: Iterable[Counted]) -> list[dict[str, Any]]:
    """Put the counted days of an explanation together by category, half days said as such.

    Two marks on one day, as older pupils have them, are said as one day.
    """
    groups: dict[Category, Counter[date]] = {}
    for part in counted:
        groups.setdefault(part.category, Counter())[part.day] += part.half_days
    return [
        {
            "label": category.label,
            "half_days": days.total(),
            "listed": text.join_and(
                text.short_date(day) + (" (halv)" if half_days == 1 else "")
                for day, half_days in days.items()
            ),
        }
        for category, days in groups.items()
    ]


@register.simple_tag
def heatmap_chart(days: Sequence[charts.HeatDay], today: date) -> list[charts.HeatBlock]:
    """Place the days of a school year for components/heatmap.html."""
    return charts.heatmap(days, today)


@register.filter
def absences(days: Sequence[charts.HeatDay]) -> list[charts.HeatDay]:
    """Keep the days with something noted."""
    return charts.absences(days)


@register.simple_tag
def strip_chart(
    weeks: Sequence[charts.StripWeek], markers: Sequence[charts.StripMarker]
) -> charts.Strip:
    """Place the weeks for components/strip.html."""
    return charts.strip(weeks, markers)


@register.simple_tag
def spark_chart(weeks: Sequence[charts.StripWeek]) -> charts.Spark:
    """Place the weeks for components/spark.html."""
    return charts.spark(weeks)


@register.simple_tag
def meter_chart(
    half_days: int, school_days: int, limits: Sequence[charts.MeterLimit]
) -> charts.Meter:
    """Place a share for components/meter.html."""
    return charts.meter(half_days, school_days, limits)


@register.simple_tag
def square_code(content: str) -> qr.Square:
    """Draw a text for a telephone to read."""
    return qr.square(content)


@register.filter
def in_fours(code: str) -> str:
    """Space a long code so that it can be copied by eye: ABCD EFGH."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


@register.simple_tag
def sign_in_provider() -> Provider | None:
    """Give the municipality's own sign-in; None where there is none."""
    return provider()


@register.simple_tag
def passwords_are_used() -> bool:
    """Test whether one may log in with a password here."""
    return settings.PASSWORD_LOGIN


@register.simple_tag
def one_factor_is_enough() -> bool:
    """Test whether the second factor is turned off here."""
    return not settings.SECOND_FACTOR


@register.simple_tag
def demo_password() -> str:
    """Give the word that opens for everybody in the demo, and in the demo only."""
    return DEMO_PASSWORD if settings.DEMO else ""


@register.simple_tag
def demo_personas() -> tuple[Persona, ...]:
    """Give the people one can be, in the demo only."""
    return PERSONAS if settings.DEMO else ()
