"""What captions look like: the drawn text against the same text set by another renderer, and where it stands.

libass draws the films' captions; Pillow with Raqm sets the expected line. They share the fonts and nothing of layout:
a wrong font, a missing sign, letters that are not joined or words in the wrong order do not correlate.
"""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont, features

from functions.media.captions import STYLES, cues, line_length, safe_area, to_ass
from functions.media.captions.cues import LONGEST, READING_SPEED
from functions.media.captions.frame import em_size
from functions.media.captions.scripts import display_width, is_right_to_left
from functions.media.fonts import EMOJI, FACES, font_file, font_for, pillow_font
from schemas.words import Cue
from tests.kit.caption_frames import BACKGROUND, SAMPLES, Picture, draw, language_of, sample_cues, timed

WIDTH, HEIGHT = 960, 540
LANGUAGES = [name for name in SAMPLES if name not in {"emoji", "mixed"}]
Ink = np.ndarray[Any, np.dtype[np.float64]]


def white(frame: Picture) -> Ink:
    """How white each point is, 0 to 1: the letters themselves, without outline and shadow."""
    low: Ink = frame.min(axis=2).astype(np.float64)
    return np.clip((low - 150) / 105, 0.0, 1.0)


def shown(line: str, language: str, *, company: str = "") -> Ink:
    """A line as the film shows it; `company` is said later in the same scene and decides the font."""
    said = [Cue(start=0, end=2, lines=(line,)), *([Cue(start=3, end=4, lines=(company,))] if company else [])]
    script = to_ass(said, width=WIDTH, height=HEIGHT, style="plain", language=language)
    return white(draw(script, [1.0], WIDTH, HEIGHT)[0])


def expected(line: str, family: str, *, weight: int = 700, shaped: bool = True, language: str = "en") -> Ink:
    """A line as Pillow sets it, in a family's bold."""
    size = round(em_size(WIDTH, HEIGHT)) * 2
    font = pillow_font(family, size, weight)
    if not shaped:
        font = ImageFont.truetype(font_file(family, weight), size, layout_engine=ImageFont.Layout.BASIC)
    picture = Image.new("L", (2 * WIDTH, 6 * size), 0)
    across = is_right_to_left(line, language)
    direction = ("rtl" if across else "ltr") if shaped else None
    text = line if shaped or not across else line[::-1]
    ImageDraw.Draw(picture).text((size, 2 * size), text, font=font, fill=255, direction=direction)
    return np.asarray(picture).astype(float) / 255


def cropped(ink: Ink) -> Ink:
    rows, columns = np.flatnonzero(ink.max(axis=1) > 0.5), np.flatnonzero(ink.max(axis=0) > 0.5)
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if len(rows) else np.zeros((1, 1))


def likeness(one: Ink, other: Ink) -> float:
    """Correlation of two lines' ink, after the second was brought to the first one's size; 1 is the same."""
    pair = []
    size = cropped(one).shape[::-1]
    for ink in (cropped(one), cropped(other)):
        picture = Image.fromarray((ink * 255).astype(np.uint8)).resize(size, Image.Resampling.BOX)
        pair.append(np.asarray(picture.filter(ImageFilter.GaussianBlur(0.8))).astype(float).ravel())
    return float(np.corrcoef(pair[0], pair[1])[0, 1])


def first_line(sample: str) -> str:
    return sample_cues(sample, WIDTH, HEIGHT)[0].lines[0]


