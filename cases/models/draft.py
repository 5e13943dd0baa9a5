"""What somebody has typed in a form and not saved: theirs alone, and locked."""

from django.db import models

from schools.models import User


class Draft(models.Model):
    """The fields of one form, at its address, as one person last left them."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    # Holds random ids only.
    address = models.CharField(max_length=200)
    sealed = models.BinaryField()
    saved_at = models.DateTimeField("gemt", db_index=True)

    class Meta:
        verbose_name = "kladde"
        verbose_name_plural = "kladder"
        constraints = [models.UniqueConstraint(name="draft_once", fields=["user", "address"])]

    def __str__(self) -> str:
        return f"Kladde {self.saved_at:%Y-%m-%d}"

    @property
    def label(self) -> str:
        """What the bytes are locked under: nobody can put them in another's place."""
        return f"draft {self.user_id} {self.address}"
