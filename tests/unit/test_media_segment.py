"""Argument lists of segments, transitions and still clips."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from functions.media.card import still_args
from functions.media.probe import MediaInfo
from functions.media.segment import (
    FITS,
    LOOKS,
    TREATMENTS,
    caption_name,
    encoder_args,
    fit_filters,
    look_filter,
    segment_args,
)
from functions.media.transition import transition_args
from functions.steps.segment import look_of
from schemas.project import Mood

READY = MediaInfo("video", "mp4", 6, fps=30, width=1920, height=1080, pix_fmt="yuv420p", color_space="bt709")
FOREIGN = MediaInfo("video", "webm", 5, fps=24, width=1280, height=720, pix_fmt="yuv420p")
TALL = MediaInfo("video", "mp4", 5, fps=30, width=1080, height=1920, pix_fmt="yuv420p", color_space="bt709")
PICTURE = MediaInfo("image", "png", 0, width=2000, height=1000, pix_fmt="rgb24", color_space="rgb")


def after(args: list[str], option: str) -> str:
    return args[args.index(option) + 1]


def segment(info: MediaInfo, *, ass_name: str | None = None, look: str | None = None) -> list[str]:
    return segment_args(
        Path("/c"), info, body_frames=150, width=1920, height=1080, ass_name=ass_name, look=look, out=Path("/o.mp4")
    )


def encoder(args: list[str]) -> list[str]:
    """The encoder's options without keyframes and zones, which differ from file to file."""
    options = [option.partition(":zones=")[0] for option in args[args.index("-c:v") : -1]]
    at = options.index("-force_key_frames")
    return options[:at] + options[at + 2 :]


def test_a_clip_in_the_films_format_is_neither_scaled_nor_converted():
    assert "scale=" not in after(segment(READY), "-vf")


def test_a_foreign_clip_covers_the_frame_and_is_cropped():
    filters = after(segment(FOREIGN), "-vf")
    assert "crop=1920:1080" in filters and "out_color_matrix=bt709" in filters
    assert filters.index("setparams=colorspace=bt709") < filters.index("scale=")
    assert filters.index("fps=30") < filters.index("tpad=stop_mode=clone")


def test_a_clip_of_another_shape_is_cropped_or_shown_whole_as_asked():
    filters = {fit: ",".join(fit_filters(TALL, width=1920, height=1080, total=50, fit=fit)) for fit in FITS}
    assert filters["auto"] == filters["blur"] != filters["crop"]
    assert "gblur" in filters["blur"] and "overlay" not in filters["crop"]
    with pytest.raises(ValueError, match="unknown fit 'stretch'"):
        fit_filters(TALL, width=1920, height=1080, total=50, fit="stretch")  # type: ignore[arg-type]


def test_a_very_long_picture_is_cut_before_it_is_scaled():
    filters = ",".join(fit_filters(replace(PICTURE, height=10), width=1920, height=1080, total=50, fit="crop"))
    assert filters.index("crop='ceil(iw*0.013333)':ih") < filters.index("scale=")


def test_a_picture_is_repeated_by_the_loop_filter_for_every_frame():
    args = segment(PICTURE)
    assert "loop=loop=169:size=1" in after(args, "-vf")
    assert "-loop" not in args and "tpad" not in after(args, "-vf")


def test_a_segment_has_exactly_its_body_and_two_handles_and_keyframes_where_joins_may_cut():
    args = segment(READY)
    assert after(args, "-frames:v") == "170"
    assert after(args, "-force_key_frames") == "expr:eq(n,0)+eq(n,10)+eq(n,20)+eq(n,150)+eq(n,160)"


def test_captions_see_scene_time_and_the_handles_see_none():
    filters = after(segment(READY, ass_name="cap.ass"), "-vf")
    shown = re.search(r"setpts='if\(between\(N,10,159\),N-10,-100000\)/\(30\*TB\)',ass=filename=cap\.ass,", filters)
    assert shown is not None
    assert filters.endswith("ass=filename=cap.ass,setpts=N/(30*TB)")


def test_captions_are_drawn_after_the_look_so_that_they_stay_white():
    filters = after(segment(READY, ass_name="cap.ass", look="noir"), "-vf")
    assert filters.index("lutyuv") < filters.index("ass=")


def test_everything_that_is_joined_is_encoded_alike():
    transition = transition_args(Path("/a"), 60, Path("/b"), 90, style="circle", size=(1920, 1080), out=Path("/t"))
    still = still_args(Path("/p"), PICTURE, body_frames=60, width=1920, height=1080, out=Path("/s"))
    assert encoder(segment(READY)) == encoder(segment(FOREIGN, look="warm")) == encoder(transition) == encoder(still)


def test_output_does_not_depend_on_the_machine_or_the_moment():
    args = encoder_args()
    assert (after(args, "-threads"), after(args, "-fflags"), after(args, "-flags:v")) == ("2", "+bitexact", "+bitexact")
    assert after(args, "-map_metadata") == "-1"


def test_every_look_has_a_treatment_and_neutral_costs_nothing():
    assert set(TREATMENTS) == set(LOOKS)
    assert look_filter(None) is None and look_filter("neutral") is None
    assert len({look_filter(look) for look in LOOKS}) == len(LOOKS)
    with pytest.raises(ValueError, match="unknown look 'sepia'"):
        look_filter("sepia")


def test_noir_has_no_colour():
    assert "u='clip(128+0*(val-128)+0,16,240)'" in (look_filter("noir") or "")


@pytest.mark.parametrize("name", ["a b.ass", "x';y.ass", "c:d.ass", "ü.ass"])
def test_a_caption_name_that_would_need_escaping_is_refused(name: str):
    with pytest.raises(ValueError):
        caption_name(Path("/d") / name)


def test_a_transition_reads_only_the_frames_it_needs():
    args = transition_args(Path("/a"), 150, Path("/b"), 90, style="dissolve", size=(1920, 1080), out=Path("/t"))
    assert after(args, "-ss") == f"{150.5 / 30:.6f}"
    assert args.count("-t") == 2 and after(args, "-t") == f"{22 / 30:.6f}"
    assert after(args, "-frames:v") == "20"


@pytest.mark.parametrize(
    ("keywords", "look"),
    [
        ((), "neutral"),
        (("maritime", "steadfast"), "neutral"),
        (("Golden hour",), "warm"),
        (("warm", "vintage", "retro film"), "faded"),
        (("noir", "cold"), "noir"),
        (("bold", "night"), "cool"),
    ],
)
def test_the_look_is_what_most_of_the_keywords_ask_for(keywords, look):
    assert look_of(Mood(id="m", name="M", color_palette=("#000000", "#ffffff"), mood_keywords=keywords)) == look
    assert look_of(None) == "neutral"
