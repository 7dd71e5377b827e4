"""Choosing frames, describing renditions, fitting text: what needs no ffmpeg."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from functions.media.card import card_colours, placeholder_card, wrap
from functions.media.deliver import (
    GIF_SIZES,
    appeal,
    candidates,
    captioned_edges,
    gif_args,
    highlights,
    is_faststart,
)
from functions.media.hls import avc_codec, bandwidths, copy_args, encode_args, scaled
from functions.media.runner import MediaError


def picture(seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).integers(40, 215, (90, 160, 3), dtype=np.uint8)


def blurred(image: np.ndarray) -> np.ndarray:
    wide = np.pad(image.astype(float), ((4, 4), (4, 4), (0, 0)), mode="edge")
    shifts = [wide[y : y + 90, x : x + 160] for y in range(9) for x in range(9)]
    return np.asarray(np.mean(shifts, axis=0), dtype=np.uint8)


def test_a_sharp_well_lit_colourful_frame_appeals_most():
    good = picture()
    grey = np.repeat(good.mean(axis=2, keepdims=True), 3, axis=2).astype(np.uint8)
    assert appeal(good) > appeal(blurred(good))
    assert appeal(good) > appeal(grey)
    assert appeal(good) > appeal((good // 6).astype(np.uint8))
    assert appeal(good) > appeal(255 - (255 - good) // 6)
    assert appeal(good) > appeal(np.zeros_like(good))


def test_no_candidate_lies_in_a_transition():
    keyframes = [n * 0.5 for n in range(40)]
    times = candidates(keyframes, 20.0, scene_starts=[0.0, 5.0, 12.0])
    assert times and all(abs(time - start) > 0.4 for time in times for start in (0.0, 5.0, 12.0))
    assert all(0.2 <= time <= 19.8 for time in times)


def test_stretches_without_a_caption_are_looked_at():
    times = candidates([1.0], 10.0, captioned=[(1.0, 4.0), (6.0, 9.0)])
    assert 5.0 in times


def test_candidates_are_bounded_and_never_empty():
    assert len(candidates([n * 0.1 for n in range(5000)], 500.0)) <= 40
    assert candidates([], 0.3) == (0.15,)


def test_overlapping_captions_are_merged():
    assert captioned_edges([(5, 7), (1, 3), (2, 4)]) == [1, 4, 5, 7]


def test_highlights_come_from_first_middle_and_last_scene():
    spans = highlights([0.0, 6.0, 12.0, 18.0, 24.0], 30.0)
    assert [start for start, _ in spans] == [2.25, 14.25, 26.25]
    assert sum(length for _, length in spans) == pytest.approx(4.5)
    assert highlights([0.0], 2.0) == ((0.0, 2.0),)


def test_every_gif_size_is_lighter_than_the_one_before():
    for before, size in pairwise(GIF_SIZES):
        assert size.side * size.side * size.fps * size.colours < before.side * before.side * before.fps * before.colours
    args = gif_args(Path("/v.mp4"), Path("/g.gif"), spans=[(1.0, 1.5), (4.0, 1.5)], size=GIF_SIZES[0])
    assert args.count("-ss") == 2 and "concat=n=2" in args[args.index("-filter_complex") + 1]


@pytest.mark.parametrize(("first", "fast"), [(b"moov", True), (b"mdat", False)])
def test_where_the_index_stands_is_read_from_the_boxes(tmp_path: Path, first: bytes, fast: bool):
    second = b"mdat" if first == b"moov" else b"moov"
    boxes = b"\x00\x00\x00\x10ftypisom\x00\x00\x00\x00" + b"\x00\x00\x00\x08" + first + b"\x00\x00\x00\x08" + second
    (tmp_path / "f.mp4").write_bytes(boxes)
    assert is_faststart(tmp_path / "f.mp4") is fast


def test_the_peak_leaves_out_a_short_last_segment():
    assert bandwidths([(500_000, 4.0), (400_000, 4.0), (200_000, 0.5)]) == (1_000_000, round(8 * 1_100_000 / 8.5))
    assert bandwidths([(1000, 1.0)]) == (8000, 8000)


def test_renditions_keep_their_shape_in_even_pixels():
    assert scaled(1920, 1080, short_side=480) == (854, 480)
    assert scaled(1080, 1920, short_side=480) == (480, 854)
    assert scaled(1080, 1080, short_side=480) == (480, 480)


def test_the_codec_name_comes_from_the_stream_itself():
    assert avc_codec(b"....avcC\x01\x64\x00\x28\xff") == "avc1.640028"
    with pytest.raises(MediaError):
        avc_codec(b"no such box")


def test_the_film_is_not_encoded_again_for_its_best_rendition():
    args = copy_args(Path("/v.mp4"), Path("/o"))
    assert args[args.index("-c") + 1] == "copy" and "libx264" not in args


def test_a_smaller_rendition_has_keyframes_at_the_films_cuts_and_nowhere_else():
    args = encode_args(Path("/v.mp4"), Path("/o"), width=854, height=480, cuts=[0, 130, 250])
    assert args[args.index("-force_key_frames") + 1] == "expr:eq(n,0)+eq(n,130)+eq(n,250)"
    assert args[args.index("-g") + 1] == "100000" and "scenecut=0" in args[args.index("-x264-params") + 1]


def test_a_rendition_with_a_peak_rate_is_encoded_by_one_thread():
    """With two, the same film gave other bytes from the moment on at which the peak was reached."""
    args = encode_args(Path("/v.mp4"), Path("/o"), width=854, height=480, cuts=[0])
    encoder = args[args.index("libx264") :]
    assert "-maxrate" in encoder and encoder[encoder.index("-threads") + 1] == "1"


def test_text_wraps_at_spaces_and_inside_words_that_are_too_long():
    assert wrap("one two three", len, 7) == ["one two", "three"]
    assert wrap("abcdefghij x", len, 4) == ["abcd", "efgh", "ij x"]
    assert wrap("", len, 4) == [""]


@pytest.mark.parametrize("palette", [["#ffffff", "#eeeeee"], ["#000000"], ["#1d3557", "#e63946", "#f1faee"]])
def test_a_card_can_be_read_on_any_palette(palette: list[str]):
    ground, accent = card_colours(palette)
    luma = [0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (ground, accent)]
    assert luma[0] <= 60 and luma[1] >= 130


def test_a_card_without_text_is_refused(tmp_path: Path):
    with pytest.raises(ValueError):
        placeholder_card([], width=64, height=64, palette=["#000000"], out_png=tmp_path / "c.png", font_file=Path("x"))
