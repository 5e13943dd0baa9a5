"""Files of absence and of pupils are read in: all of a file or none of it.

What cannot be used is kept in quarantine with its reason; nothing else is held up by it.
"""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import batched
from pathlib import Path
from typing import Final

from django.db import transaction
from django.db.models.functions import Now

from absence.actions import marks
from absence.actions.quarantine import without_words
from absence.actions.scan import judge_pupils
from absence.importing.layouts import Layout, Mapping, absence_layout, pupil_layout
from absence.importing.lines import AbsenceLines, as_json
from absence.importing.pupils import read_pupils
from absence.models import Import, ImportProfile, QuarantinedLine
from absence.models.imports import ImportKind
from kiss.lib.models import Refused
from kiss.lib.tables import Table, open_table
from kiss.lib.text import plural, thousands
from law.quarters import school_year as school_year_of
from schools.actions import RegisterOutcome, import_register
from schools.models import Municipality, School, User

NOTHING_NEW: Final = "Filen er læst før. Intet er ændret."
NOTHING_DIFFERENT: Final = "Intet er ændret: alt, der kan bruges, stod der allerede."
NOTHING_USABLE: Final = "Ingen linjer kan bruges."
SHOWN_REFUSALS: Final = 200
# A first delivery touches every pupil there is; their facts need not all be held at once.
PUPILS_AT_A_TIME: Final = 1_000
ONLY_HEADINGS: Final = "Filen har kun overskrifter. Intet er indlæst."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file did, or would do. Days are a pupil's days; refused are lines of the file.

    `through` is the last day in it that had come. `refusals` holds the first refused lines, and
    `commonest` the reason that most of them share and how many those are.
    """

    layout: str
    new: int
    changed: int
    unchanged: int
    refused: int
    cleared: int = 0
    lines: int = 0
    first: date | None = None
    through: date | None = None
    read_before: bool = False
    register: RegisterOutcome | None = None
    refusals: list[tuple[int, str]] = field(default_factory=list)
    commonest: tuple[str, int] = ("", 0)
    is_useless: bool = False

    @property
    def message(self) -> str:
        """What there is to say in Danish besides the counts; nothing when that is all."""
        if self.is_useless:
            return self._why_useless
        said = _places(self.register) if self.register else []
        if self.cleared:
            said.append(f"Heraf er {plural(self.cleared, 'dag', 'dage')} rettet til til stede.")
        if not self.new and not self.changed:
            said.append(NOTHING_NEW if self.read_before else NOTHING_DIFFERENT)
        return " ".join(said)

    @property
    def _why_useless(self) -> str:
        reason, lines = self.commonest
        if self.refused == 1:
            return f"{NOTHING_USABLE} Den eneste linje er afvist: {without_words(reason)}"
        said = f"{NOTHING_USABLE} Alle {thousands(self.refused)} er afvist"
        if 2 * lines <= self.refused:
            return f"{said}, og grunden står ved hver linje."
        share = "alle" if lines == self.refused else "de fleste"
        return f"{said}, {share} af denne grund: {without_words(reason)}"


def _places(register: RegisterOutcome) -> list[str]:
    said = [f"Ny skole: {school.name}." for school in register.schools_made]
    if register.classes_made:
        said.append(f"{plural(register.classes_made, 'ny klasse', 'nye klasser')}.")
    if register.moved:
        said.append(f"{plural(register.moved, 'elev har', 'elever har')} skiftet klasse.")
    if register.not_mentioned:
        still = plural(register.not_mentioned, "elev", "elever")
        said.append(f"Ikke i filen: {still}, som stadig er indskrevet på skolerne.")
    return said


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A file and what it is read as. `school` is set when its deliverer speaks for one school."""

    path: Path
    kind: str = ImportKind.ABSENCE
    profile: ImportProfile | None = None
    school: School | None = None
    by: User | None = None
    # For pupils: the school year the file is for, when it does not say so itself.
    school_year: int | None = None


