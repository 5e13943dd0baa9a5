"""What somebody likes to see in the list of cases."""

from django.db import models

from schools.models import User


class SavedFilter(models.Model):
    """A choice of cases that a user has given a name; nobody else sees it.

    `query` is the address as `cases.listed.Wishes` writes it: keys and numbers, nothing typed.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField("navn", max_length=40)
    query = models.CharField(max_length=200)

    class Meta:
        verbose_name = "gemt udvalg"
        verbose_name_plural = "gemte udvalg"
        constraints = [
            models.UniqueConstraint(
                name="saved_filter_name_once",
                fields=["user", "name"],
                violation_error_message="Du har allerede et udvalg med det navn.",
            )
        ]

    def __str__(self) -> str:
        return self.name
