"""What the Cash screen changes: its forms, and drafts opened again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from tracker.locale import _
from tracker.ui import cash_forms as forms
from tracker.ui.draft_files import Draft
from tracker.ui.entry_form import EntryField, EntryForm, Values

if TYPE_CHECKING:
    from textual.screen import Screen

    from tracker.domain.cash.facts import Account, CashEvent
    from tracker.domain.problems import Checked
    from tracker.services.cash.answers import EventView, ShortfallView
    from tracker.services.cash.page import CashPage
    from tracker.services.views import Done
    from tracker.ui.app import Dashboard

    _Mixed = Screen[Any]
else:
    _Mixed = object  # a screen as base would take the place of the one whose styles are meant


class CashActs(_Mixed):
    """The part of the Cash screen that changes something."""

    NAME: ClassVar[str]
    dashboard: Dashboard
    page: CashPage | None

    def ask_account(self, account: Account | None) -> None:
        """The form of an account."""
        answers, number = self.dashboard.answers, account.id if account else None
        title = _("Add an account") if account is None else _("Change an account")
        self._form(
            "account", number, title, forms.account_fields(account, answers.currency),
            lambda fields: answers.save_cash_account(number, fields),
        )  # fmt: skip

    def ask_event(self, event: CashEvent | None, account: Account | None = None) -> None:
        """The form of an income or expense, of a new one perhaps for an account."""
        answers, number = self.dashboard.answers, event.id if event else None
        title = _("Add an income or expense") if event is None else _("Change an income or expense")
        fields = forms.event_fields(event, self.accounts(), account.id if account else None)
        self._form("cash_event", number, title, fields, lambda typed: answers.save_cash_event(number, typed))

    def ask_told(self, event: CashEvent, state: str, planned: date | None) -> None:
        """The form of what became of an income or expense."""
        answers = self.dashboard.answers
        title = _("What became of {name}").format(name=event.name)
        self._form(
            "cash_told", event.id, title, forms.tell_fields(event, state, planned),
            lambda fields: answers.tell_cash_event(event.id, fields),
        )  # fmt: skip

    def ask_top_up(self, account_id: int | None, short: ShortfallView | None) -> None:
        """The form of money moved into an account."""
        fields = forms.top_up_fields(self.accounts(), account_id, short)
        self._form("top_up", account_id, _("Money moved"), fields, self.dashboard.answers.top_up)

    def _form(
        self, kind: str, number: int | None, title: str, fields: tuple[EntryField, ...],
        save: Callable[[Values], Checked[Done]],
    ) -> None:  # fmt: skip
        kept = Draft(kind=kind, target=number or 0, about=title, screen=self.NAME)
        self.app.push_screen(EntryForm(title, fields, save, kept), self._saved)

    def reopen(self, draft: Draft) -> bool:
        """Open the form of a draft again; whether what it is about is still there."""
        if self.page is None:
            return False
        number = draft.target
        account = next((each for each in self.accounts() if each.id == number), None)
        event = next((each.event for each in self.page.events if each.event.id == number), None)
        match draft.kind:
            case "account" if account or not number:
                self.ask_account(account)
            case "cash_event" if self.accounts() and (event or not number):
                self.ask_event(event)
            case "cash_told" if event:
                self.ask_told(event, "came", self.planned(event))
            case "top_up" if self.accounts() and (account or not number):
                self.ask_top_up(number or None, None)
            case _:
                return False
        return True

    def _saved(self, done: Done | None) -> None:
        if done is not None:
            self.dashboard.changed(done)

    def planned(self, event: CashEvent) -> date | None:
        """The day that a word about an event most likely means."""
        view = next((each for each in self.events() if each.event.id == event.id), None)
        return (view.unconfirmed_on or view.next_on) if view else None

    def accounts(self) -> tuple[Account, ...]:
        """The accounts there are."""
        return tuple(each.account for each in self.page.accounts) if self.page else ()

    def events(self) -> tuple[EventView, ...]:
        """What comes and goes."""
        return self.page.events if self.page else ()
