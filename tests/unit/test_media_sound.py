"""The mix as a graph, and the loudness correction as arithmetic."""

import dataclasses
import math
from pathlib import Path

import pytest

from functions.media.loudness import Loudness, parse_loudness, parse_named
from functions.media.master import correction, gain_to, limiter
from functions.media.music import Cut, faded
from functions.media.sound import Placed, Source, Tracks, lanes, mix_args, mix_graph, survey_args

VOICE = Source(Placed(Path("/v.wav"), 1.25), "wav", 4.0, 3.5)
MUSIC = Source(Placed(Path("/m.wav"), 0.0, spoken=False), "wav", 60.0, -8.0)
RAIN = Source(Placed(Path("/r.wav"), 0.0, 6.5, repeat=True, fade_out=1.0, spoken=False), "wav", 4.0)
SEA = Source(Placed(Path("/w.wav"), 5.5, 4.5, repeat=True, fade_in=1.0, spoken=False), "wav", 9.0)

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
    assert parse_loudness(LOG) == (Loudness(-14.3, -1.7),)
    silent = LOG.replace("-14.3", "-70.0").replace("-1.7", "-inf")
    assert parse_loudness(silent)[0].true_peak == -math.inf
    assert [found.integrated for found in parse_loudness(LOG + silent)] == [-14.3, -70.0]


def test_summaries_are_told_apart_by_name_because_the_shortest_sound_is_reported_first():
    def named(name: str, level: str) -> str:
        return f"[ebur128@{name} @ 0x7f20] Summary:\n{LOG.replace('Summary:', '').replace('-14.3', level)}"

    found = parse_named(named("n1", "-20.0") + named("n0", "-9.0"))
    assert {name: level.integrated for name, level in found.items()} == {"n0": -9.0, "n1": -20.0}


def test_a_summary_without_peaks_does_not_borrow_the_next_ones():
    bare = LOG[: LOG.index("  True peak")]
    first, second = parse_loudness(bare + LOG)
    assert math.isnan(first.true_peak) and second.true_peak == -1.7


def graph(*, said: tuple[Source, ...] = (), around: tuple[Source, ...] = (), music: Source | None = None, **cut) -> str:
    return mix_graph(Tracks(said, around, music, **cut), seconds=10)


def test_narration_is_placed_to_the_sample():
    assert "adelay=delays=60000S:all=1" in graph(said=(VOICE,))


def test_voices_that_follow_each_other_share_a_lane_and_overlapping_ones_do_not():
    def at(second: float) -> Source:
        return Source(Placed(Path("/v"), second), "wav", 4.0)

    assert lanes([at(0), at(4), at(9)]) == [[0, 1, 2]]
    assert lanes([at(9), at(0), at(3), at(5)]) == [[1, 3, 0], [2]]
    found = graph(said=(at(1), at(6)))
    assert "adelay=delays=48000S:all=1[voice0_0]" in found and "adelay=delays=48000S:all=1[voice0_1]" in found
    assert "concat=n=2:v=0:a=1[voice0]" in found


def test_music_is_ducked_by_the_voice_and_fades_at_the_films_end():
    found = graph(said=(VOICE,), music=MUSIC)
    assert "[music][key]sidechaincompress=" in found
    assert "afade=t=out:st=8.500000:d=1.500" in found
    assert "atrim=end_sample=480000,ebur128=framelog=quiet[out]" in found


def test_a_film_with_one_source_needs_no_ducking():
    assert "sidechain" not in graph(said=(VOICE, VOICE))
    assert "sidechain" not in graph(music=MUSIC, around=(RAIN,))
    assert "amix=inputs=2" in graph(said=(VOICE, VOICE))


def test_ambience_lies_in_two_lanes_is_crossfaded_and_sinks_with_the_music():
    found = graph(said=(VOICE,), around=(RAIN, SEA), music=MUSIC)
    assert "[ambience0][ambience1]amix=inputs=2" in found
    assert "afade=t=out:st=5.500000:d=1.000000:curve=qsin" in found and "afade=t=in:d=1.000000:curve=qsin" in found
    assert "[around][music]amix=inputs=2:duration=first:normalize=0[beds]" in found
    assert "[beds][key]sidechaincompress=" in found
    assert [f"[{n}:a:0]" in found for n in range(5)] == [True] * 4 + [False]


