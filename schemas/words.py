"""Spoken words with their times: what the voice gives and the captions are made of."""

from pydantic import Field

from schemas.base import Model


class Word(Model):
    """One written word as it stands in the narration, with punctuation; seconds from the start of the audio file."""

    text: str = Field(max_length=400)
    start: float = Field(ge=0)
    end: float = Field(ge=0)


class Cue(Model):
    """One caption: at most two lines, seconds from the start of the audio file, with its words for highlighting."""

    start: float = Field(ge=0)
    end: float = Field(ge=0)
    lines: tuple[str, ...] = Field(min_length=1, max_length=2)
    words: tuple[Word, ...] = ()


class Transcript(Model):
    """The captions of one scene. `timing` says where the times come from; `language` is BCP 47."""

    language: str
    timing: str
    cues: tuple[Cue, ...] = ()
