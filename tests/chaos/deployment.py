"""All functions deployed on this machine, a vendor that takes its time, and what they leave behind when killed."""

import io
import json
import random
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PIL import Image

from cli.suite import BUCKET, PROJECT, Endpoints
from cli.suite.ports import is_free
from functions.engine.engine import Engine, project_path, request_path, to_data
from functions.steps.table import STEPS
from functions.stores.documents import Put
from functions.stores.firestore import FirestoreDocuments
from functions.stores.memory import MemoryQueues
from functions.stores.storage_emulator import EmulatorFiles
from schemas.project import Project
from tests.chaos.cloud import Cloud
from tests.chaos.faults import Faults
from tests.chaos.servers import Server, kill
from tests.kit import invariants
from tests.kit.scripted_server import Product, Script, ScriptedServer
from tests.kit.world import MOOD

MARK = "seen by the vendor"
LOCAL_KINDS = ("video", "audio", "music", "segment", "transition", "film", "moods")
"""Kinds that are made on this machine: drawn, spoken or encoded."""
_TARGETS = {
    "requested": "cloudevent",
    "advance_light": "cloudevent",
    "advance_media": "cloudevent",
    "wake": "http",
    "sweep": "http",
}
_LIMITS = {
    "in_flight": {"light": 16, "media": 8},
    "in_flight_per_user": {"light": 16, "media": 8},
    "attempts": 100,
    "unclaimed_seconds": 15,
}
"""Attempts are more than are killed: a job whose every function dies would be given up, and make a placeholder."""
_SWEEP_SECONDS = 2.0
_REST_SECONDS = 420.0


class SlowVendor(ScriptedServer):
    """A vendor that thinks before it takes a call and before it answers, and tells when it does."""

    id = "scripted"

    def __init__(self) -> None:
        super().__init__()
        self.spoilt: set[str] = set()
        self.busy: Counter[str] = Counter()
        self.script(Script(MARK, "composition", _shot))
        self.script(Script(MARK, "image", _picture))

    def answer(self, method: str, path: str, body: Mapping[str, Any]) -> tuple[int, dict[str, Any], float | None]:
        if method != "POST":
            return super().answer(method, path, body)
        kind = str(body["kind"])
        self.busy[kind] += 1
        try:
            time.sleep(random.uniform(0.1, 0.5))
            reply = super().answer(method, path, body)
            time.sleep(random.uniform(0.1, 0.5))
            return reply
        finally:
            self.busy[kind] -= 1


def _shot(inputs: Mapping[str, Any]) -> Product:
    shot = {
        "description": f"{MARK}: {inputs['text'][:200]}", "styling": "Plain.", "animation": "None.",
        "setting": "backdrop", "time_of_day": "day", "palette": ["#203040", "#e0d0c0"],
    }  # fmt: skip
    return Product(json.dumps(shot).encode(), ".json", "application/json")


def _picture(inputs: Mapping[str, Any]) -> Product:
    file = io.BytesIO()
    Image.new("RGB", (inputs["width"], inputs["height"]), (40, 80, inputs["take"] % 256)).save(file, "png")
    return Product(file.getvalue(), ".png", "image/png")


