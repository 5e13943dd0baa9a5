"""The rules that the whole house keeps."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver

from kiss.celery import TIMETABLE, app

ROOT = Path(__file__).resolve().parent.parent
OURS = ("law", "kiss", "schools", "cases", "absence", "meetings")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def sources(*folders: str) -> Iterator[tuple[Path, str]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, path.read_text()


def is_translating(path: Path) -> bool:
    """Views, tasks and commands: where HTTP, the clock and people come in."""
    return bool({"views", "management", "demo"} & set(path.parts)) or path.name in {
        "views.py",
        "tasks.py",
        "context.py",
    }


def test_every_template_compiles() -> None:
    for path in TEMPLATES:
        get_template(str(path.relative_to(ROOT / "templates")))


def test_every_template_is_used() -> None:
    code = "\n".join(text for _, text in sources(*OURS))
    code += "\n".join(path.read_text() for path in TEMPLATES)
    by_name = {"429.html", "400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
    unused = []
    for path in TEMPLATES:
        name = str(path.relative_to(ROOT / "templates"))
        # Django and allauth look these up by name themselves.
        if name in by_name or name.startswith(("account/", "mfa/", "django/forms/")):
            continue
        if name not in code:
            unused.append(name)
    assert unused == []


def test_no_template_trusts_what_people_typed() -> None:
    trusting = [
        path.name
        for path in TEMPLATES
        if re.search(r"\|\s*safe\b|autoescape off", path.read_text())
    ]
    assert trusting == []


def test_no_code_trusts_what_people_typed() -> None:
    found = [str(path) for path, text in sources(*OURS) if re.search(r"\bmark_safe\b", text)]

    assert found == []


def test_only_views_tasks_and_commands_read_the_clock() -> None:
    clock = re.compile(r"timezone\.(now|localdate|localtime)\(|date\.today\(|datetime\.now\(")
    # The gates are called by views with a request in hand, and so are allauth's adapters; the
    # supervisor has no Django, a session is ended, and what somebody comes in with is noted, before
    # any view is asked; health page and heartbeat are about the clock itself.
    may = ("cases/permissions.py", "cases/staff.py", "kiss/services/", "kiss/signin/middleware.py")
    may += ("kiss/signin/adapters.py", "kiss/headers.py")
    found = [
        str(path.relative_to(ROOT))
        for path, text in sources(*OURS)
        if clock.search(text)
        and not is_translating(path)
        and not str(path.relative_to(ROOT)).startswith(may)
    ]
    assert found == []


def test_no_date_is_taken_from_a_moment_in_utc() -> None:
    assert [str(path) for path, text in sources(*OURS) if "now().date()" in text] == []


def test_views_tasks_and_commands_write_nothing_themselves() -> None:
    writes = {"save", "create", "bulk_create", "get_or_create", "update_or_create", "delete"}
    found = []
    for path, text in sources(*OURS):
        if not is_translating(path):
            continue
        for node in ast.walk(ast.parse(text)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in writes
            ):
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} .{node.func.attr}()")
    assert found == []


def test_tasks_take_no_arguments() -> None:
    with_arguments = []
    for path, text in sources(*OURS):
        if path.name != "tasks.py":
            continue
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and node.decorator_list and node.args.args:
                with_arguments.append(f"{path}:{node.name}")
    assert with_arguments == []


# Checking the models, as Celery does with the first task, asks the database for its version.
@pytest.mark.django_db
def test_the_timetable_names_tasks_that_exist() -> None:
    app.loader.import_default_modules()
    app.autodiscover_tasks(force=True)

    assert {entry["task"] for entry in TIMETABLE.values()} <= set(app.tasks)


def test_every_model_keeps_history_or_is_known_to_have_its_own_trace() -> None:
    own_trace = {
        "schools.Lookup",  # is itself a log
        "schools.SignInEvent",  # is itself a log
        "schools.LookupSeal",  # only added to
        "schools.Anchor",  # only added to
        "schools.ReadingReason",  # only added to
        "schools.WatchedDay",  # what the clock remembers of its own work
        "cases.Event",  # is itself the story, only added to
        "cases.EmergencyTry",  # only added to
        "cases.PlanSection",  # counts the saves of what keeps history
        "cases.SavedFilter",  # one's own choice of what to see, nothing about a child
        "cases.Submission",  # a one-time id and an address, nothing about a child
        "cases.Draft",  # not saved yet, its author's alone
        "cases.Correction",  # only added to
        "cases.AttachmentContent",  # bytes; what they are stands in Attachment, which keeps history
        "cases.UnderretningPaper",  # bytes; what they are stands in Underretning
        "cases.CaseAccess",  # derived from facts that keep history
        "absence.Mark",  # MarkChange
        "absence.MarkChange",
        "absence.Flag",  # FlagChange
        "absence.FlagChange",
        "absence.FlagDecision",  # only added to
        "absence.Import",  # a record of what happened, with who and when
        "absence.QuarantinedLine",
        "absence.Judged",  # what the clock remembers of its own work
        "absence.ScanDay",
    }
    without = {
        model._meta.label
        for app_label in OURS[2:]
        for model in apps.get_app_config(app_label).get_models()
        if not model.__name__.startswith("Historical")
        and not hasattr(model._meta, "simple_history_manager_attribute")
    }
    assert without == own_trace


def test_every_personal_model_has_a_rule_for_how_long_it_is_kept() -> None:
    from law.retention import KEPT

    labels = {
        model._meta.label.replace(".Historical", ".")
        for app_label in OURS[2:]
        for model in apps.get_app_config(app_label).get_models()
    }
    assert labels == set(KEPT)


def test_no_model_of_ours_deletes_with_the_database_behind_the_history() -> None:
    assert [str(path) for path, text in sources(*OURS) if "DB_CASCADE" in text] == []


def test_nothing_is_left_for_later() -> None:
    words = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    found = [
        str(path.relative_to(ROOT)) for path, text in sources(*OURS, "bench") if words.search(text)
    ]
    assert found == []


def test_modules_are_small_enough_to_read() -> None:
    long = {
        str(path.relative_to(ROOT)): text.count("\n")
        for path, text in sources(*OURS, "bench")
        if text.count("\n") > 500
    }
    assert long == {}


def test_the_law_can_be_used_without_the_rest() -> None:
    script = (
        "import sys, law.thresholds, law.deadlines, law.__main__;"
        "print(sorted({'django', 'celery', 'kiss'} & set(sys.modules)))"
    )

    out = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert out.stdout.strip() == "[]"


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            name = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from patterns(pattern, name)
        else:
            yield f"{prefix}{pattern.name}", pattern


def all_url_names() -> list[str]:
    return sorted({name for name, _ in patterns(get_resolver())})


def test_every_address_has_a_name() -> None:
    assert [name for name in all_url_names() if name.endswith("None")] == []
