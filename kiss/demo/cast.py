"""The children of the stories: where they sit, and the absence that their story needs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from kiss.demo.places import SCHOOLS
from law.absence import first_reaching
from law.calendar import Calendar
from law.quarters import quarter_of

# Start and end of a day as the files write it.
Code = tuple[str, str]
SICK, UNLAWFUL, LEFT_EARLY, LATE = ("S", "S"), ("U", "U"), ("", "U"), ("F", "")


@dataclass(frozen=True, slots=True)
class Part:
    """A child of the cast: takes the first free seat of a class at its school."""

    key: str
    first_name: str
    last_name: str
    grade: int
    letter: str
    parents: tuple[tuple[str, str], ...]
    school: str = SCHOOLS[0].number


CAST = (
    Part("asta", "Asta", "Lund Krogh", 6, "B", (("Camilla Lund", "mor"), ("Jonas Krogh", "far"))),
    Part("malthe", "Malthe", "Dahl", 8, "A", (("Anne Dahl", "mor"),)),
    Part("noor", "Noor", "Haddad", 5, "B", (("Layla Haddad", "mor"), ("Sami Haddad", "far"))),
    Part("emil", "Emil", "Brandt", 3, "A", (("Peter Brandt", "far"), ("Rikke Brandt", "mor"))),
    Part("viggo", "Viggo", "Kjær", 2, "C", (("Maria Kjær", "mor"), ("Thor Bisgaard", "far"))),
    Part("sofie", "Sofie", "Winther", 9, "A", (("Lars Winther", "far"), ("Hanne Winther", "mor"))),
    Part("elias", "Elias", "Riis", 4, "B", (("Tina Riis", "mor"),)),
    Part("jonathan", "Jonathan", "Post", 8, "C", (("Birthe Post", "mor"),)),
    Part("ida", "Ida", "Toft", 1, "A", (("Mia Toft", "mor"), ("Ulrik Toft", "far"))),
    Part("luna", "Luna", "Skov", 6, "B", (("Stine Skov", "mor"),)),
    Part("mille", "Mille", "Holst", 7, "A", (("Jette Holst", "mor"), ("Bo Holst", "far"))),
    Part("karla", "Karla", "Munk", 6, "A", (("Dorte Munk", "mor"),)),
    Part("hugo", "Hugo", "Bech", 4, "C", (("Line Bech", "mor"), ("Jens Bech", "far"))),
    Part("olga", "Olga", "Lind", 0, "A", (("Sisse Lind", "mor"),)),
    Part(
        "signe",
        "Signe",
        "Falk",
        7,
        "B",
        (("Louise Falk", "mor"), ("Nikolaj Falk", "far")),
        SCHOOLS[1].number,
    ),
    Part("anton", "Anton", "Gade", 6, "A", (("Henning Gade", "far"),), SCHOOLS[3].number),
)

# Parents with name and address protection, and a child whose CPR number the register has given.
PROTECTED = {"Thor Bisgaard"}
WITH_CPR = {"asta"}


def away(key: str, days: Sequence[date], calendar: Calendar) -> dict[date, Code]:
    """Return what a child of the cast was noted for, by day.

    `days` are the school days of this school year up to and including the last one delivered.
    """
    if not days or key not in PATTERNS:
        return {}
    return PATTERNS[key](days, calendar)


def _mondays(days: Sequence[date], calendar: Calendar) -> dict[date, Code]:
    mondays = [day for day in days if day.weekday() == 0]
    away = [*mondays[2:-3], *mondays[-1:], *days[20:40:9]]
    return dict.fromkeys(away, SICK)


def _tuesdays_and_thursdays(days: Sequence[date], calendar: Calendar) -> dict[date, Code]:
    hard = [day for day in days if day.weekday() in {1, 3}]
    # The library opened on Tuesdays some weeks ago.
    kept = [day for day in hard[-8:] if day.weekday() == 3]
    return dict.fromkeys([*hard[1:-8:2], *kept[:-1:2]], SICK)


def _unlawful(percent: int, ago: int) -> Callable[[Sequence[date], Calendar], dict[date, Code]]:
    """Return a pattern that reaches a limit exactly, some school days before the last one."""

    def pattern(days: Sequence[date], calendar: Calendar) -> dict[date, Code]:
        quarter = quarter_of(days[-1])
        planned = calendar.school_days(quarter.first, quarter.last)
        needed = -(-first_reaching(planned, percent) // 2)
        # The days before the limit was reached, the latest first; in the first weeks of a
        # quarter there are too few for any child to have reached it.
        usable = [day for day in days if day >= quarter.first][::-1][ago:]
        step = max(len(usable) // max(needed, 1), 1)
        return dict.fromkeys(usable[::step][:needed], UNLAWFUL)

    return pattern


def _sick(start: int, stop: int | None, step: int) -> Callable[..., dict[date, Code]]:
    def pattern(days: Sequence[date], calendar: Calendar) -> dict[date, Code]:
        return dict.fromkeys(days[start:stop:step], SICK)

    return pattern


def _mostly_away(days: Sequence[date], calendar: Calendar) -> dict[date, Code]:
    # She is met at the door on Tuesdays and Thursdays, and comes now and then.
    visits = [day for day in days if day.weekday() in {1, 3}][2::5]
    return {day: SICK for day in days if day not in visits}


def _without_word(days: Sequence[date], calendar: Calendar) -> dict[date, Code]:
    return dict.fromkeys(days[5::14], SICK) | dict.fromkeys(days[2::12], UNLAWFUL)


def _leaves_early(days: Sequence[date], calendar: Calendar) -> dict[date, Code]:
    return dict.fromkeys(days[3::4], LATE) | dict.fromkeys(days[6::7], LEFT_EARLY)


PATTERNS: dict[str, Callable[[Sequence[date], Calendar], dict[date, Code]]] = {
    "asta": _mondays,
    # Fifteen school days in a row, the fifteenth being the last one delivered.
    "malthe": _sick(-15, None, 1),
    "noor": _unlawful(15, ago=2),
    "emil": _sick(4, -8, 7),
    "viggo": _sick(-16, None, 3),
    "sofie": _mostly_away,
    "elias": _without_word,
    "jonathan": _leaves_early,
    "mille": _sick(-9, -6, 1),
    "karla": _unlawful(10, ago=1),
    # Fifteen days in all, the last one yesterday.
    "hugo": _sick(-57, None, 4),
    "olga": _sick(-11, None, 1),
    "ida": _sick(0, 0, 1),
    "luna": _sick(0, 0, 1),
    "signe": _tuesdays_and_thursdays,
    "anton": _sick(-14, -1, 2),
}
