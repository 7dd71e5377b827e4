"""A simulated town: one user, one project, an engine whose every event may come twice, late, early or never."""

import random
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from functions.engine import life
from functions.engine.admission import admit
from functions.engine.advance import advance
from functions.engine.dispatch import FLIGHTS_PATH, Flights
from functions.engine.engine import Limits, Slot
from functions.engine.sweep import sweep
from functions.engine.wake import send_on
from functions.plan import plan
from functions.stores.documents import DELETE, FieldPath, StoreError, Update
from functions.stores.files import FileStoreError
from schemas.content import FilmContent
from schemas.job import Advance, Size, Wake
from tests.kit.world import World
from tests.simulation.faults import Chaos, Crash, FaultyDocuments, FaultyFiles, FaultyQueues, Mood, Vendor

_EXPECTED = (StoreError, FileStoreError, ConnectionError)
_ENDED = {"rejected", "completed", "failed", "cancelled"}
_KNOWN_ERRORS = {
    "Unavailable", "Contention", "FileStoreError", "ConnectionError", "NoSuchFile", "FileExists",
    "ProviderBusy", "ProviderRefused", "ProviderUnclear", "PossiblyPaid", "NotLookedUp", "Resting",
    "Spent", "StepFailed",
}  # fmt: skip
"""What may go wrong in a step without being a mistake of ours."""

_WISHES = (
    *["produce"] * 4, *["edit"] * 3, "generate", "retake", "cancel", "cancel one", "delete_scene", "publish",
    "unpublish", "reorder", "set_scenes", "storyboard", "moods", "add",
)  # fmt: skip
"""What the user may do next."""


