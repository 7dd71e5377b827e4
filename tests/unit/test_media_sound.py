"""The mix as a graph, and the loudness correction as arithmetic."""

import math
from pathlib import Path

import pytest

from functions.media.loudness import Loudness, parse_loudness
from functions.media.sound import (
    Chapter,
    Source,
    correction,
    gain_to,
    lanes,
    master_args,
    metadata_text,
    mix_args,
    mix_graph,
    mux_args,
    survey_args,
)

VOICE = Source(Path("/v.wav"), "wav", 4.0, 3.5, 1.25)
MUSIC = Source(Path("/m.wav"), "wav", 60.0, -8.0)

LOG = """
[Parsed_ebur128_0 @ 0x55] Summary:

  Integrated loudness:
    I:         -14.3 LUFS
    Threshold: -24.5 LUFS

  Loudness range:
    LRA:         2.1 LU
    Threshold: -34.4 LUFS
    LRA low:   -15.6 LUFS
    LRA high:  -13.5 LUFS

  True peak:
    Peak:       -1.7 dBFS
"""


def test_the_log_of_the_meter_is_read():
    assert parse_loudness(LOG) == (Loudness(-14.3, -1.7, 2.1),)
    silent = LOG.replace("-14.3", "-70.0").replace("-1.7", "-inf")
    assert parse_loudness(silent)[0].true_peak == -math.inf
    assert [found.integrated for found in parse_loudness(LOG + silent)] == [-14.3, -70.0]


def test_a_summary_without_peaks_does_not_borrow_the_next_ones():
    bare = LOG[: LOG.index("  True peak")]
    first, second = parse_loudness(bare + LOG)
    assert math.isnan(first.true_peak) and second.true_peak == -1.7


def test_narration_is_placed_to_the_sample():
    assert "adelay=delays=60000S:all=1" in mix_graph([VOICE], None, seconds=10)


def test_voices_that_follow_each_other_share_a_lane_and_overlapping_ones_do_not():
    def at(second: float) -> Source:
        return Source(Path("/v"), "wav", 4.0, 0.0, second)

    assert lanes([at(0), at(4), at(9)]) == [[0, 1, 2]]
    assert lanes([at(9), at(0), at(3), at(5)]) == [[1, 3, 0], [2]]
    graph = mix_graph([at(1), at(6)], None, seconds=20)
    assert "adelay=delays=48000S:all=1[voice0]" in graph and "adelay=delays=48000S:all=1[voice1]" in graph
    assert "concat=n=2:v=0:a=1[lane0]" in graph


def test_music_is_ducked_by_the_voice_and_fades_at_the_films_end():
    graph = mix_graph([VOICE], MUSIC, seconds=10)
    assert "[music][key]sidechaincompress=" in graph
    assert "afade=t=out:st=8.500000:d=1.500" in graph
    assert "atrim=end_sample=480000,ebur128=framelog=quiet[out]" in graph


def test_a_film_with_one_source_needs_no_ducking():
    assert "sidechain" not in mix_graph([VOICE, VOICE], None, seconds=10)
    assert "sidechain" not in mix_graph([], MUSIC, seconds=10)
    assert "amix=inputs=2" in mix_graph([VOICE, VOICE], None, seconds=10)


@pytest.mark.parametrize(
    ("length", "film", "copies"), [(60.0, 30.0, 0), (30.0, 30.0, 0), (20.0, 30.0, 2), (10.0, 60.0, 8)]
)
def test_short_music_is_repeated_with_crossfades_until_it_lasts(length: float, film: float, copies: int):
    graph = mix_graph([], Source(Path("/m"), "wav", length, 0.0), seconds=film)
    assert graph.count("acrossfade") == max(0, copies - 1)
    if copies:
        assert f"asplit={copies}[" in graph
        assert copies * length - (copies - 1) * 2.0 >= film


def test_every_source_is_measured_in_one_run():
    args = survey_args([(Path("/a.wav"), "wav"), (Path("/b.mp3"), "mp3")], voices=1)
    assert args.count("-i") == 2 and args.count("null") == 2
    assert [("highpass" in arg) for arg in args if "ebur128" in arg] == [True, False]


def test_the_mix_stays_in_float_until_it_is_mastered():
    assert "pcm_f32le" in mix_args([VOICE], MUSIC, seconds=5, out=Path("/x.wav"))


def test_mastering_is_one_gain_one_limiter_and_the_exact_length():
    args = master_args(Path("/x.wav"), gain=2.5, limit=-1.8, seconds=5, out=Path("/a.m4a"))
    chain = args[args.index("-af") + 1]
    assert "volume=2.500dB" in chain and "alimiter=limit=0.812831" in chain and "atrim=end_sample=240000" in chain
    assert args[args.index("-b:a") + 1] == "192k" and "+bitexact" in args


def test_gain_reaches_the_target_but_never_raises_silence():
    assert gain_to(-14, -20) == 6
    assert gain_to(-14, -70) == 0
    assert gain_to(-14, -59) == 40


def test_within_tolerance_nothing_more_is_done():
    assert correction(Loudness(-14.3, -1.2, 5), gain=3, limit=-1.8) == (3, -1.8, True)
    assert correction(Loudness(-70, -math.inf, 0), gain=3, limit=-1.8)[2]


def test_too_quiet_raises_the_gain_and_too_high_a_peak_lowers_the_limit():
    gain, limit, settled = correction(Loudness(-15, -0.6, 5), gain=3, limit=-1.8)
    assert (round(gain, 3), round(limit, 3), settled) == (4.3, -2.3, False)
    gain, limit, settled = correction(Loudness(-13, -2, 5), gain=3, limit=-1.8)
    assert (gain, limit, settled) == (2, -1.8, False)


def test_chapters_end_where_the_next_begins_and_text_is_escaped():
    text = metadata_text(title="A=1;#\\\nB", chapters=[Chapter("Two", 2.5), Chapter("One", 0)], seconds=6)
    assert text.splitlines()[1] == "title=A\\=1\\;\\#\\\\ B"
    marks = [line for line in text.splitlines() if line.startswith(("START", "END", "title"))][1:]
    assert marks == ["START=0", "END=2500", "title=One", "START=2500", "END=6000", "title=Two"]


def test_the_film_is_copied_and_its_index_comes_first():
    args = mux_args(Path("/v"), Path("/a"), Path("/m"), Path("/f.mp4"))
    assert args[args.index("-c") + 1] == "copy" and args[args.index("-movflags") + 1] == "+faststart"
