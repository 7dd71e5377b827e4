"""The providers there are, and which of them make what. A new provider is one file and one line here."""

import json
from collections.abc import Callable, Mapping

from functions.providers import uploaded
from functions.providers.provider import Provider
from functions.providers.uploaded import Uploaded

Environment = Mapping[str, str]


def _studio(_environment: Environment) -> Provider:
    from functions.providers.studio.studio import Studio

    return Studio()


def _scripted(environment: Environment) -> Provider:
    from functions.providers.scripted import Scripted

    return Scripted(environment["REELWRIGHT_SCRIPTED_URL"])


REGISTRY: Mapping[str, Callable[[Environment], Provider]] = {
    "studio": _studio,
    "scripted": _scripted,
}


def chains(text: str) -> dict[str, tuple[str, ...]]:
    """Read `REELWRIGHT_CHAINS`, such as `{"*": ["studio"], "image": ["replicate", "studio"]}`; the studio when empty.

    Raises:
        ValueError: it is no such JSON, or names an unknown provider.
    """
    chosen = {"*": ["studio"], **(json.loads(text) if text.strip() else {})}
    unknown = {name for names in chosen.values() for name in names} - set(REGISTRY)
    if unknown:
        raise ValueError(f"REELWRIGHT_CHAINS names {', '.join(sorted(unknown))}; there are {', '.join(REGISTRY)}")
    return {kind: tuple(names) for kind, names in chosen.items()}


def providers(chosen: Mapping[str, tuple[str, ...]], environment: Environment) -> dict[str, Provider]:
    """Set up the providers that the chains name, and the one that takes in people's own files."""
    names = {name for chain in chosen.values() for name in chain}
    return {uploaded.ID: Uploaded(), **{name: REGISTRY[name](environment) for name in sorted(names)}}
