"""Await a first login by the municipality's sign-in: of a user of old, or from a new account."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kiss.lib.models import Refused
from schools import actions
from schools.models import User


class Command(BaseCommand):
    help = (
        "Lad det næste første login hos kommunen med en brugers mail høre til brugeren, i 30 dage. "
        "Et login, der er knyttet til i forvejen, glemmes, og personen logges ud. Vær sikker på, "
        "hvem du taler med: ring op på et nummer, du kender."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", nargs="*")
        parser.add_argument("--everybody", action="store_true", help="alle åbne brugere")
        parser.add_argument("--reason", required=True, help="hvorfor; står i loggen")

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        for user in self._users(options):
            try:
                actions.expect_sign_in(user, on=today, by=None, reason=options["reason"])
            except Refused as refusal:
                raise CommandError(str(refusal)) from refusal
            self.stdout.write(f"{user.name} ventes fra kommunens login.")

    def _users(self, options: dict[str, Any]) -> list[User]:
        if options["everybody"]:
            return list(User.objects.filter(is_active=True).order_by("pk"))
        if not options["email"]:
            raise CommandError("Skriv mailen på den, der ventes, eller --everybody.")
        found = []
        for email in options["email"]:
            user = User.objects.filter(email__iexact=email.strip()).first()
            if user is None:
                raise CommandError(f"Ingen bruger har mailen {email}.")
            found.append(user)
        return found
