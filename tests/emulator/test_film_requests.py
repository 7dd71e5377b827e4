"""Requests that are large, wrong, somebody else's, or cancelled: through the rules and admission of the real suite."""

import secrets
import time
from collections import Counter
from typing import Any

import pytest
from google.auth.credentials import AnonymousCredentials
from google.cloud import firestore

from cli.frontend import FrontendError
from cli.suite import PROJECT
from cli.user_client import submit_request
from schemas.request import Request
from tests.kit.filmed import Stage

pytestmark = [pytest.mark.emulator, pytest.mark.timeout(900)]

SCENES = 40
Case = tuple[str, dict[str, Any], str, str]
"""Kind, further fields of the request, and the code and a part of the sentence that it is answered with."""
ONE = [{"id": "one", "description": "A boat.", "narration": "A boat.", "duration_seconds": 1}]


@pytest.fixture(scope="module")
def project_id(stage: Stage) -> str:
    return stage.project("Requests", ONE)


@pytest.fixture
def server(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> firestore.Client:
    """The database as functions see it: no rules."""
    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", stage.suite.endpoints["firestore"])
    return firestore.Client(project=PROJECT, credentials=AnonymousCredentials())


def _until(reference: firestore.DocumentReference, states: set[str], seconds: float = 120) -> Request:
    deadline = time.monotonic() + seconds
    while True:
        request = Request(**(reference.get().to_dict() or {}))
        if request.status in states:
            return request
        assert time.monotonic() < deadline, request
        time.sleep(0.1)


def test_forty_scenes_are_planned_at_once_and_cancelled_whole(stage):
    scenes = [
        {"id": f"s{n}", "description": "A boat.", "narration": f"Line {n}.", "duration_seconds": 3}
        for n in range(SCENES)
    ]
    project_id = stage.project("Forty", scenes)
    frontend = stage.frontend
    produce = submit_request(frontend.client, frontend.user.uid, project_id, "produce_forty", "produce")

    accepted = _until(produce, {"accepted", "rejected"})

    assert accepted.status == "accepted"
    planned = {"composition", "image", "video", "audio", "captions", "segment"}
    once = dict.fromkeys(("music", "soundtrack", "film"), 1)
    kinds = Counter({**dict.fromkeys(planned, SCENES), "transition": SCENES - 1, **once})
    assert Counter(str(job["kind"]) for job in frontend.jobs(project_id)) == kinds
    assert accepted.outcome and accepted.outcome.jobs == kinds.total()
    working = frontend.read(project_id)
    assert working.status == "generating"
    assert all(scene.active_job for scene in working.film_scenes())

    _, answer = frontend.request(project_id, "cancel", options={"request_id": "produce_forty"}, timeout=300)

    assert answer.status == "completed"
    assert _until(produce, {"cancelled"}).code == "cancelled"
    jobs = frontend.jobs(project_id)
    states = Counter(str(job["state"]) for job in jobs)
    assert set(states) <= {"cancelled", "completed"}
    assert states["cancelled"] > kinds.total() // 2
    project = frontend.read(project_id)
    assert project.status == "draft"
    by_id = {job["job_id"]: job["state"] for job in jobs}
    for active in [*(scene.active_job for scene in project.film_scenes()), project.music.active_job]:
        assert active.status == by_id[active.job_id]
    assert project.film.active_job.status == "cancelled"
    time.sleep(3)  # what was under way when it was cancelled comes to nothing
    assert {job["job_id"]: job["state"] for job in frontend.jobs(project_id)} == by_id


@pytest.mark.parametrize(
    "case",
    [
        ("set_scenes", {"options": {"scenes": [{"titel": "x"}]}}, "invalid_request", "titel"),
        ("set_scenes", {"options": {"scenes": [{"duration_seconds": 0.5}]}}, "invalid_request", "duration_seconds"),
        ("set_scenes", {"options": {"scenes": ONE}}, "scenes_exist", "scenes already"),
        ("reorder", {"options": {"scene_ids": ["one", "two"]}}, "invalid_order", "every scene once"),
        ("generate", {"target": {"scene_id": "one"}}, "invalid_target", "names the kind"),
        ("generate", {"target": {"scene_id": "nine", "kind": "image"}}, "scene_not_found", "no scene nine"),
        ("retake", {"target": {"scene_id": "one", "kind": "segment"}}, "invalid_target", "retake"),
        ("cancel", {"options": {"request_id": "none"}}, "request_not_open", "none"),
        ("delete_scene", {"target": {"scene_id": "nine"}}, "scene_not_found", "no such scene"),
    ],
)
def test_a_rejected_request_says_what_is_wrong_and_what_to_do(stage: Stage, project_id: str, case: Case):
    kind, fields, code, says = case
    frontend, name = stage.frontend, f"{kind}_{secrets.token_hex(4)}"
    reference = submit_request(frontend.client, frontend.user.uid, project_id, name, kind, **fields)
    answer = _until(reference, {"rejected", "completed", "failed"}, 30)
    assert (answer.status, answer.code) == ("rejected", code)
    assert says in str(answer.message)
    assert str(answer.message).endswith(".")
    assert str(answer.suggested_action).endswith(".")
    assert not frontend.jobs(project_id)


def test_edits_cannot_add_up_to_a_film_that_is_too_long(stage):
    scenes = [{"id": f"s{n}", "description": "A boat.", "duration_seconds": 110} for n in range(16)]
    project_id = stage.project("Long", scenes)
    for number in range(4):
        stage.frontend.edit_scene(project_id, f"s{number}", duration_seconds=120)
    stage.frontend.edit_scene(project_id, "s4", duration_seconds=112)
    with pytest.raises(FrontendError, match=r"rejected \(film_too_long\): The scenes last 1802 s") as caught:
        stage.frontend.request(project_id, "produce", timeout=60)
    assert "Shorten some scenes" in str(caught.value)


def test_the_rules_stop_what_no_app_would_send(stage, project_id):
    stranger = stage.user("stranger")
    too_many = [{"duration_seconds": 1}] * 101
    for frontend, kind, fields in (
        (stage.frontend, "set_scenes", {"options": {"scenes": too_many}}),
        (stage.frontend, "produce", {"options": {"quality": "best"}}),
        (stage.frontend, "polish", {}),
        (stage.frontend, "cancel", {"options": {"request_id": "No/Such"}}),
        (stranger, "produce", {}),
    ):
        with pytest.raises(FrontendError, match="denied: The security rules did not let you"):
            frontend.request(project_id, kind, timeout=20, **fields)
    with pytest.raises(FrontendError, match="There is no project"):
        stranger.edit_scene(project_id, "one", title="Mine now")


@pytest.mark.parametrize(
    "case",
    [
        ("set_scenes", {"options": {"scenes": [{}] * 101}}, "invalid_request", "at most 100"),
        ("produce", {"options": {"quality": "best"}}, "invalid_request", "quality"),
        ("produce", {"created_by": "somebody_else"}, "forbidden", "owner"),
    ],
)
def test_admission_holds_even_where_the_rules_did_not(
    stage: Stage, project_id: str, server: firestore.Client, case: Case
):
    kind, fields, code, says = case
    document = {"kind": kind, "target": {}, "options": {}, "created_by": stage.frontend.user.uid, **fields}
    reference = server.document(f"projects/{project_id}/requests/forced_{secrets.token_hex(4)}")
    reference.set({**document, "created_at": firestore.SERVER_TIMESTAMP, "status": "pending"})
    answer = _until(reference, {"rejected", "completed", "failed"}, 30)
    assert (answer.status, answer.code) == ("rejected", code)
    assert says in str(answer.message)
    assert answer.suggested_action
