"""How much of a file that is sent is written down at all, before anybody has asked what it is."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class Ceiling(FileUploadHandler):
    """Drops what a file has beyond the largest that any page takes.

    What is left of it is a little larger than that, so the page's own check refuses it in words. So
    nobody fills the disk, not even before it is known who they are.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Return a piece to those that keep it; None when there has been enough."""
        return raw_data if start <= settings.UPLOAD_CEILING else None

    def file_complete(self, file_size: int) -> Any:
        """Leave the file to those that kept it."""
        return None
