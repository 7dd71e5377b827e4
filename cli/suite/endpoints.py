"""Where a running suite's emulators are."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from cli.suite.ports import HOST

PROJECT = "demo-reelwright"
"""The project id of every local run. A name that starts with `demo-` can never reach a real project."""
REGION = "us-central1"
BUCKET = f"{PROJECT}.appspot.com"
"""The bucket that the emulator suite gives to functions (`storageBucket` in FIREBASE_CONFIG)."""

_VARIABLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "auth": (("FIREBASE_AUTH_EMULATOR_HOST", ""),),
    "firestore": (("FIRESTORE_EMULATOR_HOST", ""),),
    "pubsub": (("PUBSUB_EMULATOR_HOST", ""),),
    "storage": (("FIREBASE_STORAGE_EMULATOR_HOST", ""), ("STORAGE_EMULATOR_HOST", "http://")),
    "tasks": (("CLOUD_TASKS_EMULATOR_HOST", ""),),
    "hub": (("FIREBASE_EMULATOR_HUB", ""),),
}


@dataclass(frozen=True)
class Endpoints:
    """Host and port of each emulator that runs.

    Attributes:
        ports: emulator name (`firestore`, `pubsub`, ...) to port; only what was started, and the hub.
    """

    ports: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, emulator: str) -> str:
        """`host:port` of an emulator; KeyError when it was not started."""
        return f"{HOST}:{self.ports[emulator]}"

    def __contains__(self, emulator: str) -> bool:
        return emulator in self.ports

    def url(self, emulator: str) -> str:
        """`http://host:port` of an emulator, without a slash at the end; KeyError when it was not started."""
        return f"http://{self[emulator]}"

    def function_url(self, name: str) -> str:
        """The address of an HTTPS function, without a slash at the end."""
        return f"{self.url('functions')}/{PROJECT}/{REGION}/{name}"

    def environment(self) -> dict[str, str]:
        """The variables that point Google's client libraries, and our own code, at this suite."""
        variables = {
            "GCLOUD_PROJECT": PROJECT,
            "GOOGLE_CLOUD_PROJECT": PROJECT,
            "FIREBASE_CONFIG": json.dumps({"projectId": PROJECT, "storageBucket": BUCKET}),
        }
        for emulator, names in _VARIABLES.items():
            if emulator in self.ports:
                variables |= {name: scheme + self[emulator] for name, scheme in names}
        return variables
