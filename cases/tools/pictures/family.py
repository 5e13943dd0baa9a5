"""Where the members of a family stand in a genogram: three generations and the lines between.

Drawn as is usual: a circle for a woman, a square for a man, a rhombus where neither is known; the
child with a double edge; a cross over somebody who has died; two strokes over a line that was cut.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from cases.tools.pictures.rings import LETTER, Word, wrapped
from kiss.lib.text import join_and, plural

STEP: Final = 124.0
HALF: Final = 22.0
ROWS: Final = {1: 60.0, 2: 232.0, 3: 420.0}
HEIGHT: Final = 530.0
MARGIN: Final = 70.0
BROAD: Final = 900.0
# Where the lines of each group of children run, so that two groups never share one.
BAR: Final = {"soeskende": 352.0, "halv": 338.0, "pleje": 372.0}


@dataclass(frozen=True, slots=True)
class Relation:
    """What somebody is to the child: the word, the generation, the place in it, the sign."""

    word: str
    generation: int
    place: str
    sign: str


RELATIONS: Final = {
    "mor": Relation("mor", 2, "mor", "kvinde"),
    "far": Relation("far", 2, "far", "mand"),
    "medmor": Relation("mor (den anden)", 2, "far", "kvinde"),
    "medfar": Relation("far (den anden)", 2, "mor", "mand"),
    "storesoester": Relation("storesøster", 3, "store", "kvinde"),
    "storebror": Relation("storebror", 3, "store", "mand"),
    "lillesoester": Relation("lillesøster", 3, "lille", "kvinde"),
    "lillebror": Relation("lillebror", 3, "lille", "mand"),
    "halvsoester-mor": Relation("halvsøster på mors side", 3, "halv-mor", "kvinde"),
    "halvbror-mor": Relation("halvbror på mors side", 3, "halv-mor", "mand"),
    "halvsoester-far": Relation("halvsøster på fars side", 3, "halv-far", "kvinde"),
    "halvbror-far": Relation("halvbror på fars side", 3, "halv-far", "mand"),
    "mormor": Relation("mormor", 1, "morside-kvinde", "kvinde"),
    "morfar": Relation("morfar", 1, "morside-mand", "mand"),
    "farmor": Relation("farmor", 1, "farside-kvinde", "kvinde"),
    "farfar": Relation("farfar", 1, "farside-mand", "mand"),
    "mors-mand": Relation("mors mand eller kæreste (han)", 2, "mors-partner", "mand"),
    "mors-kone": Relation("mors kone eller kæreste (hun)", 2, "mors-partner", "kvinde"),
    "fars-kone": Relation("fars kone eller kæreste (hun)", 2, "fars-partner", "kvinde"),
    "fars-mand": Relation("fars mand eller kæreste (han)", 2, "fars-partner", "mand"),
    "papsoester-mor": Relation("papsøster hos mor", 3, "pap-mor", "kvinde"),
    "papbror-mor": Relation("papbror hos mor", 3, "pap-mor", "mand"),
    "papsoester-far": Relation("papsøster hos far", 3, "pap-far", "kvinde"),
    "papbror-far": Relation("papbror hos far", 3, "pap-far", "mand"),
    "moster": Relation("moster", 2, "mors-soeskende", "kvinde"),
    "morbror": Relation("morbror", 2, "mors-soeskende", "mand"),
    "faster": Relation("faster", 2, "fars-soeskende", "kvinde"),
    "farbror": Relation("farbror", 2, "fars-soeskende", "mand"),
    "plejemor": Relation("plejemor", 2, "pleje", "kvinde"),
    "plejefar": Relation("plejefar", 2, "pleje", "mand"),
    "anden": Relation("en anden i familien", 2, "andre", "andet"),
}
GENERATIONS: Final = {1: "bedsteforældre", 2: "forældre og voksne", 3: "børn"}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the family. `relation` is a key of RELATIONS; the words stand under the name."""

    name: str
    relation: str
    words: str = ""
    lives_here: bool = False
    is_dead: bool = False


