"""Files of absence: new rows, the same file again, the file of a day, and a million lines."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction

import bench
from absence.actions import read_file, scan
from absence.actions.imports import Delivery, merge
from absence.models import Import, Mark
from bench import _municipality as municipality
from kiss.lib.tables import open_table
from schools.calendars import Calendars

ROUNDS = 5
YEAR = municipality.LAST_YEAR
FIRST, TODAY = date(YEAR, 8, 1), municipality.LAST_DAY
HEADINGS = "institutionsnummer;elev_id;klassetrin;klasse;dato;start_kode;slut_kode\r\n"
DAILY, MILLION = 1_000, 1_000_000
# The highest memory of the child alone: what wait4 tells includes ours, from before it began.
READ_AND_TELL = """
import sys
from pathlib import Path
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "import_absence", *sys.argv[1:]])
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""
COLUMNS = "pupil_id, changed_at, day, import_id, school_id, slot, category, halves"
# Partly absent and unclear days become plain ones: their letters are each municipality's own.
LETTER = "(array['S', 'L', 'U', 'F', 'S', 'U'])[max(category) filter (where slot = {})]"
YEARS_LINES = f"""
select concat_ws(';', s.institution_number, p.elev_id, k.grade, k.grade || '.' || k.letter,
                 to_char(m.day, 'DD-MM-YYYY'), coalesce({LETTER.format(1)}, ''),
                 coalesce({LETTER.format(2)}, ''))
from absence_mark m
join schools_pupil p on p.id = m.pupil_id
join schools_enrolment e on e.pupil_id = p.id
     and m.day between e.starts_on and coalesce(e.ends_on, 'infinity')
join schools_schoolclass k on k.id = e.school_class_id
join schools_school s on s.id = k.school_id
where m.day >= %s and m.day < %s
group by s.institution_number, p.elev_id, k.grade, k.letter, m.day
order by m.day, s.institution_number, p.elev_id
"""  # noqa: S608 - constants of this module


def measure() -> Iterator[bench.Result]:
    """Measure against COPY of the same rows into the same table, four school years in it."""
    with bench.fresh_database("bench_imports"), tempfile.TemporaryDirectory() as folder:
        municipality.build()
        with connection.cursor() as cursor:
            # The rows were made with numbers of their own.
            cursor.execute(
                "select setval(pg_get_serial_sequence('absence_import', 'id'), max(id))"
                " from absence_import"
            )
        yield from _results(Path(folder))
        yield _memory(Path(folder))


def _results(folder: Path) -> Iterator[bench.Result]:
    year, day, rows = folder / "year.csv", folder / "day.csv", folder / "year.copy"
    _write_year(year)
    _write_day(day)
    _empty_year()
    _merge(year)
    _export(rows)
    # A day's file comes to pupils whom the clock judged the night before.
    scan(TODAY - timedelta(days=1), anew=True)
    copied, new, again, daily, loops = [], [], [], [], []
    for _ in range(ROUNDS + 1):
        _empty_year()
        copied.append(bench.seconds(lambda: _copy(rows)))
        _empty_year()
        new.append(bench.seconds(lambda: _merge(year)))
        again.append(bench.seconds(lambda: _merge(year)))
        _tidy()
        daily.append(bench.seconds(bench.undone(lambda: _read(day))))
        loops.append(bench.seconds(bench.count))
    # The first round only warms up.
    copied, new, again, daily, loops = (found[1:] for found in (copied, new, again, daily, loops))
    marks = Mark.objects.filter(day__gte=FIRST).count()
    per_second = f"{marks / bench.median(new):,.0f} / {marks / bench.median(copied):,.0f} rows/s"
    yield bench.Result(
        "import of new rows / COPY of the same rows, rows per second",
        bench.median_ratio(copied, new),
        0.5,
        at_least=True,
        detail=per_second,
    )
    yield bench.Result(
        "the same file again / COPY of its rows, rows per second",
        bench.median_ratio(copied, again),
        1,
        at_least=True,
        detail=f"{bench.median(again):.2f} s",
    )
    written = Mark.objects.filter(source=Import.objects.latest("pk")).count()
    yield bench.Result("the same file again, rows written", written, 0)
    yield bench.Result(
        f"a day's file of {DAILY:,} lines with its follow-up, paced s",
        bench.paced(daily, loops),
        0.3,
        detail=f"{bench.median(daily):.2f} s here",
    )


