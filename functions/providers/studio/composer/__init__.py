"""The embedded composer: mood words to a score, and a score to a stereo track. Offline and repeatable."""

from functions.providers.studio.composer.compose import compose
from functions.providers.studio.composer.score import Note, Part, Score, Section
from functions.providers.studio.composer.track import render

__all__ = ["Note", "Part", "Score", "Section", "compose", "render"]
