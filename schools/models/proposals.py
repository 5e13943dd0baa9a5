"""Roles that two people stand behind: one proposes, another confirms."""

from datetime import datetime, timedelta
from typing import Final

from django.db import models
from simple_history.models import HistoricalRecords

from kiss.lib.models import KeptQuerySet
from schools.models.people import Membership, User
from schools.roles import Role

# So long another may confirm; then it must be proposed again.
OPEN_FOR: Final = timedelta(days=7)


class ProposalQuerySet(KeptQuerySet):
    def open_at(self, at: datetime) -> "ProposalQuerySet":
        """Those that nobody has decided and that have not lapsed."""
        return self.filter(outcome="", proposed_at__gt=at - OPEN_FOR)


class RoleProposal(models.Model):
    """A role that is to be given, or one that is to end, when another person confirms it.

    `membership` is the role that is to end on `ends_on`; without it one is to be given.
    """

    class Outcome(models.TextChoices):
        CONFIRMED = "bekraeftet", "bekræftet"
        WITHDRAWN = "trukket", "trukket tilbage"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="role_proposals")
    role = models.CharField("rolle", max_length=20, choices=Role)
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField("fra", null=True, blank=True)
    ends_on = models.DateField("til og med", null=True, blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("foreslået")
    outcome = models.CharField("udfald", max_length=12, choices=Outcome, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("afgjort", null=True, blank=True)

    history = HistoricalRecords()
    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "forslag til rolle"
        verbose_name_plural = "forslag til roller"
        constraints = [
            models.CheckConstraint(
                name="role_proposal_confirmed_by_another",
                condition=~models.Q(outcome="bekraeftet")
                | (
                    models.Q(decided_by__isnull=False)
                    & ~models.Q(decided_by=models.F("proposed_by"))
                    & ~models.Q(decided_by=models.F("user"))
                ),
            ),
            models.CheckConstraint(
                name="role_proposal_decision_is_signed",
                condition=models.Q(outcome="", decided_by=None, decided_at=None)
                | (
                    ~models.Q(outcome="")
                    & models.Q(decided_by__isnull=False, decided_at__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.proposed_at:%Y-%m-%d}"

    @property
    def lapses_at(self) -> datetime:
        """The moment from which nobody can confirm it any more."""
        return self.proposed_at + OPEN_FOR
