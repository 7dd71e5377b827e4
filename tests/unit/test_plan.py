"""The planner: pure, stable across processes, precise about what an edit changes, and linear in scenes."""

import copy
import dataclasses
import itertools
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from functions.plan import placeholder_number, plan
from functions.steps.table import STEPS
from functions.stores.files import FileInfo
from schemas.content import FilmContent
from schemas.project import CreativeBrief, Mood, ProjectMedia, SceneContent, SceneMedia

ROOT = Path(__file__).resolve().parents[2]
MOOD = Mood(id="calm", name="Calm", color_palette=("#102030", "#405060"), mood_keywords=("calm",))


def film(scenes=3, **fields):
    return FilmContent(
        **{
            "project_id": "p",
            "name": "A film",
            "aspect": "16:9",
            "voice": "clear",
            "caption_style": "boxed",
            "brief": CreativeBrief(tone="warm"),
            "mood": MOOD,
            "scenes": tuple(
                SceneContent(
                    id=f"s{n}",
                    scene_number=n,
                    title=f"T{n}",
                    description=f"D{n}",
                    narration=f"N{n}",
                    duration_seconds=3,
                )
                for n in range(1, scenes + 1)
            ),
            **fields,
        }
    )


def edited(content, scene_id, **fields):
    scenes = tuple(s.model_copy(update=fields) if s.id == scene_id else s for s in content.scenes)
    return content.model_copy(update={"scenes": scenes})


def stored(path, **metadata):
    return FileInfo(path, 10, "text/plain", {"sha256": "0" * 64, **metadata})


def made(*plans):
    return {node.path: stored(node.path) for nodes in plans for node in nodes.values()}


def changes(before, after):
    """Names of the nodes of `after` whose files are not those of `before`."""
    old = {node.path for node in plan(before, STEPS, {}).values()}
    return Counter(node.name for node in plan(after, STEPS, {}).values() if node.path not in old)


def test_a_film_is_made_of_its_scenes_their_transitions_music_and_the_film():
    kinds = Counter(node.kind for node in plan(film(3), STEPS, {}).values())
    each = dict.fromkeys(("composition", "image", "video", "audio", "captions", "segment"), 3)
    assert kinds == Counter({**each, "transition": 2, "music": 1, "soundtrack": 1, "film": 1})


def test_every_node_comes_after_what_it_builds_on():
    seen: set[str] = set()
    for name, node in plan(film(4), STEPS, {}).items():
        assert set(node.needs) <= seen
        assert len(node.sources) == len(node.needs)
        seen.add(name)


def test_planning_changes_nothing_and_gives_the_same_again():
    content, existing = film(), made(plan(film(2), STEPS, {}))
    before = copy.deepcopy(content.model_dump()), dict(existing)
    first, second = plan(content, STEPS, existing), plan(content, STEPS, existing)
    assert first == second
    assert (content.model_dump(), existing) == before


def test_addresses_are_the_same_in_another_process_whatever_its_hash_seed():
    code = (
        "from tests.unit.test_plan import film, plan, STEPS\n"
        "print('\\n'.join(node.path for node in plan(film(3), STEPS, {}).values()))"
    )
    here = [node.path for node in plan(film(3), STEPS, {}).values()]
    for seed in ("0", "1", "4711"):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stdout.split() == here


TOUCHING = ["transition:s1:s2", "transition:s2:s3"]


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"narration": "Other words."}, ["audio:s2", "captions:s2", "segment:s2", *TOUCHING, "soundtrack", "film"]),
        ({"narration": None}, ["segment:s2", *TOUCHING, "soundtrack", "film"]),
        ({"description": "Else."}, ["composition:s2", "image:s2", "video:s2", "segment:s2", *TOUCHING, "film"]),
        ({"title": "Else"}, ["composition:s2", "image:s2", "video:s2", "segment:s2", *TOUCHING, "film"]),
        ({"duration_seconds": 6}, ["video:s2", "segment:s2", *TOUCHING, "soundtrack", "film"]),
        ({"duration_seconds": 30}, ["video:s2", "segment:s2", *TOUCHING, "music", "soundtrack", "film"]),
        ({"takes": {"image": 1}}, ["image:s2", "video:s2", "segment:s2", *TOUCHING, "film"]),
        ({"takes": {"audio": 1}}, ["audio:s2", "captions:s2", "segment:s2", *TOUCHING, "soundtrack", "film"]),
        ({"scene_number": 7}, []),
        (
            {"media": SceneMedia(image="u1")},
            ["image:s2", "video:s2", "segment:s2", *TOUCHING, "film"],
        ),
        ({"media": SceneMedia(audio="u1")}, ["audio:s2", "captions:s2", "segment:s2", *TOUCHING, "soundtrack", "film"]),
    ],
)
def test_an_edit_of_a_scene_changes_just_what_shows_it(fields, wanted):
    assert changes(film(3), edited(film(3), "s2", **fields)) == Counter(wanted)