@dataclass
class Deployment:
    """The servers, what delivers to them, and their vendor."""

    endpoints: Endpoints
    cloud: Cloud
    vendor: SlowVendor
    servers: dict[str, Server]
    client: Any
    folder: Path
    killed: Counter[str] = field(default_factory=Counter)
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def scratch(self) -> Path:
        """Where functions keep their local files."""
        return self.folder / "tmp" / "reelwright"

    def project(self, project_id: str, *, scenes: int, narrated: bool = False) -> None:
        """A project as a client makes it: square, of scenes of a second."""
        now = datetime.now(UTC)
        words = {"narration": "Here it is."} if narrated else {}
        project = Project(
            id=project_id, user_id="ann", name=f"Film {project_id}", created_at=now, updated_at=now, aspect="1:1",
            storyboard={"title": "A film", "selected_mood": MOOD},
            scenes={
                f"s{n}": {
                    "id": f"s{n}", "scene_number": n, "title": f"Scene {n}", "duration_seconds": 1,
                    "description": f"{MARK}: {project_id}, {n}", **words,
                }
                for n in range(1, scenes + 1)
            },
        )  # fmt: skip
        self.documents.commit([Put(project_path(project_id), to_data(project))])

    def request(self, project_id: str, kind: str, *, lost: bool = False, **fields: Any) -> str:
        """A request as a client writes it, and its event unless that is lost."""
        request_id = f"r{len(self.asked) + 1}"
        data = {
            "kind": kind, "target": {}, "options": {}, "created_by": "ann",
            "created_at": datetime.now(UTC), "status": "pending", **fields,
        }  # fmt: skip
        self.documents.commit([Put(request_path(project_id, request_id), data)])
        self.asked.append((project_id, request_id))
        if not lost:
            self.cloud.created(project_id, request_id, data)
        return request_id

    @property
    def documents(self) -> FirestoreDocuments:
        """The store, for whoever looks at the truth."""
        return FirestoreDocuments(self.client)

    @property
    def files(self) -> EmulatorFiles:
        """The files, likewise."""
        from google.auth.credentials import AnonymousCredentials
        from google.cloud import storage

        client = storage.Client(project=PROJECT, credentials=AnonymousCredentials())
        return EmulatorFiles(client, BUCKET, create_bucket=True)

    def open_requests(self) -> list[str]:
        """Requests that have not been answered for good."""
        paths = [request_path(*each) for each in self.asked]
        found = self.documents.get_all(paths)
        return [path for path in paths if found[path]["status"] not in invariants.ENDED]

    # killing

    def strike(self, name: str, why: str, *, everyone: bool) -> int:
        """Kill a worker of a server, or all of them; gives how many."""
        workers = self.servers[name].workers()
        victims = workers if everyone else random.sample(workers, min(1, len(workers)))
        dead = sum(kill(pid) for pid in victims)
        self.killed[why] += dead
        return dead

    def strike_in_a_call(self) -> int:
        """Kill while the vendor is being called."""
        kind = random.choice(["composition", "image"])
        if not _comes_true(lambda: self.vendor.busy[kind] > 0, 5.0):
            return 0
        time.sleep(random.uniform(0.0, 0.6))
        return self.strike("advance_light" if kind == "composition" else "advance_media", "in a call", everyone=True)

    def strike_in_media_work(self) -> int:
        """Kill while something is drawn, spoken or encoded."""
        if not _comes_true(lambda: bool(self._at_work()), 20.0):
            return 0
        time.sleep(random.uniform(0.0, 1.0))
        return self.strike("advance_media", "in media work", everyone=True) if self._at_work() else 0

    def strike_anywhere(self) -> int:
        """Kill any worker at any moment."""
        time.sleep(random.uniform(0.1, 1.0))
        return self.strike(random.choice(sorted(self.servers)), "anywhere", everyone=False)

    def _at_work(self) -> list[str]:
        """Scratch folders of media work that are being written to."""
        if not self.scratch.is_dir():
            return []
        fresh = time.time() - 5
        return [
            each.name
            for each in self.scratch.iterdir()
            if each.name.startswith(LOCAL_KINDS) and each.stat().st_mtime > fresh
        ]

    # afterwards

    def rest(self) -> None:
        """Wait until all requests are answered and all jobs have ended."""
        until = time.monotonic() + _REST_SECONDS
        while time.monotonic() < until:
            if not self.open_requests() and not self.restless():
                return
            time.sleep(1.0)
        raise AssertionError(f"not at rest: {self.restless()}")

    def restless(self) -> list[str]:
        """What has not ended."""
        return [each for project_id in self.projects() for each in invariants.restless(self.documents, project_id)]

    def projects(self) -> list[str]:
        """All projects that anything was asked of."""
        return sorted({project_id for project_id, _ in self.asked})

    def engine(self) -> Engine:
        """What looks at films as the engine would."""
        return Engine(
            documents=self.documents, files=self.files, queues=MemoryQueues(), steps=STEPS, providers={}, chains={},
            now=lambda: datetime.now(UTC), scratch=self.scratch, bucket=BUCKET,
        )  # fmt: skip

    def half_objects(self) -> list[str]:
        """Objects whose content is not what they say of themselves."""
        from functions.stores.files import FileStoreError

        bad, local = [], self.folder / "fetched"
        for info in self.files.list("projects/"):
            try:
                if self.files.fetch(info.path, local).size != local.stat().st_size:
                    bad.append(info.path)
            except FileStoreError as error:
                bad.append(f"{info.path}: {error}")
        return bad

    def left_behind(self) -> list[str]:
        """Local files of turns and of plans; not the caches of libraries, of which there is one each."""
        plans = [path.name for path in self.scratch.parent.glob("tmp*")]
        turns = [path.name for path in self.turn_folders()]
        return plans + turns

    def turn_folders(self) -> list[Path]:
        """The folders of turns, of those that go on and of those that were killed."""
        found = self.scratch.iterdir() if self.scratch.is_dir() else ()
        return [path for path in found if path.name.partition("-")[0] in STEPS]

    def mistakes(self) -> list[str]:
        """What the servers printed that they must not."""
        lines = []
        for server in self.servers.values():
            for line in server.log.read_text(errors="replace").splitlines():
                if line.startswith("{") and '"message": "dead_letter"' in line:
                    lines.append(f"{server.target}: {line}")
                if any(word in line for word in ("NameError", "AttributeError", "RuntimeError", "KeyError")):
                    lines.append(f"{server.target}: {line[:500]}")
        return lines


def _comes_true(condition: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return False


@contextmanager
def deploy(endpoints: Endpoints, client: Any, folder: Path, faults: Faults) -> Iterator[Deployment]:
    """Serve every function, deliver to it, and sweep; all ends with the context."""
    temporary = folder / "tmp"
    temporary.mkdir()
    with SlowVendor() as vendor, Cloud(faults) as cloud:
        environment = {
            **endpoints.environment(),
            "PUBSUB_EMULATOR_HOST": cloud.pubsub,
            "CLOUD_TASKS_EMULATOR_HOST": cloud.tasks,
            "FUNCTIONS_EMULATOR": "true",
            "METADATA_SERVER_DETECTION": "none",
            "REELWRIGHT_CHAINS": json.dumps({"composition": ["scripted"], "image": ["scripted"]}),
            "REELWRIGHT_SCRIPTED_URL": vendor.url,
            "REELWRIGHT_LIMITS": json.dumps(_LIMITS),
            "TMPDIR": str(temporary),
            "WORKERS": "2",
            "THREADS": "8",
        }
        servers = {}
        ports = iter(port for port in range(21000, 29000, 7) if is_free(port))
        try:
            for target, signature in _TARGETS.items():
                servers[target] = Server(target, signature, next(ports), folder, environment)
            for server in servers.values():
                server.wait_until_ready()
            cloud.urls |= {target: server.url for target, server in servers.items()}
            with _sweeping(cloud):
                yield Deployment(endpoints, cloud, vendor, servers, client, folder)
        finally:
            for server in servers.values():
                server.stop()
            shutil.rmtree(temporary, ignore_errors=True)


@contextmanager
def _sweeping(cloud: Cloud) -> Iterator[None]:
    done = threading.Event()

    def sweep() -> None:
        while not done.wait(_SWEEP_SECONDS):
            cloud.sweep()

    thread = threading.Thread(target=sweep, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
