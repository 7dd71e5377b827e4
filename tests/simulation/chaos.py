"""What goes wrong, and where: decided by a seed, or by a script that names the place."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeVar

T = TypeVar("T")
Side = Literal["before", "within", "after"]


class Crash(BaseException):
    """The process dies here. No `except Exception` sees it."""


@dataclass
class Chaos:
    """Decides at every call of a store, a queue or a vendor whether it fails, dies, or lets others go first."""

    random: random.Random
    error_rate: float = 0.0
    crash_rate: float = 0.0
    interlude_rate: float = 0.0
    interlude: Callable[[], None] = lambda: None
    """Lets other functions run in the middle of this one."""
    hang: Callable[[], None] = lambda: None
    """Lets time pass until a caller gives up."""
    script: Callable[[str, Side], None] | None = None
    """Is told of every place instead of the dice; may raise `Crash`."""
    depth: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    """What must never happen, and did. Kept here, for an engine that catches errors would hide what is raised."""

    def stop(self) -> None:
        """No fault from now on."""
        self.error_rate = self.crash_rate = self.interlude_rate = 0.0

    def around(self, name: str, effect: Callable[[], T], error: Callable[[], Exception]) -> T:
        """Do something that may fail before it is done, or after."""
        self.visit(name, "before", error)
        result = effect()
        self.visit(name, "after", error)
        return result

    def happens(self, rate: float, fault: str) -> bool:
        """Roll the dice for a fault, and count it."""
        if rate and self.random.random() < rate:
            self.faults[fault] += 1
            return True
        return False

    def let_others_go_first(self) -> None:
        """Perhaps let other functions run here."""
        if self.interlude_rate and self.depth < 2 and self.random.random() < self.interlude_rate:
            self.faults["others go first"] += 1
            self.depth += 1
            try:
                self.interlude()
            finally:
                self.depth -= 1

    def within(self, name: str) -> None:
        """Come to the middle of something: others may go first, and a script may end it."""
        if self.script is not None:
            self.script(name, "within")
        else:
            self.let_others_go_first()

    def must(self, holds: bool, what: str) -> None:
        """Note what must never happen."""
        if not holds:
            self.broken.append(what)

    def visit(self, name: str, side: Side, error: Callable[[], Exception], *, others: bool = True) -> None:
        """Perhaps fail or die here; or, unless nobody else can be `others`, let some other function go first."""
        if self.script is not None:
            self.script(name, side)
            return
        if self.crash_rate or self.error_rate:
            dice = self.random.random()
            if dice < self.crash_rate:
                self.faults[f"crash {side} {name}"] += 1
                raise Crash(name)
            if dice < self.crash_rate + self.error_rate:
                if dice > self.crash_rate + 0.9 * self.error_rate:
                    self.faults["hang"] += 1
                    self.hang()
                self.faults[f"error {side} {name}"] += 1
                raise error()
        if others:
            self.let_others_go_first()