@pytest.mark.parametrize(
    ("fields", "kinds"),
    [
        ({"takes": {"music": 1}}, {"music", "soundtrack", "film"}),
        ({"media": ProjectMedia(music="u1")}, {"music", "soundtrack", "film"}),
        ({"voice": "deep"}, {"audio", "captions", "segment", "transition", "soundtrack", "film"}),
        ({"caption_style": "karaoke"}, {"segment", "transition", "film"}),
        ({"aspect": "9:16"}, {"image", "video", "captions", "segment", "transition", "film"}),
        ({"name": "Another"}, {"film"}),
        ({"description": "Another"}, set()),
        ({"share_id": "x"}, set()),
    ],
)
def test_an_edit_of_the_project_changes_just_what_shows_it(fields, kinds):
    changed = changes(film(3), film(3, **fields))
    assert {name.split(":")[0] for name in changed} == kinds


def test_a_persons_own_file_takes_the_place_of_what_would_be_generated():
    content = edited(edited(film(3), "s1", media=SceneMedia(video="u1")), "s2", media=SceneMedia(image="u2"))
    content = edited(content, "s3", narration=None, media=SceneMedia(audio="u3"))
    nodes = plan(content, STEPS, {})
    assert not {"composition:s1", "image:s1"} & set(nodes)
    assert nodes["video:s1"].needs == nodes["image:s2"].needs == nodes["audio:s3"].needs == ()
    assert [nodes[name].inputs["upload"] for name in ("video:s1", "image:s2", "audio:s3")] == ["u1", "u2", "u3"]
    assert "captions:s3" in nodes


def test_cards_stand_at_both_ends_and_are_pieces_like_any_other():
    content = film(2, title_card=True, end_card=True)
    assert content.pieces() == ("card-opening", "s1", "s2", "card-closing")
    assert film(0, title_card=True).pieces() == ()


def test_the_order_of_scenes_is_no_part_of_their_segments():
    content = film(4)
    a, b, c, d = content.scenes
    turned = content.model_copy(update={"scenes": (a, c, b, d)})
    pairs = ["transition:s1:s3", "transition:s3:s2", "transition:s2:s4"]
    assert changes(content, turned) == Counter([*pairs, "soundtrack", "film"])


def test_a_scene_more_or_less_leaves_the_others_alone():
    content = film(3)
    without = content.model_copy(update={"scenes": content.scenes[:1] + content.scenes[2:]})
    assert changes(content, without) == Counter(["transition:s1:s3", "soundtrack", "film"])


def test_a_new_version_of_a_step_rebuilds_nothing_of_a_project_that_is_pinned():
    content = film(2, step_versions={kind: step.version for kind, step in STEPS.items()})
    newer = {**STEPS, "segment": dataclasses.replace(STEPS["segment"], version=STEPS["segment"].version + 1)}
    old = plan(content, STEPS, {})
    assert plan(content, newer, {}) == old
    upgraded = content.model_copy(update={"step_versions": {**content.step_versions, "segment": 99}})
    kinds = {node.kind for node in plan(upgraded, newer, {}).values() if node.path not in made(old)}
    assert kinds == {"segment", "transition", "film"}


