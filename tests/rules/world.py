"""Three people, the server, and the documents that they write at the rules."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from google.api_core.exceptions import PermissionDenied
from google.auth.credentials import AnonymousCredentials
from google.cloud import firestore

from cli.user_client import next_rate, unsigned_token, user_firestore

PROJECT = "demo-reelwright-rules"
OWNER = "olga"
STRANGER = "stan"
NOW = firestore.SERVER_TIMESTAMP

MOOD = {
    "id": "warm_dusk",
    "name": "Warm dusk",
    "description": "Low sun, long shadows",
    "visual_style": "painterly",
    "color_palette": ["#112233", "#AABBCC", "#ffeedd"],
    "mood_keywords": ["warm", "calm"],
}


class Server(firestore.Client):
    """The functions' own client, which skips the rules."""

    def __init__(self, host: str) -> None:
        super().__init__(project=PROJECT, credentials=AnonymousCredentials())
        self._emulator_host = host


@dataclass(frozen=True)
class World:
    """Who knocks at the rules."""

    owner: firestore.Client
    stranger: firestore.Client
    signed_out: firestore.Client
    server: firestore.Client


def world_at(host: str) -> World:
    """Give everybody a client on the emulator at `host`."""

    def user(uid: str) -> firestore.Client:
        return user_firestore(PROJECT, host, unsigned_token(PROJECT, uid))

    return World(user(OWNER), user(STRANGER), user_firestore(PROJECT, host, None), Server(host))


def denied(call: Callable[..., Any], *arguments: Any, **named: Any) -> None:
    """Assert that the rules deny a call: any other error, such as a malformed write, is no denial."""
    with pytest.raises(PermissionDenied):
        call(*arguments, **named)


def changed(document: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Give a copy with one value, named by its dotted path, set."""
    result = copy.deepcopy(document)
    *parents, last = path.split(".")
    place = result
    for key in parents:
        place = place[key]
    place[last] = value
    return result


def without(document: dict[str, Any], key: str) -> dict[str, Any]:
    """Give a copy that lacks a top-level key."""
    return {name: value for name, value in document.items() if name != key}


def new_project(project_id: str, uid: str = OWNER, **changes: Any) -> dict[str, Any]:
    """Give what a client writes to begin a project."""
    return {
        "id": project_id,
        "name": "Lantern",
        "description": "",
        "user_id": uid,
        "created_at": NOW,
        "updated_at": NOW,
        "revision": 1,
        "edit": {"scene_id": None},
        "aspect": "16:9",
        "voice": "clear",
        "caption_style": "boxed",
        "takes": {},
        "storyboard": {
            "id": "storyboard",
            "title": "The lantern",
            "creative_brief": {"brand_name": "Fara", "key_message": "Light travels", "additional_notes": None},
            "selected_mood": copy.deepcopy(MOOD),
        },
        "scenes": {},
        "status": "draft",
        **changes,
    }


def server_scene(scene_id: str, number: int, **changes: Any) -> dict[str, Any]:
    """Give a scene as the functions have written it: content, facts, and two takes of its image."""
    return {
        "id": scene_id,
        "scene_number": number,
        "title": f"Scene {number}",
        "description": "A harbour at dusk",
        "narration": "Light travels.",
        "duration_seconds": 5.0,
        "takes": {},
        "takes_made": {"image": 2},
        "assets": {"image_path": "projects/x/scenes/s1/image/a.png", "placeholders": {}, "notes": {}},
        "active_job": {"job_id": "j1", "type": "image", "status": "processing", "progress": 10},
        **changes,
    }


def lay_project(world: World, project_id: str, **changes: Any) -> firestore.DocumentReference:
    """Have the server lay a project of the owner's that is being worked on; give the owner's reference to it."""
    document = new_project(
        project_id,
        revision=7,
        takes_made={"music": 1},
        scenes={"s1": server_scene("s1", 1), "s2": server_scene("s2", 2), "gone": {"id": "gone", "deleted": True}},
        stats={"total_scenes": 2, "completed_scenes": 0, "last_activity": NOW},
        film={"video_path": None},
    )
    document["storyboard"]["active_job"] = {"job_id": "j0", "type": "storyboard", "status": "completed"}
    world.server.document(f"projects/{project_id}").set({**document, **changes})
    return world.owner.document(f"projects/{project_id}")


def edit(scene_id: Any = None, revision: Any = 8, **changes: Any) -> dict[str, Any]:
    """Give an edit as a client writes it. In the names of `changes`, two underscores stand for a dot."""
    fields = {name.replace("__", "."): value for name, value in changes.items()}
    return {"edit": {"scene_id": scene_id}, "revision": revision, "updated_at": NOW, **fields}


def new_request(kind: str = "produce", **changes: Any) -> dict[str, Any]:
    """Give what a client writes to ask for something."""
    return {
        "kind": kind,
        "target": {},
        "options": {},
        "created_by": OWNER,
        "created_at": NOW,
        "status": "pending",
        **changes,
    }


def ask(
    client: firestore.Client,
    place: str,
    request: dict[str, Any],
    *,
    uid: str = OWNER,
    rate: dict[str, Any] | None = None,
) -> None:
    """Create a request at `place` ("project/request") with a bump of its rate, or with `rate` instead of the right one.

    The rate is read with no more rights than the user has.
    """
    project_id, request_id = place.split("/", 1)
    own = client.document(f"rates/{uid}")
    batch = client.batch()
    batch.create(client.collection("projects", project_id, "requests").document(request_id), request)
    if rate is None:
        before = own.get()
        rate = next_rate(before.to_dict(), name=place, now=before.read_time)
    if rate:
        batch.set(own, rate)
    batch.commit()
