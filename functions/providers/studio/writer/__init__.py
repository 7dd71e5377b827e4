"""The embedded writer and director: moods, storyboards and shots out of words, offline and deterministic."""

from functions.providers.studio.writer.shots import compose_shot

__all__ = ["compose_shot"]
