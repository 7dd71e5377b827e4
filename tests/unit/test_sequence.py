"""Image sequences: how a shot is covered, which pictures can be used, and when each is seen."""

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from functions.media.frames import HANDLE
from functions.media.runner import MediaError
from functions.media.sequence import DISSOLVE, coverage, flaw_of
from functions.providers.provider import Made, Output, Work
from functions.providers.studio.angles import angles, draw, moves
from functions.providers.studio.studio import Studio
from functions.steps.image import STEP
from functions.steps.step import Context, StepFailed, Where
from functions.stores.memory import MemoryFiles
from schemas.content import FilmContent
from schemas.job import Job
from schemas.project import CreativeBrief, SceneContent
from schemas.shot import Camera, Setting, Shot, Subject

WIDTH, HEIGHT = 128, 72
PALETTE = ("#1f3a5f", "#e0a458", "#f4ecd8")


def shot(setting: Setting = "harbour", *subjects: Subject, **values: Any) -> Shot:
    words = {"description": "A shot.", "styling": "Plain.", "animation": "Slow."}
    return Shot(setting=setting, subjects=subjects, palette=PALETTE, **{"time_of_day": "day", **words, **values})


PAIR = (Subject(name="elder"), Subject(name="dog", placement="right"))


def pictures(folder: Path, of: Shot, count: int, *, seed: int = 7) -> list[Path]:
    made = []
    for number, angle in enumerate(angles(of, count)):
        made.append(folder / f"{number}.png")
        draw(angle, width=WIDTH, height=HEIGHT, seed=seed).flat().save(made[-1])
    return made


@given(st.integers(30, 3600), st.integers(1, 6))
def test_pictures_cover_every_frame_and_meet_or_overlap_evenly(body, count):
    spans = coverage(body + 2 * HANDLE, count)
    assert spans[0][0] == 0 and spans[-1][1] == body + 2 * HANDLE
    overlaps = {before[1] - after[0] for before, after in pairwise(spans)}
    assert overlaps <= {0} or overlaps <= {DISSOLVE}
    held = [last - first for first, last in spans]
    assert min(held) >= 7 and all(after[1] > before[1] for before, after in pairwise(spans))


def test_a_calm_sequence_dissolves_and_a_quick_one_is_cut():
    assert coverage(170, 3) == ((0, 64), (56, 114), (106, 170))
    assert coverage(80, 3) == ((0, 30), (30, 50), (50, 80))
    assert len(coverage(50, 6)) == 3, "a second has no room for six pictures"


@pytest.mark.parametrize("setting", get_args(Setting))
def test_the_studio_covers_every_place_with_six_pictures_that_can_be_used(setting, tmp_path: Path):
    for subjects in (PAIR[:1], ()):
        made = pictures(tmp_path, shot(setting, *subjects), 6)
        assert flaw_of(made, count=6, width=WIDTH, height=HEIGHT) is None, subjects


def test_a_sequence_goes_from_the_place_to_the_subject():
    covered = angles(shot("harbour", *PAIR), 5)
    distances = [[subject.distance for subject in angle.shot.subjects] for angle in covered]
    assert distances == [["far", "far"], ["middle", "middle"], ["near"], ["near"], ["middle", "middle"]]
    assert [angle.shot.subjects[0].name for angle in covered] == ["elder", "elder", "dog", "elder", "elder"]
    assert [angle.closer > 1 for angle in covered] == [False, False, True, True, False]
    for angle in covered:
        kept = {"subjects": (), "camera": "push"}
        assert angle.shot.model_copy(update=kept) == shot("harbour").model_copy(update=kept), (
            "same place, light and cast"
        )


def test_one_picture_is_the_shot_itself():
    only = shot("harbour", *PAIR)
    assert angles(only, 1)[0].shot == only and angles(only, 1)[0].turn == 0


def test_a_nearer_picture_is_drawn_nearer_and_not_enlarged():
    """The same subject fills more of it, and its edges are as sharp as before."""
    close = angles(shot("backdrop", Subject(name="bottle")), 2)[1]
    near, usual = (
        np.asarray(draw(angle, width=960, height=540, seed=3).flat().convert("L"), float)
        for angle in (close, type(close)(close.shot, close.turn))
    )
    assert near.shape == usual.shape == (540, 960)
    sharp = [np.percentile(np.abs(np.diff(grey, axis=1)), 99.9) for grey in (near, usual)]
    assert sharp[0] > 0.9 * sharp[1]


@pytest.mark.parametrize("first", get_args(Camera))
def test_no_two_neighbours_have_the_same_move(first):
    for count in range(1, 7):
        chosen = moves(first, count)
        assert len(chosen) == count and chosen[0] == first
        assert all(a != b for a, b in pairwise(chosen))