def read_file(
    delivery: Delivery, *, today: date, progress: Callable[[int], None] | None = None
) -> tuple[Import, Outcome]:
    """Read a file in, in one transaction, and return the record of it and what it did.

    Nothing but given leave is taken for days after `today`. `progress` is told the percentage
    read, now and then. Raises Refused when the file as a whole cannot be used: then nothing is
    written, not even that it was tried.
    """
    table = open_table(delivery.path)
    with transaction.atomic():
        source = Import.objects.create(
            kind=delivery.kind,
            status=Import.Status.RUNNING,
            extension=table.kind,
            by=delivery.by,
            school=delivery.school,
            started_at=Now(),
        )
        outcome = take_in(source, delivery, table, today=today, progress=progress)
    return source, outcome


def try_file(delivery: Delivery, *, today: date) -> Outcome:
    """Say what a file would do, and write nothing. Raises Refused as `read_file` does."""
    table = open_table(delivery.path)
    with transaction.atomic():
        source = Import.objects.create(
            kind=delivery.kind, status=Import.Status.PREVIEW, extension=table.kind
        )
        if delivery.kind == ImportKind.ABSENCE:
            outcome = look_at(source, delivery, table, today=today)
        else:
            outcome = take_in(source, delivery, table, today=today)
        transaction.set_rollback(True)
    return outcome


def read_in(
    content: bytes,
    *,
    today: date,
    by: User | None = None,
    school: School | None = None,
    profile: ImportProfile | None = None,
) -> Import:
    """Read in a file of absence that is held in memory. Raises Refused as `read_file` does."""
    with tempfile.NamedTemporaryFile(prefix="kiss-") as file:
        file.write(content)
        file.flush()
        delivery = Delivery(path=Path(file.name), profile=profile, school=school, by=by)
        source, _ = read_file(delivery, today=today)
    return source


def take_in(
    source: Import,
    delivery: Delivery,
    table: Table,
    *,
    today: date,
    progress: Callable[[int], None] | None = None,
) -> Outcome:
    """Write what a file says and finish its record, in the caller's transaction.

    Raises Refused when the file as a whole cannot be used.
    """
    refuse_unless_started()
    marks.wait_for_turn()
    if delivery.kind == ImportKind.PUPILS:
        outcome = _take_in_pupils(source, delivery, table, today)
    else:
        outcome, touched = merge(source, delivery, table, today=today, progress=progress)
        for pupils in batched(touched, PUPILS_AT_A_TIME):
            judge_pupils(pupils, day=today, since=outcome.first)
    _finish(source, outcome, table, delivery)
    return outcome


def look_at(source: Import, delivery: Delivery, table: Table, *, today: date) -> Outcome:
    """Note what a file would do, and keep its refused lines; nothing else is written.

    Raises Refused when the file as a whole cannot be used.
    """
    refuse_unless_started()
    if delivery.kind == ImportKind.PUPILS:
        with transaction.atomic():
            outcome, quarantine = _register(source, delivery, table, today)
            transaction.set_rollback(True)
        _keep_aside(quarantine)
    else:
        layout = absence_layout(table, mapping_of(delivery.profile))
        outcome, _ = _compare(source, layout, table, delivery.school, today, None)
        marks.quarantine(source=source)
    _note(source, outcome, table, delivery)
    source.status = Import.Status.PREVIEW
    source.save()
    return outcome


def refuse_unless_started() -> None:
    """Refuse to read anything into an installation without its municipality."""
    if not Municipality.objects.exists():
        raise Refused("Installationen er ikke startet. Kør: manage.py start_municipality NAVN")


def mapping_of(profile: ImportProfile | None) -> Mapping | None:
    """Return a saved profile as plain values."""
    if profile is None:
        return None
    return Mapping(profile.name, profile.columns, profile.codes, profile.is_wide)


def merge(
    source: Import,
    delivery: Delivery,
    table: Table,
    *,
    today: date,
    progress: Callable[[int], None] | None = None,
) -> tuple[Outcome, list[int]]:
    """Write the marks of a file and return what it did and the pupils it touched.

    Nobody is judged; that belongs in the same transaction, see `take_in`.
    """
    layout = absence_layout(table, mapping_of(delivery.profile))
    outcome, found = _compare(source, layout, table, delivery.school, today, progress)
    touched = marks.write(found, source=source)
    marks.quarantine(source=source)
    return outcome, touched


