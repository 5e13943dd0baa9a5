"""Files that people send by the page: kept aside, looked at, and read in when they say so.

A file waits in `settings.UPLOAD_DIR` under a random name and is removed as soon as it has been
read, refused or given up. Whether it is to be read stands in the database, not in the queue. What
it was called is not kept: `Import.name` is a name of our own.
"""

import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from absence.actions.imports import Delivery, look_at, take_in
from absence.actions.profiles import save_profile
from absence.importing.layouts import UnknownHeadings, holds_pupils
from absence.models import Import, ImportProfile
from absence.models.imports import ImportKind
from kiss.lib.models import Refused
from kiss.lib.tables import Table, open_table
from schools.models import School, User

Status = Import.Status
UNREAD: Final = (Status.UNMAPPED, Status.PREVIEW)
GOING_ON: Final = (Status.WAITING, Status.RUNNING)
BROKEN: Final = "Der skete en fejl hos os, da filen skulle læses. Intet er indlæst. Prøv igen."


def receive(
    chunks: Iterable[bytes],
    *,
    profile: ImportProfile | None,
    school: School | None,
    today: date,
    by: User,
) -> Import:
    """Keep a file aside and say what it would do; nothing of it is read in.

    A file whose columns nobody has explained becomes UNMAPPED. With `school` the lines of other
    schools are refused, and so is a file of pupils. Raises Refused when the file cannot be used
    at all: then nothing is left of it.
    """
    path = _kept(chunks)
    try:
        table = open_table(path)
        with transaction.atomic():
            source = Import.objects.create(
                kind=_kind(table, profile, school),
                status=Status.UNMAPPED,
                extension=table.kind,
                file_sha256=table.sha256,
                stored_name=path.name,
                by=by,
                school=school,
            )
            _look(source, table, profile, today)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return source


def look_again(source: Import, *, profile: ImportProfile, today: date) -> None:
    """Look at a file anew, understood as a profile says. Raises Refused if it does not fit."""
    table = open_table(stored_path(source))
    with transaction.atomic():
        _look(_hold(source, *UNREAD), table, profile, today)


def explain(
    source: Import,
    *,
    name: str,
    columns: dict[str, str],
    codes: dict[str, str],
    is_wide: bool,
    today: date,
    by: User,
) -> None:
    """Save what the columns of a file of absence mean, and look at it anew.

    Raises Refused if the name is taken or the file cannot be read so; then nothing is saved.
    """
    with transaction.atomic():
        profile = save_profile(
            name=name,
            kind=ImportKind.ABSENCE,
            columns=columns,
            codes=codes,
            is_wide=is_wide,
            by=by,
        )
        look_again(source, profile=profile, today=today)


def confirm(source: Import, *, by: User) -> None:
    """Let a file that has been looked at be read in, on the word of `by`.

    Raises Refused if it does not wait for that, is there no longer, or holds nothing usable.
    """
    stored_path(source)
    with transaction.atomic():
        held = _hold(source, Status.PREVIEW)
        if held.is_useless:
            raise Refused(held.message)
        held.status = Status.WAITING
        held.by = by
        held.save()


def drop(source: Import) -> None:
    """Give a file up; only that it was there is remembered. Raises Refused if it is being read."""
    with transaction.atomic():
        _end(_hold(source, *UNREAD, Status.WAITING), Status.DROPPED)


def run_next(*, today: date, progress: Callable[[Import, int], None]) -> bool:
    """Read in the file that has waited longest; return False when there is none.

    A file that another worker is reading is left alone, and one whose worker was killed is read
    from the beginning: nothing of it was kept. What cannot be read after all is FAILED.
    """
    source = _claim()
    if source is None:
        return False
    try:
        _run(source, today, progress)
    except OperationalError:
        # The database went away: the file waits, and the next tick takes it.
        raise
    except Exception as error:
        refusal = str(error) if isinstance(error, Refused) else BROKEN
        with transaction.atomic():
            _end(source, Status.FAILED, message=refusal)
        if not isinstance(error, Refused):
            raise
    return True


