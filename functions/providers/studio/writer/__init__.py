"""The embedded writer and director: moods, storyboards and shots out of words, offline and deterministic."""

from functions.providers.studio.writer.moods import write_moods
from functions.providers.studio.writer.shots import compose_shot
from functions.providers.studio.writer.storyboard import SceneDraft, write_storyboard

__all__ = ["SceneDraft", "compose_shot", "write_moods", "write_storyboard"]
