"""The strict world that every test lives in."""

import gc
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.cached_db import SessionStore
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import caches
from django.core.management.commands import flush
from django.core.signals import setting_changed
from django.db import connection
from django.db.backends.postgresql.introspection import DatabaseIntrospection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.http import HttpRequest
from django.test import Client
from django.test.client import ClientHandler
from django.test.utils import CaptureQueriesContext
from simple_history.manager import HistoryManager

from absence.models import Mark
from tests import factories
from tests.databases import copy

TODAY = date(2026, 11, 23)
ROOT = Path(__file__).resolve().parent.parent
LONG = {"test_canaries.py", "test_census.py", "test_product.py", "test_against_oracle.py"}
WRITES = ("insert", "update", "delete", "truncate", "create", "alter", "drop", "copy", "merge")
WRITTEN = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "((?:cases|meetings)_\w+)"')
POSTED = re.compile(r'<form\b[^>]*method="post".*?</form>', re.DOTALL)
# What is nobody's but the person's own: what was typed, that it was sent, and their list.
NEEDS_NO_LOOK = ("cases_draft", "cases_submission", "cases_savedfilter")
# The session and new rows of the look-up log are the only things that reading may write.
MAY_BE_WRITTEN_BY_READING = re.compile(
    r'insert into "schools_lookup"|(insert into|update|delete from) "django_session"'
)