def drop_forgotten(*, before: datetime) -> None:
    """Give up files that were looked at before a moment and never read in, and stray ones."""
    for source in Import.objects.filter(status__in=UNREAD, created_at__lt=before):
        drop(source)
    waiting = Import.objects.exclude(stored_name="").values_list("stored_name", flat=True)
    known = set(waiting)
    for path in _folder().iterdir():
        if path.name not in known and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)


def stored_path(source: Import) -> Path:
    """Return where a file waits. Raises Refused if it is there no longer."""
    path = _folder() / source.stored_name
    if not source.stored_name or not path.is_file():
        raise Refused("Filen er her ikke mere. Send den igen.")
    return path


def _folder() -> Path:
    folder: Path = settings.UPLOAD_DIR
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _kept(chunks: Iterable[bytes]) -> Path:
    path = _folder() / secrets.token_hex(16)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines(_within_limit(chunks))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _within_limit(chunks: Iterable[bytes]) -> Iterator[bytes]:
    most = settings.UPLOAD_MAX_BYTES
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise Refused(too_big(most))
        yield chunk


def too_big(most: int) -> str:
    """Return what to say about a file of more than `most` bytes."""
    return (
        f"Filen er over {most // 1024 // 1024} MB. "
        "Del den i flere filer. På serveren læser kommandoerne import_absence og import_pupils "
        "filer af enhver størrelse."
    )


def _kind(table: Table, profile: ImportProfile | None, school: School | None) -> ImportKind:
    if profile is not None:
        kind = ImportKind(profile.kind)
    else:
        kind = ImportKind.PUPILS if holds_pupils(table) else ImportKind.ABSENCE
    if kind == ImportKind.PUPILS and school is not None:
        raise Refused("Filer med elever læses ind af kommunens administrator.")
    return kind


def _look(source: Import, table: Table, profile: ImportProfile | None, today: date) -> None:
    try:
        look_at(source, _delivery(source, profile), table, today=today)
    except UnknownHeadings as unknown:
        source.status = Status.UNMAPPED
        source.message = str(unknown)
        source.save()


def _delivery(source: Import, profile: ImportProfile | None) -> Delivery:
    return Delivery(
        path=stored_path(source),
        kind=source.kind,
        profile=profile,
        school=source.school,
        by=source.by,
    )


def _free(*statuses: str) -> QuerySet[Import]:
    """Return the imports in these states that nobody is working on; their rows get locked."""
    waiting = Import.objects.select_for_update(skip_locked=True, of=("self",))
    return waiting.filter(status__in=statuses).order_by("created_at", "pk")


def _hold(source: Import, *statuses: str) -> Import:
    held = _free(*statuses).filter(pk=source.pk).first()
    if held is None:
        raise Refused("Filen venter ikke længere på det. Se, hvad der er sket med den.")
    return held


def _claim() -> Import | None:
    with transaction.atomic():
        source = _free(*GOING_ON).first()
        if source is not None:
            source.status = Status.RUNNING
            source.started_at = Now()
            source.save()
    return source


def _run(source: Import, today: date, progress: Callable[[Import, int], None]) -> None:
    with transaction.atomic():
        held = _free(Status.RUNNING).filter(pk=source.pk).first()
        if held is None:
            return
        # A layout that is recognised by itself has a name that no profile can have.
        profile = ImportProfile.objects.filter(name=held.profile).first()
        delivery = _delivery(held, profile)
        take_in(
            held,
            delivery,
            open_table(delivery.path),
            today=today,
            progress=lambda percent: progress(source, percent),
        )
        _forget_file(held)


def _end(source: Import, status: str, *, message: str = "") -> None:
    source.status = status
    source.message = message
    source.finished_at = Now()
    source.quarantine.all().delete()
    _forget_file(source)


def _forget_file(source: Import) -> None:
    path = _folder() / source.stored_name if source.stored_name else None
    source.stored_name = ""
    source.save()
    if path is not None:
        transaction.on_commit(lambda: path.unlink(missing_ok=True))
