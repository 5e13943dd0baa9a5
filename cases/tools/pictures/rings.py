"""Where the people round a child stand in rings: an angle per arena, a ring per closeness.

Everything is placed here; the template only draws. Numbers are text, so that no template writes
them with a decimal comma.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kiss.lib.text import join_and, plural

WIDTH, HEIGHT = 940.0, 720.0
MIDDLE_X, MIDDLE_Y = WIDTH / 2, HEIGHT / 2
CHILD: Final = 44.0
# The inner and the outer edge of each ring.
BANDS: Final = {"taet": (84.0, 142.0), "midt": (162.0, 232.0), "fjern": (252.0, 326.0)}
RINGS: Final = (152.0, 242.0, 336.0)
# Degrees, clockwise from straight up: an arena always has so much.
LEAST_ANGLE: Final = 52.0
EDGE: Final = 9.0
DOT: Final = 6.0
LETTER, LINE = 7.3, 16.0
LONGEST: Final = 15
# Two lines so near to each other look like one; what that costs against names that overlap.
APART, BEHIND = 5.0, 300.0
DASHES: Final = {"stoetter": "", "baade": "14 5 2 5", "belaster": "9 6", "ingen": "2 6"}
WIDTHS: Final = {"stoetter": "3.2", "baade": "2.4", "belaster": "2.4", "ingen": "2"}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody round the child. `bond` is a key of DASHES, `closeness` one of BANDS."""

    name: str
    arena: str
    closeness: str = "midt"
    bond: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """Where something is written."""

    left: float
    top: float
    width: float
    height: float

    def overlap(self, other: "Box") -> float:
        """Return the area that two boxes share."""
        wide = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        high = min(self.top + self.height, other.top + other.height) - max(self.top, other.top)
        return max(wide, 0) * max(high, 0)


@dataclass(frozen=True, slots=True)
class Word:
    """A line of text with its place."""

    text: str
    x: str
    y: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Spot:
    """A person on the map: the dot, the line from the child, and the name under it."""

    person: Person
    x: str
    y: str
    from_x: str
    from_y: str
    dash: str
    width: str
    words: tuple[Word, ...]
    angle: float
    box: Box
    back: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Rings:
    """The whole map. `spoken` says it to those who do not see it."""

    kind: str
    width: str
    height: str
    middle: tuple[str, str]
    child: tuple[Word, ...]
    child_size: str
    circles: tuple[str, ...]
    borders: tuple[tuple[str, str, str, str], ...]
    arenas: tuple[Word, ...]
    spots: tuple[Spot, ...]
    bonds: tuple[tuple[str, str, str], ...]
    spoken: str


def rings(
    child: str,
    people: Sequence[Person],
    arenas: Sequence[tuple[str, str]],
    bonds: Sequence[tuple[str, str]],
) -> Rings:
    """Place people round a child. `arenas` and `bonds` are keys and words, in order.

    Names never lie on each other while there is room; with many they are moved within their own
    ring and arena, never into another's.
    """
    spans = dict(_spans(people, [key for key, _ in arenas]))
    taken = [Box(MIDDLE_X - CHILD, MIDDLE_Y - CHILD, 2 * CHILD, 2 * CHILD)]
    named = {key: _arena_word(word, *spans[key]) for key, word in arenas}
    taken += [_box_of_word(word) for word in named.values()]
    spots: list[Spot] = []
    for key, _ in arenas:
        there = _mixed([person for person in people if person.arena == key])
        for number, person in enumerate(there):
            spot = _placed(person, spans[key], (number + 0.5) / len(there), taken, spots)
            spots.append(spot)
            taken.append(spot.box)
    used = {person.bond for person in people}
    return Rings(
        kind="ringe",
        width=_n(WIDTH),
        height=_n(HEIGHT),
        middle=(_n(MIDDLE_X), _n(MIDDLE_Y)),
        child=tuple(_words(child, MIDDLE_X, MIDDLE_Y + 5)),
        child_size=_n(CHILD),
        circles=tuple(_n(radius) for radius in RINGS),
        borders=tuple(_border(start) for start, _ in spans.values()),
        arenas=tuple(named.values()),
        spots=tuple(spots),
        bonds=tuple((word, DASHES[key], WIDTHS[key]) for key, word in bonds if key in used),
        spoken=_spoken(child, people, arenas),
    )


def _spans(people: Sequence[Person], arenas: Sequence[str]) -> Iterator[tuple[str, tuple]]:
    """Yield where each arena begins and ends: more room for those with more people."""
    counts = [sum(person.arena == arena for person in people) for arena in arenas]
    spare = 360.0 - LEAST_ANGLE * len(arenas)
    total = sum(counts) or len(arenas)
    begin = -(LEAST_ANGLE + spare * ((counts[0] if sum(counts) else 1) / total)) / 2
    for arena, count in zip(arenas, counts, strict=True):
        share = count / total if sum(counts) else 1 / len(arenas)
        end = begin + LEAST_ANGLE + spare * share
        yield arena, (begin, end)
        begin = end


