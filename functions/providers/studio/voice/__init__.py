"""The embedded narrator: English speech with word times, no key and no network."""

from functions.providers.studio.voice.language import detect_language
from functions.providers.studio.voice.narration import VOICES, Speech, Voice, speak

__all__ = ["VOICES", "Speech", "Voice", "detect_language", "speak"]
