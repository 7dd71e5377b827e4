"""Messages that nobody can handle, through the real functions: all kept with a reason, and a film beside them comes."""

import base64
import json
import random
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.engine import admission
from functions.engine.dead_letters import PATIENCE, DeadLetter, Poison, bury, bury_document, reason_of
from functions.engine.replay import NotReplayable, replay
from functions.engine.replay import dead_letters as listed
from functions.engine.sweep import sweep
from functions.stores.documents import Delete, Put, Unavailable, Update
from schemas.job import Advance
from tests.kit.deployed import Function
from tests.kit.poison import Shape, good, odd_requests, poisons
from tests.kit.world import World

SENTENCE = re.compile(r"[A-Z].+\.", re.DOTALL)
ENVELOPES: dict[str, dict[str, Any]] = {
    "no data, only attributes": {"data": None, "attributes": {"job_id": "j1"}},
    "neither data nor attributes": {"data": None, "attributes": None},
    "data that is no base64": {"data": "{}"},
    "data that is a number": {"data": 7},
    "data that is an object": {"data": {"project_id": "p"}},
    "data that is a list": {"data": ["e30="]},
    "data with line feeds": {"data": "eyJw\ncm9q"},
    "data in the URL alphabet": {"data": base64.urlsafe_b64encode(b"\xfb\xff\xfe").decode()},
    "data without its padding": {"data": "e30"},
    "no time": {"publish_time": None, "publishTime": None},
    "a time that is none": {"publish_time": "now"},
    "a time that is a number": {"publish_time": 1_800_000_000},
    "an unknown field": {"surprise": 1},
    "attributes and an unknown field": {"attributes": None, "deliveryAttempt": 3},
}
BODIES: dict[str, tuple[bytes, dict[str, Any]]] = {
    "no body": (b"", {}),
    "no data": (b"{}", {}),
    "data beside something": (b'{"data": {}, "more": 1}', {}),
    "a list": (b"[]", {}),
    "a number": (b"7", {}),
    "null": (b"null", {}),
    "text": (b'"data"', {}),
    "no JSON": (b"data=1", {}),
    "a form": (b"data=1", {"content_type": "application/x-www-form-urlencoded"}),
    "no type": (b'{"data": {}}', {"content_type": "text/plain"}),
    "a deep list": (b"[" * 100_000, {}),
    "a deep value": (b'{"data": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", {}),
    "half a character": (b'{"data": "\xe2\x82"}', {}),
    "in UTF-16": ('{"data": {}}'.encode("utf-16"), {}),
    "zeros": (bytes(100), {}),
    "asked for": (b'{"data": {}}', {"method": "PUT"}),
}


@pytest.fixture
def world(tmp_path, monkeypatch):
    """A world that the real triggers work on; its clock is the real one."""
    world = World(tmp_path)
    world.time = datetime.now(UTC)
    monkeypatch.setattr("triggers.wiring.engine", lambda: world.engine)
    monkeypatch.setenv("GCLOUD_PROJECT", "demo-reelwright")
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "demo-reelwright")
    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", "127.0.0.1:1")  # firebase-functions makes a client that is not used
    return world


@pytest.fixture(scope="module")
def functions():
    kinds = {"advance_light": "cloudevent", "advance_media": "cloudevent", "requested": "cloudevent", "wake": "http"}
    return {name: Function(name, kind) for name, kind in kinds.items()}


def letters(world):
    return [DeadLetter(**found.data) for found in world.documents.query("dead_letters")]


def assert_kept(world, topic, count):
    """So many letters, each with all that an operator needs."""
    kept = [letter for letter in letters(world) if letter.topic == topic]
    assert len(kept) == count
    for letter in kept:
        assert SENTENCE.fullmatch(letter.reason), letter
        assert (letter.count, letter.is_open) == (1, True)
        assert letter.first_at == letter.at
        assert letter.size >= 0 and len(letter.message) <= 14_000
    assert len({letter.id for letter in kept}) == count


def a_job(world, kind="music"):
    """A job of a project, ready to run, whose own message is gone."""
    if world.documents.get("projects/p") is None:
        world.project(scenes=1)
        world.request("produce")
        world.queues.messages.clear()
    return next(job for job in world.jobs() if job.kind == kind)


