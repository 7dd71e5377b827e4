"""Captions: what stands together, for how long, and that no text can break a caption file."""

import itertools
import re
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.media.captions import (
    STYLES,
    cues,
    join_words,
    line_length,
    safe_area,
    shift,
    split_words,
    to_ass,
    to_srt,
    to_vtt,
)
from functions.media.captions.breaks import NEVER, gap_costs
from functions.media.captions.scripts import display_width, graphemes, is_right_to_left
from functions.media.fonts import FACES
from schemas.project import Platform
from schemas.words import Cue, Word

STORY = (
    "Every morning, the old lighthouse keeper climbs the stairs and lights the lamp for the boats that come home. "
    "Nobody ever thanked him. But on the 3rd of May, at 4:30 p.m., Dr. Anna Smith paid $9.99 for 12 km of rope, "
    "and everything changed."
)
NASTY = [
    "{\\b1}",
    "<i>",
    "-->",
    "\\N",
    "\\h",
    "}",
    "{",
    "&amp;",
    "&",
    "<",
    "\n\n",
    "😀",
    "«",
    "12",
    "the",
    "it.",
    "ไทย",
    "日本",
    "שלום",
]
texts = st.one_of(st.sampled_from(NASTY), st.text(min_size=1, max_size=30))
timed = st.lists(st.tuples(texts, st.floats(0, 2), st.floats(0, 3)), max_size=40)
lines = st.integers(12, 42)


def timed_at(text: str, rate: float = 14.0, gap: float = 0.0) -> list[Word]:
    """Words of a text as a steady speaker would say them, at `rate` characters a second."""
    words, at = [], 0.0
    for written in split_words(text):
        end = at + max(0.12, len(written) / rate)
        words.append(Word(text=written, start=at, end=end))
        at = end + gap
    return words


def words_from(parts: list[tuple[str, float, float]]) -> list[Word]:
    words, at = [], 0.0
    for text, pause, length in parts:
        at += pause
        words.append(Word(text=text, start=at, end=at + length))
    return words


