"""`python -m law` answers a jurist from a shell, with nothing installed and no database."""

import os
import runpy
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from law.rules import RULES
from law.sources import SOURCES
from law.verdicts import Stage

ROOT = Path(__file__).parents[2]


def ask(*arguments: str) -> subprocess.CompletedProcess:
    """Run the program as a jurist does; -S keeps every installed package out."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "-S", "-m", "law", *arguments],
        cwd=ROOT,
        env={"LANG": "C", "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "last_line"),
    [
        ("due handlingsplan 2026-03-24", "2026-04-10"),
        ("due handlingsplan 2026-09-05", "2026-09-18"),
        ("due sygeundervisning 2025-10-06 --closed 2025-10-11..2025-10-19", "2025-11-03"),
        (
            "due sygeundervisning 2026-05-29 --closed 2026-06-05 --closed 2026-06-27..2026-08-09",
            "2026-06-22",
        ),
        ("due varsling 2025-10-08", "2025-10-13"),
        ("due underretning 2025-10-21", "2025-10-24"),
        ("share 8 55", "10"),
        ("share 8.5 55", "15"),
        ("share 8,5 55", "15"),
        ("share 5.5 55", "10"),
        ("share 5 55", "none"),
        ("share 9 60", "15"),
        ("share 9 61", "10"),
        ("share 0 1", "none"),
        ("holidays 2026", "2026-12-26  2. juledag (lørdag 26. december 2026)"),
    ],
)
def test_the_answer_stands_alone_on_the_last_line(arguments, last_line):
    answer = ask(*arguments.split())

    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.splitlines()[-1] == last_line
    assert answer.stderr == ""


def test_a_date_is_explained_before_it_is_given():
    answer = ask(
        "due", "sygeundervisning", "2025-10-06", "--closed", "2025-10-11..2025-10-19"
    ).stdout

    assert "skolefri 11.–19. oktober" in answer
    assert "tirsdag 14. oktober 2025: skolefri" in answer
    assert "ikke bekræftet" in answer


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("share 8.3 55", "hele eller halve dage"),
        ("share otte 55", "hele eller halve dage"),
        ("share -1 55", "hele eller halve dage"),
        ("share 8 0", "antal skoledage"),
        ("share 8 5,5", "antal skoledage"),
        ("share 56 55", "flere fraværsdage end skoledage"),
        ("share 9999999 99999999", "hele eller halve dage"),
        ("share 8", "--help"),
        ("due handlingsplan 24-03-2026", "ikke en dato"),
        ("due handlingsplan 2026-02-30", "ikke en dato"),
        ("due handlingsplan 0001-01-01", "ligger uden for"),
        ("due handleplan 2026-03-24", "ikke en frist"),
        ("due sygeundervisning 2025-10-06 --closed 2025-10-19..2025-10-11", "før den begynder"),
        ("due sygeundervisning 2025-10-06 --closed oktober", "ikke en dato"),
        ("due sygeundervisning 2025-10-06 --closed 2000-01-01..2099-12-31", "ikke skoledage nok"),
        ("due sygeundervisning 2025-10-06 --closed", "--help"),
        ("holidays 26", "ikke et år"),
        ("holidays i-år", "ikke et år"),
        ("noget andet", "--help"),
    ],
)
def test_what_cannot_be_read_is_answered_in_danish(arguments, said):
    answer = ask(*arguments.split())

    assert answer.returncode == 2
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr
    assert answer.stdout == ""


def test_without_arguments_every_rule_figure_and_source_is_printed():
    answer = ask().stdout
    in_one_line = " ".join(answer.split())

    for rule in RULES:
        assert f"{rule.number}  {rule.title}  [{rule.key}]" in answer
    for row in SOURCES:
        assert row.reference in in_one_line


def test_help_shows_every_command():
    answer = ask("--help").stdout

    for command in ("due", "share", "holidays", "--markdown", "--closed"):
        assert command in answer


def test_the_document_in_docs_is_current():
    written = (ROOT / "docs" / "law.md").read_text(encoding="utf-8")

    assert ask("--markdown").stdout == written, "kør: python -m law --markdown > docs/law.md"


def test_every_stage_has_a_danish_name():
    assert all(stage.label for stage in Stage)


# The same program within this process, so that every branch of it is seen.


def run_here(monkeypatch, *arguments: str) -> object:
    monkeypatch.setattr(sys, "argv", ["law", *arguments])
    monkeypatch.delitem(sys.modules, "law.__main__", raising=False)
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("law", run_name="__main__")
    return ended.value.code


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 0),
        (["--help"], 0),
        (["--markdown"], 0),
        (["holidays", "2026"], 0),
        (["share", "8", "55"], 0),
        (["share", "5", "55"], 0),
        (["share", "56", "55"], 2),
        (["share", "8,2", "55"], 2),
        (["share", "8", "nul"], 2),
        (["holidays", "nu"], 2),
        (["due", "varsling", "2025-10-08"], 0),
        (["due", "underretning", "2025-10-20"], 0),
        (["due", "handlingsplan", "2025-10-08"], 0),
        (["due", "sygeundervisning", "2025-10-08", "--closed", "2025-10-11..2025-10-19"], 0),
        (["due", "sygeundervisning", "2025-10-08", "--closed", "2025-10-11"], 0),
        (["due", "sygeundervisning", "2025-10-08", "--closed", "2025-10-11..2025-10-01"], 2),
        (["due", "sygeundervisning", "2025-10-08", "--closed", "2000-01-01..2099-01-01"], 2),
        (["due", "andet", "2025-10-08"], 2),
        (["due", "handlingsplan", "i dag"], 2),
        (["due", "handlingsplan", "1800-01-01"], 2),
        (["andet"], 2),
    ],
)
def test_the_program_ends_with_0_or_2(monkeypatch, capsys, arguments, code):
    ended = run_here(monkeypatch, *arguments)

    written = capsys.readouterr()
    assert ended == code
    assert bool(written.out) is (code == 0)
    assert bool(written.err) is (code == 2)


def test_reading_the_program_does_not_run_it(capsys):
    assert import_module("law.__main__").PROGRAM == "python -m law"
    assert capsys.readouterr().out == ""


def test_a_reader_who_has_seen_enough_is_no_fault(monkeypatch):
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as broken:
        monkeypatch.setattr(sys, "stdout", broken)

        assert run_here(monkeypatch) == 0


def test_closures_that_do_not_count_are_said_not_to():
    answered = ask("due", "handlingsplan", "2026-03-24", "--closed", "2026-03-25..2026-03-27")

    assert "Skolens lukkedage standser ikke denne frist" in answered.stdout
    assert answered.stdout.splitlines()[-1] == "2026-04-10"
