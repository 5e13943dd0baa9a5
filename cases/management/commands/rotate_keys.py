"""Lock everything that is encrypted with the first key of the ring, so that the others can go."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cases.actions import relock_attachments, relock_drafts, relock_underretninger
from schools.actions import relock_factors, relock_pupils


class Command(BaseCommand):
    help = (
        "Lås CPR-numre, apps, bilag og underretninger om med den første nøgle i FIELD_KEY. Kan "
        "standses og køres igen. Bagefter kan de gamle nøgler tages ud."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        unread = {
            "rækker med CPR-numre": relock_pupils(),
            "rækker med apps og nødkoder": relock_factors(),
            "kladder": relock_drafts(),
        }
        files = [f"sag {row.case.number}, bilag {row.number}" for row in relock_attachments()]
        files += [
            f"sag {row.case.number}, underretning {row.number}" for row in relock_underretninger()
        ]
        for name, number in unread.items():
            if number:
                self.stderr.write(f"{number} {name} kan ikke åbnes med nogen af nøglerne.")
        for name in files:
            self.stderr.write(f"{name} kan ikke åbnes med nogen af nøglerne.")
        if files or any(unread.values()):
            raise CommandError("Resten er låst om. Find den nøgle, der mangler; behold de gamle.")
        self.stdout.write("Alt er låst med den første nøgle.")
        if len(settings.FIELD_KEYS) > 1:
            self.stdout.write("Tag de andre ud af FIELD_KEY, og start web, worker og beat igen.")