@dataclass(slots=True)
class Node:
    """Somebody with a place; `sign` is "kvinde", "mand" or "andet"."""

    name: str
    sign: str
    generation: int
    words: str = ""
    lives_here: bool = False
    is_dead: bool = False
    is_child: bool = False
    # The place among those that were written, 0 for the child and for one that nobody named.
    number: int = 0
    x: float = 0.0

    @property
    def y(self) -> float:
        """How far down the generation stands."""
        return ROWS[self.generation]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line; `is_broken` draws it dashed."""

    x1: str
    y1: str
    x2: str
    y2: str
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class Symbol:
    """A member as drawn: the sign round `x`, `y`, the name and the words under it."""

    sign: str
    x: str
    y: str
    left: str
    top: str
    size: str
    rhombus: str
    inner: str
    is_child: bool
    is_dead: bool
    lives_here: bool
    # What a narrow screen shows in place of the name.
    number: int
    cross: tuple[Stroke, ...]
    names: tuple[Word, ...]
    words: tuple[Word, ...]
    # A line from a single parent passes behind the name.
    back: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Genogram:
    """The whole picture. `spoken` says it to those who do not see it."""

    kind: str
    width: str
    height: str
    strokes: tuple[Stroke, ...]
    symbols: tuple[Symbol, ...]
    has_dead: bool
    has_household: bool
    is_cut: bool
    # Whether there are so many beside each other that a narrow screen must be moved about in.
    is_broad: bool
    spoken: str


@dataclass(slots=True)
class _Family:
    """The members by their place, and the lines as they are found."""

    child: Node
    places: dict[str, list[Node]]
    lines: list[Stroke] = field(default_factory=list)

    def at(self, place: str) -> list[Node]:
        """Return who stands in a place."""
        return self.places.get(place, [])

    def one(self, place: str) -> Node | None:
        """Return the first who stands in a place."""
        return next(iter(self.at(place)), None)

    @property
    def everybody(self) -> list[Node]:
        """Everybody, the child too."""
        return [self.child, *(node for nodes in self.places.values() for node in nodes)]

    def draw(self, x1: float, y1: float, x2: float, y2: float, *, is_broken: bool = False) -> None:
        """Draw a line."""
        self.lines.append(Stroke(_n(x1), _n(y1), _n(x2), _n(y2), is_broken))


def genogram(
    child: str, members: Sequence[Member], *, sign: str = "andet", parents: str = ""
) -> Genogram:
    """Place a family round a child. `parents` is "sammen", "skilt", "aldrig" or empty.

    A parent that nobody named is drawn as a rhombus without a name where somebody hangs on it.
    """
    family = _Family(
        child=Node(child, sign or "andet", 3, is_child=True), places=_by_place(members)
    )
    _add_unnamed(family)
    _place_children(family)
    _place_adults(family)
    _place_grandparents(family)
    _draw_lines(family, parents)
    left = min(node.x for node in family.everybody) - MARGIN
    right = max(node.x for node in family.everybody) + MARGIN
    return Genogram(
        kind="familie",
        width=_n(right - left),
        height=_n(HEIGHT),
        strokes=tuple(_moved(line, -left) for line in family.lines),
        symbols=tuple(_symbol(node, -left) for node in family.everybody),
        has_dead=any(node.is_dead for node in family.everybody),
        has_household=any(node.lives_here for node in family.everybody),
        is_cut=parents == "skilt",
        is_broad=right - left > BROAD,
        spoken=_spoken(child, members, parents),
    )


def _by_place(members: Sequence[Member]) -> dict[str, list[Node]]:
    places: dict[str, list[Node]] = {}
    for number, member in enumerate(members, 1):
        relation = RELATIONS.get(member.relation, RELATIONS["anden"])
        node = Node(
            member.name,
            relation.sign,
            relation.generation,
            member.words,
            member.lives_here,
            member.is_dead,
            number=number,
        )
        place = relation.place
        # One stands in each of these; a second one stands with the others of the family.
        single = place in ("mor", "far", "mors-partner", "fars-partner") or relation.generation == 1
        if single and places.get(place):
            place = "andre" if relation.generation == 2 else "andre-gamle"
        places.setdefault(place, []).append(node)
    return places


def _add_unnamed(family: _Family) -> None:
    for side, parent in (("far", "far"), ("mor", "mor")):
        hangs = ("{0}side-kvinde", "{0}side-mand", "{0}s-partner", "{0}s-soeskende", "halv-{0}")
        if not family.one(parent) and any(family.at(place.format(side)) for place in hangs):
            family.places[parent] = [Node("", "andet", 2)]


def _place_children(family: _Family) -> None:
    """Set the children in a row: those of the father's side, the child's own, the mother's side."""
    own = [*family.at("store"), family.child, *family.at("lille")]
    row = [*family.at("pap-far"), *family.at("halv-far"), *own]
    row += [*family.at("halv-mor"), *family.at("pap-mor")]
    for number, node in enumerate(row):
        node.x = number * STEP