class TestPlaceholders:
    def _with_placeholder(self, number=1):
        nodes = plan(film(2), STEPS, {})
        image = nodes["image:s1"]
        existing = made(nodes)
        for name in ("image:s1", "video:s1", "segment:s1", "transition:s1:s2", "film"):
            del existing[nodes[name].path]
        for n in range(1, number + 1):
            path = f"{image.prefix}{image.input_hash}~{n}{image.suffix}"
            existing[path] = stored(path, degraded="No image.")
        return nodes, existing

    def test_is_taken_for_missing_by_a_new_request(self):
        nodes, existing = self._with_placeholder()
        again = plan(film(2), STEPS, existing)
        assert again["image:s1"].asset is None
        assert again == {name: dataclasses.replace(node, asset=again[name].asset) for name, node in nodes.items()}, (
            "and nothing downstream has another address"
        )

    def test_stands_for_the_request_that_had_to_take_it(self):
        nodes, existing = self._with_placeholder()
        taken = plan(film(2), STEPS, existing, accepted={nodes["image:s1"].input_hash: 1})
        assert taken["image:s1"].asset and taken["image:s1"].asset.degraded == "No image."
        moved = {name for name in nodes if taken[name].path != nodes[name].path}
        assert moved == {"image:s1", "video:s1", "segment:s1", "transition:s1:s2", "film"}
        assert taken["video:s1"].sources["image"] == taken["image:s1"].path

    def test_that_is_not_there_is_not_taken(self):
        nodes, existing = self._with_placeholder()
        taken = plan(film(2), STEPS, existing, accepted={nodes["image:s1"].input_hash: 2})
        assert taken["image:s1"].asset is None

    def test_the_last_one_stands_where_nothing_is_healed(self):
        nodes, existing = self._with_placeholder(number=3)
        image = nodes["image:s1"]
        assert placeholder_number(image.input_hash, image.prefix, image.suffix, existing) == 3
        assert plan(film(2), STEPS, existing, heal=False)["image:s1"].key == f"{image.input_hash}~3"

    def test_gives_way_to_the_real_thing(self):
        nodes, existing = self._with_placeholder()
        existing[nodes["image:s1"].path] = stored(nodes["image:s1"].path)
        healed = plan(film(2), STEPS, existing, accepted={nodes["image:s1"].input_hash: 1})
        assert healed["image:s1"].key == nodes["image:s1"].input_hash
        assert healed["film"].path == nodes["film"].path


def test_what_did_not_arrive_whole_is_missing():
    nodes = plan(film(1), STEPS, {})
    path = nodes["music"].path
    for broken in (FileInfo(path, 0, "x", {"sha256": "0"}), FileInfo(path, 5, "x", {})):
        assert plan(film(1), STEPS, {path: broken})["music"].asset is None


def test_a_target_brings_what_it_builds_on_and_nothing_else():
    assert list(plan(film(3), STEPS, {}, targets=["video:s2"])) == ["composition:s2", "image:s2", "video:s2"]
    assert list(plan(film(3), STEPS, {}, targets=["storyboard"])) == ["storyboard"]
    with pytest.raises(KeyError):
        plan(film(3), STEPS, {}, targets=["image:s9"])


def _counted(scenes):
    """Plan a film of so many scenes; gives how often Python called a function, and how often steps were asked."""
    asked: Counter[str] = Counter()

    def counting(name, function):
        def call(*arguments):
            asked[name] += 1
            return function(*arguments)

        return call

    steps = {
        kind: dataclasses.replace(step, inputs=counting("inputs", step.inputs), needs=counting("needs", step.needs))
        for kind, step in STEPS.items()
    }
    content, calls = film(scenes), itertools.count()
    plan(content, steps, {})
    asked.clear()
    sys.setprofile(lambda _frame, event, _argument: next(calls) if event == "call" else None)
    try:
        nodes = plan(content, steps, {})
    finally:
        sys.setprofile(None)
    return len(nodes), next(calls), asked


def test_the_cost_of_a_plan_is_linear_in_scenes():
    nodes_50, calls_50, _ = _counted(50)
    nodes_100, calls_100, asked = _counted(100)
    assert nodes_100 == 100 * 6 + 99 + 3
    assert asked == {"inputs": nodes_100, "needs": nodes_100}, "each node is worked out once"
    assert calls_100 / calls_50 < 1.1 * nodes_100 / nodes_50
    assert calls_100 / nodes_100 < 100
