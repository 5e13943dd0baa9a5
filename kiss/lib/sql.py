"""Handing many values to one statement, and many questions to one."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from operator import itemgetter
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL


def array(values: Iterable[int | date | None]) -> str:
    """Write whole numbers and dates as one PostgreSQL array, to be cast where it is used.

    As one text they take a tenth of the time that ten thousand values of a list would.
    """
    return "{" + ",".join("null" if value is None else str(value) for value in values) + "}"


def text_array(values: Iterable[str | None]) -> str:
    """Write texts as one PostgreSQL array, to be cast where it is used."""
    return "{" + ",".join("null" if value is None else _quoted(value) for value in values) + "}"


def any_number(values: Iterable[int]) -> RawSQL:
    """Return whole numbers for a lookup `…__in`, as one value of the statement and not as many."""
    return RawSQL("select unnest(%s::bigint[])", [array(values)])


def any_text(values: Iterable[str]) -> RawSQL:
    """Return texts for a lookup `…__in`, as one value of the statement and not as many."""
    return RawSQL("select unnest(%s::text[])", [text_array(values)])


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def together(questions: Sequence[QuerySet[Any, Any]]) -> list[Any]:
    """Return what each of some queries answers, all asked in one.

    A query gives one column and at most one row; without a row its answer is None.
    """
    texts: list[str] = []
    values: list[Any] = []
    for question in questions:
        try:
            text, of_text = question.query.sql_with_params()
        except EmptyResultSet:
            text, of_text = "NULL", ()
        texts.append(f"({text})")
        values += of_text
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(texts)}", values)
        return list(cursor.fetchone())


def fetch(*questions: QuerySet[Any, Any]) -> None:
    """Read the rows of some querysets in one statement; each holds its own afterwards.

    A queryset that has been read already is left as it is. Rows that are prefetched for one are
    read by themselves, as always. Every value travels as text and is read by the type of its
    field; raises LookupError for a field of another type than those in `_READ`.
    """
    texts: list[str] = []
    values: list[Any] = []
    asked: list[tuple[QuerySet[Any, Any], Any]] = []
    for question in questions:
        if question._result_cache is not None:
            continue
        compiler = question.query.get_compiler(question.db)
        try:
            text, of_text = compiler.as_sql()
        except EmptyResultSet:
            question._result_cache = []
            continue
        names = [f"c{number}" for number in range(len(compiler.select))]
        row = f"ARRAY[{', '.join(f'{name}::text' for name in names)}]"
        # Our own names around what Django wrote: no value is put into the text.
        texts.append(
            f"SELECT {len(asked)}, row_number() OVER (), {row} FROM ({text}) AS t ({', '.join(names)})"  # noqa: S608, E501
        )
        values += of_text
        asked.append((question, compiler))
    if not asked:
        return
    found: list[list[tuple[int, list[str | None]]]] = [[] for _ in asked]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(texts), values)
        for place, number, row in cursor.fetchall():
            found[place].append((number, row))
    for (question, compiler), rows in zip(asked, found, strict=True):
        readers = [_READ[_kind(expression.output_field)] for expression, *_ in compiler.select]
        _answer(
            question,
            compiler,
            [
                tuple(
                    None if value is None else read(value)
                    for read, value in zip(readers, row, strict=True)
                )
                for _, row in sorted(rows, key=itemgetter(0))
            ],
        )


class Kept[*Values]:
    """A question whose shape never changes: Django writes it once, and it is asked again and again.

    `build` is handed a value of each of `kinds` (int or date) and returns a queryset with
    `values_list`. It may put the values anywhere, and must not look at what they are.
    """

    def __init__(
        self, build: Callable[[*Values], QuerySet[Any, Any]], *kinds: type[int] | type[date]
    ) -> None:
        self._build = build
        # No question holds these by itself: where one stands, the value asked with is put.
        self._marks = [
            date(1, 1, place + 1) if kind is date else -(10**9) - place
            for place, kind in enumerate(kinds)
        ]

    @cached_property
    def _written(self) -> tuple[str, tuple[Any, ...]]:
        build: Callable[..., QuerySet[Any, Any]] = self._build
        return build(*self._marks).query.sql_with_params()

    def ask(self, *values: *Values) -> list[tuple[Any, ...]]:
        """Return the rows, as the database gives them."""
        text, written = self._written
        given: Sequence[Any] = values
        put: dict[Any, Any] = dict(zip(self._marks, given, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(text, [put.get(value, value) for value in written])
            return cursor.fetchall()


def _kind(field: Any) -> str:
    while field.is_relation:
        field = field.target_field
    return field.get_internal_type()


# How PostgreSQL writes what a field holds, read as the driver would have; JSON is read by Django.
_READ: Final[dict[str, Callable[[str], Any]]] = {
    "AutoField": int,
    "BigAutoField": int,
    "BigIntegerField": int,
    "BooleanField": "true".__eq__,
    "CharField": str,
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
    "EmailField": str,
    "IntegerField": int,
    "JSONField": str,
    "PositiveIntegerField": int,
    "PositiveSmallIntegerField": int,
    "SmallIntegerField": int,
    "TextField": str,
}


def _answer(question: QuerySet[Any, Any], compiler: Any, rows: list[tuple]) -> None:
    """Let a queryset make its results of rows that have been read already."""
    compiler.execute_sql = lambda *args, **kwargs: [rows]
    query: Any = question.query
    query.get_compiler = lambda *args, **kwargs: compiler
    try:
        question._fetch_all()
    finally:
        del query.get_compiler