class TestPoison:
    def test_at_least_five_hundred_kinds(self):
        bodies = {each.body for each in (*poisons("advance"), *poisons("wake"))}
        assert len(bodies) >= 900

    def test_messages_of_all_kinds_beside_a_film(self, world, functions):
        """Poison before, between and after what a film needs: the film is the same as without it."""
        bodies = poisons("advance")
        assert len(bodies) >= 500
        world.project(scenes=3)
        request = world.request("produce")
        waiting, answers = list(bodies), []
        random.Random(3).shuffle(waiting)
        while waiting or world.queues.messages:
            for _ in range(min(20, len(waiting))):
                answers.append(functions["advance_light"].message(waiting.pop().body).status_code)
            if world.queues.messages:
                topic, message = world.queues.messages.pop(0)
                reply = functions[topic.replace("-", "_")].message(json.dumps(message).encode())
                assert reply.status_code == 200
        assert set(answers) == {200}
        assert_kept(world, "advance-light", len(bodies))
        world.settle()
        assert world.read_request(request).status == "completed"
        assert world.read().status == "ready"
        assert set(world.ledger.billed.values()) == {1}
        assert {job.state for job in world.jobs()} == {"completed"}
        assert len(letters(world)) == len(bodies)

    def test_tasks_of_all_kinds(self, world, functions):
        bodies = [body.body for body in poisons("wake")]
        wrapped = {json.dumps({"data": json.loads(body)}).encode() for body in bodies if _is_json(body)}
        raw = {b'{"data": ' + body + b"}" for body in bodies if not _is_json(body)} - wrapped
        for body in (*wrapped, *raw):
            assert functions["wake"].task(body).status_code == 200, body[:200]
        for name, (body, options) in BODIES.items():
            assert functions["wake"].task(body, **options).status_code == 200, name
        kept = letters(world)
        assert {letter.topic for letter in kept} == {"wake"}
        assert sum(letter.count for letter in kept) == len(wrapped) + len(raw) + len(BODIES)
        assert len(kept) > 500
        assert all(SENTENCE.fullmatch(letter.reason) for letter in kept)

    @pytest.mark.parametrize("function", ["advance_light", "advance_media"])
    def test_envelopes_that_cannot_be_opened(self, world, functions, function):
        for name, changes in ENVELOPES.items():
            body = json.dumps(good("advance")).encode()
            assert functions[function].message(body, **changes).status_code == 200, name
        assert_kept(world, function.replace("_", "-"), len(ENVELOPES))

    def test_requests_that_the_rules_would_not_have_let_through(self, world, functions):
        world.project(scenes=1)
        for n, fields in enumerate(odd_requests().values()):
            path = f"projects/p/requests/odd_{n}"
            world.documents._apply([Put(path, fields)])
            assert functions["requested"].created(path, fields).status_code == 200
            status = (world.documents.get(path) or {}).get("status")
            assert status == ("rejected" if fields.get("status") == "pending" else fields.get("status"))
        assert_kept(world, "requests", len(odd_requests()))
        assert not world.jobs()

    @pytest.mark.parametrize(
        "path",
        [
            *("projects/P/requests/r", "projects/p.q/requests/r", "projects/é/requests/r"),
            *("projects/p/requests/R-1", "projects/p/requests/a.b", "projects/p/requests/r 1"),
            "projects/p/requests/" + "r" * 33,
        ],
    )
    def test_requests_in_odd_places(self, world, functions, path):
        world.project(scenes=1)
        fields = {**odd_requests()["target is {'kind': 'spell'}"], "target": {}}
        world.documents._apply([Put(path, fields)])
        assert functions["requested"].created(path, fields).status_code == 200
        assert_kept(world, "requests", 1)
        answer = world.documents.get(path) or {}
        assert (answer["status"], answer["code"]) == ("rejected", "invalid_request")

    @pytest.mark.parametrize(
        "content", [b"\xff\xff\xff", bytes(50), {"value": 7}, {"nonsense": {}}, [], {"value": {"fields": {"a": 1}}}]
    )
    def test_request_events_that_are_none(self, world, functions, content):
        assert functions["requested"].created_raw("projects/p/requests/r", content).status_code == 200
        kept = letters(world)
        assert len(kept) == 1 and SENTENCE.fullmatch(kept[0].reason)

    def test_what_a_user_may_well_write_wrong_is_a_rejection_and_no_letter(self, world, functions):
        world.project(scenes=1)
        request = world.request("set_scenes", admitted=False, options={"scenes": []})
        fields = world.documents.get(f"projects/p/requests/{request}")
        assert functions["requested"].created(f"projects/p/requests/{request}", fields).status_code == 200
        assert world.read_request(request).status == "rejected"
        assert letters(world) == []

    def test_what_is_about_something_that_is_gone_is_late_and_no_letter(self, world, functions):
        body = json.dumps(good("advance")).encode()
        assert functions["advance_light"].message(body).status_code == 200
        task = json.dumps({"data": {**good("wake"), "not_before": datetime.now(UTC).isoformat()}}).encode()
        assert functions["wake"].task(task).status_code == 200
        assert letters(world) == []

    def test_a_job_document_that_cannot_be_read(self, world, functions):
        job = a_job(world)
        world.documents.commit([Update(f"projects/p/jobs/{job.job_id}", {("state",): "dreaming"})])
        body = json.dumps({"project_id": "p", "job_id": job.job_id}).encode()
        assert functions["advance_light"].message(body).status_code == 200
        assert_kept(world, "jobs", 1)
        assert "state" in letters(world)[0].reason

    @pytest.mark.parametrize("state", ["queued", "processing"])
    def test_a_job_document_that_cannot_be_read_is_found_without_a_message(self, world, state):
        path = "projects/p/jobs/j" + "f" * 31
        world.project(scenes=1)
        fields = {"state": state, "user_id": "bob", "size": "media", "needs": [], "turn": 0, "next_at": world.time}
        world.documents._apply([Put(path, fields)])
        request = world.request("produce")
        world.settle()
        sweep(world.engine)
        assert world.read_request(request).status == "completed"
        assert [(letter.topic, letter.message, letter.count) for letter in letters(world)] == [("jobs", path, 1)]


