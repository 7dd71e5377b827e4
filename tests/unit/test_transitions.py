"""Transitions: which one leads from a scene to the next, and their filter graphs."""

from itertools import pairwise
from typing import Any, get_args

import pytest

from functions.media.transition import STYLES, transition_graph
from functions.plan import plan
from functions.steps.step import Where
from functions.steps.table import STEPS
from functions.steps.transition import STEP, color_of, style_of, temper_of
from schemas.content import CLOSING, OPENING, FilmContent
from schemas.project import CreativeBrief, Mood, SceneContent, TransitionStyle

LIVELY, GENTLE, DRAMATIC = ("bold", "urban"), ("calm", "dreamy"), ("noir",)
FLASHY = {"wipe_left", "circle", "slide_up", "slide_left", "zoom"}


def film(*scenes: dict[str, Any], keywords=(), seconds=5.0, palette=("#1f3a5f", "#e0a458"), **content) -> FilmContent:
    mood = Mood(id="m", name="M", color_palette=palette, mood_keywords=tuple(keywords))
    listed = tuple(
        SceneContent(**{"id": f"s{number}", "scene_number": number, "duration_seconds": seconds, **scene})
        for number, scene in enumerate(scenes, 1)
    )
    return FilmContent(
        project_id="p", name="Film", aspect="16:9", voice="clear", caption_style="none", brief=CreativeBrief(),
        mood=mood, scenes=listed, **content,
    )  # fmt: skip


def styles(content: FilmContent) -> list[str]:
    return [style_of(content, Where(a, b)) for a, b in pairwise(content.pieces())]


def graph(style: str, **options) -> str:
    return transition_graph(style, width=1920, height=1080, **options)


@pytest.mark.parametrize("style", [style for style in STYLES if style != "cut"])
def test_every_style_but_the_cut_has_a_graph(style: str):
    assert graph(style).endswith("[v]")


def test_every_style_of_the_contract_is_known():
    assert {*STYLES, "auto"} == set(get_args(TransitionStyle))


@pytest.mark.parametrize("style", ["cut", "auto", "star", ""])
def test_what_is_not_rendered_is_refused(style: str):
    with pytest.raises(ValueError, match="not a transition that is rendered"):
        graph(style)


def test_a_fade_goes_through_the_colour_that_is_given():
    assert "color=0x1f3a5f" in graph("fade_color", color="#1f3a5f")
    assert "color=white" in graph("fade_white", color="#1f3a5f")


def test_a_scenes_choice_wins_over_the_projects_and_that_over_the_automatic_one():
    content = film({"transition": "circle"}, {}, {"transition": "auto"}, {}, keywords=GENTLE, transition="wipe_up")
    assert styles(content) == ["circle", "wipe_up", "dissolve"]


def test_an_energetic_fast_film_cuts_more_than_a_gentle_one():
    scenes: list[dict[str, Any]] = [{} for _ in range(40)]
    lively, gentle = (styles(film(*scenes, keywords=k, seconds=2.8)) for k in (LIVELY, GENTLE))
    assert lively.count("cut") > 20 and set(lively) - {"cut"} <= FLASHY
    assert gentle.count("dissolve") == 39


def test_no_two_that_draw_the_eye_in_a_row():
    chosen = styles(film(*[{} for _ in range(100)], keywords=LIVELY))
    flashy = [style in FLASHY for style in chosen]
    assert 15 < sum(flashy) < 50
    assert not any(a and b for a, b in pairwise(flashy))


def test_pace_decides_where_the_mood_is_silent():
    assert temper_of(film({}, {}, seconds=2.5)) == "lively"
    assert temper_of(film({}, {}, seconds=8)) == "gentle"
    assert temper_of(film({}, {}, seconds=5)) == "even"
    assert temper_of(film({}, {}, seconds=8, keywords=LIVELY)) == "lively"


@pytest.mark.parametrize(
    ("first", "second", "new"),
    [
        ("A kitchen at dawn.", "The harbour at night.", True),
        ("She bakes bread.", "Ten years later she owns the shop.", True),
        ("A quiet forest.", "A street in the city.", True),
        ("A forest.", "The mountain behind it.", False),
        ("Bread.", "A cup of tea.", False),
        ("The sea at night.", "A lamp.", False),
    ],
)
def test_another_time_or_place_fades_through_colour(first, second, new):
    scenes = ({"description": first}, {"description": second})
    assert styles(film(*scenes, keywords=GENTLE)) == ["fade_white" if new else "dissolve"]
    assert styles(film(*scenes, keywords=("warm",))) == ["fade_color" if new else "dissolve"]
    assert styles(film(*scenes, keywords=DRAMATIC)) == ["fade" if new else "dissolve"]


def test_very_short_scenes_are_cut_whatever_the_mood():
    assert styles(film({}, {"duration_seconds": 1.5}, {}, keywords=GENTLE)) == ["cut", "cut"]


def test_an_edit_far_away_changes_no_style_here():
    scenes = [{"id": f"s{number}"} for number in range(30)]
    before = styles(film(*scenes, keywords=LIVELY))
    after = styles(film(*scenes[:20], {"id": "new"}, *scenes[20:], keywords=LIVELY))
    assert after[:18] == before[:18] and after[23:] == before[22:]


def test_cards_lead_in_and_out_softly():
    content = film({}, {}, keywords=LIVELY, title_card=True, end_card=True)
    assert content.pieces() == (OPENING, "s1", "s2", CLOSING)
    assert [styles(content)[0], styles(content)[-1]] == ["dissolve", "dissolve"]
    assert styles(film({}, {}, title_card=True, transition="cut"))[0] == "cut"
    chosen = styles(film({}, {"transition": "wipe_up"}, title_card=True, end_card=True, transition="cut"))
    assert chosen == ["cut", "cut", "wipe_up"]


def test_a_cut_is_no_node_of_the_plan_and_the_film_builds_on_none():
    content = film({"transition": "cut"}, {"transition": "blur"}, {})
    nodes = plan(content, STEPS, {})
    assert "transition:s1:s2" not in nodes and "transition:s2:s3" in nodes
    assert [need for need in nodes["film"].needs if need.startswith("transition")] == ["transition:s2:s3"]


def test_the_colour_is_the_moods_darkest_that_is_not_black():
    assert color_of(film({}, palette=("#f4ecd8", "#1f3a5f", "#020304")).mood) == "#1f3a5f"
    assert color_of(film({}, palette=("#000000", "#010101")).mood) == color_of(None) == "#000000"


def test_only_a_fade_through_colour_depends_on_the_palette():
    plain, coloured = film({"transition": "blur"}, {}), film({"transition": "fade_color"}, {})
    assert STEP.inputs(plain, Where("s1", "s2")) == {"style": "blur"}
    assert STEP.inputs(coloured, Where("s1", "s2")) == {"style": "fade_color", "color": "#1f3a5f"}
