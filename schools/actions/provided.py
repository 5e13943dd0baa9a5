"""What follows from the municipality's own sign-in: whose user it is, and roles that come and go.

An identity is an issuer and a subject, never a mail. It lies in allauth's table without the claims.
"""

from collections.abc import Collection
from datetime import date, timedelta

from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Exists, OuterRef

from kiss.lib.models import Refused
from schools.actions.people import give_role
from schools.actions.saving import keep
from schools.actions.signing_in import note_sign_in
from schools.models import Membership, School, SignInEvent, User
from schools.models.people import MembershipQuerySet
from schools.roles import Role
from schools.terms import EXPECTED_FOR, UNVOUCHED_FOR, usual_end

ONE_DAY = timedelta(days=1)
GONE = "ikke længere i kommunens login"
UNVOUCHED = "kommunens login ikke brugt længe"


def user_of(*, issuer: str, subject: str) -> User | None:
    """Return the user an identity is linked to, active or not; None if it is linked to nobody."""
    found = _identity(issuer, subject)
    return found.user if found else None


def has_identity(user: User, issuer: str) -> bool:
    """Test whether a user is linked to somebody at a provider."""
    return SocialAccount.objects.filter(user=user, provider=issuer).exists()


def _identity(issuer: str, subject: str) -> SocialAccount | None:
    rows = SocialAccount.objects.filter(provider=issuer, uid=subject)
    return rows.select_related("user").first()


@transaction.atomic
def expect_sign_in(user: User, *, on: date, by: User | None, reason: str = "") -> None:
    """Let the next first login at the provider with a user's mail be linked to them, for 30 days.

    An identity they have is forgotten, and their sessions end. Raises Refused if they are closed.
    """
    if not user.is_active:
        raise Refused(f"{user.name} er lukket som bruger.")
    SocialAccount.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    _expect(user, on=on, by=by)
    note_sign_in(user, kind=SignInEvent.Kind.EXPECTED, reason=reason.strip(), by=by)


@transaction.atomic
def expect_new_colleague(user: User, *, on: date, by: User | None) -> None:
    """Expect whoever has never had a way in; somebody who has keeps the one they have."""
    has_a_way = user.has_usable_password() or SocialAccount.objects.filter(user=user).exists()
    if not has_a_way:
        _expect(user, on=on, by=by)


def _expect(user: User, *, on: date, by: User | None) -> None:
    user.expected_until = on + EXPECTED_FOR - ONE_DAY
    keep(user, by=by, reason="ventes fra kommunens login")


@transaction.atomic
def link_sign_in(*, issuer: str, subject: str, mail: str, on: date) -> User | None:
    """Link an identity, seen for the first time, to the user it is expected for.

    `mail` must be vouched for by the provider. Returns None, and changes nothing, unless an active
    user with that mail is expected on the day and has no identity with the issuer.
    """
    waiting = User.objects.select_for_update().filter(is_active=True, expected_until__gte=on)
    user = waiting.filter(email__iexact=mail).first() if mail else None
    if user is None or has_identity(user, issuer):
        return None
    SocialAccount.objects.create(user=user, provider=issuer, uid=subject)
    user.expected_until = None
    keep(user, by=user, reason="knyttet til kommunens login")
    note_sign_in(user, kind=SignInEvent.Kind.LINKED, by=user)
    return user


@transaction.atomic
def note_vouched_for(
    user: User, *, issuer: str, subject: str, roles: Collection[tuple[Role, str]], on: date
) -> None:
    """Follow what the provider says at a login: give the roles it names, end those that are gone.

    `roles` are roles with the number of a school, empty for the whole municipality; a school that
    is not here is passed over. Roles given by a person stay as they are, and what a person has
    ended is not given again.
    """
    # Two logins at once take turns.
    User.objects.select_for_update().get(pk=user.pk)
    account = SocialAccount.objects.get(user=user, provider=issuer, uid=subject)
    account.save(update_fields=["last_login"])
    wanted = _at_schools(roles)
    kept = set()
    for row in Membership.objects.of(user).exclude(provider="").not_over(on):
        key = (Role(row.role), row.school_id)
        if row.provider == issuer and key in wanted:
            kept.add(key)
        else:
            _end(row, on=on, reason=GONE)
    for key in sorted(wanted.keys() - kept, key=str):
        _give(user, key[0], wanted[key], issuer=issuer, on=on)


def _at_schools(
    roles: Collection[tuple[Role, str]],
) -> dict[tuple[Role, int | None], School | None]:
    numbers = {number for _, number in roles}
    schools = {
        school.institution_number: school
        for school in School.objects.filter(institution_number__in=numbers)
    }
    return {
        (role, schools[number].pk if number else None): schools.get(number)
        for role, number in roles
        if not number or number in schools
    }


def _give(user: User, role: Role, school: School | None, *, issuer: str, on: date) -> None:
    same = Membership.objects.of(user).filter(role=role, school=school)
    ends_on = usual_end(role, on)
    if same.filter(closed_by_hand=True).exists() or _held_by_hand(same, on, ends_on):
        return
    give_role(
        user, role=role, school=school, starts_on=on, ends_on=ends_on, provider=issuer, by=None
    )


def _held_by_hand(same: MembershipQuerySet, on: date, ends_on: date | None) -> bool:
    ahead = same.not_over(on)
    return (ahead.filter(starts_on__lte=ends_on) if ends_on else ahead).exists()


def _end(row: Membership, *, on: date, reason: str) -> None:
    """End a role so that it is closed at once: yesterday was its last day."""
    last_day = on - ONE_DAY
    row._history_user = None  # type: ignore[attr-defined]
    row._change_reason = reason  # type: ignore[attr-defined]
    if row.starts_on > last_day:
        row.delete()
        return
    row.ends_on = last_day
    keep(row, by=None, reason=reason)


def end_unvouched_roles(*, today: date) -> int:
    """End the roles of those whom the provider has not let in for 90 days; return how many.

    Safe to run twice.
    """
    since = today - UNVOUCHED_FOR
    lately = SocialAccount.objects.filter(
        user=OuterRef("user"), provider=OuterRef("provider"), last_login__date__gte=since
    )
    rows = Membership.objects.exclude(provider="").not_over(today).exclude(Exists(lately))
    number = 0
    for row in rows.order_by("pk"):
        with transaction.atomic():
            _end(row, on=today, reason=UNVOUCHED)
        number += 1
    return number
