"""Help somebody who has lost both telephone and key. Their password stays their own."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kiss.lib.models import Refused
from schools import actions
from schools.models import User


class Command(BaseCommand):
    help = (
        "Fjern en brugers app, adgangsnøgler og nødkoder, og log personen ud. Ved næste login "
        "kobles en ny til. Vær sikker på, hvem du taler med: ring op på et nummer, du kender."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--reason", required=True, help="hvorfor; står i loggen")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"].strip()).first()
        if user is None:
            raise CommandError(f"Ingen bruger har mailen {options['email']}.")
        try:
            actions.reset_second_factor(user, reason=options["reason"], by=None)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{user.name} kobler en ny app eller nøgle til ved næste login.")
