"""Tell whether every file on the cases is whole: after a restore, and now and then."""

from typing import Any

from django.core.management.base import BaseCommand

from cases.attachments import broken_attachments
from cases.models import AttachmentContent
from kiss.lib.text import plural


class Command(BaseCommand):
    help = "Efterprøv bilagene: kan hver fil åbnes, og er den, som den blev lagt på?"

    def handle(self, *args: Any, **options: Any) -> None:
        faults = 0
        for row in broken_attachments():
            faults += 1
            self.stderr.write(f"Sag {row.case.number}, bilag {row.number}: filen er ikke hel.")
        if faults:
            raise SystemExit(1)
        count = AttachmentContent.objects.count()
        self.stdout.write(f"{plural(count, 'bilag er helt', 'bilag er hele')}.")
