"""The screens of the tab row but Home; each is imported when it is first seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.ui.screen import FramedScreen


def _loans() -> FramedScreen:
    from tracker.ui.loans import LoansScreen

    return LoansScreen()


def _due() -> FramedScreen:
    from tracker.ui.due import DueScreen

    return DueScreen()


def _credit() -> FramedScreen:
    from tracker.ui.credit import CreditScreen

    return CreditScreen()


def _alerts() -> FramedScreen:
    from tracker.ui.alerts import AlertsScreen

    return AlertsScreen()


def _import() -> FramedScreen:
    from tracker.ui.importing import ImportScreen

    return ImportScreen()


def _cash() -> FramedScreen:
    from tracker.ui.cash import CashScreen

    return CashScreen()


def _plan() -> FramedScreen:
    from tracker.ui.plan import PlanScreen

    return PlanScreen()


def _talks() -> FramedScreen:
    from tracker.ui.talks import TalksScreen

    return TalksScreen()


def _setup() -> FramedScreen:
    from tracker.ui.setup import SetupScreen

    return SetupScreen()


MODES: dict[str, Callable[[], FramedScreen]] = {
    "loans": _loans,
    "due": _due,
    "plan": _plan,
    "talks": _talks,
    "credit": _credit,
    "alerts": _alerts,
    "import": _import,
    "setup": _setup,
    "cash": _cash,
}
