"""Who reads an underretning, and what is known of those that wait for a receipt."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from absence.models import Flag
from cases.models import Case, Underretning, UnderretningPaper
from cases.models.underretning import UnderretningQuerySet
from cases.permissions import LEAD, VIEW, named_on, reads, visible_cases
from kiss.lib.crypto import Unreadable, unseal
from kiss.lib.models import in_force
from law.deadlines import Deadline, Status, underretning_receipt
from law.figures import World
from law.underretning import Ground
from law.verdicts import RuleKey
from schools.holding import held_on
from schools.models import Membership, User
from schools.roles import Role, Scope, Thing


@dataclass(frozen=True, slots=True)
class Watched:
    """One that was sent, and where the deadline for its receipt stands on a day."""

    row: Underretning
    deadline: Deadline
    status: Status

    @property
    def is_missing(self) -> bool:
        return self.status is Status.OVERDUE


def reads_all(user: User, case: Case, today: date) -> bool:
    """Tell whether a user who sees a case reads every underretning made from it.

    The leaders of its school, the tovholder, and a social adviser who is named on it.
    """
    return reads(user, case, Thing.UNDERRETNING, today)


def readable(user: User, case: Case, today: date) -> UnderretningQuerySet:
    """Return those made from a case that a user may read: all, or the ones they wrote.

    For a page whose gate to the case has been passed.
    """
    rows = Underretning.objects.filter(case=case)
    return rows if reads_all(user, case, today) else rows.filter(by=user)


def watched(row: Underretning, world: World, today: date) -> Watched | None:
    """Return how one that was sent stands with its receipt; None when it has not been sent."""
    if row.sent_on is None:
        return None
    deadline = underretning_receipt(row.sent_on, world)
    return Watched(row, deadline, deadline.status(today, row.receipt_on))


def waiting_for(user: User, today: date) -> list[Underretning]:
    """Return those that wait for a receipt, or to be sent, and that a user is to see to.

    Whoever wrote it, whoever leads the case or stands in, and the leaders of its school.
    """
    rows = Underretning.objects.standing().filter(_theirs(user, today), receipt_on=None)
    rows = rows.select_related("case__pupil", "case__tovholder", "by")
    return list(rows.order_by("made_on", "pk"))


def _theirs(user: User, today: date) -> Q:
    held = held_on(user, today)
    schools = {row.school_id for row in held if row.reaches(Thing.UNDERRETNING, Scope.SCHOOL)}
    theirs = Q(by=user) | Q(case__school__in=schools) | Q(case__in=named_on(user, today, LEAD))
    return theirs & Q(case__in=visible_cases(user, today))


def outdated(rows: Iterable[Underretning]) -> set[int]:
    """Return those that were sent on 15 percent which the figures no longer carry.

    The flag that held on the day of sending has fallen away since, and nothing that corrects it
    has been sent.
    """
    sent = {row.pk: row for row in rows if row.ground == Ground.FIFTEEN and row.sent_on}
    if not sent:
        return set()
    mended = Underretning.objects.sent().filter(corrects__in=sent)
    left = sent.keys() - set(mended.values_list("corrects", flat=True))
    cases = dict(Case.objects.filter(underretninger__in=left).values_list("pk", "pupil_id"))
    found = list(flags_of_fifteen(list(cases.values())))
    return {pk for pk in left if _has_fallen(sent[pk], cases[sent[pk].case_id], found)}


def outdated_in(case: Case, rows: Sequence[Underretning], flags: Iterable[Flag]) -> set[int]:
    """Return the same of a case whose underretninger and flags of 15 percent are known.

    The flags come with the newest first.
    """
    mended = {row.corrects_id for row in rows if row.sent_on}
    told = list(flags)
    return {
        row.pk
        for row in rows
        if row.ground == Ground.FIFTEEN
        and row.sent_on
        and row.pk not in mended
        and _has_fallen(row, case.pupil_id, told)
    }


def has_fifteen(case: Case) -> bool:
    """Tell whether a flag of 15 percent holds about the child of a case."""
    standing = [Flag.Status.NEW, Flag.Status.SEEN, Flag.Status.DECIDED]
    return flags_of_fifteen([case.pupil_id]).filter(status__in=standing).exists()


def flags_of_fifteen(pupils: Collection[int]) -> QuerySet[Flag]:
    """Return the flags of 15 percent about some pupils, the newest first."""
    flags = Flag.objects.filter(rule=RuleKey.UNLAWFUL_15, pupil__in=pupils)
    return flags.order_by("-effective_on", "pk")


def _has_fallen(row: Underretning, pupil_id: int, flags: Iterable[Flag]) -> bool:
    """Tell whether the newest flag that had been raised when one was sent is withdrawn."""
    for flag in flags:
        if flag.pupil_id == pupil_id and row.sent_on and flag.effective_on <= row.sent_on:
            return flag.status == Flag.Status.WITHDRAWN
    return False


def to_correct(user: User, today: date) -> list[Underretning]:
    """Return those whose receiver is to hear that the figures were corrected, and by whom: a user.

    Whoever wrote it, whoever leads the case or stands in, and the leaders of its school.
    """
    rows = Underretning.objects.sent().filter(_theirs(user, today), ground=Ground.FIFTEEN)
    found = list(rows.select_related("case__pupil").order_by("sent_on", "pk"))
    old = outdated(found)
    return [row for row in found if row.pk in old]


def told_of_missing(row: Underretning, today: date) -> list[User]:
    """Return who is called when no receipt has come: who sent it, the tovholder, the head."""
    people = {pk for pk in (row.by_id, row.sent_by_id, row.case.tovholder_id) if pk}
    heads = Membership.objects.filter(in_force(today), school=row.case.school, role=Role.SKOLELEDER)
    people |= set(heads.values_list("user", flat=True))
    users = User.objects.filter(pk__in=people, is_active=True).order_by("pk")
    return [user for user in users if _still_sees(user, row, today)]


def _still_sees(user: User, row: Underretning, today: date) -> bool:
    return visible_cases(user, today, to=VIEW).filter(pk=row.case_id).exists()


def paper_of(row: Underretning) -> bytes:
    """Return the paper of one, byte for byte as it was made. Raises Unreadable if it is another.

    Who may read it is settled before.
    """
    kept = UnderretningPaper.objects.filter(underretning=row).first()
    if kept is None:
        raise Unreadable
    paper = unseal(bytes(kept.sealed), label=row.label)
    if hashlib.sha256(paper).hexdigest() != row.sha256:
        raise Unreadable
    return paper


def broken_papers() -> Iterator[Underretning]:
    """Return those whose paper is missing or is not the one that was made."""
    rows = Underretning.objects.select_related("case").order_by("case__number", "number")
    for row in rows.iterator(chunk_size=200):
        try:
            paper_of(row)
        except Unreadable:
            yield row