def _compare(
    source: Import,
    layout: Layout,
    table: Table,
    school: School | None,
    today: date,
    progress: Callable[[int], None] | None,
) -> tuple[Outcome, marks.Extent]:
    lines = AbsenceLines(table, layout, today=today, only=school)
    rows = _watched(table, progress) if progress else table.rows()
    repeated = marks.stage(lines.staged(rows))
    if layout.is_wide:
        marks.drop_empty_days(lines.noted_days)
        marks.keep_the_end(lines.noted_days)
    if missing := marks.lines_without_cells():
        marks.give_cells(_cells_of(table, lines, missing))
    found = marks.extent(today=today)
    if not found.days and not found.refused:
        raise Refused(ONLY_HEADINGS)
    difference = marks.compare(found)
    stated = found.marked_days + difference.cleared if layout.is_wide else found.days
    outcome = Outcome(
        layout=layout.name,
        new=difference.new,
        changed=difference.changed,
        unchanged=stated + repeated - difference.new - difference.changed,
        refused=found.refused,
        cleared=difference.cleared,
        lines=found.lines + repeated,
        first=found.first,
        through=found.through,
        read_before=_read_before(table, source),
        refusals=marks.first_refused(SHOWN_REFUSALS),
        commonest=marks.commonest_refusal() if found.refused else ("", 0),
        is_useless=not found.days,
    )
    return outcome, found


def _watched(table: Table, progress: Callable[[int], None]) -> Iterator[tuple[int, list[str]]]:
    """Yield a table's rows and tell how far they have come, at each whole percent."""
    step = max(1, table.lines // 100)
    told = 0
    for row in table.rows():
        if row[0] // step > told:
            told = row[0] // step
            progress(min(99, told))
        yield row


def _cells_of(table: Table, lines: AbsenceLines, wanted: set[int]) -> Iterator[tuple[int, str]]:
    for number, cells in table.rows():
        if number in wanted:
            yield number, as_json(lines.kept(cells))


def _take_in_pupils(source: Import, delivery: Delivery, table: Table, today: date) -> Outcome:
    outcome, quarantine = _register(source, delivery, table, today)
    source.quarantine.all().delete()
    _keep_aside(quarantine)
    return outcome


def _keep_aside(quarantine: list[QuarantinedLine]) -> None:
    QuarantinedLine.objects.bulk_create(quarantine, batch_size=1_000)


def _register(
    source: Import, delivery: Delivery, table: Table, today: date
) -> tuple[Outcome, list[QuarantinedLine]]:
    layout = pupil_layout(table, mapping_of(delivery.profile))
    found = read_pupils(table.rows(), layout)
    if not found.lines and not found.refused:
        raise Refused(ONLY_HEADINGS)
    register = import_register(
        found.lines,
        school_year=layout.school_year or delivery.school_year or school_year_of(today),
        on=today,
        by=delivery.by,
    )
    refused = sorted((found.refused | register.refused).items())
    outcome = Outcome(
        layout=layout.name,
        new=register.new,
        changed=register.changed,
        unchanged=register.unchanged,
        refused=len(refused),
        lines=len(found.cells),
        read_before=_read_before(table, source),
        register=register,
        refusals=refused[:SHOWN_REFUSALS],
        commonest=Counter(reason for _, reason in refused).most_common(1)[0]
        if refused
        else ("", 0),
        is_useless=not found.lines or len(refused) == len(found.cells),
    )
    return outcome, [
        QuarantinedLine(
            source=source, line_number=number, cells=found.cells[number], reason=reason[:300]
        )
        for number, reason in refused
    ]


def _read_before(table: Table, source: Import) -> bool:
    done = Import.objects.filter(
        kind=source.kind, file_sha256=table.sha256, status=Import.Status.DONE
    )
    return done.exclude(pk=source.pk).exists()


def _finish(source: Import, outcome: Outcome, table: Table, delivery: Delivery) -> None:
    _note(source, outcome, table, delivery)
    source.status = Import.Status.DONE
    source.finished_at = Now()
    source.progress = 100
    source.save()
    source.refresh_from_db()


def _note(source: Import, outcome: Outcome, table: Table, delivery: Delivery) -> None:
    source.file_sha256 = table.sha256
    source.profile = delivery.profile.name if delivery.profile else outcome.layout
    source.lines = outcome.lines
    source.rows_new = outcome.new
    source.rows_changed = outcome.changed
    source.rows_unchanged = outcome.unchanged
    source.rows_refused = outcome.refused
    source.first_day = outcome.first
    source.last_day = outcome.through
    source.message = outcome.message
