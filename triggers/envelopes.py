"""The envelopes that messages come in. One that firebase-functions cannot open is a dead letter, not an endless retry.

It fails on more than nonsense: a Pub/Sub message that has attributes and no data is enough.
"""

import functools
from collections.abc import Callable
from typing import Any

from flask import Request, Response, jsonify

_ANSWERED = frozenset({200, 503})
"""What our own task handler answers: done, or send it again."""


def opened(topic: str) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Around a function that takes CloudEvents: keep what never reached the handler, and answer it with success."""

    def around(function: Callable[[Any], None]) -> Callable[[Any], None]:
        @functools.wraps(function)
        def received(raw: Any) -> None:
            from functions.engine.dead_letters import Again
            from triggers.wiring import firebase_app

            firebase_app()  # firebase-functions does it else, in two threads at once when two events come first
            try:
                function(raw)
            except Again:
                raise
            except Exception as error:
                _bury(topic, raw.get_data(), error)

        return received

    return around


def opened_task(topic: str) -> Callable[[Callable[[Request], Response]], Callable[[Request], Response]]:
    """The same around a function that takes tasks, which come as HTTP requests."""

    def around(function: Callable[[Request], Response]) -> Callable[[Request], Response]:
        @functools.wraps(function)
        def received(request: Request) -> Response:
            response = function(request)
            if response.status_code in _ANSWERED:
                return response
            _bury(topic, request.get_data(), ValueError(f"firebase-functions answered {response.status_code}"))
            return jsonify(result=None)

        return received

    return around


def _bury(topic: str, content: Any, error: Exception) -> None:
    from functions.engine.dead_letters import Poison, bury
    from triggers.wiring import engine, invocation

    with invocation("dead-letter", topic=topic):
        reason = f"Its envelope could not be opened ({type(error).__name__}: {error})".rstrip(".") + "."
        bury(engine(), topic, content, Poison(reason))
