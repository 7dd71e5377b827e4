"""A picture of any shape in a frame of another: cropped, or whole over a blurred and darkened copy of itself."""

from pathlib import Path
from typing import TYPE_CHECKING

from schemas.project import Fit

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_LOST = 0.26
"""`auto` crops as long as no more than this share is lost: 4:3 in 16:9 loses a quarter, CinemaScope a little more."""
_ROOM = 1.2
"""The camera looks at a part of the picture: so much larger than the frame is of use, and no more."""
_GROUND = 24
"""The blurred ground is made at this fraction of the size: cheap, and smooth when it is enlarged."""
_DIM = 0.7


def lost_by_cropping(size: tuple[int, int], frame: tuple[int, int]) -> float:
    """The share of a picture that is outside when it covers a frame."""
    shape, wanted = size[0] / size[1], frame[0] / frame[1]
    return 1 - min(shape, wanted) / max(shape, wanted)


def fit_picture(source: Path, out: Path, *, width: int, height: int, fit: Fit) -> None:
    """Write a PNG of the frame's shape, at least `width` x `height` pixels. The source is one that we wrote."""
    from PIL import Image, ImageOps

    with Image.open(source) as opened:
        picture = opened.convert("RGB")
    factor = min(_ROOM, max(1.0, picture.width / width, picture.height / height))
    size = round(width * factor), round(height * factor)
    blurred = fit == "blur" or (fit == "auto" and lost_by_cropping(picture.size, size) > MOST_LOST)
    fitted = _over_itself(picture, size) if blurred else ImageOps.fit(picture, size, Image.Resampling.LANCZOS)
    fitted.save(out, compress_level=4)


def _over_itself(picture: "Image", size: tuple[int, int]) -> "Image":
    from PIL import Image, ImageFilter, ImageOps

    small = max(2, size[0] // _GROUND), max(2, size[1] // _GROUND)
    soft = ImageOps.fit(picture, small, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(1.5))
    ground = soft.point(lambda value: value * _DIM).resize(size, Image.Resampling.BICUBIC)
    whole = ImageOps.contain(picture, size, Image.Resampling.LANCZOS)
    ground.paste(whole, ((size[0] - whole.width) // 2, (size[1] - whole.height) // 2))
    return ground