def _memory(folder: Path) -> bench.Result:
    """Read a million lines in with the command, in a child, and return its highest memory."""
    path = folder / "million.csv"
    _write_million(path)
    _empty_year()
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    said = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", READ_AND_TELL, path, "--date", TODAY.isoformat()],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": url.geturl()},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = Import.objects.latest("pk").lines
    if lines != MILLION:
        raise AssertionError(f"only {lines} lines were read")
    used = int(said.stdout.split()[-1]) / 1024
    return bench.Result(f"memory peak of {lines:,} lines, MB", used, 150)


def _read(path: Path) -> None:
    read_file(Delivery(path=path), today=TODAY)


def _merge(path: Path) -> None:
    """Read a file in without judging anybody: the back-load of a year is scanned afterwards."""
    with transaction.atomic():
        source = Import.objects.create(kind="fravaer", status=Import.Status.DONE)
        merge(source, Delivery(path=path), open_table(path), today=TODAY)


def _empty_year() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"truncate absence_mark_{YEAR}")
        # What one work has left to be written to disk is not counted against the next.
        cursor.execute("checkpoint")


def _tidy() -> None:
    """Leave the tables as a morning finds them: the database's own housekeeper has been by.

    What a round has undone would otherwise lie in the way of the next.
    """
    with connection.cursor() as cursor:
        cursor.execute("vacuum (analyze)")


@contextmanager
def _in_and_out(statement: str) -> Iterator:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        yield copy


def _copy(path: Path) -> None:
    with (
        transaction.atomic(),
        path.open("rb") as file,
        _in_and_out(f"copy absence_mark ({COLUMNS}) from stdin") as copy,
    ):
        while block := file.read(1024 * 1024):
            copy.write(block)


def _export(path: Path) -> None:
    ordered = f"select {COLUMNS} from absence_mark_{YEAR} order by day, pupil_id, slot"  # noqa: S608
    with path.open("wb") as file, _in_and_out(f"copy ({ordered}) to stdout") as copy:
        file.writelines(copy)


def _write_year(path: Path) -> None:
    """Write the year's marks up to the day before the last as a file."""
    with path.open("w") as file, connection.cursor() as cursor:
        file.write(HEADINGS)
        cursor.execute(YEARS_LINES, [FIRST, TODAY])
        file.writelines(f"{line}\r\n" for (line,) in cursor)


def _write_day(path: Path) -> None:
    """Write a file of the last day, with a tenth of the pupils in it."""
    with path.open("w") as file:
        file.write(HEADINGS)
        for count, line in enumerate(_lines_of(TODAY), 1):
            file.write(line.format("SLUF"[count % 4], ""))
            if count == DAILY:
                return


def _write_million(path: Path) -> None:
    """Write a register as some systems deliver it: everybody every day, one in ten away."""
    calendar = Calendars.load().municipality().calendar
    count = 0
    with path.open("w") as file:
        file.write(HEADINGS)
        for day in calendar.days(FIRST, TODAY):
            for line in _lines_of(day):
                away = "SLUF"[count % 4] if count % 10 == 0 else ""
                file.write(line.format(away, away))
                count += 1
                if count == MILLION:
                    return


def _lines_of(day: date) -> Iterator[str]:
    """Yield a line about each pupil on a day, with holes for the codes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select s.institution_number, p.elev_id, k.grade, k.grade || '.' || k.letter"
            " from schools_pupil p join schools_enrolment e on e.pupil_id = p.id"
            " join schools_schoolclass k on k.id = e.school_class_id"
            " join schools_school s on s.id = k.school_id"
            " where %s between e.starts_on and coalesce(e.ends_on, 'infinity') order by p.id",
            [day],
        )
        for place in cursor.fetchall():
            yield ";".join(map(str, (*place, day.strftime("%d-%m-%Y")))) + ";{};{}\r\n"
