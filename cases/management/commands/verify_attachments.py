"""Tell whether every file on the cases is whole: after a restore, and now and then."""

from typing import Any

from django.core.management.base import BaseCommand

from cases.attachments import broken_attachments
from cases.models import AttachmentContent, UnderretningPaper
from cases.underretninger import broken_papers
from kiss.lib.text import plural


class Command(BaseCommand):
    help = "Efterprøv bilag og underretninger: kan hver fil åbnes, og er den, som den blev?"

    def handle(self, *args: Any, **options: Any) -> None:
        faults = 0
        for row in broken_attachments():
            faults += 1
            self.stderr.write(f"Sag {row.case.number}, bilag {row.number}: filen er ikke hel.")
        for letter in broken_papers():
            faults += 1
            self.stderr.write(
                f"Sag {letter.case.number}, underretning {letter.number}: papiret er ikke helt."
            )
        if faults:
            raise SystemExit(1)
        count = AttachmentContent.objects.count()
        self.stdout.write(f"{plural(count, 'bilag er helt', 'bilag er hele')}.")
        letters = UnderretningPaper.objects.count()
        self.stdout.write(f"{plural(letters, 'underretning er hel', 'underretninger er hele')}.")
