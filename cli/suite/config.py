"""Derives the settings of one run from firebase.json."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cli.suite.errors import SuiteError
from cli.suite.ports import HOST

SERVICES = ("auth", "firestore", "functions", "hosting", "pubsub", "storage", "tasks")
"""The emulators of a whole suite, as `--only` names them."""
_BESIDE_FUNCTIONS = ("eventarc", "tasks")  # the CLI starts them with the functions emulator, asked or not


def ports_used(only: frozenset[str]) -> tuple[str, ...]:
    """The names in the port table that a run with `only` these emulators listens on."""
    used = {*only, "hub", "logging"}
    if "firestore" in only:
        used.add("websocket")
    if "functions" in only:
        used.update(_BESIDE_FUNCTIONS)
    return tuple(sorted(used))


def derive(root: Path, folder: Path, ports: Mapping[str, int]) -> dict[str, Any]:
    """The settings for a run from `folder`: firebase.json of `root` with its paths as seen from there, and these ports.

    The CLI takes a config's own folder as the project's, so a copy elsewhere needs other paths: it joins the functions'
    and the hosting's to that folder, and allows only absolute ones outside it for rules.

    Raises:
        SuiteError: firebase.json, or a file of rules or indexes that it names, is missing. (Without its rules, the
            Firestore emulator would let everybody in.)
    """
    source = root / "firebase.json"
    if not source.is_file():
        raise SuiteError(f"There is no firebase.json in {root}: the suite starts from a checkout's top folder.")
    config: dict[str, Any] = json.loads(source.read_text())
    up = os.path.relpath(root, folder)
    for functions in _as_list(config.get("functions")):
        functions["source"] = str(Path(up, functions["source"]))
    for hosting in _as_list(config.get("hosting")):
        hosting["public"] = str(Path(up, hosting["public"]))
    for service in ("firestore", "storage"):
        for key in ("rules", "indexes"):
            if key in config.get(service, {}):
                config[service][key] = str(_existing(root, config[service][key]))
    emulators = {name: {"host": HOST, "port": port} for name, port in ports.items() if name != "websocket"}
    if "firestore" in emulators:
        emulators["firestore"]["websocketPort"] = ports["websocket"]
    config["emulators"] = {**emulators, "ui": {"enabled": False}, "singleProjectMode": True}
    return config


def _as_list(section: Any) -> list[dict[str, Any]]:
    if section is None:
        return []
    return section if isinstance(section, list) else [section]


def _existing(root: Path, name: str) -> Path:
    path = (root / name).resolve()
    if not path.is_file():
        raise SuiteError(f"firebase.json names {name}, and there is no such file in {root}.")
    return path
