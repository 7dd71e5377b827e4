"""The embedded illustrator: a picture of a shot, drawn in layers without any model."""

from functions.providers.studio.illustrator.illustrate import illustrate
from functions.providers.studio.illustrator.picture import Layer, Picture

__all__ = ["Layer", "Picture", "illustrate"]
