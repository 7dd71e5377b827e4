"""What an illustration is: layers from far to near on a plate larger than the frame."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]

PLATE = 1.2
"""Size of the plate over the size of the frame, so that a camera has room to move."""
REST = 1.1
"""Size of the view at rest over the size of the frame, in plate pixels; composition is made for this view."""


@dataclass(frozen=True)
class Layer:
    """One depth of a picture.

    `pixels` are height x width x 4 with straight alpha, as large as the plate; `depth` is 0 (far) to 1 (near).
    `drift` is how far the layer moves by itself, in plate widths and heights a second; such a layer tiles in that
    direction. `pulse` (0..1) is how much its opacity breathes.
    """

    name: str
    pixels: Pixels
    depth: float
    drift: tuple[float, float] = (0.0, 0.0)
    pulse: float = 0.0


@dataclass(frozen=True)
class Picture:
    """Layers from far to near; the first one is opaque. `width` and `height` are the frame's, in pixels."""

    width: int
    height: int
    layers: tuple[Layer, ...]

    def flat(self) -> Image.Image:
        """Give the picture as first seen: RGB, exactly `width` x `height`."""
        return flatten(self.layers).resize((self.width, self.height), Image.Resampling.BICUBIC, box=self.rest())

    def rest(self) -> tuple[float, float, float, float]:
        """Give the view at rest as left, top, right, bottom in plate pixels."""
        tall, wide = self.layers[0].pixels.shape[:2]
        across, down = self.width * REST, self.height * REST
        left, top = (wide - across) / 2, (tall - down) / 2
        return left, top, left + across, top + down


def extent(pixels: Pixels) -> tuple[int, int, int, int] | None:
    """Give the box (left, top, right, bottom) of what is not fully transparent; None when nothing is."""
    return Image.fromarray(pixels[..., 3]).getbbox()


def flatten(layers: tuple[Layer, ...]) -> Image.Image:
    """Compose layers over the first, opaque one; RGB, as large as the plate."""
    ground = Image.fromarray(layers[0].pixels).convert("RGB")
    for layer in layers[1:]:
        box = extent(layer.pixels)
        if box is not None:
            left, top, right, bottom = box
            piece = Image.fromarray(np.ascontiguousarray(layer.pixels[top:bottom, left:right]))
            ground.paste(piece.convert("RGB"), (left, top), piece.getchannel("A"))
    return ground
