"""What the log says of a fault of the database: its kind, its code and its place, and no value.

PostgreSQL repeats in its words what was to be written: the row that exists already, the text that
is no number. All of that may be about a child, and the log is read by people who look after a
server. So the words are left out of whatever is logged, wherever it is logged from.
"""

import logging
import re
import traceback
from collections.abc import Iterator
from typing import Any

import psycopg
from django.db import Error

_REST = re.compile(r"\b(DETAIL|CONTEXT|HINT|QUERY):.*", re.DOTALL)
_factory = logging.getLogRecordFactory()


def install() -> None:
    """Let every record of the program be made without the database's words."""
    logging.setLogRecordFactory(_record)


def _record(*args: Any, **kwargs: Any) -> logging.LogRecord:
    record = _factory(*args, **kwargs)
    if isinstance(record.args, tuple):
        record.args = tuple(_plain(value) for value in record.args)
    faults = list(_chain(record.exc_info[1] if record.exc_info else None))
    if any(_is_of_database(one) for one in faults):
        record.msg, record.args = _without(record.getMessage(), faults), ()
        record.exc_text, record.exc_info = _told(faults), None
    return record


def _plain(value: Any) -> Any:
    return _name(value) if isinstance(value, BaseException) and _is_of_database(value) else value


def _is_of_database(fault: BaseException) -> bool:
    return isinstance(fault, (Error, psycopg.Error))


def _chain(fault: BaseException | None) -> Iterator[BaseException]:
    """Yield a fault and those it came of, the newest first."""
    while fault is not None:
        yield fault
        hidden = fault.__cause__ is None and fault.__suppress_context__
        fault = None if hidden else fault.__cause__ or fault.__context__


def _name(fault: BaseException) -> str:
    """Return "IntegrityError (23505, cases_note_pkey)": what the schema says, no value."""
    said = next((one for one in _chain(fault) if isinstance(one, psycopg.Error)), None)
    parts = [part for part in (said.sqlstate, said.diag.constraint_name) if part] if said else []
    return f"{type(fault).__name__} ({', '.join(parts)})" if parts else type(fault).__name__


def _told(faults: list[BaseException]) -> str:
    """Return the traces of some faults, what they came of first: places, and names for words."""
    return "\n".join(
        "".join(["Traceback:\n", *traceback.format_tb(one.__traceback__), _name(one)])
        for one in reversed(faults)
    )


def _without(text: str, faults: list[BaseException]) -> str:
    for one in faults:
        for words in (repr(one), str(one), repr(str(one))[1:-1]):
            text = text.replace(words, _name(one)) if words else text
    return _REST.sub("", text).rstrip()
