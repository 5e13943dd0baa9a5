"""Make a user with a role, from the shell: the first one in an empty installation."""

import getpass
import sys
from datetime import date
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from kiss.lib.models import Refused
from schools import actions
from schools.models import KomISkoleTeam, School, SchoolClass, TeamMember, User
from schools.roles import RIGHTS, Role


class Command(BaseCommand):
    help = "Opret en bruger med en rolle. Kodeordet læses fra tastaturet, aldrig fra linjen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name", help="fulde navn")
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])
        parser.add_argument("--school", default="", help="institutionsnummer")
        parser.add_argument("--class", dest="school_class", default="", help="for lærere: 6.B")
        parser.add_argument("--title", default="", help="stilling")
        parser.add_argument("--phone", default="", help="direkte telefon")
        parser.add_argument(
            "--team",
            default="",
            choices=["", *TeamMember.Function.values],
            help="funktion i skolens Kom i skole-team",
        )
        parser.add_argument("--leads", action="store_true", help="leder teamet")
        parser.add_argument("--until", type=date.fromisoformat, help="sidste dag, ÅÅÅÅ-MM-DD")
        parser.add_argument(
            "--by-provider",
            action="store_true",
            help="intet kodeord: personen ventes fra kommunens login de næste 30 dage",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        password = None if options["by_provider"] else self._password()
        try:
            with transaction.atomic():
                self._make(password, options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{options['name']} kan nu logge ind med {options['email']}.")

    def _make(self, password: str | None, options: dict[str, Any]) -> None:
        role = Role(options["role"])
        school = self._school(options["school"])
        if RIGHTS[role].at_school and school is None:
            raise CommandError(f"Rollen {role.label} skal have en skole: --school NUMMER.")
        today = timezone.localdate()
        user = actions.add_user(
            email=options["email"],
            name=options["name"],
            title=options["title"],
            phone=options["phone"],
            password=password,
        )
        actions.give_role(
            user,
            role=role,
            school=school,
            school_class=self._class(school, options["school_class"]),
            starts_on=today,
            ends_on=options["until"],
        )
        if options["by_provider"]:
            actions.expect_sign_in(user, on=today, by=None)
        if options["team"]:
            self._seat(user, school, options, today)

    def _seat(
        self, user: User, school: School | None, options: dict[str, Any], today: date
    ) -> None:
        if school is None:
            raise CommandError("Et team hører til en skole: --school NUMMER.")
        team = KomISkoleTeam.objects.filter(school=school).first() or actions.start_team(school)
        actions.add_team_member(
            team,
            user=user,
            function=options["team"],
            leads=options["leads"],
            starts_on=today,
            ends_on=options["until"],
        )

    def _school(self, number: str) -> School | None:
        if not number:
            return None
        school = School.objects.filter(institution_number=number).first()
        if school is None:
            raise CommandError(f"Ingen skole har institutionsnummer {number}.")
        return school

    def _class(self, school: School | None, name: str) -> SchoolClass | None:
        if not name:
            return None
        grade, _, letter = name.partition(".")
        found = SchoolClass.objects.filter(
            school=school, grade=int(grade) if grade.isdigit() else -1, letter=letter
        ).order_by("-school_year")
        if not found:
            raise CommandError(f"Skolen har ingen klasse, der hedder {name}.")
        return found[0]

    def _password(self) -> str:
        if sys.stdin.isatty():
            password = getpass.getpass("Kodeord (mindst 12 tegn): ")
        else:
            password = sys.stdin.readline().rstrip("\n")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return password