@pytest.fixture
def usable(tmp_path: Path) -> list[Path]:
    return pictures(tmp_path, shot("harbour", *PAIR), 3)


def spoil(path: Path, picture: Image.Image) -> None:
    picture.save(path)


def test_what_is_wrong_with_a_sequence_is_said_in_a_sentence(usable, tmp_path: Path):
    def flaw() -> str | None:
        return flaw_of(usable, count=3, width=WIDTH, height=HEIGHT)

    assert flaw() is None
    assert flaw_of(usable, count=4, width=WIDTH, height=HEIGHT) == "The sequence has 3 of 4 pictures."
    kept = usable[1].read_bytes()
    spoil(usable[1], Image.new("RGB", (WIDTH, HEIGHT), (90, 80, 70)))
    assert flaw() == "Picture 2 is blank."
    with Image.open(usable[0]) as first:
        spoil(usable[1], first.point(lambda value: max(0, value - 1)))
    assert flaw() == "Pictures 1 and 2 are the same."
    with Image.open(usable[2]) as last:
        spoil(usable[1], last.resize((48, 27)))
        assert flaw() == "Picture 2 is only 48 x 27 pixels large."
        spoil(usable[1], last.resize((200, 200)))
    assert flaw() == "Picture 2 has 200 x 200 pixels, which is not the film's shape."
    usable[1].write_bytes(kept[:60])
    with pytest.raises(MediaError, match="media_unreadable"):
        flaw()


def work(folder: Path, kind: Any, inputs: dict[str, Any], **image_facts: Any) -> Work:
    composition = folder / "composition.json"
    composition.write_text(shot("harbour", *PAIR).model_dump_json())
    return Work(
        kind=kind, call_id="c", inputs={"width": WIDTH, "height": HEIGHT, "seed": 5, **inputs},
        sources={"composition": composition}, source_facts={"image": image_facts, "composition": {}}, folder=folder,
        report=lambda share: None,
    )  # fmt: skip


def test_the_studio_makes_the_sequence_that_was_asked_for(tmp_path: Path):
    made = Studio().make(work(tmp_path, "image", {"frames": 3}))
    assert isinstance(made, Made)
    assert [file.suffix for file in made.files] == [".png", ".2.png", ".3.png"]
    assert flaw_of([file.path for file in made.files], count=3, width=WIDTH, height=HEIGHT) is None
    single = Studio().make(work(tmp_path, "image", {}))
    assert isinstance(single, Made)
    assert [file.suffix for file in single.files] == [".png"]


def test_the_number_of_pictures_is_part_of_the_address_only_where_there_are_several():
    def inputs(**scene: Any) -> dict[str, Any]:
        content = FilmContent(
            project_id="p", name="N", aspect="16:9", voice="clear", caption_style="none", brief=CreativeBrief(),
            scenes=(SceneContent(id="s1", scene_number=1, **scene),),
        )  # fmt: skip
        return STEP.inputs(content, Where("s1"))

    assert "frames" not in inputs() and inputs(frames=4)["frames"] == 4
    assert "frames" not in inputs(frames=4, media={"image": "u1"}), "a person's own picture is one"


class Lazy:
    """A provider that hands over whatever pictures it is given."""

    id, kinds, remote, can_find = "lazy", frozenset({"image"}), False, False

    def __init__(self, paths: list[Path]) -> None:
        self.paths = paths

    def make(self, _work: Work) -> Made:
        names = [".png", *(f".{number}.png" for number in range(2, len(self.paths) + 1))]
        return Made(tuple(Output(path, name, "image/png") for path, name in zip(self.paths, names, strict=True)))


def run_image_step(folder: Path, paths: list[Path], frames: int) -> Any:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    job = Job(
        job_id="j", project_id="p", user_id="u", kind="image", slot="scene:s1", scene_id="s1", label="s1",
        input_hash="0" * 64, key="k", inputs={"width": WIDTH, "height": HEIGHT, "frames": frames}, sources={},
        size="media", origin="r", created_at=now, updated_at=now,
    )  # fmt: skip
    provider: Any = Lazy(paths)
    context = Context(
        job=job, files=MemoryFiles(), folder=folder, report=lambda share: None, provider=provider, now=now, bucket="b"
    )
    return STEP.run(context)


def test_a_sequence_is_checked_before_it_is_used(usable, tmp_path: Path):
    done = run_image_step(tmp_path, usable, 3)
    assert done.made.facts["frames"] == 3
    assert [file.suffix for file in done.made.files] == [".png", ".2.png", ".3.png", ".thumbnail.jpg"]
    for paths, message in ((usable[:2], "2 of 3"), ([usable[0], usable[0], usable[2]], "1 and 2 are the same")):
        with pytest.raises(StepFailed, match=message) as caught:
            run_image_step(tmp_path, paths, 3)
        assert caught.value.code == "bad_sequence"
