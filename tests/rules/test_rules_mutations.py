"""Hundreds of writes, each one fault away from a valid one: all must be denied, and the valid one allowed."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import Any

import pytest
from google.api_core.exceptions import PermissionDenied
from google.cloud import firestore
from google.cloud.firestore_v1.field_path import FieldPath

from schemas import limits
from schemas.project import CreativeBrief
from tests.rules.world import (
    NOW,
    OWNER,
    STRANGER,
    World,
    ask,
    changed,
    edit,
    lay_project,
    new_project,
    new_request,
    without,
)

Mutation = tuple[str, Callable[[], Any]]

ODD_IDS = [
    "P1",
    "1p",
    "_p",
    "p-1",
    "p.1",
    "p 1",
    "p/1",
    "p\n1",
    "ä1",
    "p1\x00",
    "x" * 33,
    "__id1__",
    "p1;",
    "`p1`",
    "*",
]
ODD_KEYS = ["is_admin", "assets", "active_job", "Name", "user_id ", "cost_usd", "plan", "deleted", "a.b", "x/y", "ü"]
WRONG = {
    "text": [7, 1.5, True, ["x"], {"x": "y"}, b"x", datetime(2026, 1, 1, tzinfo=UTC)],
    "number": ["1", True, None, [1], {}, -1, 0, float("nan"), 10**9],
    "switch": ["yes", 1, None, ["x"], {}],
    "map": ["x", 1, True, ["x"], None],
    "time": [datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC), "2026-01-01T00:00:00Z", 0, None],
}

PROJECT_KINDS = {
    "id": "text",
    "name": "text",
    "description": "text",
    "user_id": "text",
    "aspect": "text",
    "voice": "text",
    "caption_style": "text",
    "status": "text",
    "revision": "number",
    "created_at": "time",
    "updated_at": "time",
    "edit": "map",
    "takes": "map",
    "storyboard": "map",
    "scenes": "map",
    "transition": "text",
    "platform": "text",
    "title_card": "switch",
    "end_card": "switch",
    "sound_effects": "switch",
    "media": "map",
    "media.music": "text",
    "storyboard.id": "text",
    "storyboard.title": "text",
    "storyboard.creative_brief": "map",
    "storyboard.selected_mood.id": "text",
    "storyboard.selected_mood.name": "text",
    "storyboard.selected_mood.description": "text",
    "storyboard.selected_mood.visual_style": "text",
    "storyboard.selected_mood.color_palette": "map",
    **{f"storyboard.creative_brief.{name}": "text" for name in CreativeBrief.model_fields},
}
LOOKS: dict[str, Any] = {
    "transition": "dissolve",
    "platform": "tiktok",
    "title_card": True,
    "end_card": True,
    "sound_effects": True,
    "media": {"music": "up1"},
}
ID_FIELDS = ["id", "voice", "transition", "platform", "media.music", "storyboard.id", "storyboard.selected_mood.id"]
MAPS = [
    "",
    "edit.",
    "takes.",
    "media.",
    "storyboard.",
    "storyboard.creative_brief.",
    "storyboard.selected_mood.",
    "scenes.",
]


def _begin(world: World, project_id: str, document: dict[str, Any]) -> Callable[[], Any]:
    return lambda: world.owner.collection("projects").document(project_id).create(document)


def _beginnings(world: World) -> Iterator[Mutation]:
    """Projects begun with one fault."""
    base = new_project("p1", **LOOKS)
    for path, kind in PROJECT_KINDS.items():
        for value in WRONG[kind]:
            yield f"begin {path}={value!r}", _begin(world, "p1", changed(base, path, value))
    for path in MAPS:
        for key in ODD_KEYS:
            yield f"begin {path}{key}", _begin(world, "p1", _with_key(base, path, key, {}))
    for path in ID_FIELDS:
        for value in ODD_IDS:
            yield f"begin {path}={value!r}", _begin(world, "p1", changed(base, path, value))
    for odd in ODD_IDS:
        if "/" not in odd and "\x00" not in odd and not odd.startswith("__"):
            yield f"begin at {odd!r}", _begin(world, odd, {**base, "id": odd})
    for status in ("generating", "ready", "error", "published"):
        yield f"begin as {status}", _begin(world, "p1", {**base, "status": status})
    for scene in ({"id": "s1", "scene_number": 1}, {"id": "s1", "assets": {"video_path": "x"}}, {}):
        yield f"begin with {scene}", _begin(world, "p1", {**base, "scenes": {"s1": scene}})
    yield "begin with a take", _begin(world, "p1", {**base, "takes": {"music": 1}})


def _with_key(document: dict[str, Any], path: str, key: str, value: Any) -> dict[str, Any]:
    """Set a key that may hold dots, in the map at `path`."""
    place: Any = (result := changed(document, "name", document["name"]))
    for part in path.split(".")[:-1]:
        place = place[part]
    place[key] = value
    return result


SCENE_KINDS = {
    "title": "text",
    "description": "text",
    "narration": "text",
    "scene_number": "number",
    "duration_seconds": "number",
    "takes": "map",
    "takes.image": "number",
    "transition": "text",
    "fit": "text",
    "frames": "number",
    "media": "map",
    "media.image": "text",
    "media.audio": "text",
}
ALLOWED_AFTER_ALL = [("takes.image", 0)]
"""Zero is the first take, which always exists."""


def _edits_of_content(world: World) -> Iterator[Mutation]:
    """Edits with one fault in what they write."""
    project = world.owner.document("projects/p1")

    def update(changes: dict[str, Any]) -> Callable[[], Any]:
        return lambda: project.update(changes)

    title = {"scenes__s1__title": "Dusk"}
    for path, kind in SCENE_KINDS.items():
        for value in WRONG[kind]:
            if (path, value) not in ALLOWED_AFTER_ALL:
                field = "scenes__s1__" + path.replace(".", "__")
                yield f"edit {path}={value!r}", update(edit("s1", **{field: value}))
    for kind in ("image", "video", "audio", "effects", "music", "film"):
        for odd_id in ODD_IDS:
            yield f"edit media {kind}={odd_id!r}", update(edit("s1", scenes__s1__media={kind: odd_id}))
    for key in ODD_KEYS:
        yield f"edit media {key}", update(edit("s1", scenes__s1__media={key: "up1"}))
        odd = FieldPath("scenes", "s1", key).to_api_repr()
        yield f"edit scene {key}", update({**edit("s1", **title), odd: 1})
        yield f"edit {key}", update({**edit(name="New"), FieldPath(key).to_api_repr(): 1})


def _edits_of_more(world: World, dice: random.Random) -> Iterator[Mutation]:
    """Edits that are stale, unnamed, or reach further than their content."""
    project = world.owner.document("projects/p1")
    title = {"scenes__s1__title": "Dusk"}

    def update(changes: dict[str, Any]) -> Callable[[], Any]:
        return lambda: project.update(changes)

    for scene_id in [*ODD_IDS, "s2", "gone", 1, True, ["s1"], {"s1": 1}]:
        yield f"edit as {scene_id!r}", update(edit(scene_id, **title))
    for revision in [*range(-2, 8), *range(9, 14), 8.5, "8", None, True, [8]]:
        yield f"edit at {revision!r}", update(edit("s1", revision=revision, **title))
        yield f"rename at {revision!r}", update(edit(revision=revision, name="New"))
    for time in WRONG["time"]:
        yield f"edit on {time!r}", update({**edit("s1", **title), "updated_at": time})
    for shape in (None, "s1", ["s1"], {}, {"scene": "s1"}, {"scene_id": "s1", "also": "s2"}):
        yield f"edit named {shape!r}", update({**edit("s1", **title), "edit": shape})
    for key in ("edit", "revision", "updated_at"):
        yield f"edit without {key}", update(without(edit("s1", **title), key))
    for other in ("s2", "s3", "s4"):
        scene = {"id": other, "scene_number": 3}
        yield f"edit s1 and {other}", update(edit("s1", **title, **{f"scenes__{other}": scene}))
    for take in [3, 4, limits.TAKES, limits.TAKES + 1, *(dice.randrange(5, 10**6) for _ in range(5))]:
        yield f"take image {take}", update(edit("s1", scenes__s1__takes={"image": take}))
        yield f"take video {take}", update(edit("s1", scenes__s1__takes={"video": take}))
        yield f"take music {take}", update(edit(takes={"music": take}))
    for size in (1, 10, 1000, 100_000):
        yield f"title over by {size}", update(edit("s1", scenes__s1__title="x" * (limits.SCENE_TITLE + size)))
        yield f"name over by {size}", update(edit(name="x" * (limits.NAME + size)))
    for owner in (STRANGER, "", None, OWNER.upper()):
        yield f"give to {owner!r}", update(edit(user_id=owner))
    for status in ("generating", "ready", "error"):
        yield f"declare {status}", update(edit(status=status))
    yield "remove a scene", update(edit("s1", scenes__s1=firestore.DELETE_FIELD))
    yield "remove all scenes", update(edit("s1", scenes={}))


def _requests(world: World, dice: random.Random) -> Iterator[Mutation]:
    """Requests with one fault, or with a fault in the bump of the rate."""

    def create(request: dict[str, Any], place: str = "p1/r1", **rest: Any) -> Callable[[], Any]:
        return lambda: ask(world.owner, place, request, **rest)

    base = new_request("generate", target={"scene_id": "s1", "kind": "image"})
    kinds = {"kind": "text", "target": "map", "options": "map", "created_by": "text", "created_at": "time"}
    kinds |= {"status": "text", "target.scene_id": "text", "target.kind": "text"}
    for path, kind in kinds.items():
        for value in WRONG[kind]:
            yield f"request {path}={value!r}", create(changed(base, path, value))
    for path in ("", "target.", "options."):
        for key in ODD_KEYS:
            yield f"request {path}{key}", create(_with_key({**base, "name": ""}, path, key, 1) | {"name": None})
            yield f"request {path}{key} alone", create(without(_with_key({**base, "name": ""}, path, key, 1), "name"))
    for odd in ODD_IDS:
        yield f"request of {odd!r}", create(changed(base, "target.scene_id", odd))
        yield f"cancel {odd!r}", create(new_request("cancel", options={"request_id": odd}))
        if "/" not in odd and "\x00" not in odd and not odd.startswith("__"):
            yield f"request at {odd!r}", create(base, f"p1/{odd}")
    for creator in (STRANGER, "", "admin", OWNER + " ", OWNER.upper()):
        yield f"request by {creator!r}", create({**base, "created_by": creator})
    for size in (1, 2, 50, 1000):
        many = [{"title": "x"}] * (limits.SCENES + size)
        yield f"{size} scenes too many", create(new_request("set_scenes", options={"scenes": many}))
    for number in range(20):
        options = {f"k{dice.randrange(10**6)}": "x" * dice.randrange(10_000) for _ in range(number + 1)}
        yield f"options {number}", create(new_request(dice.choice(["produce", "publish", "cancel"]), options=options))
    yield "no bump", create(base, rate={})
    for named in ("p1/r2", "p2/r1", "r1", "p1", "p1/r1/", "/r1", "P1/r1", None, 1, ["p1/r1"]):
        yield f"bump for {named!r}", create(base, rate={"window": NOW, "count": 1, "last_request": named})
    for count in (0, -1, 2, 30, 31, 1.0, "1", None, True):
        yield f"bump counts {count!r}", create(base, rate={"window": NOW, "count": count, "last_request": "p1/r1"})
    for window in WRONG["time"]:
        yield f"bump from {window!r}", create(base, rate={"window": window, "count": 1, "last_request": "p1/r1"})


def _allowed(mutations: Iterator[Mutation]) -> tuple[int, list[str]]:
    """Try all; give how many there were and the names of those that were not denied."""
    count, passed = 0, []
    for count, (name, write) in enumerate(mutations, start=1):  # noqa: B007
        try:
            write()
        except PermissionDenied:
            continue
        passed.append(name)
    return count, passed


def test_no_mutated_write_is_allowed(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    dice = random.Random(8)

    begun, passed = _allowed(_beginnings(world))
    assert passed == []
    _begin(world, "p1", new_project("p1"))()

    lay_project(world, "p1")
    asked, passed = _allowed(_requests(world, dice))
    assert passed == []
    base = new_request("generate", target={"scene_id": "s1", "kind": "image"})
    ask(world.owner, "p1/r1", base, rate={"window": NOW, "count": 1, "last_request": "p1/r1"})

    edited, passed = _allowed(chain(_edits_of_content(world), _edits_of_more(world, dice)))
    assert passed == []
    project = world.owner.document("projects/p1")
    project.update(edit("s1", scenes__s1__title="Dusk", scenes__s1__takes={"image": 2}))
    project.update(edit(revision=9, name="New", takes={"music": 1}))

    assert begun + asked + edited >= 300
    with capsys.disabled():
        print(f"\n{begun + asked + edited} mutated writes denied: {begun} projects, {asked} requests, {edited} edits")