def _place_adults(family: _Family) -> None:
    own = [*family.at("store"), family.child, *family.at("lille")]
    middle = (own[0].x + own[-1].x) / 2
    father, mother = family.one("far"), family.one("mor")
    if father and mother:
        father.x, mother.x = middle - STEP * 0.8, middle + STEP * 0.8
    elif alone := father or mother:
        alone.x = middle
    edges = {"far": middle - STEP * 0.8, "mor": middle + STEP * 0.8}
    for side, way in (("far", -1), ("mor", 1)):
        parent, partner = family.one(side), family.one(f"{side}s-partner")
        edge = parent.x if parent else edges[side]
        if partner:
            half = family.at(f"halv-{side}")
            straight = 2 * _middle(half) - edge if half else edge
            partner.x = edge + way * max(STEP * 1.1, way * (straight - edge))
            edge = partner.x
        for number, node in enumerate(family.at(f"{side}s-soeskende"), 1):
            node.x = edge + way * STEP * number
        edges[side] = edge + way * STEP * len(family.at(f"{side}s-soeskende"))
    for number, node in enumerate([*family.at("pleje"), *family.at("andre")], 1):
        node.x = edges["mor"] + STEP * (number + 0.2)


def _place_grandparents(family: _Family) -> None:
    father, mother = family.one("far"), family.one("mor")
    both = father is not None and mother is not None
    for side, parent, way in (("far", father, -1), ("mor", mother, 1)):
        if parent is None:
            continue
        middle = parent.x + way * (STEP * 0.5 if both else 0)
        for sign, offset in (("mand", -0.5), ("kvinde", 0.5)):
            for node in family.at(f"{side}side-{sign}"):
                node.x = middle + offset * STEP
    gamle = [node.x for node in family.everybody if node.generation == 1]
    for number, node in enumerate(family.at("andre-gamle"), 1):
        node.x = max(gamle, default=0) + STEP * number


def _draw_lines(family: _Family, parents: str) -> None:
    father, mother = family.one("far"), family.one("mor")
    own = [*family.at("store"), family.child, *family.at("lille")]
    _draw_couple(family, father, mother, parents)
    _draw_children(family, [father, mother], own, BAR["soeskende"])
    for side, parent in (("far", father), ("mor", mother)):
        partner = family.one(f"{side}s-partner")
        _draw_couple(family, parent, partner, "")
        half = family.at(f"halv-{side}")
        _draw_children(family, [parent, partner], half, BAR["halv"])
        if partner and family.at(f"pap-{side}"):
            _draw_children(family, [partner], family.at(f"pap-{side}"), BAR["pleje"])
        old = [family.one(f"{side}side-{sign}") for sign in ("mand", "kvinde")]
        _draw_couple(family, old[0], old[1], "")
        brothers = family.at(f"{side}s-soeskende")
        if parent:
            _draw_children(family, old, [parent, *brothers], 146.0)
    foster = family.at("pleje")
    if foster:
        _draw_couple(family, foster[0], foster[1] if len(foster) > 1 else None, "")
        _draw_children(family, list(foster[:2]), [family.child], BAR["pleje"], is_broken=True)


