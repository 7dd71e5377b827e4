"""The launcher starts the whole real suite, and all of it is wired: proved with a throw-away set of functions."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from google.auth.credentials import AnonymousCredentials
from google.cloud import firestore
from google.cloud.storage import Client as StorageClient

from cli.suite import BUCKET, PROJECT, Scheduler, Suite, SuiteError, attach, ports, processes
from cli.suite.state import SuiteState
from cli.suite.suite import ROOT

pytestmark = pytest.mark.emulator

NOBODY = AnonymousCredentials()

FUNCTIONS = '''
"""A request's trigger publishes; the message's function writes and enqueues; the task's function writes."""

import base64, json, os

from firebase_functions import firestore_fn, https_fn, options, pubsub_fn, scheduler_fn, tasks_fn

options.set_global_options(region="us-central1")


def database():
    from google.cloud import firestore

    return firestore.Client(project=os.environ["GCLOUD_PROJECT"])


@firestore_fn.on_document_created(document="projects/{p}/requests/{r}")
def created(event):
    from google.cloud import pubsub_v1

    publisher = pubsub_v1.PublisherClient()
    topic = publisher.topic_path(os.environ["GCLOUD_PROJECT"], "advance")
    publisher.publish(topic, json.dumps(event.params).encode()).result(30)


@pubsub_fn.on_message_published(topic="advance", retry=True)
def advance(event):
    from firebase_admin import functions, initialize_app

    where = json.loads(base64.b64decode(event.data.message.data))
    database().document("projects", where["p"], "requests", where["r"]).update({"message": "arrived"})
    app = initialize_app(name=event.id)
    functions.task_queue("timed", app=app).enqueue({"data": where})


@tasks_fn.on_task_dispatched()
def timed(request):
    where = request.data
    database().document("projects", where["p"], "requests", where["r"]).update({"task": "arrived"})


@scheduler_fn.on_schedule(schedule="every 1 minutes")
def sweep(event):
    from google.cloud.firestore import Increment

    database().document("meta/sweep").set({"runs": Increment(1), "job": event.job_name}, merge=True)


@https_fn.on_request()
def share(request):
    body = {"path": request.path, "environment": dict(os.environ)}
    return https_fn.Response(json.dumps(body), content_type="application/json")
