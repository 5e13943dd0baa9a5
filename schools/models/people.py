"""People: users, their roles at places, and the Kom i skole team of each school."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from simple_history.models import HistoricalRecords

from kiss.lib.ids import new_public_id
from kiss.lib.models import KeptQuerySet, PeriodQuerySet, ends_after_start, in_force, no_overlap
from schools.models.places import School, SchoolClass
from schools.roles import Role


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user; without a password nobody can log in as them."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a user by e-mail address, whatever the case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who works with children in the municipality."""

    email = models.EmailField("e-mail", unique=True)
    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    name = models.CharField("navn", max_length=120)
    title = models.CharField("stilling", max_length=120, blank=True)
    phone = models.CharField("direkte telefon", max_length=30, blank=True)
    is_active = models.BooleanField("aktiv", default=True)
    expected_until = models.DateField(
        "ventes fra kommunens login til og med",
        null=True,
        blank=True,
        help_text="Så længe kan første login hos kommunen knyttes til brugeren",
    )
    date_joined = models.DateTimeField("oprettet", auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    history = HistoricalRecords(excluded_fields=["password", "last_login"])
    objects = UserManager()

    # The rights somebody came in with to write something, no column: `cases.rights` says why.
    came_with: Any = None

    class Meta:
        verbose_name = "bruger"
        verbose_name_plural = "brugere"

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """The name a colleague says good morning to."""
        return self.name.split(" ", 1)[0]


class MembershipQuerySet(PeriodQuerySet):
    def in_force(self, day: Any) -> "MembershipQuerySet":
        """Roles whose period holds a day, and that are not suspended on it."""
        return self.filter(
            in_force(day), models.Q(suspended_on=None) | models.Q(suspended_on__gt=day)
        )

    def of(self, user: User) -> "MembershipQuerySet":
        """The roles of one user."""
        return self.filter(user=user)


class Membership(models.Model):
    """A role at a place for a period. The place is empty for roles of the whole municipality."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField("rolle", max_length=20, choices=Role)
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    starts_on = models.DateField("fra")
    ends_on = models.DateField("til og med", null=True, blank=True)
    suspended_on = models.DateField("sat på pause fra", null=True, blank=True)
    # The issuer, where it is the municipality's sign-in that says so and nobody here.
    provider = models.CharField("givet af login hos", max_length=200, blank=True)
    closed_by_hand = models.BooleanField("må ikke gives igen af login", default=False)

    history = HistoricalRecords()
    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "rolle"
        verbose_name_plural = "roller"
        constraints = [
            ends_after_start("membership_ends_after_start"),
            models.CheckConstraint(
                name="membership_class_only_for_laerer",
                condition=models.Q(school_class=None) | models.Q(role=Role.LAERER),
            ),
            models.CheckConstraint(
                name="membership_ad_hoc_ends",
                condition=~models.Q(role=Role.AD_HOC) | models.Q(ends_on__isnull=False),
                violation_error_message="En inviteret skal have en slutdato.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} ({self.school or 'kommunen'})"


class KomISkoleTeam(models.Model):
    """The Kom i skole team of a school."""

    school = models.OneToOneField(School, on_delete=models.PROTECT, related_name="team")
    local_version = models.TextField("skolens egen version af rammen", blank=True)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "Kom i skole-team"
        verbose_name_plural = "Kom i skole-teams"

    def __str__(self) -> str:
        return f"Kom i skole-teamet på {self.school}"


class TeamMember(models.Model):
    """Somebody's function in a Kom i skole team for a period."""

    class Function(models.TextChoices):
        LEDELSE = "ledelse", "ledelsesrepræsentant"
        MEDARBEJDER = "medarbejder", "medarbejder"
        INKLUSION = "inklusion", "inklusionsvejleder"
        PPR = "ppr", "specialpædagogisk konsulent, PPR"
        SOCIALRAADGIVER = "socialraadgiver", "socialfaglig rådgiver"
        AD_HOC = "ad-hoc", "ad hoc"

    team = models.ForeignKey(KomISkoleTeam, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="team_memberships")
    function = models.CharField("funktion", max_length=20, choices=Function)
    leads = models.BooleanField("leder af teamet", default=False)
    starts_on = models.DateField("fra")
    ends_on = models.DateField("til og med", null=True, blank=True)

    history = HistoricalRecords()
    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "teammedlem"
        verbose_name_plural = "teammedlemmer"
        constraints = [
            ends_after_start("team_member_ends_after_start"),
            no_overlap(
                "team_member_once_at_a_time",
                "team",
                "user",
                message="Personen er allerede med i teamet i den periode.",
            ),
            models.CheckConstraint(
                name="team_member_leader_is_management",
                condition=models.Q(leads=False) | models.Q(function="ledelse"),
                violation_error_message="Teamets leder skal være en leder fra skolen.",
            ),
            models.CheckConstraint(
                name="team_member_ad_hoc_ends",
                condition=~models.Q(function="ad-hoc") | models.Q(ends_on__isnull=False),
                violation_error_message="Et ad hoc-medlem skal have en slutdato.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_function_display()}"
