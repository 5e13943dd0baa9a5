"""Where the people round a child stand in rings: an angle per arena, a ring per closeness.

Everything is placed here; the template only draws. Numbers are text, so that no template writes
them with a decimal comma.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kiss.lib.text import join_and, plural

# The inner and the outer edge of each ring.
BANDS: Final = {"taet": (84.0, 142.0), "midt": (162.0, 232.0), "fjern": (252.0, 326.0)}
RINGS: Final = (152.0, 242.0, 336.0)
CHILD: Final = 44.0
# Outside the last ring there is room for what the arenas are called.
WIDTH = HEIGHT = 2 * (RINGS[-1] + 32.0)
MIDDLE_X, MIDDLE_Y = WIDTH / 2, HEIGHT / 2
# Degrees, clockwise from straight up: an arena always has so much.
LEAST_ANGLE: Final = 52.0
EDGE: Final = 9.0
DOT: Final = 6.0
# On a narrow screen a number stands in place of a dot and its name.
DISC: Final = 20.0
LETTER, LINE = 7.8, 17.0
LONGEST: Final = 15
# Two lines so near to each other look like one; what that costs against names that overlap.
APART, BEHIND = 5.0, 300.0
# What it costs that a line goes through a name, and that two numbers touch.
THROUGH, TOUCHING = 150.0, 250.0
# So many are placed with care.
CROWD: Final = 20
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

    def is_crossed(self, line: "Line") -> bool:
        """Tell whether a line goes through the box: some part of it lies between all four sides."""
        first, last = 0.0, 1.0
        for start, length, low, high in (
            (line.x1, line.x2 - line.x1, self.left, self.left + self.width),
            (line.y1, line.y2 - line.y1, self.top, self.top + self.height),
        ):
            if length == 0:
                if not low < start < high:
                    return False
                continue
            enters, leaves = sorted(((low - start) / length, (high - start) / length))
            first, last = max(first, enters), min(last, leaves)
        return first < last


@dataclass(frozen=True, slots=True)
class Line:
    """A line from the child to somebody."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Word:
    """A line of text with its place, turned so many degrees about it."""

    text: str
    x: str
    y: str
    anchor: str = "middle"
    turn: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A person on the map: the dot, the line from the child, and the name beside it.

    `number` is the person's place among all; it is what a narrow screen shows.
    """

    person: Person
    number: int
    at: tuple[float, float]
    line: Line
    words: tuple[Word, ...]
    angle: float
    box: Box

    @property
    def x(self) -> str:
        return _n(self.at[0])

    @property
    def y(self) -> str:
        return _n(self.at[1])

    @property
    def start(self) -> tuple[str, str]:
        """Where the line begins, at the child."""
        return _n(self.line.x1), _n(self.line.y1)

    @property
    def dash(self) -> str:
        return DASHES.get(self.person.bond, "1 0")

    @property
    def width(self) -> str:
        return WIDTHS.get(self.person.bond, "1")

    @property
    def back(self) -> tuple[str, str, str, str]:
        """What lies behind the name, so that a ring does not go through the letters."""
        box = self.box
        return _n(box.left + 2), _n(box.top), _n(box.width - 4), _n(box.height)

    @property
    def disc(self) -> Box:
        """Where the dot lies."""
        return Box(self.at[0] - DOT - 2, self.at[1] - DOT - 2, 2 * DOT + 4, 2 * DOT + 4)


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
    numbered = [(number, person) for number, person in enumerate(people, 1)]
    named = {key: _arena_word(word, *spans[key]) for key, word in arenas}
    taken = [Box(MIDDLE_X - CHILD, MIDDLE_Y - CHILD, 2 * CHILD, 2 * CHILD)]
    taken += [_box_of_word(word) for word in named.values()]
    spots: list[Spot] = []
    for key, _ in arenas:
        there = _mixed([pair for pair in numbered if pair[1].arena == key])
        for place, (number, person) in enumerate(there):
            share = (place + 0.5) / len(there)
            spots.append(_placed(number, person, spans[key], share, taken, spots))
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


def _mixed(people: Sequence[tuple[int, Person]]) -> list[tuple[int, Person]]:
    """Return people so that neighbours stand in different rings: no line hides behind another."""
    order = []
    for closeness in BANDS:
        there = [pair for pair in people if pair[1].closeness == closeness]
        order += [((place + 0.5) / len(there), pair) for place, pair in enumerate(there)]
    return [pair for _, pair in sorted(order, key=lambda found: found[0])]


def _placed(
    number: int,
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
    # With many there is no free place to be found by looking closer, only time to be spent.
    steps = 24 if len(spots) < CROWD else 8
    angles = sorted(
        (first + (last - first) * step / steps for step in range(steps + 1)),
        key=lambda angle: (abs(angle - ideal), angle),
    )
    radii = [inner + (outer - inner) * part for part in (0.4, 0.1, 0.75, 0.25, 0.95)]
    best: tuple[float, Spot] | None = None
    for angle in (ideal, *angles):
        for radius in radii:
            for spot in _spots(number, person, angle, radius):
                cost = _cost(spot, taken, spots, best[0] if best else math.inf)
                if cost == 0:
                    return spot
                if best is None or cost < best[0]:
                    best = (cost, spot)
    assert best is not None  # noqa: S101 - there is always a first candidate
    return best[1]


def _cost(spot: Spot, taken: Sequence[Box], spots: Sequence[Spot], limit: float) -> float:
    """Return how badly somebody would stand here: 0 where nothing lies on anything.

    Not counted further than the `limit`: a better place is known. Those placed last stand nearest.
    """
    cost = _outside(spot.box) + sum(spot.box.overlap(box) for box in taken)
    cost += THROUGH * spot.box.is_crossed(spot.line)
    for other in reversed(spots):
        if cost >= limit:
            break
        cost += BEHIND * (abs(other.angle - spot.angle) < APART)
        cost += TOUCHING * (math.dist(spot.at, other.at) < 2 * DISC)
        cost += spot.box.overlap(other.box) + spot.box.overlap(other.disc)
        cost += other.box.overlap(spot.disc)
        cost += THROUGH * (spot.box.is_crossed(other.line) + other.box.is_crossed(spot.line))
    return cost


def _spots(number: int, person: Person, angle: float, radius: float) -> Iterator[Spot]:
    """Yield somebody in one place with the name on each side of the dot, away from the child first.

    The line comes from the child, so a name on the far side has no line through it.
    """
    sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    x, y = MIDDLE_X + radius * sine, MIDDLE_Y - radius * cosine
    line = Line(MIDDLE_X + CHILD * sine, MIDDLE_Y - CHILD * cosine, x, y)
    lines = wrapped(person.name)
    width, height = max(len(each) for each in lines) * LETTER + 8, LINE * len(lines) + 3
    above, below = y - DOT - 2 - height, y + DOT + 2
    upright = (x - width / 2, above if cosine > 0 else below, x, "middle")
    left, right = x - DOT - 2 - width, x + DOT + 2
    beside = (
        (right, y - height / 2, right + 4, "start")
        if sine > 0
        else (left, y - height / 2, x - DOT - 6, "end")
    )
    near = (x - width / 2, below if cosine > 0 else above, x, "middle")
    sides = (upright, beside, near) if abs(cosine) >= abs(sine) / 2 else (beside, upright, near)
    for from_left, top, anchored, anchor in sides:
        yield Spot(
            person=person,
            number=number,
            at=(x, y),
            line=line,
            words=tuple(
                Word(each, _n(anchored), _n(top + 13.5 + LINE * place), anchor)
                for place, each in enumerate(lines)
            ),
            angle=angle,
            box=Box(from_left, top, width, height),
        )


def _outside(box: Box) -> float:
    beyond = max(-box.left, 0) + max(box.left + box.width - WIDTH, 0)
    below = max(-box.top, 0) + max(box.top + box.height - HEIGHT, 0)
    return (beyond + below) * 100


def _arena_word(word: str, begin: float, end: float) -> Word:
    """Return the name of an arena along the outer ring, never upside down."""
    middle = (begin + end) / 2
    sine, cosine = math.sin(math.radians(middle)), math.cos(math.radians(middle))
    radius = RINGS[-1] + (8 if cosine >= 0 else 20)
    turn = math.degrees(math.atan2(sine, cosine) if cosine >= 0 else math.atan2(-sine, -cosine))
    x, y = MIDDLE_X + radius * sine, MIDDLE_Y - radius * cosine
    return Word(word.upper(), _n(x), _n(y), turn=_n(turn))


def _box_of_word(word: Word) -> Box:
    turn = math.radians(float(word.turn))
    long, high = len(word.text) * (LETTER + 2.4), 18.0
    width = abs(long * math.cos(turn)) + abs(high * math.sin(turn))
    height = abs(long * math.sin(turn)) + abs(high * math.cos(turn))
    # The letters stand on the line: their middle is a little above it.
    x = float(word.x) + 5 * math.sin(turn)
    y = float(word.y) - 5 * math.cos(turn)
    return Box(x - width / 2, y - height / 2, width, height)


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
    # A single long word is better whole than even.
    return [line if len(line) <= longest + 5 else f"{line[: longest + 4]}…" for line in lines]


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