def _mixed(people: Sequence[Person]) -> list[Person]:
    """Return people so that neighbours stand in different rings: no line hides behind another."""
    order = []
    for closeness in BANDS:
        there = [person for person in people if person.closeness == closeness]
        order += [((place + 0.5) / len(there), person) for place, person in enumerate(there)]
    return [person for _, person in sorted(order, key=lambda pair: pair[0])]


def _placed(
    person: Person,
    span: tuple[float, float],
    share: float,
    taken: Sequence[Box],
    spots: Sequence[Spot],
) -> Spot:
    """Place somebody as near to their own share of the arena as there is room for the name."""
    inner, outer = BANDS[person.closeness]
    first, last = span[0] + EDGE, span[1] - EDGE
    ideal = first + (last - first) * share
    angles = sorted(
        (first + (last - first) * step / 24 for step in range(25)),
        key=lambda angle: (abs(angle - ideal), angle),
    )
    radii = [inner + (outer - inner) * part for part in (0.4, 0.1, 0.75, 0.25, 0.95)]
    best: tuple[float, Spot] | None = None
    for angle in (ideal, *angles):
        for radius in radii:
            spot = _spot(person, angle, radius)
            cost = sum(spot.box.overlap(box) for box in taken) + _outside(spot.box)
            cost += sum(BEHIND for other in spots if abs(other.angle - angle) < APART)
            if cost == 0:
                return spot
            if best is None or cost < best[0]:
                best = (cost, spot)
    assert best is not None  # noqa: S101 - there is always a first candidate
    return best[1]


def _spot(person: Person, angle: float, radius: float) -> Spot:
    sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    x, y = MIDDLE_X + radius * sine, MIDDLE_Y - radius * cosine
    lines = wrapped(person.name)
    width = max(len(line) for line in lines) * LETTER + 8
    top = y + DOT + 2
    box = Box(x - width / 2, y - DOT, width, DOT * 2 + LINE * len(lines) + 4)
    return Spot(
        person=person,
        x=_n(x),
        y=_n(y),
        from_x=_n(MIDDLE_X + CHILD * sine),
        from_y=_n(MIDDLE_Y - CHILD * cosine),
        dash=DASHES.get(person.bond, "1 0"),
        width=WIDTHS.get(person.bond, "1"),
        words=tuple(
            Word(line, _n(x), _n(top + 12 + LINE * number)) for number, line in enumerate(lines)
        ),
        angle=angle,
        box=box,
        back=(_n(x - width / 2 + 3), _n(top), _n(width - 6), _n(LINE * len(lines) + 1)),
    )


def _outside(box: Box) -> float:
    beyond = max(-box.left, 0) + max(box.left + box.width - WIDTH, 0)
    below = max(-box.top, 0) + max(box.top + box.height - HEIGHT, 0)
    return (beyond + below) * 100


def _arena_word(word: str, begin: float, end: float) -> Word:
    middle = math.radians((begin + end) / 2)
    x = MIDDLE_X + (RINGS[-1] + 8) * math.sin(middle)
    y = MIDDLE_Y - (RINGS[-1] + 8) * math.cos(middle)
    side = "start" if math.sin(middle) > 0.3 else "end" if math.sin(middle) < -0.3 else "middle"
    return Word(word.upper(), _n(x), _n(min(max(y + 5, 16), HEIGHT - 6)), side)


def _box_of_word(word: Word) -> Box:
    width = len(word.text) * (LETTER + 2.4)
    left = float(word.x) - {"start": 0.0, "middle": width / 2, "end": width}[word.anchor]
    return Box(left, float(word.y) - 14, width, 18)


def _border(angle: float) -> tuple[str, str, str, str]:
    sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    inner, outer = CHILD + 8, RINGS[-1]
    return (
        _n(MIDDLE_X + inner * sine),
        _n(MIDDLE_Y - inner * cosine),
        _n(MIDDLE_X + outer * sine),
        _n(MIDDLE_Y - outer * cosine),
    )


def _words(text: str, x: float, y: float) -> Iterator[Word]:
    lines = wrapped(text, 10)
    for number, line in enumerate(lines):
        yield Word(line, _n(x), _n(y + LINE * (number - (len(lines) - 1) / 2)))


def wrapped(text: str, longest: int = LONGEST) -> list[str]:
    """Return a name on one line or two; what does not fit ends in an ellipsis."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= longest or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1]} …"]
    return [line if len(line) <= longest + 2 else f"{line[:longest]}…" for line in lines]


def _spoken(child: str, people: Sequence[Person], arenas: Sequence[tuple[str, str]]) -> str:
    count = plural(len(people), "person", "personer")
    said = [f"{child} i midten med {count} omkring sig"]
    for key, word in arenas:
        if names := [person.name for person in people if person.arena == key]:
            said.append(f"{word}: {join_and(names)}")
    if near := [person.name for person in people if person.closeness == "taet"]:
        said.append(f"tættest på: {join_and(near)}")
    return ". ".join(said) + "."


def _n(length: float) -> str:
    return f"{length:.1f}"