def test_ambience_that_is_too_short_is_repeated_and_a_clips_sound_is_not():
    assert graph(around=(RAIN,)).count("acrossfade") == 1
    once = dataclasses.replace(RAIN, placed=dataclasses.replace(RAIN.placed, repeat=False))
    assert "acrossfade" not in graph(around=(once,)) and "apad=whole_len=312000" in graph(around=(once,))


def test_a_clips_sound_is_slowed_with_its_picture_and_begins_where_the_picture_does():
    clip = Source(Placed(Path("/c.mp4"), 0.0, 4.0, offset=0.5, slowed=1.25, spoken=False), "mp4", 5.0)
    assert "atempo=0.800000,atrim=start=0.500000,asetpts=PTS-STARTPTS" in graph(said=(clip,))
    assert "highpass" not in graph(said=(clip,)) and "highpass=f=80" in graph(said=(VOICE,))
    assert clip.available == 5.75
    assert clip.input_args()[:2] == ["-t", "3.700"]


@pytest.mark.parametrize(
    ("length", "film", "copies"), [(60.0, 30.0, 1), (30.0, 30.0, 1), (20.0, 30.0, 2), (10.0, 60.0, 8)]
)
def test_short_music_is_repeated_with_crossfades_until_it_lasts(length: float, film: float, copies: int):
    cut = faded(length, film)
    assert len(cut.pieces) == copies
    assert sum(end - start for start, end in cut.pieces) - (copies - 1) * cut.crossfade == pytest.approx(film)
    music = Source(Placed(Path("/m"), 0.0, spoken=False), "wav", length)
    found = mix_graph(Tracks(music=music), seconds=film)
    assert found.count("acrossfade") == copies - 1


def test_a_cut_is_played_to_the_sample_and_an_ending_is_not_faded():
    cut = Cut(((0.0, 4.0), (6.0, 12.06)), 0.06, 0.0, "score", (4.0,), 8.0)
    found = graph(music=MUSIC, cut=cut)
    assert "[piece0]atrim=start_sample=0:end_sample=192000" in found
    assert "[piece1]atrim=start_sample=288000:end_sample=578880" in found
    assert "[part0][part1]acrossfade=d=0.060000:c1=qsin:c2=qsin[joined1]" in found
    assert "afade=t=out" not in found


def test_every_source_is_measured_in_one_run_and_one_after_another():
    args = survey_args([VOICE, MUSIC])
    assert args.count("-i") == 2 and args.count("null") == 1
    first, second, joined = args[args.index("-filter_complex") + 1].split(";")
    assert first.startswith("[0:a:0]") and first.endswith("highpass=f=80,ebur128@n0=framelog=quiet[m0]")
    assert second.endswith("ebur128@n1=framelog=quiet[m1]") and "highpass" not in second
    assert joined == "[m0][m1]concat=n=2:v=0:a=1[out]"


def test_the_mix_stays_in_float_until_it_is_mastered():
    assert "pcm_f32le" in mix_args(Tracks((VOICE,), (), MUSIC), seconds=5, out=Path("/x.wav"))


def test_mastering_is_one_gain_and_one_limiter():
    gain, limit = limiter(2.5, -1.8)
    assert gain == ("volume", "2.500dB")
    assert limit[0] == "alimiter" and limit[1].startswith("limit=0.812831:")


def test_gain_reaches_the_target_but_never_raises_silence():
    assert gain_to(-14, -20) == 6
    assert gain_to(-14, -70) == 0
    assert gain_to(-14, -59) == 40


def test_within_tolerance_nothing_more_is_done():
    assert correction(Loudness(-14.3, -1.2), gain=3, limit=-1.8) == (3, -1.8, True)
    assert correction(Loudness(-70, -math.inf), gain=3, limit=-1.8)[2]


def test_too_quiet_raises_the_gain_and_too_high_a_peak_lowers_the_limit():
    gain, limit, settled = correction(Loudness(-15, -0.6), gain=3, limit=-1.8)
    assert (round(gain, 3), round(limit, 3), settled) == (4.3, -2.3, False)
    gain, limit, settled = correction(Loudness(-13, -2), gain=3, limit=-1.8)
    assert (gain, limit, settled) == (2, -1.8, False)