def _is_json(body):
    try:
        json.loads(body.decode())  # given bytes, it would guess at encodings
    except (ValueError, RecursionError):
        return False
    return True


class TestLetters:
    def test_the_same_message_is_kept_once_and_counted(self, world):
        first = bury(world.engine, "advance-light", b"{}", Poison("It is empty."))
        world.time += timedelta(hours=1)
        assert bury(world.engine, "advance-light", b"{}", Poison("It is still empty.")) == first
        assert bury(world.engine, "advance-media", b"{}", Poison("It is empty.")) != first
        (letter,) = [letter for letter in letters(world) if letter.topic == "advance-light"]
        assert (letter.count, letter.reason) == (2, "It is still empty.")
        assert letter.at - letter.first_at == timedelta(hours=1)

    def test_a_document_that_many_come_by_is_reported_once_an_hour(self, world):
        path, error = "projects/p/jobs/j1", Poison("It cannot be read.")
        for minutes in (0, 1, 59):
            world.time += timedelta(minutes=minutes)
            bury_document(world.engine, path, error)
        (letter,) = letters(world)
        assert letter.count == 2
        world.documents.commit([Update(f"dead_letters/{letter.id}", {("replayed_at",): world.time})])
        bury_document(world.engine, path, error)
        assert letters(world)[0].count == 3, "it was sent again, in vain"

    def test_long_and_binary_messages_are_kept_shortened(self, world):
        bury(world.engine, "a", b"x" * 1_000_000, Poison("It is too long."))
        bury(world.engine, "b", b"\xff" * 1_000_000, Poison("It is junk."))
        text, binary = sorted(letters(world), key=lambda letter: letter.topic)
        assert (text.encoding, text.size, text.message) == ("text", 1_000_000, "x" * 10_000)
        assert (binary.encoding, binary.size) == ("base64", 1_000_000)
        assert base64.b64decode(binary.message) == b"\xff" * 10_000

    def test_everything_kept_is_fit_for_a_store(self, world):
        for message in ("half \ud83d", {"a": "\ud83d"}, ["\x00"], None, b""):
            bury(world.engine, "a", message, ValueError("half \ud83d"))
        assert len(letters(world)) == 5
        for letter in letters(world):
            assert (letter.message + letter.reason).encode().decode() == letter.message + letter.reason

    def test_reasons_name_the_fields_and_show_no_content(self):
        with pytest.raises(ValueError) as caught:
            Advance.model_validate_json(b'{"project_id": "SECRET!", "job_id": 7, "extra": 1}')
        reason = reason_of(caught.value)
        assert all(name in reason for name in ("project_id", "job_id", "extra"))
        assert "SECRET" not in reason and SENTENCE.fullmatch(reason)