class Town:
    """Everything that happens follows from the seed."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.random = random.Random(seed)
        self.chaos = Chaos(random.Random(seed + 1))
        choose = self.random.choice
        names = ["ann", "bea", "cid"][: choose([1, 1, 2, 3])]
        self.vendors = [self._vendor(name) for name in names]
        cap: dict[Size, int] = {"light": choose([1, 3, 40]), "media": choose([1, 3, 40])}
        self.world = World(
            folder,
            limits=Limits(in_flight=cap, in_flight_per_user=cap, age_seconds=600.0, default_plan="enterprise"),
            providers=self.vendors,
            documents=FaultyDocuments(self.chaos),
            files=FaultyFiles(self.chaos),
            queues=FaultyQueues(self.chaos),
        )
        self.world.project(scenes=choose([0, 1, 2, 2, 3]), mood=self.random.random() < 0.8)
        self.pending: list[str] = []
        self.wishes = choose([2, 4, 7])
        self.chaos.error_rate = choose([0.0, 0.01, 0.04])
        self.chaos.crash_rate = choose([0.0, 0.005, 0.02])
        self.chaos.interlude_rate = choose([0.0, 0.01, 0.03])
        self.chaos.interlude = self._interlude

    def _vendor(self, name: str) -> Vendor:
        choose = self.random.choice
        mood = Mood(
            busy=choose([0, 0, 0.2, 0.9]),
            refuses=choose([0, 0, 0.2, 0.7]),
            silent=choose([0, 0, 0.2, 0.6]),
            down=choose([0, 0, 0.3]),
            looks=choose([0, 1, 3, 3, -1]),
        )
        return Vendor(name, self.chaos, mood, can_find=choose([True, False]), slow=choose([True, False]))

    def live(self, moments: int) -> None:
        """Let things happen."""
        for _ in range(moments):
            self._moment()

    def _moment(self) -> None:
        dice = self.random.random()
        if dice < 0.03 and self.wishes:
            self.wishes -= 1
            self._wish()
        elif dice < 0.10:
            self._pass_time(self.random.uniform(0.1, 15))
        elif dice < 0.14:
            self._pass_time(self.random.uniform(30, 200))
            self._run(lambda: sweep(self.world.engine))
        elif dice < 0.22 and self.pending:
            self._admit(self.random.choice(self.pending))
        elif dice < 0.35:
            self._deliver_task()
        else:
            self._deliver_message()

    def _interlude(self) -> None:
        """What other functions do while one is in the middle of something; sometimes for longer than a lease."""
        if self.random.random() < 0.3:
            self._pass_time(self.random.uniform(80, 200))
            self._run(lambda: sweep(self.world.engine))
            for _ in range(min(6, len(self.world.queues.messages))):
                self._deliver_message()
        for _ in range(self.random.choice([1, 2, 5])):
            self._moment()

    def _pass_time(self, seconds: float) -> None:
        self.world.time += timedelta(seconds=seconds)

    def _run(self, call: Callable[[], Any]) -> bool:
        """Run one function; tells whether it ended well."""
        try:
            call()
        except (Crash, *_EXPECTED):
            return False
        return True

    def _admit(self, request_id: str) -> None:
        if self._run(lambda: admit(self.world.engine, "p", request_id)) and self.random.random() < 0.8:
            self.pending = [other for other in self.pending if other != request_id]

    def _deliver_message(self) -> None:
        """One message, in any order: perhaps it is lost, perhaps it comes again."""
        messages = self.world.queues.messages
        if not messages:
            return
        index = self.random.randrange(len(messages)) if self.random.random() < 0.3 else 0
        _, message = messages[index]
        dice = self.random.random()
        if dice >= 0.1:
            del messages[index]
        failed = dice < 0.97 and not self._run(lambda: advance(self.world.engine, Advance(**message)))
        if failed and self.random.random() < 0.5:  # a function that fails is called again, but not on the emulator
            messages.append(("again", message))

    def _deliver_task(self) -> None:
        tasks = self.world.queues.tasks
        if not tasks:
            return
        name = self.random.choice(sorted(tasks))
        at, message = tasks[name]
        dice = self.random.random()
        if dice < 0.5:
            self.world.time = max(self.world.time, at)
        if dice < 0.9:
            del tasks[name]
        if dice < 0.95:
            self._run(lambda: send_on(self.world.engine, Wake(**message)))

    def _wish(self) -> None:
        """The user does something."""
        scenes = self._scenes()
        choose, some = self.random.choice, self.random.choice(scenes) if scenes else "s1"
        kind = choose(_WISHES)
        if kind == "edit":
            field = choose(["description", "narration", "title"])
            self._write({("scenes", some, field): f"{field} {self.random.random():.4f}"} if scenes else {})
        elif kind == "add":
            new = f"n{self.random.randrange(10**6)}"
            self._write({("scenes", new): {"id": new, "scene_number": 50, "title": new}})
        elif kind in {"generate", "retake"}:
            made = choose(["image", "audio", "video", "composition"])
            self._ask(kind, target={"scene_id": some, "kind": made})
        elif kind == "cancel one":
            known = [path.rsplit("/", 1)[1] for path in self._paths("requests")]
            self._ask("cancel", options={"request_id": choose(known)} if known else {})
        elif kind == "delete_scene":
            self._ask(kind, target={"scene_id": some})
        elif kind == "reorder":
            self._ask(kind, options={"scene_ids": self.random.sample(scenes or ["s1"], len(scenes) or 1)})
        elif kind == "set_scenes":
            self._ask(kind, options={"scenes": [{"title": "One"}, {"title": "Two", "narration": "Two, too."}]})
        else:
            self._ask(kind)

    def _ask(self, kind: str, **fields: Any) -> None:
        self.pending.append(self.world.request(kind, admitted=False, **fields))

    def _write(self, fields: dict[FieldPath, Any]) -> None:
        """A client's edit, as the rules let it through."""
        if fields:
            self.world.documents._apply([Update("projects/p", fields)])

    def _scenes(self) -> list[str]:
        found = self.world.documents._documents["projects/p"]["scenes"]
        return sorted(scene_id for scene_id, scene in found.items() if not scene.get("deleted"))

    def _paths(self, collection: str) -> list[str]:
        start = f"projects/p/{collection}/"
        return sorted(p for p in self.world.documents._documents if p.startswith(start) and p.count("/") == 3)

    def calm_down(self, rounds: int = 90) -> None:
        """No more faults: a bounded number of sweeps must bring everything to rest."""
        self.chaos.stop()
        for vendor in self.vendors:
            vendor.mood = Mood(looks=min(vendor.mood.looks, 1))
        for _ in range(rounds):
            self._pass_time(61)
            sweep(self.world.engine)
            self._deliver_all()
            if self._is_at_rest():
                return
        raise AssertionError(f"not at rest: {self._restless()}")

    def _deliver_all(self) -> None:
        queues = self.world.queues
        for name, (at, message) in sorted(queues.tasks.items()):
            if at <= self.world.time:
                del queues.tasks[name]
                send_on(self.world.engine, Wake(**message))
        while queues.messages:
            advance(self.world.engine, Advance(**queues.messages.pop(0)[1]))

    def _is_at_rest(self) -> bool:
        return not self._restless()

    def _restless(self) -> list[str]:
        documents = self.world.documents._documents
        jobs = [path for path in self._paths("jobs") if not _has_ended(documents[path])]
        requests = [p for p in self._paths("requests") if documents[p]["status"] not in _ENDED]
        return [f"{p}: {documents[p].get('state') or documents[p].get('status')}" for p in jobs + requests]

    def check(self) -> None:
        """What must hold at rest."""
        self._check_errors()
        self._check_money()
        self._check_places()
        self._check_view()

    def _check_errors(self) -> None:
        for event, fields in self.world.events:
            if event in {"step_failed", "sweep_failed"}:
                assert str(fields["error"]).split(":")[0] in _KNOWN_ERRORS, fields
            assert event not in {"project_invalid", "unknown_job"}, (event, fields)

    def _check_money(self) -> None:
        jobs = {job.job_id: job for job in self.world.jobs()}
        for vendor in self.vendors:
            clean: dict[str, int] = {}  # by address: what another scene needs is another file
            for call_id, times in vendor.billed.items():
                assert times <= 1, f"{vendor.id} was asked {times} times for {call_id}"
                job = jobs[call_id.split("-")[0]]
                if job.state == "completed" and not job.degraded:
                    place = f"{job.slot} {job.input_hash}"
                    clean[place] = clean.get(place, 0) + times
                if job.state == "completed" and job.provider != vendor.id:
                    assert vendor.id in job.possibly_billed or job.provider_index > 0, (vendor.id, job)
            assert all(times <= 1 for times in clean.values()), f"{vendor.id} made the same thing twice"

    def _check_places(self) -> None:
        documents = self.world.documents._documents
        assert Flights(**documents.get(FLIGHTS_PATH, {})).in_flight == {}
        slots = [p for p in self._paths("slots") if not p.endswith(("/plans", "/share"))]
        assert [p for p in slots if Slot(**documents[p]).current] == []

    def _check_view(self) -> None:
        project = self.world.read()
        jobs = {job.job_id: job for job in self.world.jobs()}
        for scene in project.scenes.values():
            slot = Slot(**self.world.documents._documents.get(f"projects/p/slots/scene:{scene.id}", {}))
            if slot.shown is None or slot.deleted:
                continue
            job, shown = jobs[slot.shown], scene.active_job
            assert shown is not None, scene.id
            seen = (shown.job_id, shown.type, shown.status, shown.progress, shown.error_message)
            assert seen == (job.job_id, job.kind, job.state, job.progress, job.error_message)

    def finish(self) -> None:
        """Ask for the film once more: it comes out, whole and without placeholders, and the view says what is there."""
        for vendor in self.vendors:
            vendor.mood = Mood()
        request = self.world.request("produce")
        for _ in range(20):
            self._deliver_all()
            self._pass_time(31)
            sweep(self.world.engine)
        answer = self.world.read_request(request)
        assert answer.status == "completed", answer
        project = self.world.read()
        content = FilmContent.of(project)
        steps = self.world.engine.steps
        existing = {info.path: info for info in self.world.files.list("projects/p/")}
        document = self.world.documents._documents["projects/p"]
        for node in plan(content, steps, existing, heal=False).values():
            assert node.asset is not None, f"{node.name} is missing"
            assert node.asset.degraded is None, f"{node.name} is a placeholder"
            for path, value in steps[node.kind].view(node.asset).items():
                if path[-1] != "generated_at":  # of whatever part was made last
                    assert _timeless(_at(document, path)) == _timeless(value), f"{node.name}: {path}"
        assert project.status == "ready"
        assert project.stats is not None
        assert project.stats.completed_scenes == len(project.film_scenes())


def _has_ended(job: Mapping[str, Any]) -> bool:
    return job["state"] in life.TERMINAL and not job["view_pending"]


def _at(document: Any, path: FieldPath) -> Any:
    for name in path:
        document = document.get(name) if isinstance(document, dict) else None
    return document


def _timeless(value: Any) -> Any:
    """A value as the document has it, without the moment it was made at."""
    if isinstance(value, dict):
        return {name: _timeless(each) for name, each in value.items() if name != "generated_at"}
    if isinstance(value, list | tuple):
        return [_timeless(each) for each in value]
    return None if value is DELETE else value
