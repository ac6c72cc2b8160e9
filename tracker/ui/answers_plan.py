"""What the Plan screen asks, and what it changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import threading

    from tracker.domain.plan.kept import KeptPlan as KeptPlan
    from tracker.domain.problems import Checked
    from tracker.services.book import Book
    from tracker.services.plan.answers import PlanAnswer as PlanAnswer
    from tracker.services.plan.answers import PlanRequest as PlanRequest
    from tracker.services.plan.moving import MovedView as MovedView
    from tracker.services.views import Done


class PlanAnswers(Protocol):
    """What is asked about plans."""

    def plan(self, request: PlanRequest, *, stop: threading.Event, optimal: bool) -> Checked[PlanAnswer]:
        """What a question comes to; called in a thread."""

    def adopted_plan(self, currency: str) -> PlanAnswer | None:
        """The payments of the adopted plan from today on; called in a thread."""

    def first_request(self, currency: str) -> PlanRequest:
        """The question to begin with: that of the adopted plan, else what the minimums come to."""

    def kept_plans(self) -> tuple[KeptPlan, ...]:
        """The plans that were saved, those that are followed in front."""

    def kept_request(self, plan_id: int) -> PlanRequest | None:
        """The question of a saved plan as it is asked today, None once it is in the trash."""

    def plan_moved(self, currency: str) -> Checked[MovedView]:
        """Why the end moved since the plan was adopted; None without problems where none is."""

    def adopt_plan(self, request: PlanRequest, answer: PlanAnswer | None) -> Checked[Done]:
        """Follow a plan from now on; its answer, where it is there, is not computed anew."""

    def drop_plan(self, currency: str) -> Checked[Done]:
        """Stop following the plan of a currency."""

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
        """The payments of the adopted plan from today on, on a connection of its own."""
        from tracker.services.plan.tracking import adopted_answer

        with self._another() as book:
            return adopted_answer(book, currency)

    def first_request(self, currency: str) -> PlanRequest:
        """The question to begin with: that of the adopted plan, else what the minimums come to."""
        from tracker.services.plan.keeping import first_request

        return first_request(self._book, currency)

    def kept_plans(self) -> tuple[KeptPlan, ...]:
        """The plans that were saved, those that are followed in front."""
        from tracker.services.plan.keeping import list_plans

        return list_plans(self._book)

    def kept_request(self, plan_id: int) -> PlanRequest | None:
        """The question of a saved plan as it is asked today, None once it is in the trash."""
        from tracker.services.plan.keeping import request_anew

        found = self._kept(plan_id)
        return None if found is None else request_anew(self._book, found)

    def plan_moved(self, currency: str) -> Checked[MovedView]:
        """Why the end moved since the plan was adopted; None without problems where none is."""
        from tracker.services.plan.moving import why_view

        found = self._followed(currency)
        return (None, ()) if found is None else why_view(self._book, found)

    def adopt_plan(self, request: PlanRequest, answer: PlanAnswer | None) -> Checked[Done]:
        """Follow a plan from now on; its answer, where it is there, is not computed anew."""
        from tracker.services.plan.keeping import adopt_plan

        return adopt_plan(self._book, request, answer=answer)

    def drop_plan(self, currency: str) -> Checked[Done]:
        """Stop following the plan of a currency."""
        from tracker.services.plan.keeping import drop_plan

        found = self._followed(currency)
        return (None, ()) if found is None else drop_plan(self._book, found)

    def save_plan(self, name: str, request: PlanRequest) -> Checked[Done]:
        """Keep a question under a name."""
        from tracker.services.plan.keeping import save_plan

        return save_plan(self._book, request, name)

    def remove_plan(self, plan_id: int) -> Checked[Done]:
        """Move a saved plan to the trash."""
        from tracker.services.plan.keeping import remove_plan

        found = self._kept(plan_id)
        return (None if found is None else remove_plan(self._book, found)), ()

    def _kept(self, plan_id: int) -> KeptPlan | None:
        return next((each for each in self.kept_plans() if each.id == plan_id), None)

    def _followed(self, currency: str) -> KeptPlan | None:
        plans = self.kept_plans()
        return next((each for each in plans if each.is_followed and each.currency == currency), None)
