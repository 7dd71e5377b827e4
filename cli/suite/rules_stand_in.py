"""Stands in for the Storage rules' runtime where that cannot be had, for rules that deny everything.

The Storage emulator starts its runtime as a program and speaks one JSON object a line with it: the runtime first says
that it has started, then answers `load_ruleset` and `verify` (firebase-tools, lib/emulator/storage/rules/runtime.js).
This file is run by itself, with no package around it.
"""

import json
import sys
from typing import Any, TextIO


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The reply to one request; `verify` is always refused."""
    action = request["action"]
    result: dict[str, Any] = {"permit": False} if action == "verify" else {"rulesVersion": 2}
    return {"id": request["id"], "status": "ok", "action": action, "errors": [], "warnings": [], "result": result}


def serve(requests: TextIO, replies: TextIO) -> None:
    """Answer requests until there are no more."""
    _say(replies, {"id": -1, "status": "ok", "action": "started"})
    for line in requests:
        if line.strip():
            _say(replies, answer(json.loads(line)))


def _say(replies: TextIO, message: dict[str, Any]) -> None:
    replies.write(json.dumps(message) + "\n")
    replies.flush()


if __name__ == "__main__":
    try:
        serve(sys.stdin, sys.stdout)
    except KeyboardInterrupt:  # how the CLI ends it
        sys.exit(0)