@contextmanager
def only_reads() -> Iterator[None]:
    """Hold every page that is looked at to it: it writes nothing but the log and the session."""

    def refuse(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        text = str(sql).lstrip().lower()
        if text.startswith(WRITES) and not MAY_BE_WRITTEN_BY_READING.match(text):
            raise AssertionError(f"A page that only reads wrote: {sql}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@contextmanager
def looks_again() -> Iterator[None]:
    """Hold every answer to a form to it: what is written of a case comes after the second look.

    That is the look at the rights behind a lock, in the same transaction (`cases/rights.py`).
    """
    depth, looked = 0, False

    def refuse(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        nonlocal depth, looked
        text = str(sql)
        if text.startswith("SAVEPOINT"):
            depth += 1
        elif text.startswith(("RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")):
            depth -= 1
            looked = looked and depth > 0
        elif text.endswith("for share"):
            looked = True
        elif (found := WRITTEN.match(text)) and not looked and found[1] not in NEEDS_NO_LOOK:
            raise AssertionError(f"Written without a second look at the rights: {sql}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no worker is left alone with it at the end."""
    items.sort(key=lambda item: ("browser" not in item.keywords, item.path.name not in LONG))
    # One of two workers begins with these: they need no database while the other makes it.
    law = [item for item in items if item.path.parent.name == "law" and item.path.name not in LONG]
    others = [item for item in items if item not in set(law)]
    half = len(items) // 2
    items[:] = [*others[:half], *law, *others[half:]]


def pytest_collection_finish() -> None:
    """Let the collector pass by what stays for the whole run."""
    gc.collect()
    gc.freeze()


@cache
def handler_of(enforce_csrf_checks: bool) -> ClientHandler:
    """Return the middleware of all clients, loaded once and again when a setting has changed."""
    return ClientHandler(enforce_csrf_checks)


setting_changed.connect(lambda **_: handler_of.cache_clear(), weak=False)

# Made anew for each file of a page, and for each row that is written.
staticfiles_storage.url = cache(staticfiles_storage.url)
HistoryManager.from_queryset = cache(HistoryManager.from_queryset)


class CriticalClient(Client):
    """A client that fails when GET writes, and when a page holds what no page of ours may hold.

    That is template code, inline script, and a form without the token it is refused without.
    """

    def __init__(self, enforce_csrf_checks: bool = False, **defaults: Any) -> None:
        super().__init__(enforce_csrf_checks, **defaults)
        self.handler = handler_of(enforce_csrf_checks)

    def _login(self, user: Any, backend: str | None = None) -> None:
        """Log in at once. Django makes a session of nobody first, and ends it again."""
        if settings.SESSION_COOKIE_NAME in self.cookies:
            super()._login(user, backend)  # type: ignore[misc]
            return
        request = HttpRequest()
        request.session = SessionStore()
        login(request, user, backend)
        request.session.save()
        self._set_login_cookies(request)

    def get(self, *args: Any, **kwargs: Any) -> Any:
        with only_reads():
            response = super().get(*args, **kwargs)
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
            text = response.content.decode()
            for bad in ("{{", "{%", " onclick=", " onchange=", " onsubmit=", " style="):
                assert bad not in text, f"{bad!r} in the page {args[0]}"
            for form in POSTED.findall(text):
                assert "csrfmiddlewaretoken" in form, f"A form in {args[0]} that is refused: {form}"
        return response

    def post(self, *args: Any, **kwargs: Any) -> Any:
        with looks_again():
            return super().post(*args, **kwargs)

    def head(self, *args: Any, **kwargs: Any) -> Any:
        with only_reads():
            return super().head(*args, **kwargs)


@pytest.fixture(scope="session", autouse=True)
def what_tests_leave_is_deleted() -> Iterator[None]:
    """Let tests with real transactions clean up quickly: rows are deleted, tables stay as they are.

    The partitioned table, which Django does not know, is emptied too. The door past the triggers
    of the log is the superuser's. What the migrations made of kinds and permissions is kept.
    """
    known = DatabaseIntrospection.django_table_names
    kept = {ContentType._meta.db_table, Permission._meta.db_table}

    def with_marks(self: DatabaseIntrospection, *args: Any, **kwargs: Any) -> list[str]:
        return [*known(self, *args, **kwargs), Mark._meta.db_table]

    def past_the_triggers(
        self: DatabaseOperations, style: Any, tables: list[str], **kwargs: Any
    ) -> list[str]:
        names = [self.quote_name(name) for name in tables if name not in kept]
        return [
            "SET session_replication_role = replica",
            *(f"DELETE FROM {name}" for name in names),  # noqa: S608
            "SET session_replication_role = DEFAULT",
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseIntrospection, "django_table_names", with_marks)
        patch.setattr(DatabaseOperations, "sql_flush", past_the_triggers)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *args, **kwargs: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def passwords_are_hashed_quickly() -> Iterator[None]:
    """Let the hasher do a hundredth of its work: how long it takes is not what is tested."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Argon2PasswordHasher, "memory_cost", 1024)
        patch.setattr(Argon2PasswordHasher, "time_cost", 1)
        patch.setattr(Argon2PasswordHasher, "parallelism", 1)
        yield


@pytest.fixture(scope="session", autouse=True)
def each_worker_counts_tries_by_itself(worker_id: str) -> None:
    """Give each worker a cache of its own: emptying it empties nobody else's."""
    number = int(worker_id.removeprefix("gw")) + 1 if worker_id != "master" else 0
    cache = caches.settings["default"]
    cache["LOCATION"] += f"{'&' if '?' in cache['LOCATION'] else '?'}db={number}"
    caches["default"].close()
    del caches["default"]


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder of this run that its workers share."""
    folder = tmp_path_factory.getbasetemp()
    return folder if worker_id == "master" else folder.parent


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Let the tests find the database that was copied for them."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, shared_folder: Path) -> None:
    """Copy a database for each worker: they are migrated once."""
    copy(connection.creation._get_test_db_name(), shared_folder)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """End the sessions that outlive the tests: a child that was killed leaves one for a moment."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        )


@pytest.fixture
def client() -> CriticalClient:
    return CriticalClient()


@pytest.fixture
def confirm() -> Callable[[Client], None]:
    """Let the person at a client have just confirmed that it is them."""

    def confirm(client: Client) -> None:
        session = client.session
        record = {"method": "password", "at": time.time(), "reauthenticated": True}
        session["account_authentication_methods"] = [record]
        session["account_authentication_methods_user"] = session["_auth_user_id"]
        session.save()

    return confirm


@pytest.fixture
def today(time_machine: Any) -> date:
    """Monday 23 November 2026 at ten in the morning in Copenhagen."""
    time_machine.move_to("2026-11-23 10:00+01:00", tick=True)
    return TODAY


@pytest.fixture
def assert_constant_queries(client: Client) -> Callable:
    """Tell whether a page costs the same number of queries after `grow` has made more rows."""

    def check(url: str, grow: Callable[[], object]) -> None:
        client.get(url)
        with CaptureQueriesContext(connection) as before:
            client.get(url)
        grow()
        with CaptureQueriesContext(connection) as after:
            client.get(url)
        extra = [query["sql"][:120] for query in after.captured_queries]
        assert len(after) == len(before), f"{len(before)} queries became {len(after)}: {extra}"

    return check


@pytest.fixture
def school(db: Any) -> Any:
    """Sydhavnsskolen with its calendar."""
    factories.make_holidays()
    return factories.make_school()


@pytest.fixture
def klasse(school: Any) -> Any:
    """6.B at Sydhavnsskolen."""
    return factories.make_class(school)


@pytest.fixture
def pupil(klasse: Any) -> Any:
    """Asta in 6.B."""
    return factories.make_pupil(klasse)


@pytest.fixture
def leader(school: Any) -> Any:
    """Sanne leads the school."""
    return factories.make_leader(school)


@pytest.fixture
def tovholder(school: Any) -> Any:
    """Tove may be tovholder."""
    return factories.make_tovholder(school)


@pytest.fixture
def case(pupil: Any, tovholder: Any) -> Any:
    """An open case about Asta, led by Tove."""
    return factories.make_case(pupil, tovholder)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Drive the Chromium that the machine has; root may not use its sandbox."""
    found = subprocess.run(  # noqa: S603
        [ROOT / "scripts" / "browser.sh"], capture_output=True, text=True, check=True
    )
    return browser_type_launch_args | {
        "executable_path": found.stdout.strip(),
        "args": ["--no-sandbox"],
    }
