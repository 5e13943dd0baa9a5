"""Pictures: opened, and drawn anew without what a camera or a telephone wrote into them."""

import io
import warnings
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from kiss.lib.received.kinds import MAX_PIXELS, Unfit

QUALITY: Final = 88
BROKEN: Final = "Billedet kan ikke læses. Åbn det, gem det igen som JPEG, og læg det på."
# How each way of telling colours is kept; whatever is not named here becomes plain colours.
KEPT_MODES: Final = {"PNG": {"1", "L", "LA", "RGB", "RGBA"}, "JPEG": {"L", "RGB"}}


def redraw(content: bytes, kind: str) -> bytes:
    """Return a PNG or JPEG picture with the same dots and nothing else: no place, no camera.

    It stands the way it was meant to be seen. Raises Unfit if it cannot be read or is too large.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[kind]) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise Unfit(_too_large())
                upright = ImageOps.exif_transpose(picture)
                return _drawn(upright, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unfit(_too_large()) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, MemoryError) as error:
        raise Unfit(BROKEN) from error


def _drawn(picture: Image.Image, kind: str) -> bytes:
    plain = picture
    if picture.mode not in KEPT_MODES[kind]:
        has_holes = kind == "PNG" and picture.has_transparency_data
        plain = picture.convert("RGBA" if has_holes else "RGB")
    # A copy of the dots alone: what else hangs on the picture stays behind.
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return written(bare, kind)


def written(picture: Image.Image, kind: str) -> bytes:
    """Return a picture as the bytes of a PNG or JPEG file."""
    out = io.BytesIO()
    picture.save(out, kind, **({"quality": QUALITY} if kind == "JPEG" else {}))
    return out.getvalue()


def _too_large() -> str:
    most = MAX_PIXELS // 1_000_000
    return f"Billedet har over {most} millioner punkter. Gør det mindre, og læg det på igen."
