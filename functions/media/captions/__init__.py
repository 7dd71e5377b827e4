"""Captions: from timed words to WebVTT, SubRip and burned-in ASS; pure functions."""

from functions.media.captions.ass import STYLES, Style, to_ass
from functions.media.captions.cues import cues
from functions.media.captions.frame import Box, line_length, safe_area
from functions.media.captions.tracks import shift, to_srt, to_vtt
from functions.media.captions.words import join_words, split_words

__all__ = [
    "STYLES",
    "Box",
    "Style",
    "cues",
    "join_words",
    "line_length",
    "safe_area",
    "shift",
    "split_words",
    "to_ass",
    "to_srt",
    "to_vtt",
]
