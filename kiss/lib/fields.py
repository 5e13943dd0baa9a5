"""Form fields the Danish way."""

from datetime import date
from typing import Any

from django import forms

FIRST_YEAR, LAST_YEAR = 2000, 2100


class DateField(forms.DateField):
    """A date, picked or typed as 8-4-2027, 8.4.2027, 8/4/2027 or 2027-04-08."""

    def __init__(self, **kwargs: Any) -> None:
        # The browser's own picker shows nothing unless the value is written as ISO.
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        kwargs.setdefault(
            "input_formats",
            ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%y", "%d.%m.%y", "%d/%m/%y"],
        )
        kwargs.setdefault(
            "error_messages",
            {
                "required": "Skriv en dato.",
                "invalid": "Skriv datoen som dag-måned-år, for eksempel 8-4-2027.",
            },
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """Refuse a year that nobody means, before anything is reckoned from it."""
        day = super().to_python(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(f"Skriv en dato mellem {FIRST_YEAR} og {LAST_YEAR}.")
        return day


class TimeField(forms.TimeField):
    """A time of day, typed as 14.30 or 14:30."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
        kwargs.setdefault("input_formats", ["%H:%M", "%H.%M", "%H:%M:%S"])
        kwargs.setdefault(
            "error_messages",
            {
                "required": "Skriv et klokkeslæt.",
                "invalid": "Skriv klokkeslættet som 14.30.",
            },
        )
        super().__init__(**kwargs)


class DecimalField(forms.DecimalField):
    """A number with decimal comma."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(localize=True, **kwargs)
