"""What the alerts screen asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tracker.services.alert import Alert as Alert
    from tracker.services.alert import RunRecord as RunRecord
    from tracker.services.alert import SentAlert as SentAlert
    from tracker.services.book import Book

_MOST = 200


class AlertAnswers(Protocol):
    """What is asked about alerts."""

    def alerts_now(self, *, details: bool) -> tuple[Alert, ...]:
        """What a run would say now."""

    def alerts_sent(self) -> tuple[SentAlert, ...]:
        """What went out, newest first."""

    def alert_runs(self) -> tuple[RunRecord, ...]:
        """The last runs, newest first."""

    def alerts_stale(self) -> bool:
        """Whether alerts have run before and then stopped."""


class BookAlerts:
    """The answers of an open book."""

    _book: Book

    def alerts_now(self, *, details: bool) -> tuple[Alert, ...]:
        """What a run would say now."""
        from tracker.services.alert import preview

        found = preview(self._book, details=details).alerts
        return tuple(each for each in found if each.rule != "scheduler_silent")  # the line above says it

    def alerts_sent(self) -> tuple[SentAlert, ...]:
        """What went out, newest first."""
        from tracker.services.alert import list_sent

        return list_sent(self._book, _MOST)

    def alert_runs(self) -> tuple[RunRecord, ...]:
        """The last runs, newest first."""
        from tracker.services.alert import list_runs

        return list_runs(self._book, _MOST)

    def alerts_stale(self) -> bool:
        """Whether alerts have run before and then stopped."""
        from tracker.services.alert import alerts_stale

        return alerts_stale(self._book)
