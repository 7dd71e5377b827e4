"""The embedded sound designer: the ambience and the sounds of a shot, made of noise and damped partials."""

from functions.providers.studio.ambience.choose import Layer, layers, natural_level
from functions.providers.studio.ambience.render import render

__all__ = ["Layer", "layers", "natural_level", "render"]
