"""What a provider is: somebody who makes one kind of thing, at once or in a while.

Vendors stop at their adapter: its errors are turned into those below, and nothing else leaves it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from schemas.project import Kind


class ProviderError(Exception):
    """A provider did not make it. `code` is for machines, `message` a sentence for the user."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class ProviderRefused(ProviderError):
    """It will not make this, however often it is asked (bad input, moderation, no such voice)."""


class ProviderBusy(ProviderError):
    """It may make this later; after `retry_after` seconds if it said so."""

    def __init__(self, code: str, message: str, retry_after: float | None = None) -> None:
        super().__init__(code, message)
        self.retry_after = retry_after


class ProviderUnclear(ProviderBusy):
    """It may or may not have taken the call: no answer came. The call is looked up before it is sent again."""


class ResultUnusable(ProviderBusy):
    """It was made, and its file cannot be had now: expired, cut short, or not what it should be.

    The ticket stays good: the provider is asked again where the file is, and never to make it again.
    `cost_usd` is what the provider charges for it, whether or not the file ever arrives.
    """

    def __init__(self, code: str, message: str, retry_after: float | None = None, cost_usd: float = 0.0) -> None:
        super().__init__(code, message, retry_after)
        self.cost_usd = cost_usd


@dataclass(frozen=True)
class Output:
    """A file that was made: where it is, and what it is called in Storage.

    Its name is the key and the suffix; within a folder below the step's place if there is one.
    """

    path: Path
    suffix: str
    content_type: str
    folder: str = ""
    token: str | None = None
    """A download token, for a file that is public from the start."""


@dataclass(frozen=True)
class Made:
    """The result. The first file is the main one.

    `facts` are small and go with the file (metadata and view); `result` goes into the job only.
    """

    files: tuple[Output, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    result: Mapping[str, Any] = field(default_factory=dict)
    model: str = ""
    cost_usd: float = 0.0
    note: str | None = None


@dataclass(frozen=True)
class Submitted:
    """The provider works on it; `ticket` is its own id of the work."""

    ticket: str
    check_after: float = 5.0


@dataclass(frozen=True)
class Work:
    """One thing to make, with its inputs, its sources on local disk and a folder to write into."""

    kind: Kind
    call_id: str
    """The same for every try of the same purchase, so that it can be looked up after a crash."""
    inputs: Mapping[str, Any]
    sources: Mapping[str, Path]
    source_facts: Mapping[str, Mapping[str, Any]]
    folder: Path
    report: Callable[[float], None]
    """Tell how far it is, 0 to 1."""

    @property
    def seed(self) -> int:
        """A number that depends on the inputs only."""
        return int(self.inputs["seed"])


def json_output(folder: Path, data: Any, suffix: str = ".json") -> Output:
    """Write a JSON file as an output."""
    path = folder / f"out{suffix}"
    path.write_text(json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1))
    return Output(path, suffix, "application/json")


class Provider(Protocol):
    """A provider of some kinds."""

    id: str
    kinds: frozenset[Kind]
    remote: bool
    """Whether a call costs money or leaves the machine, so that its intent must be recorded first."""
    can_find: bool
    """Whether a call can be looked up by its `call_id` after a crash."""

    def make(self, work: Work) -> Made | Submitted:
        """Make it, or hand it in."""

    def check(self, work: Work, ticket: str) -> Made | Submitted:
        """Look at what was handed in."""

    def find(self, work: Work) -> str | None:
        """Find the ticket of a call that may have been made; None when it was not."""

    def cancel(self, ticket: str) -> None:
        """Stop what was handed in, where the vendor can."""