class TestPatience:
    @pytest.fixture
    def broken(self, world, monkeypatch):
        """A message that is fine, and a step of its handling that is not."""

        def fails(*_arguments, **_options):
            raise Unavailable("the store is down")

        monkeypatch.setattr("functions.engine.advance.advance", fails)
        monkeypatch.setattr("functions.engine.wake.send_on", fails)
        return json.dumps({"project_id": "p", "job_id": a_job(world).job_id}).encode()

    def test_a_fine_message_that_fails_is_sent_again_for_a_while_and_then_kept(self, world, functions, broken):
        function, sent = functions["advance_light"], datetime.now(UTC)
        for seconds in (0, 60, PATIENCE.total_seconds() - 5):
            world.time = sent + timedelta(seconds=seconds)
            assert function.message(broken, at=sent).status_code == 500
        assert letters(world) == []
        world.time = sent + PATIENCE
        assert function.message(broken, at=sent).status_code == 200
        assert_kept(world, "advance-light", 1)
        assert "the store is down" in letters(world)[0].reason

    def test_the_work_of_a_message_that_was_given_up_goes_on(self, world, functions, broken, monkeypatch):
        sent = datetime.now(UTC)
        world.time = sent + PATIENCE
        assert functions["advance_light"].message(broken, at=sent).status_code == 200
        monkeypatch.undo()
        world.time += timedelta(minutes=2)
        sweep(world.engine)
        world.settle()
        assert {job.state for job in world.jobs()} == {"completed"}

    def test_a_task_that_fails_is_sent_again_for_a_while_and_then_kept(self, world, functions, broken):
        due = datetime.now(UTC)
        body = json.dumps({"data": {**json.loads(broken), "not_before": due.isoformat()}}).encode()
        assert functions["wake"].task(body).status_code == 503
        assert letters(world) == []
        world.time = due + PATIENCE
        assert functions["wake"].task(body).status_code == 200
        assert_kept(world, "wake", 1)

    def test_a_task_that_comes_too_early_is_sent_again_however_often(self, world, functions):
        due = datetime.now(UTC) + timedelta(minutes=5)
        body = json.dumps({"data": {**good("wake"), "not_before": due.isoformat()}}).encode()
        assert [functions["wake"].task(body).status_code for _ in range(3)] == [503] * 3
        assert letters(world) == []

    def test_a_letter_that_cannot_be_kept_is_not_lost(self, world, functions, monkeypatch):
        def down(*_arguments, **_options):
            raise Unavailable("the store is down")

        with monkeypatch.context() as patch:
            patch.setattr(world.documents, "swap", down)
            assert functions["advance_light"].message(b"junk").status_code == 500
            assert functions["advance_light"].message(b"{}", data=None).status_code == 500
            assert functions["wake"].task(b'{"data": {}}').status_code == 503
        assert letters(world) == []
        assert functions["advance_light"].message(b"junk").status_code == 200
        assert_kept(world, "advance-light", 1)

    def test_an_admission_that_fails_is_left_to_the_sweep(self, world, functions, monkeypatch):
        world.project(scenes=1)
        request = world.request("produce", admitted=False)
        fields = world.documents.get(f"projects/p/requests/{request}")

        def down(*_arguments, **_options):
            raise Unavailable("the store is down")

        with monkeypatch.context() as patch:
            patch.setattr(admission, "admit", down)
            assert functions["requested"].created(f"projects/p/requests/{request}", fields).status_code == 500
        assert letters(world) == []
        world.time += timedelta(minutes=1)
        sweep(world.engine)
        world.settle()
        assert world.read_request(request).status == "completed"