def _draw_couple(family: _Family, one: Node | None, other: Node | None, parents: str) -> None:
    if one is None or other is None:
        return
    left, right = sorted((one, other), key=lambda node: node.x)
    family.draw(left.x + HALF, left.y, right.x - HALF, right.y, is_broken=parents == "aldrig")
    if parents == "skilt":
        middle = (left.x + right.x) / 2
        for shift in (12.0, 20.0):
            family.draw(middle + shift - 5, left.y + 9, middle + shift + 5, left.y - 9)


def _draw_children(
    family: _Family,
    parents: Sequence[Node | None],
    children: Sequence[Node],
    bar: float,
    *,
    is_broken: bool = False,
) -> None:
    """Draw the line down from one or two parents, along, and down to each child."""
    above = [node for node in parents if node is not None]
    if not above or not children:
        return
    x = sum(node.x for node in above) / len(above)
    y = above[0].y if len(above) > 1 else above[0].y + HALF
    ends = [x, *(child.x for child in children)]
    family.draw(x, y, x, bar, is_broken=is_broken)
    if min(ends) != max(ends):
        family.draw(min(ends), bar, max(ends), bar, is_broken=is_broken)
    for child in children:
        family.draw(child.x, bar, child.x, child.y - HALF, is_broken=is_broken)


def _symbol(node: Node, shift: float) -> Symbol:
    x, y = node.x + shift, node.y
    names = wrapped(node.name, 14) if node.name else []
    below = wrapped(node.words, 16) if node.words else []
    wide = max((len(line) * LETTER for line in (*names, *below)), default=0.0)
    return Symbol(
        sign=node.sign,
        x=_n(x),
        y=_n(y),
        left=_n(x - HALF),
        top=_n(y - HALF),
        size=_n(2 * HALF),
        rhombus=_rhombus(x, y, HALF + 3),
        inner=_rhombus(x, y, HALF - 4),
        is_child=node.is_child,
        is_dead=node.is_dead,
        lives_here=node.lives_here,
        number=node.number,
        cross=(
            Stroke(_n(x - HALF), _n(y - HALF), _n(x + HALF), _n(y + HALF)),
            Stroke(_n(x - HALF), _n(y + HALF), _n(x + HALF), _n(y - HALF)),
        )
        if node.is_dead
        else (),
        names=tuple(
            Word(line, _n(x), _n(y + HALF + 16 + 15 * number)) for number, line in enumerate(names)
        ),
        words=tuple(
            Word(line, _n(x), _n(y + HALF + 15 + 15 * (number + len(names))))
            for number, line in enumerate(below)
        ),
        back=(
            _n(x - wide / 2),
            _n(y + HALF + 4),
            _n(wide),
            _n(15 * len((*names, *below))),
        ),
    )


def _rhombus(x: float, y: float, half: float) -> str:
    points = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
    return " ".join(f"{_n(across)},{_n(down)}" for across, down in points)


def _moved(line: Stroke, shift: float) -> Stroke:
    x1, x2 = _n(float(line.x1) + shift), _n(float(line.x2) + shift)
    return Stroke(x1, line.y1, x2, line.y2, line.is_broken)


def _middle(nodes: Iterable[Node]) -> float:
    places = [node.x for node in nodes]
    return (min(places) + max(places)) / 2


def _spoken(child: str, members: Sequence[Member], parents: str) -> str:
    said = [f"{child} med {plural(len(members), 'person', 'personer')} i familien"]
    for generation, word in GENERATIONS.items():
        rows = [
            f"{member.name}, {RELATIONS[member.relation].word}"
            for member in members
            if member.relation in RELATIONS and RELATIONS[member.relation].generation == generation
        ]
        if rows:
            said.append(f"{word}: {join_and(rows)}")
    if parents == "skilt":
        said.append("forældrene er gået fra hinanden")
    return ". ".join(said) + "."


def _n(length: float) -> str:
    return f"{length:.1f}"