def test_pillow_sets_complex_scripts():
    assert features.check("raqm")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawn_line_is_the_written_line(language: str):
    line = first_line(language)
    family = font_for(line, language)
    drawn = shown(line, language)
    assert likeness(drawn, expected(line, family, language=language)) > 0.85
    words = line.split() if " " in line else [line[: len(line) // 2], line[len(line) // 2 :]]
    scrambled = (" " if " " in line else "").join(words[::-1])
    assert likeness(drawn, expected(scrambled, family, language=language)) < 0.6
    if family not in {"Inter"}:
        boxes = expected(line, "Inter", language=language)
        assert likeness(drawn, boxes) < 0.5


@pytest.mark.parametrize("language", ["ar", "hi"])
def test_letters_that_are_not_joined_would_be_seen(language: str):
    """The control of the control: the same letters, one after the other."""
    line = first_line(language)
    drawn, family = shown(line, language), font_for(line, language)
    unshaped = expected(line, family, shaped=False, language=language)
    assert likeness(drawn, unshaped) < likeness(drawn, expected(line, family, language=language)) - 0.2


def test_emoji_are_drawn_and_no_boxes():
    drawn = shown("☕🌍🚀👋", "en", company="Said in English later on.")
    assert likeness(drawn, expected("☕🌍🚀👋", EMOJI)) > 0.8
    assert likeness(drawn, expected("☕🌍🚀👋", "Inter")) < 0.5


@pytest.mark.parametrize(
    ("word", "family"),
    [
        ("你好", "Noto Sans CJK SC"),
        ("привет", "Inter"),
        ("שלום", "Noto Sans Hebrew"),
        ("नमस्ते", "Noto Sans Devanagari"),
        ("€9.99", "Inter"),
    ],
)
def test_a_foreign_word_in_an_english_film_is_drawn(word: str, family: str):
    drawn = shown(word, "en", company="All the rest of it is said in English, and there is much of it.")
    assert likeness(drawn, expected(word, family)) > 0.8
    em = em_size(WIDTH, HEIGHT)
    assert cropped(drawn).shape[0] > 0.4 * em


@pytest.mark.parametrize("language", ["en", "ja", "ar", "hi", "th", "he"])
def test_bold_is_bold(language: str):
    """The share of ink in the line's box lies nearer to the bold's than to the regular's."""
    line = first_line(language)
    family = font_for(line, language)
    found, bold, regular = (
        float(cropped(ink).mean())
        for ink in (shown(line, language), expected(line, family), expected(line, family, weight=400))
    )
    assert bold > 1.1 * regular
    assert abs(found - bold) < abs(found - regular)


@pytest.mark.parametrize("language", ["en", "he", "ar", "hi", "th"])
def test_karaoke_lights_the_word_that_is_spoken(language: str):
    """Where the colour stands in the line, against where Pillow would set the word: from the right in Hebrew."""
    text = {"he": "בכל בוקר שומר המגדלור הזקן", "ar": "كل صباح يصعد حارس المنارة"}.get(language, first_line(language))
    made = cues(timed(text), max_line=60, language=language)[:1]
    words = made[0].words
    script = to_ass(made, width=WIDTH, height=HEIGHT, style="karaoke", language=language)
    frames = draw(script, [round((word.start + word.end) / 2, 2) for word in words], WIDTH, HEIGHT)
    font = pillow_font(font_for(text, language), 100, 700)
    direction = "rtl" if is_right_to_left(text, language) else "ltr"
    line = made[0].lines[0]
    at = 0
    for word, frame in zip(words, frames, strict=True):
        at = line.index(word.text.strip(), at)
        begin, end = (
            font.getlength(line[:cut], direction=direction) / font.getlength(line, direction=direction)
            for cut in (at, at + len(word.text.strip()))
        )
        middle = (begin + end) / 2 if direction == "ltr" else 1 - (begin + end) / 2
        lit = (frame[..., 0] > 180) & (frame[..., 1] > 140) & (frame[..., 2] < 90)
        ink = np.flatnonzero((white(frame) > 0.5).any(axis=0) | lit.any(axis=0))
        coloured = np.flatnonzero(lit.any(axis=0))
        found = ((coloured[0] + coloured[-1]) / 2 - ink[0]) / (ink[-1] - ink[0])
        assert abs(found - middle) < 0.04, (word.text, found, middle)


@pytest.mark.parametrize(("width", "height"), [(640, 360), (360, 640), (400, 400)])
@pytest.mark.parametrize("style", STYLES)
def test_nothing_stands_outside_the_safe_area(width: int, height: int, style: str):
    safe = safe_area(width, height)
    ground = np.array(BACKGROUND, float)
    for sample in SAMPLES:
        made = sample_cues(sample, width, height)
        script = to_ass(made, width=width, height=height, style=style, language=language_of(sample))  # type: ignore[arg-type]
        times = [round((cue.start + cue.end) / 2, 2) for cue in made]
        for frame in draw(script, times, width, height):
            ink = np.abs(frame.astype(float) - ground).max(axis=2) > 40
            assert ink.any()
            rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
            assert rows[0] >= safe.y and rows[-1] <= safe.y + safe.height, (sample, rows[0], rows[-1])
            assert columns[0] >= safe.x and columns[-1] <= safe.x + safe.width, (sample, columns[0], columns[-1])


@pytest.mark.parametrize("sample", SAMPLES)
def test_captions_are_readable_in_every_language(sample: str):
    for width, height in ((1920, 1080), (1080, 1920), (1080, 1080)):
        made = sample_cues(sample, width, height)
        assert all(1 <= len(cue.lines) <= 2 and cue.end - cue.start <= LONGEST + 0.01 for cue in made)
        for cue in made:
            if len(cue.words) > 1:
                assert all(display_width(line) <= line_length(width, height) for line in cue.lines)
        for cue, following in pairwise(made):
            assert cue.end <= following.start
        columns = sum(display_width(line) for cue in made for line in cue.lines)
        assert columns / (made[-1].end - made[0].start) <= READING_SPEED


def test_every_family_that_captions_use_is_packaged():
    assert {font_for(SAMPLES[name], language_of(name)) for name in SAMPLES} <= set(FACES)