class TestReplay:
    def again(self, world, letter_id):
        return replay(world.documents, world.queues, lambda: world.time, letter_id)

    def unreadable(self, world):
        """A job whose document somebody has spoilt, and the letter about it."""
        job = a_job(world)
        path = f"projects/p/jobs/{job.job_id}"
        world.documents.commit([Update(path, {("state",): "dreaming"})])
        return path, bury(world.engine, "jobs", path, Poison("It cannot be read."))

    def test_what_was_repaired_is_sent_and_the_job_goes_on(self, world):
        path, letter_id = self.unreadable(world)
        world.settle()
        world.documents.commit([Update(path, {("state",): "queued"})])
        world.time += timedelta(seconds=1)
        assert self.again(world, letter_id) == "Sent to advance-media."
        assert world.drain() >= 1
        assert (world.documents.get(path) or {})["state"] == "completed"
        assert listed(world.documents) == []
        assert [letter.replayed_at for letter in listed(world.documents, replayed=True)] == [world.time]

    def test_what_is_still_broken_says_why_and_stays(self, world):
        _, letter_id = self.unreadable(world)
        with pytest.raises(NotReplayable, match=r"still cannot be read.*state"):
            self.again(world, letter_id)
        assert world.queues.messages == []
        assert [letter.id for letter in listed(world.documents)] == [letter_id]

    def test_a_message_that_was_fine_and_failed(self, world):
        job = a_job(world)
        body = json.dumps({"project_id": "p", "job_id": job.job_id}).encode()
        ids = [bury(world.engine, "advance-light", body, Unavailable("down"))]
        task = json.dumps({"project_id": "p", "job_id": job.job_id, "not_before": "2026-11-21T08:00:00Z"}).encode()
        ids.append(bury(world.engine, "wake", task, Unavailable("down")))
        world.time += timedelta(seconds=1)
        assert [self.again(world, each) for each in ids] == ["Sent to advance-media."] * 2
        assert [topic for topic, _ in world.queues.messages] == ["advance-media"] * 2
        world.settle()
        assert self.again(world, ids[0]) == "Its job is completed: nothing had to be sent."
        assert set(world.ledger.billed.values()) == {1}

    def test_every_kind_of_poison_stays(self, world):
        topics: dict[Shape, str] = {"advance": "advance-light", "wake": "wake"}
        kinds = [(topic, each.body) for shape, topic in topics.items() for each in poisons(shape)]
        told = 0
        for topic, body in kinds:
            letter_id = bury(world.engine, topic, body, Poison("It is poison."))
            with pytest.raises(NotReplayable) as caught:
                self.again(world, letter_id)
            told += bool(SENTENCE.fullmatch(str(caught.value)))
        assert told == len(kinds)
        assert world.queues.messages == []

    @pytest.mark.parametrize("topic", ["requested", "advance-huge"])
    def test_envelopes_and_unknown_topics_stay(self, world, topic):
        letter_id = bury(world.engine, topic, b"{}", Poison("Its envelope could not be opened."))
        with pytest.raises(NotReplayable, match=topic):
            self.again(world, letter_id)

    def test_what_is_gone_stays(self, world):
        path, letter_id = self.unreadable(world)
        world.documents.commit([Delete(path)])
        with pytest.raises(NotReplayable, match="any more"):
            self.again(world, letter_id)
        for nobody in ("0" * 32, "a/b", ""):
            with pytest.raises(NotReplayable, match="no dead letter"):
                self.again(world, nobody)

    def test_a_letter_that_comes_back_is_open_again(self, world):
        path, letter_id = self.unreadable(world)
        world.documents.commit([Update(path, {("state",): "queued"})])
        world.time += timedelta(seconds=1)
        self.again(world, letter_id)
        assert listed(world.documents) == []
        world.time += timedelta(seconds=1)
        bury(world.engine, "jobs", path, Poison("It cannot be read."))
        assert [(letter.id, letter.count) for letter in listed(world.documents)] == [(letter_id, 2)]
        assert listed(world.documents, from_topic="wake") == []

    def test_requests(self, world):
        world.project(scenes=1)
        request = world.request("produce", admitted=False)
        path = f"projects/p/requests/{request}"
        letter_id = bury(world.engine, "requests", path, Poison("It could not be read."))
        world.documents.commit([Update(path, {("kind",): "spell"})])
        with pytest.raises(NotReplayable, match="kind"):
            self.again(world, letter_id)
        world.documents.commit([Update(path, {("kind",): "produce"})])
        assert "next sweep" in self.again(world, letter_id)
        world.settle()
        assert world.read_request(request).status == "completed"
        with pytest.raises(NotReplayable, match="completed"):
            self.again(world, letter_id)
