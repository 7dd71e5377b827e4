"""Choosing frames, describing renditions, fitting text: what needs no ffmpeg."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from functions.media.boxes import avc_codec, boxes, child, first_sample_end, is_faststart, references
from functions.media.card import card_colours, placeholder_card, wrap
from functions.media.cmaf import bandwidths, fragment_args
from functions.media.deliver import GIF_SIZES, Stretch, appeal, candidates, captioned_edges, gif_args, highlights
from functions.media.export import FORMATS, export_args, too_long
from functions.media.ladder import RUNGS, encode_args, encoder_args, scaled, smaller
from functions.media.probe import MediaInfo
from functions.media.runner import MediaError
from functions.media.sprite import MOST_TILES, grid_of, sprite_filter

FILM = MediaInfo("video", "mp4", 30.0, 30.0, 1920, 1080, 900)


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
    times = candidates(keyframes, Stretch(5.0, 12.0, inner=(8.0, 10.0)))
    assert len(times) > 8 and all(5.4 <= time <= 11.6 for time in times)
    assert all(abs(time - turn) >= 0.4 for time in times for turn in (8.0, 10.0))


def test_stretches_without_a_caption_are_looked_at():
    times = candidates([1.0], Stretch(0.0, 10.0), captioned=[(1.0, 4.0), (6.0, 9.0)])
    assert 5.0 in times and any(9.0 < time <= 9.6 for time in times)


def test_a_scene_that_is_nothing_but_transition_still_has_a_candidate():
    assert candidates([], Stretch(2.0, 2.6)) == (2.3,)


def test_overlapping_captions_are_merged():
    assert captioned_edges([(5, 7), (1, 3), (2, 4)]) == [1, 4, 5, 7]


def test_highlights_come_from_first_middle_and_last_scene():
    scenes = [Stretch(start, start + 6.0) for start in (3.0, 9.0, 15.0, 21.0, 27.0)]
    spans = highlights(scenes)
    assert [start for start, _ in spans] == [5.25, 17.25, 29.25]
    assert sum(length for _, length in spans) == pytest.approx(4.5)
    assert highlights([Stretch(3.0, 5.0)]) == ((3.0, 2.0),)


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


@pytest.mark.parametrize("stream", ["video", "audio"])
def test_a_track_is_cut_without_encoding_and_says_where_it_begins(stream):
    args = fragment_args(Path("/v.mp4"), Path("/o.mp4"), stream=stream)
    assert args[args.index("-c") + 1] == "copy" and "libx264" not in args
    assert "+delay_moov" in args[args.index("-movflags") + 1]


def test_the_film_is_decoded_once_for_all_that_is_made_of_it():
    grid = grid_of(900, 1920, 1080)
    out = {720: Path("/720p.mp4"), 480: Path("/480p.mp4")}
    args = encode_args(Path("/v.mp4"), out, info=FILM, cuts=[0, 130], sheet=(grid, Path("/s.jpg")))
    assert args.count("-i") == 1 and "split=3" in args[args.index("-filter_complex") + 1]
    assert args.count("libx264") == 2


def test_a_smaller_rendition_has_keyframes_at_the_films_cuts_and_nowhere_else():
    args = encoder_args(480, cuts=[0, 130, 250])
    assert args[args.index("-force_key_frames") + 1] == "expr:eq(n,0)+eq(n,130)+eq(n,250)"
    assert args[args.index("-g") + 1] == "100000" and "scenecut=0" in args[args.index("-x264-params") + 1]


@pytest.mark.parametrize("side", RUNGS)
def test_a_rendition_with_a_peak_rate_is_encoded_by_one_thread(side):
    """With two, the same film gave other bytes from the moment on at which the peak was reached."""
    args = encoder_args(side, cuts=[0])
    assert "-maxrate" in args and args[args.index("-threads") + 1] == "1"


def test_the_ladder_has_what_is_smaller_than_the_film_and_ends_in_time():
    def film(short: int, seconds: float) -> MediaInfo:
        return MediaInfo("video", "mp4", seconds, 30.0, short * 2, short, round(seconds * 30))

    assert smaller(film(1080, 30)) == [720, 480]
    assert smaller(film(720, 30)) == [480]
    assert smaller(film(360, 30)) == []
    assert smaller(film(1080, 1500)) == [480]


@pytest.mark.parametrize(("seconds", "step", "count"), [(0.1, 30, 1), (30, 30, 30), (100, 30, 100), (101, 60, 51)])
def test_a_sheet_has_a_picture_a_second_and_a_hundred_at_most(seconds: float, step: int, count: int):
    grid = grid_of(round(seconds * 30), 1920, 1080)
    assert (grid.step, grid.count) == (step, count)
    assert grid.columns * grid.rows >= count and (grid.width, grid.height) == (192, 108)
    assert grid_of(1800 * 30, 1080, 1920).count <= MOST_TILES


def test_every_picture_of_a_sheet_has_a_frame():
    """A last step that ends before its middle shows the film's last frame."""
    frames = 905
    chosen = sprite_filter(grid_of(frames, 1920, 1080), frames)
    assert "select='not(mod(n-15,30))+eq(n,904)'" in chosen and "nb_frames=31" in chosen
    assert "eq(" not in sprite_filter(grid_of(920, 1920, 1080), 920)


def _box(kind: bytes, payload: bytes) -> bytes:
    return (len(payload) + 8).to_bytes(4) + kind + payload


def test_segments_are_read_off_an_index_of_either_version():
    entries = b"".join(size.to_bytes(4) + ticks.to_bytes(4) + b"\x90\0\0\0" for size, ticks in ((500, 90), (300, 45)))
    for version, times in ((b"\0", bytes(8)), (b"\1", bytes(16))):
        head = version + bytes(3) + (1).to_bytes(4) + (30).to_bytes(4) + times
        data = _box(b"free", b"") + _box(b"sidx", head + b"\0\0\0\2" + entries)
        listed = references(data, child(data, b"sidx"))
        assert [(entry.size, entry.seconds) for entry in listed] == [(500, 3.0), (300, 1.5)]


def test_the_first_sample_of_a_fragment_ends_where_the_run_says():
    run = _box(b"trun", b"\0\0\2\1" + (2).to_bytes(4) + (120).to_bytes(4) + (77).to_bytes(4) + (9).to_bytes(4))
    head = _box(b"tfhd", b"\0\0\0\x10" + (1).to_bytes(4) + (50).to_bytes(4))
    assert first_sample_end(_box(b"moof", _box(b"traf", head + run))) == 120 + 77
    plain = _box(b"trun", b"\0\0\0\1" + (2).to_bytes(4) + (120).to_bytes(4))
    assert first_sample_end(_box(b"moof", _box(b"traf", head + plain))) == 120 + 50


def test_a_box_without_a_size_is_an_error():
    with pytest.raises(MediaError):
        list(boxes(bytes(16)))


@pytest.mark.parametrize("name", FORMATS)
def test_a_film_that_takes_too_long_is_refused_in_a_sentence(name):
    assert too_long(name, 30) is None
    assert "minutes" in str(too_long(name, FORMATS[name].seconds + 1))


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_keeps_title_and_chapters_and_names_no_date(name):
    args = export_args(Path("/v.mp4"), Path("/o"), name, FILM)
    assert args[args.index("-map_chapters") + 1] == args[args.index("-map_metadata") + 1] == "0"
    assert "+bitexact" in args


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
