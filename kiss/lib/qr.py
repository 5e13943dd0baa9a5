"""A square code for a telephone to read, as a drawing that the page's rules allow."""

from dataclasses import dataclass

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M


@dataclass(frozen=True, slots=True)
class Square:
    """`size` is the number of cells each way, the quiet edge included; `path` draws the dark."""

    size: int
    path: str


def square(text: str) -> Square:
    """Draw a text as a square code."""
    code = QRCode(error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return Square(size=len(rows), path=path)
