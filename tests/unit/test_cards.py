"""Title and end cards: what they say, how it is set, their colours and their script."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.media.captions.frame import safe_area
from functions.media.captions.words import join_words, split_words
from functions.media.fonts import DISPLAY
from functions.media.frames import HANDLE
from functions.media.title import card_args, card_script, contrast, scheme_of
from functions.media.typeset import family_of, set_text, shorten, width_of
from functions.steps.card import STEP, words_of
from functions.steps.step import Where
from schemas.content import CLOSING, OPENING, FilmContent
from schemas.project import CreativeBrief, Mood

PALETTES = (
    ("#e9efe9", "#a9c3cc", "#5f8ea0", "#f2a541", "#2f5266", "#12263a"),
    ("#0b0f1a", "#c1121f", "#780000", "#fdf0d5"),
    ("#ffd6e0", "#ffef9f", "#c1fba4", "#7bf1a8"),
    ("#808080", "#7f8081"),
    ("#000000", "#ffffff"),
)
FRAMES = ((1920, 1080), (1080, 1920), (1080, 1080))
TEXTS = (
    "Hello", "The Keeper of Gull Rock", "夜明けの灯台守と、ひとりの少女", "حارس المنارة في الليلة الأخيرة",
    "प्रकाशस्तंभ का आख़िरी रखवाला", "คนเฝ้าประภาคารคนสุดท้าย", "Sail away ⛵🌊 today 🎉", "Ο φύλακας του φάρου",
    "Donaudampfschifffahrtsgesellschaftskapitän", "Somebody has to keep the light, even when nobody is watching",
)  # fmt: skip


def film(**brief) -> FilmContent:
    mood = Mood(id="m", name="M", color_palette=PALETTES[0])
    return FilmContent(
        project_id="p", name="A project", title=brief.pop("title", "The Keeper"), aspect="9:16", voice="clear",
        caption_style="none", brief=CreativeBrief(**brief), mood=mood, platform="reels",
    )  # fmt: skip


def words(card: str, **brief) -> tuple[str, str]:
    return words_of(film(**brief), Where(card))


def test_the_opening_shows_the_title_over_the_brand():
    assert words(OPENING, brand_name="Gull Rock", key_message="Keep the light") == ("The Keeper", "Gull Rock")
    assert words(OPENING, key_message="Keep the light") == ("The Keeper", "Keep the light")
    assert words(OPENING, title=" ", brand_name="Gull Rock") == ("A project", "Gull Rock")


def test_the_closing_shows_the_message_over_the_brand():
    assert words(CLOSING, brand_name="Gull Rock", key_message="Keep the light") == ("Keep the light", "Gull Rock")
    assert words(CLOSING, brand_name="Gull Rock") == ("Gull Rock", "The Keeper")
    assert words(CLOSING) == ("The Keeper", "")


def test_nothing_is_said_twice():
    assert words(OPENING, title="Tidecup", brand_name="tidecup") == ("Tidecup", "")
    assert words(OPENING, title="Tidecup", brand_name="Tidecup", key_message="Lose the bin")[1] == "Lose the bin"


def test_a_cards_address_depends_on_its_words_its_colours_and_where_it_is_seen():
    inputs = STEP.inputs(film(brand_name="Gull Rock"), Where(OPENING))
    assert inputs == {
        "title": "The Keeper", "line": "Gull Rock", "palette": list(PALETTES[0]), "width": 1080, "height": 1920,
        "platform": "reels",
    }  # fmt: skip
    assert STEP.prefix("p", Where(OPENING)) == "projects/p/cards/card-opening/"


def test_long_texts_are_cut_after_a_sentence_or_with_an_ellipsis():
    assert shorten("  A  cup\nof tea ") == "A cup of tea"
    assert shorten("Keep the coffee. " + "And so on and on. " * 20) == "Keep the coffee."
    cut = shorten("word " * 200)
    assert cut.endswith("word…") and len(cut) <= 111
    assert shorten("\u202e\x07") == ""


@pytest.mark.parametrize("size", FRAMES)
@pytest.mark.parametrize("text", TEXTS)
def test_every_text_fits_and_loses_no_word(text, size):
    room, tall = size[0] * 0.8, size[1] * 0.5
    setting = set_text(text, weight=800, largest=130, room=room, tall=tall)
    assert setting.height <= tall + 0.01 and setting.size <= 130
    assert max(width_of(line, setting.family, 800) for line in setting.lines) * setting.size <= room + 0.01
    assert join_words([word for line in setting.lines for word in split_words(line)]) == text


def test_lines_break_by_sense():
    setting = set_text("The Keeper of Gull Rock", weight=800, largest=130, room=800, tall=700)
    assert setting.lines == ("The Keeper", "of Gull Rock")


def test_the_display_face_is_used_where_it_has_the_script():
    assert family_of("Hello") == family_of("Смотритель") == DISPLAY
    assert family_of("Ο φύλακας") == "Inter" and family_of("灯台守と") == "Noto Sans CJK JP"


@pytest.mark.parametrize("palette", PALETTES)
def test_type_has_enough_contrast_on_all_of_the_ground(palette):
    scheme = scheme_of(palette)
    assert min(contrast(scheme.ink, scheme.ground), contrast(scheme.ink, scheme.light)) >= 7
    assert contrast(scheme.accent, scheme.ground) >= 2


def test_contrast_is_that_of_wcag():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("platform", ["any", "tiktok", "shorts"])
@pytest.mark.parametrize("size", FRAMES)
def test_type_keeps_inside_the_safe_area(size, platform):
    script = card_script(
        "Keep the light", "Gull Rock", width=size[0], height=size[1], scheme=scheme_of(PALETTES[0]), platform=platform
    )
    box = safe_area(size[0], size[1], platform)
    places = [(float(x), float(y)) for x, y in re.findall(r"\\pos\(([\d.]+),([\d.]+)\)", script)]
    assert places
    assert all(box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height for x, y in places)


def test_type_eases_to_rest_and_stays():
    script = card_script("Hello", "", width=1920, height=1080, scheme=scheme_of(PALETTES[0]))
    heights = [float(y) for y in re.findall(r"\\an4\\pos\([\d.]+,([\d.]+)\)", script)]
    steps = [a - b for a, b in pairwise(heights)]
    assert all(step >= 0 for step in steps) and steps[0] > 10 * steps[-1] and steps[-1] < 0.1
    first = re.search(r"Dialogue: 0,0:00:(\d\d\.\d\d)", script)
    assert first is not None and float(first.group(1)) > HANDLE / 30
    assert "0:55:33.32" in script, "the last event lasts to the end"


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80))
def test_no_text_becomes_a_command(text):
    try:
        script = card_script(text, text, width=1920, height=1080, scheme=scheme_of(PALETTES[1]))
    except ValueError:
        assert not shorten(text)
        return
    for event in script.splitlines():
        if event.startswith("Dialogue:"):
            tags, _, rest = event.partition("}")
            bare = rest.replace("\\{", "").replace("\\}", "").replace("\\\u2060", "")
            assert "{" not in bare and "\\" not in bare
            assert tags.count("{") == 1
    assert len([line for line in script.splitlines() if line.startswith("Dialogue:")]) % 20 == 0


def test_a_card_is_encoded_like_a_segment(tmp_path):
    args = card_args((1920, 1080), body_frames=90, plate=(480, 270), ass_name="card.ass", out=tmp_path / "o.mp4")
    assert args[args.index("-frames:v") + 1] == "110"
    assert args[args.index("-force_key_frames") + 1] == "expr:eq(n,0)+eq(n,10)+eq(n,20)+eq(n,90)+eq(n,100)"
