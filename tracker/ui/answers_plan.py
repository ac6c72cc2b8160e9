"""What the Plan screen asks, and what it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import threading
    from datetime import date

    from tracker.domain.plan.run import Strategy
    from tracker.domain.problems import Checked
    from tracker.services.book import Book
    from tracker.services.plan.answers import PlanAnswer as PlanAnswer
    from tracker.services.plan.answers import PlanRequest as PlanRequest
    from tracker.services.views import Done


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPlan:
    """A saved plan as a list shows it."""

    plan_id: int
    name: str
    method: Strategy
    currency: str
    on: date
    is_adopted: bool


class PlanAnswers(Protocol):
    """What is asked about plans."""

    def plan(self, request: PlanRequest, *, stop: threading.Event, optimal: bool) -> Checked[PlanAnswer]:
        """What a question comes to; called in a thread."""

    def adopted_plan(self, currency: str) -> PlanAnswer | None:
        """What the question of the adopted plan comes to today; called in a thread."""

    def first_request(self, currency: str) -> PlanRequest:
        """The question to begin with: that of the adopted plan, else what the minimums come to."""

    def kept_plans(self) -> tuple[KeptPlan, ...]:
        """The plans that were saved."""

    def kept_request(self, plan_id: int) -> PlanRequest | None:
        """The question of a saved plan, None once it is in the trash."""

    def adopt_plan(self, request: PlanRequest) -> Checked[Done]:
        """Follow a plan from now on."""

    def save_plan(self, name: str, request: PlanRequest) -> Checked[Done]:
        """Keep a question under a name."""

    def remove_plan(self, plan_id: int) -> Checked[Done]:
        """Move a saved plan to the trash."""


class BookPlan:
    """The answers of an open book."""

    _book: Book
    if TYPE_CHECKING:
        _another: Callable[[], Book]

    def plan(self, request: PlanRequest, *, stop: threading.Event, optimal: bool) -> Checked[PlanAnswer]:
        """What a question comes to, on a connection of its own."""
        from tracker.services.plan.comparing import compare

        with self._another() as book:
            return compare(book, request, stop=stop, optimal=optimal)

    def adopted_plan(self, currency: str) -> PlanAnswer | None:
        """What the question of the adopted plan comes to today, on a connection of its own."""
        return None

    def first_request(self, currency: str) -> PlanRequest:
        """The question to begin with: that of the adopted plan, else what the minimums come to."""
        from tracker.services.plan.answers import PlanRequest

        return PlanRequest(currency=currency)

    def kept_plans(self) -> tuple[KeptPlan, ...]:
        """The plans that were saved."""
        return ()

    def kept_request(self, plan_id: int) -> PlanRequest | None:
        """The question of a saved plan, None once it is in the trash."""
        return None

    def adopt_plan(self, request: PlanRequest) -> Checked[Done]:
        """Follow a plan from now on."""
        return None, ()

    def save_plan(self, name: str, request: PlanRequest) -> Checked[Done]:
        """Keep a question under a name."""
        return None, ()

    def remove_plan(self, plan_id: int) -> Checked[Done]:
        """Move a saved plan to the trash."""
        return None, ()
