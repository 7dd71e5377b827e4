"""The bench for renders, at a small size: it measures every way, and what it promises of quality and edits holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.render import COLD, CUT, MUSIC, PICTURE, PLAIN, Quality, Result, compare, quality
from bench.render_stage import Run, Stage, content, measured
from functions.media.probe import probe
from schemas.project import FRAME_SIZES


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Result, Quality, Path]]:
    folder = tmp_path_factory.mktemp("bench")
    before, FRAME_SIZES["9:16"] = FRAME_SIZES["9:16"], (540, 960)
    stage, film = Stage(folder), content(3)
    result = compare(stage, film, folder, with_moviepy=False)
    yield result, quality(stage, film, folder, every=3), folder
    FRAME_SIZES["9:16"] = before


def test_every_way_makes_the_same_film(found: tuple[Result, Quality, Path]):
    result, _, folder = found
    assert set(result.rows) == {COLD, PICTURE, MUSIC, PLAIN, CUT}
    plain = probe(folder / "plain.mp4")
    assert plain.frames == round(result.seconds * 30) == 450 and plain.audio_codec == "aac"
    assert all(row.cost.cpu_seconds > 0 and row.cost.peak_bytes > 1_000_000 for row in result.rows.values())


def test_an_edit_makes_its_own_part_again_and_no_more(found: tuple[Result, Quality, Path]):
    jobs = {name: row.jobs for name, row in found[0].rows.items()}
    # captions and a segment a scene, two transitions, soundtrack, film; one segment, its transitions, film; sound, film
    assert (jobs[COLD], jobs[PICTURE], jobs[MUSIC]) == (3 + 3 + 2 + 1 + 1, 1 + 2 + 1, 1 + 1)
    assert max(found[0].cpu(MUSIC), found[0].cpu(PICTURE)) < found[0].cpu(COLD)


def test_segments_and_transitions_look_like_what_they_were_made_of(found: tuple[Result, Quality, Path]):
    judged = found[1]
    assert {name: score.mean for name, score in judged.segments.items() if score.mean < 93} == {}
    assert {name: score.mean for name, score in judged.transitions.items() if score.mean < 90} == {}
    assert abs(judged.loudness.integrated + 14) <= 0.5 and judged.loudness.true_peak <= -1


def test_a_film_that_is_partly_there_is_not_called_cold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    stage = Stage(tmp_path)
    monkeypatch.setattr(stage, "supply", lambda _film: None)
    monkeypatch.setattr(stage, "produce", lambda _film: Run(()))
    with pytest.raises(ValueError, match="already"):
        compare(stage, content(2), tmp_path, with_moviepy=False)


def test_what_fails_while_it_is_measured_says_why():
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        measured(lambda: 1 // 0)


def test_the_work_of_children_is_counted():
    _, idle = measured(lambda: None)
    _, busy = measured(lambda: sum(range(10_000_000)))
    assert busy.cpu_seconds > idle.cpu_seconds + 0.05
