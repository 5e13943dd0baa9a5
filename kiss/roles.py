"""The two roles of the database: who owns the tables, and who the program logs in as.

Migrations run as the owner; web, worker and clock never do. Whoever owns the look-up log can empty
it, whatever its triggers say, so in production the program does not start as somebody who could.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from psycopg import sql

from schools.grants import grants_for

MENDED_BY: Final = (
    "Let OWNER_DATABASE_URL name the owner and DATABASE_URL another role, and run "
    "`python manage.py migrate`: it makes that role and gives it what it needs (docs/log.md)."
)
# Being a member of the owner is as good as being it. A right on a month is a right on the log.
_MAY: Final = """
select current_user,
    (select rolsuper from pg_roles where rolname = current_user),
    coalesce(bool_or(pg_has_role(relowner, 'member')), false),
    coalesce(bool_or(has_table_privilege(oid, 'update, delete, truncate')), false)
from pg_class
where oid in (
    select to_regclass(name)
    from unnest('{schools_lookup,schools_lookupseal,schools_anchor}'::text[]) as name
    union all
    select inhrelid from pg_inherits
    where inhparent in (to_regclass('schools_lookup'), to_regclass('schools_lookupseal'))
)
"""


@contextmanager
def as_owner() -> Iterator[None]:
    """Speak to the database as the owner of the tables, where the settings name one."""
    if settings.OWNER_DATABASE is None:
        yield
        return
    program = connection.settings_dict
    connection.close()
    connection.settings_dict = {**program, **settings.OWNER_DATABASE}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = program


def let_program_in() -> None:
    """Make the role the program logs in as, where it is missing, and give it its rights.

    Done as the owner; where the program has no role of its own, nothing is done. Safe to run again.
    """
    program = settings.DATABASES["default"]
    role = str(program["USER"])
    if settings.OWNER_DATABASE is None or settings.OWNER_DATABASE["USER"] == role:
        return
    statements = grants_for(role)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("select exists (select from pg_roles where rolname = %s)", [role])
        (is_there,) = cursor.fetchone()
        if not is_there:
            cursor.execute(sql.SQL("create role {} login").format(sql.Identifier(role)))
        if program["PASSWORD"] and (not is_there or _may_set_passwords(cursor)):
            cursor.execute(
                sql.SQL("alter role {} password {}").format(
                    sql.Identifier(role), sql.Literal(program["PASSWORD"])
                )
            )
        cursor.execute(statements)


def _may_set_passwords(cursor: Any) -> bool:
    cursor.execute("select rolsuper or rolcreaterole from pg_roles where rolname = current_user")
    return bool(cursor.fetchone()[0])


def fault() -> str:
    """Say what is wrong with the role the program logs in as; nothing if all is well."""
    with connection.cursor() as cursor:
        cursor.execute(_MAY)
        name, is_superuser, owns, may_change = cursor.fetchone()
    if is_superuser:
        why = "is a superuser of the database"
    elif owns:
        why = "owns the look-up log"
    elif may_change:
        why = "may change or delete what stands in the look-up log"
    else:
        return ""
    return f"The program logs in as {name}, who {why}. {MENDED_BY}"


def refuse_owner() -> None:
    """Refuse to start in production as somebody who could empty the look-up log."""
    if settings.DEBUG or settings.DEMO:
        return
    try:
        wrong = fault()
    finally:
        # What starts now forks, and no two processes may share a connection.
        connection.close()
    if wrong:
        raise ImproperlyConfigured(wrong)
