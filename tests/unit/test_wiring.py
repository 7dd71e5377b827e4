"""The composition root: what it builds once, however many threads ask for it at the same time."""

import threading
from concurrent.futures import ThreadPoolExecutor

import firebase_admin
import pytest

from triggers import wiring

_THREADS = 16


@pytest.fixture
def new_instance(monkeypatch):
    """An instance of a function that has just been started on an emulator."""
    monkeypatch.setattr(firebase_admin, "_apps", {})
    environment = {
        "FUNCTIONS_EMULATOR": "true",
        "GCLOUD_PROJECT": "demo-reelwright",
        "GOOGLE_CLOUD_PROJECT": "demo-reelwright",
        "FIRESTORE_EMULATOR_HOST": "127.0.0.1:9",
        "PUBSUB_EMULATOR_HOST": "127.0.0.1:9",
        "STORAGE_EMULATOR_HOST": "http://127.0.0.1:9",
        "METADATA_SERVER_DETECTION": "none",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    wiring._engine.cache_clear()
    yield
    wiring._engine.cache_clear()


@pytest.mark.parametrize("ask", [wiring.engine, wiring.firebase_app], ids=["engine", "app"])
def test_many_threads_that_come_first_get_the_same(ask, new_instance, monkeypatch):
    start = threading.Barrier(_THREADS)
    began = []
    initialize = firebase_admin.initialize_app

    def slow(*arguments, **options):
        began.append(1)
        threading.Event().wait(0.05)
        return initialize(*arguments, **options)

    monkeypatch.setattr(firebase_admin, "initialize_app", slow)

    def first():
        start.wait()
        return ask()

    with ThreadPoolExecutor(_THREADS) as pool:
        answers = [future.result() for future in [pool.submit(first) for _ in range(_THREADS)]]
    assert len(began) == 1
    assert all(answer is answers[0] for answer in answers)