'''


def checkout(folder: Path, functions: str) -> Path:
    """A checkout with our settings and rules, and these functions."""
    for name in ("firebase.json", "firestore.rules", "firestore.indexes.json", "storage.rules", "requirements.txt"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    (folder / "venv").symlink_to(ROOT / "venv")
    (folder / "main.py").write_text(functions)
    (folder / "web" / "public").mkdir(parents=True)
    (folder / "web" / "public" / "index.html").write_text("<title>front page</title>")
    return folder


def eventually(read: Callable[[], object], seconds: float = 60) -> object:
    """The first true value that `read` gives."""
    deadline = time.monotonic() + seconds
    while not (value := read()):
        assert time.monotonic() < deadline, f"nothing came within {seconds} s"
        time.sleep(0.1)
    return value


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    """The whole suite with the functions above, on free ports."""
    root = checkout(tmp_path_factory.mktemp("checkout"), FUNCTIONS)
    with Suite(root, port_block="free", environment={"REEL_SETTING": "handed on"}) as running:
        state = SuiteState.read(running.folder)
        yield running
    assert state is not None
    assert not running.folder.exists()
    assert not any(process.group == state.pid for process in processes.running())
    assert not [one for one in state.detached if processes.alive(*one)]
    assert all(ports.is_free(port) for port in state.ports.values())


@pytest.fixture
def database(suite, monkeypatch):
    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", suite.endpoints["firestore"])
    return firestore.Client(project=PROJECT, credentials=NOBODY)


@pytest.fixture
def bucket(suite):
    options = {"api_endpoint": suite.endpoints.url("storage")}
    client = StorageClient(project=PROJECT, credentials=NOBODY, client_options=options)
    return client.bucket(BUCKET)


def test_all_functions_are_loaded(suite):
    assert set(suite.functions) == {"advance", "created", "share", "sweep", "timed"}


def test_a_document_a_message_and_a_task_each_reach_their_function(suite, database):
    request = database.document("projects/p1/requests/r1")
    request.set({"kind": "produce"})
    facts = eventually(lambda: (found := request.get().to_dict()) and found.get("task") and found)
    assert facts == {"kind": "produce", "message": "arrived", "task": "arrived"}


def test_the_scheduler_runs_a_scheduled_function_again_and_again(suite, database):
    sweeps = database.document("meta/sweep")
    with Scheduler(suite.endpoints, every=0.2) as scheduler:
        eventually(lambda: scheduler.calls >= 3)
    facts = sweeps.get().to_dict()
    assert facts["runs"] >= 3
    assert facts["job"] == "firebase-schedule-sweep-us-central1"


def test_hosting_serves_files_and_hands_shares_to_their_function(suite):
    front = httpx.get(f"{suite.endpoints.url('hosting')}/")
    assert "front page" in front.text
    assert front.headers["x-content-type-options"] == "nosniff"
    answer = httpx.get(f"{suite.endpoints.url('hosting')}/share/abc", timeout=60).json()
    assert answer["path"] == "/share/abc"
    environment = answer["environment"]
    assert environment["REEL_SETTING"] == "handed on"
    assert "GOOGLE_APPLICATION_CREDENTIALS" not in environment
    for name, value in suite.endpoints.environment().items():
        if name not in {"FIREBASE_CONFIG", "GOOGLE_CLOUD_PROJECT"}:
            assert environment[name] == value
    assert f'"storageBucket":"{BUCKET}"' in environment["FIREBASE_CONFIG"]


def test_a_download_token_opens_its_file_and_nothing_else_does(suite, bucket):
    film = bucket.blob("projects/p1/film/abc.mp4")
    film.metadata = {"firebaseStorageDownloadTokens": "first-token", "sha256": "kept"}
    film.upload_from_string(b"0123456789" * 10, content_type="video/mp4")
    address = f"{suite.endpoints.url('storage')}/v0/b/{BUCKET}/o/projects%2Fp1%2Ffilm%2Fabc.mp4"

    def status(token: str | None) -> int:
        return httpx.get(address, params={"alt": "media"} | ({"token": token} if token else {})).status_code

    assert (status("first-token"), status(None), status("wrong")) == (200, 403, 403)
    assert httpx.get(f"{suite.endpoints.url('storage')}/v0/b/{BUCKET}/o").status_code == 403
    headers = {"Range": "bytes=10-19", "Origin": "http://a.page"}
    part = httpx.get(address, params={"alt": "media", "token": "first-token"}, headers=headers)
    assert (part.status_code, part.content) == (206, b"0123456789")
    assert part.headers["content-range"] == "bytes 10-19/100"
    assert part.headers["access-control-allow-origin"] == "http://a.page"

    # The client's own patch goes to a path that the emulator does not know; these two do what it does in production.
    add = {"metadata": {"firebaseStorageDownloadTokens": "second-token"}}
    plain = address.replace("/v0/b/", "/b/")
    assert httpx.patch(plain, json=add).status_code == 200
    assert (status("first-token"), status("second-token")) == (200, 200)
    owner = {"Authorization": "Bearer owner"}
    for token in ("first-token", "second-token"):
        assert httpx.post(address, params={"delete_token": token}, headers=owner).status_code == 200
    assert (status("first-token"), status("second-token")) == (403, 403)
    assert bucket.get_blob(film.name).metadata["sha256"] == "kept"


def test_a_running_suite_is_found_and_a_second_one_runs_beside_it(suite, database, tmp_path, monkeypatch):
    found = attach(suite.root, needs=["functions", "firestore"])
    assert found is not None
    assert found.endpoints == suite.endpoints
    assert found.functions == suite.functions
    assert attach(tmp_path) is None
    database.document("meta/here").set({"in": "the first"})
    with Suite(suite.root, only=["firestore"], port_block="free") as second:
        assert attach(suite.root, needs=["functions"]) is not None
        monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", second.endpoints["firestore"])
        other = firestore.Client(project=PROJECT, credentials=NOBODY)
        assert not other.document("meta/here").get().exists
        other.document("meta/here").set({"in": "the second"})
    assert database.document("meta/here").get().to_dict() == {"in": "the first"}
    assert suite.is_running()


def test_what_a_killed_cli_left_behind_is_cleared_by_the_next_start(tmp_path):
    root = checkout(tmp_path, "")
    offset = ports.free_ports()["hub"] - ports.DEFAULT_PORTS["hub"]
    first = Suite(root, only=["pubsub"], port_block=offset)
    first.start()
    state = SuiteState.read(first.folder)
    assert state is not None
    with pytest.raises(SuiteError, match="already runs"):
        Suite(root, only=["pubsub"], port_block=offset).start()
    os.kill(state.pid, signal.SIGKILL)
    assert processes.wait_until(lambda: not processes.alive(state.pid, state.started), 20)
    left = [one for one in state.detached if processes.alive(*one)]
    assert left
    with Suite(root, only=["pubsub"], port_block=offset) as second:
        assert not [one for one in left if processes.alive(*one)]
        assert httpx.get(second.endpoints.url("pubsub")).status_code == 200
    first.stop()


def test_functions_that_do_not_load_are_told_with_their_traceback(tmp_path):
    root = checkout(tmp_path, "import a_module_that_is_not_there\n")
    suite = Suite(root, only=["functions"], port_block="free")
    with pytest.raises(SuiteError, match="No module named 'a_module_that_is_not_there'") as caught:
        suite.start()
    assert "main.py" in str(caught.value)
    assert not suite.is_running()
    assert all(ports.is_free(port) for port in suite.endpoints.ports.values())


def test_a_taken_port_is_told_before_anything_starts(suite):
    with pytest.raises(SuiteError, match=r"Port \d+, .* is taken by"):
        Suite(ROOT, only=["pubsub"], port_block=suite.endpoints.ports["hub"] - ports.DEFAULT_PORTS["hub"]).start()