def bare(text: str) -> str:
    """A text without white space and without the invisible signs that captions drop or add."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]", "", text)


def unhyphenated(cue: Cue) -> str:
    """What a caption says, without the hyphen of a single word that was cut in two."""
    text = "".join(cue.lines)
    cut = len(cue.words) == 1 and bare(text) != bare(cue.words[0].text)
    return cue.lines[0].removesuffix("-") + cue.lines[1] if cut else text


@given(timed, lines)
def test_every_word_is_shown_once_in_order_and_captions_never_overlap(
    parts: list[tuple[str, float, float]], width: int
):
    made = cues(words_from(parts), max_line=width, language="en")
    assert bare("".join(map(unhyphenated, made))) == bare("".join(text for text, _, _ in parts))
    for cue in made:
        assert 1 <= len(cue.lines) <= 2
        assert all(line and line == line.strip() for line in cue.lines)
        assert 0.1 - 1e-9 <= cue.end - cue.start <= 6.2 + 1e-9
        if len(cue.words) > 1:
            assert all(display_width(line) <= width for line in cue.lines)
    for before, after in itertools.pairwise(made):
        gap = after.start - before.end
        assert gap == 0 or gap >= 0.2 - 1e-9


@given(timed, st.sampled_from(STYLES), st.sampled_from(["en", "ar", "ja", "und"]))
def test_no_text_becomes_a_command_in_ass(parts: list[tuple[str, float, float]], style: str, language: str):
    made = cues(words_from(parts), max_line=30, language=language)
    script = to_ass(made, width=1920, height=1080, style=style, language=language)  # type: ignore[arg-type]
    events = script.split("[Events]\n")[1].splitlines()[1:]
    assert all(event.startswith("Dialogue: 0,") for event in events)
    for event in events:
        text = event.split(",", 9)[9]
        overrides = re.findall(r"(?<!\\)\{(.*?)(?<!\\)\}", text)
        ours = re.compile(r"(?:\\1c&H[0-9A-F]{8}&|\\fscx\d+\\fscy\d+)")
        assert all(ours.fullmatch(override) for override in overrides)
        rest = re.sub(r"(?<!\\)\{.*?(?<!\\)\}", "", text)
        assert not re.search(r"(?<!\\)[{}]", rest)
        assert all(command == "\\N" or command[1] in "{}\u2060" for command in re.findall(r"\\.", rest))


@given(timed)
def test_vtt_reads_back_to_the_same_text_and_times(parts: list[tuple[str, float, float]]):
    made = cues(words_from(parts), max_line=30, language="en")
    blocks = [block for block in to_vtt(made).split("\n\n")[1:] if block.strip()]
    assert len(blocks) == len(made)
    for cue, block in zip(made, blocks, strict=True):
        _, times, *rows = block.strip("\n").split("\n")
        assert re.fullmatch(r"\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}", times)
        assert not any("-->" in row or "<" in row for row in rows)
        read = [row.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for row in rows]
        assert tuple(read) == cue.lines


@given(timed)
def test_srt_reads_back_to_the_same_text_without_markup(parts: list[tuple[str, float, float]]):
    made = cues(words_from(parts), max_line=30, language="en")
    blocks = [block for block in to_srt(made).split("\n\n") if block.strip()]
    assert len(blocks) == len(made)
    for number, (cue, block) in enumerate(zip(made, blocks, strict=True), start=1):
        index, times, *rows = block.strip("\n").split("\n")
        assert int(index) == number
        assert re.fullmatch(r"\d\d:\d\d:\d\d,\d{3} --> \d\d:\d\d:\d\d,\d{3}", times)
        assert not any("-->" in row or re.search(r"<[A-Za-z/]|\{\\", row) for row in rows)
        assert [row.replace("\u2060", "") for row in rows] == [line.replace("\u2060", "") for line in cue.lines]


@given(st.text(max_size=80))
def test_split_words_join_to_the_same_text(text: str):
    assert join_words(split_words(text)) == " ".join(text.split())


@given(st.text(max_size=40))
def test_graphemes_are_the_text(text: str):
    assert "".join(graphemes(text)) == text


def test_signs_are_not_torn():
    assert graphemes("👩‍👩‍👧🇫🇷🇯🇵👍🏽e\u0301") == ["👩‍👩‍👧", "🇫🇷", "🇯🇵", "👍🏽", "e\u0301"]
    assert graphemes("เที่ยว") == ["เที่", "ย", "ว"]
    assert graphemes("क्षि") == ["क्षि"]


def test_a_steady_story_reads_well():
    made = cues(timed_at(STORY), max_line=42, language="en")
    assert made[0].lines[0].startswith("Every morning,")
    assert max(cue.end - cue.start for cue in made) <= 6.2
    assert min(cue.end - cue.start for cue in made) >= 0.9
    ends = [line.split()[-1].lower() for cue in made for line in cue.lines]
    assert not {"the", "a", "an", "of", "for", "dr.", "12", "and"} & set(ends)
    assert any(cue.lines[-1].endswith("home.") for cue in made)


@pytest.mark.parametrize("width", [24, 32, 42])
def test_lines_break_by_sense_at_every_width(width: int):
    made = cues(timed_at(STORY), max_line=width, language="en")
    shown = [line for cue in made for line in cue.lines]
    assert not [line for line in shown if line.split()[-1].lower() in {"the", "a", "dr.", "12", "his", "$9.99"}][:1]
    inner = [cue.lines for cue in made if len(cue.lines) == 2]
    assert all(min(map(len, pair)) >= 0.4 * max(map(len, pair)) for pair in inner)


def test_no_caption_ends_with_the_first_word_of_a_sentence():
    text = "It keeps your coffee hot for twelve hours, and your water cold all day long. Made from steel, it fits."
    made = cues(timed_at(text), max_line=24, language="en")
    assert not any(cue.lines[-1].endswith("Made") for cue in made)
    assert any(cue.lines[-1].endswith("long.") for cue in made)


def test_costs_follow_the_guides():
    written = ["He", "met", "Dr.", "Smith,", "and", "the", "12", "boats", "of", "New", "York", "sank"]
    costs = dict(zip(written, gap_costs(written, "en"), strict=True))
    assert costs["the"] == costs["12"] == NEVER
    assert costs["Smith,"] < costs["boats"] < costs["met"] < costs["New"]
    assert costs["Dr."] > costs["met"]
    french = gap_costs(["Il", "aime", "la", "mer", "et", "le", "vent"], "fr")
    assert french[2] == NEVER
    assert french[3] < french[1]


def test_reading_speed_is_kept_by_lingering_in_the_pause():
    fast = [Word(text=word, start=0.02 * i, end=0.02 * i + 0.02) for i, word in enumerate(("quick",) * 6)]
    later = Word(text="Later.", start=5.0, end=5.5)
    made = cues([*fast, later], max_line=42, language="en")
    assert made[0].end - made[0].start >= 0.9
    crowded = cues(
        timed_at("Now! " * 3 + "Then we all went home together to sleep.", rate=40), max_line=42, language="en"
    )
    assert all(cue.end - cue.start >= 0.9 for cue in crowded[:-1])


def test_long_pauses_are_not_bridged():
    made = cues([Word(text="One", start=0, end=0.4), Word(text="two.", start=4, end=4.4)], max_line=42, language="en")
    assert [cue.lines for cue in made] == [("One",), ("two.",)]
    assert made[0].end < 4


def test_scripts_without_spaces_break_between_phrases():
    chinese = cues(timed_at("灯塔的老守护人每天清晨爬上楼梯，为回家的船只点亮灯光。", 5), max_line=24, language="zh")
    assert (
        "".join(line for cue in chinese for line in cue.lines)
        == "灯塔的老守护人每天清晨爬上楼梯，为回家的船只点亮灯光。"
    )
    assert all(display_width(line) <= 24 for cue in chinese for line in cue.lines)
    assert not any(line[0] in "，。、" for cue in chinese for line in cue.lines)
    thai = "ทุกเช้าคนเฝ้าประภาคารชราปีนบันไดขึ้นไปจุดตะเกียงให้เรือที่กลับบ้าน และยิ้ม"
    shown = [line for cue in cues(timed_at(thai, 12), max_line=30, language="th") for line in cue.lines]
    assert bare("".join(shown)) == bare(thai)
    assert all(line[0] not in "ะาำิีึืุูั็่้๊๋์" and line[-1] not in "เแโใไ" for line in shown)


def test_words_timed_by_the_character_still_break_between_phrases():
    text = "毎朝年老いた灯台守は階段を登り家に帰る船のために明かりを灯します"
    words = [Word(text=char, start=i * 0.2, end=i * 0.2 + 0.2) for i, char in enumerate(text)]
    shown = [line for cue in cues(words, max_line=24, language="ja") for line in cue.lines]
    assert "".join(shown) == text
    assert not any(line.startswith(("は", "を", "に", "の", "り", "す")) for line in shown)


def test_right_to_left_keeps_logical_order_and_direction():
    text = "בכל בוקר שומר המגדלור הזקן מדליק את המנורה עבור 12 הסירות."
    made = cues(timed_at(text), max_line=42, language="he")
    assert bare("".join(line for cue in made for line in cue.lines)) == bare(text)
    assert is_right_to_left(text)
    assert not is_right_to_left("English first, עברית")
    assert is_right_to_left("12:30", "ar-EG")
    hebrew, english = (
        to_ass(made, width=640, height=360, language="he"),
        to_ass(cues(timed_at("Hello there."), max_line=42, language="en"), width=640, height=360),
    )
    assert ",,\u200f" in hebrew
    assert ",,\u200e" in english
    assert hebrew.split("\nStyle: ")[1].splitlines()[0].endswith(",-1")


def test_karaoke_lights_each_word_in_turn_and_fills_the_cue():
    words = [*timed_at("Lights the lamp"), Word(text="😀", start=0.5, end=0.9)]
    made = cues(words, max_line=42, language="en")
    script = to_ass(made, width=1920, height=1080, style="karaoke")
    lit = re.findall(r"\{\\1c&H0000D2FF&\}(.*?)\{", script)
    assert lit == ["Lights", "the", "lamp", "😀"]
    single = to_ass(made, width=1920, height=1080, style="word")
    shown = [event.split(",", 9)[9].strip("\u200e") for event in single.splitlines() if event.startswith("Dialogue")]
    assert shown == ["Lights", "the", "lamp 😀"]
    times = [event.split(",")[1:3] for event in single.splitlines() if event.startswith("Dialogue")]
    assert all(before[1] == after[0] for before, after in itertools.pairwise(times))


def test_offset_and_shift_move_everything():
    made = cues(timed_at("One two three. Four five."), max_line=42, language="en")
    moved = shift(made, 2.5)
    assert [round(after.start - before.start, 6) for before, after in zip(made, moved, strict=True)] == [2.5] * len(
        made
    )
    assert moved[0].words[0].start == made[0].words[0].start + 2.5
    assert to_ass(made, width=640, height=360, offset=2.5) == to_ass(moved, width=640, height=360)
    early = shift([Cue(start=0, end=1, lines=("gone",)), Cue(start=1, end=3, lines=("cut",))], -1.5)
    assert [(cue.start, cue.end, cue.lines) for cue in early] == [(0.0, 1.5, ("cut",))]


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1080, 1920), (1080, 1080), (640, 360), (720, 1280)])
def test_captions_stay_in_the_safe_area(width: int, height: int):
    box = safe_area(width, height)
    assert box.x >= 0.05 * width
    assert box.x + box.width <= 0.95 * width + 1
    bottom = height - box.y - box.height
    assert bottom >= (0.20 if height > width else 0.08 if height == width else 0.05) * height
    made = cues(timed_at(STORY), max_line=line_length(width, height), language="en")
    style = re.search(r"\nStyle: (.*)", to_ass(made, width=width, height=height, style="plain"))
    assert style is not None
    fields = style.group(1).split(",")
    assert int(fields[19]) >= box.x
    assert int(fields[21]) >= bottom
    em = float(fields[2]) / FACES["Inter"].line_ratio
    # An average bold character of Inter is a little over half an em wide.
    assert line_length(width, height) * 0.56 * em <= box.width


@pytest.mark.parametrize("platform", get_args(Platform))
def test_captions_keep_clear_of_what_an_app_draws_over_a_film(platform: Platform):
    covered = {  # left, top, right, bottom of 1080 x 1920
        "any": (65, 192, 65, 384), "youtube": (48, 288, 192, 672), "shorts": (48, 288, 192, 672),
        "reels": (65, 269, 65, 672), "tiktok": (65, 150, 150, 440),
    }  # fmt: skip
    box = safe_area(1080, 1920, platform)
    assert (box.x, box.y, 1080 - box.x - box.width, 1920 - box.y - box.height) == covered[platform]
    assert safe_area(1920, 1080, platform) == safe_area(1920, 1080)
    assert safe_area(1080, 1080, platform) == safe_area(1080, 1080)
    made = cues(timed_at(STORY), max_line=line_length(1080, 1920, platform), language="en")
    style = re.search(r"\nStyle: (.*)", to_ass(made, width=1080, height=1920, style="plain", platform=platform))
    assert style is not None
    fields = style.group(1).split(",")
    around = float(fields[16]) + float(fields[17])  # outline and shadow
    left, _, right, bottom = covered[platform]
    assert [int(field) for field in fields[19:22]] == [round(kept + around) for kept in (left, right, bottom)]


def test_narrow_pictures_get_larger_type_and_shorter_lines():
    assert line_length(1920, 1080) > line_length(1080, 1080) > line_length(1080, 1920)
    assert line_length(640, 360) == line_length(3840, 2160)
    sizes = [
        float(re.findall(r"Style: Caption,Inter,([\d.]+)", to_ass([], width=width, height=height))[0])
        / min(width, height)
        for width, height in ((1920, 1080), (1080, 1080), (1080, 1920))
    ]
    assert sizes == sorted(sizes)


def test_a_word_wider_than_two_lines_is_cut_once_and_narrowed():
    address = "https://example.com/a/very/long/path/that/does/not/end/anywhere/at/all/and/goes/on?query=1&x=2"
    made = cues([Word(text=address, start=0, end=4)], max_line=24, language="en")
    assert len(made) == 1
    assert "".join(made[0].lines) == address
    assert made[0].lines[0][-1] in "-/_.?&="
    assert "\\fscx" in to_ass(made, width=1080, height=1920)


def test_a_long_compound_is_hyphenated_between_syllables():
    made = cues([Word(text="Donaudampfschifffahrtsgesellschaft", start=0, end=3)], max_line=24, language="de")
    assert made[0].lines == ("Donaudampfschiff-", "fahrtsgesellschaft")
    arabic = cues([Word(text="ا" * 40, start=0, end=3)], max_line=24, language="ar")
    assert arabic[0].lines == ("ا" * 20, "ا" * 20)


def test_joints_that_may_lie_inside_a_word_are_avoided():
    sentences = {
        "zh": ("灯塔的老守护人每天清晨爬上楼梯，为回家的船只点亮灯光，没有人感谢过他。", ("每", "护", "的船", "过")),
        "th": ("ทุกเช้าคนเฝ้าประภาคารชราปีนบันไดขึ้นไปจุดตะเกียงให้เรือที่กลับบ้าน", ("บัน",)),
    }
    for language, (text, inside) in sentences.items():
        for width in (20, 24, 30, 36, 42):
            shown = [line for cue in cues(timed_at(text, 6), max_line=width, language=language) for line in cue.lines]
            assert not [line for line in shown if line.endswith(inside)], (language, width, shown)
            assert not any(line.startswith(("的", "过")) for line in shown)


def test_an_emoji_of_several_characters_is_as_wide_as_one():
    assert [display_width(text) for text in ("👋🏽", "👩‍👩‍👧", "👩 👧", "🌍🚀", "क्‍ष")] == [2, 2, 5, 4, 2]


def test_bad_arguments_are_refused():
    with pytest.raises(ValueError, match="plain, boxed, karaoke, word"):
        to_ass([], width=640, height=360, style="comic")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="max_line"):
        cues([], max_line=0, language="en")
    assert cues([], max_line=42, language="en") == ()
    assert cues([Word(text=" \n ", start=0, end=1)], max_line=42, language="en") == ()
