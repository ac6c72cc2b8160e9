"""The part of the loan form that fills in what usually holds: a template, or a kind that the name says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.screen import Screen
from textual.widgets import Static

from tracker.domain.loan.facts import Method
from tracker.domain.loan.templates import filled_in
from tracker.domain.typed.method import is_card_name
from tracker.locale import _
from tracker.locale.joining import listed, sentences
from tracker.ui.loan_entry import Entry
from tracker.ui.loan_fields import AS_IT_WAS, FormField, template_name
from tracker.ui.text import plain

if TYPE_CHECKING:
    from tracker.ui.answers_loan import LoanWords
    from tracker.ui.draft_files import Draft

    _Mixed = Screen[Any]
else:
    _Mixed = object  # a screen as base would take the place of the one whose styles are meant


class Filling(_Mixed):
    """What a person typed stays; what was chosen in a draft gives way to what is chosen now."""

    _loan: LoanWords | None
    _draft: Draft | None
    _by_name: dict[str, FormField]
    _start: dict[str, str]

    def __init__(self) -> None:
        super().__init__()
        self._filled: dict[str, str] = {}
        """What a template filled in, to be told from what a person typed."""
        self._before: dict[str, str] = {}
        """What stood in the fields before the last template."""
        self._guessed = ""
        """The kind that the name says, as long as nobody chose one."""

    def action_template(self) -> None:
        """Choose a kind of loan, which fills in what usually holds of it."""
        from tracker.ui.loan_template import TemplateList

        self.app.push_screen(TemplateList(self._fill_in, can_go_back=bool(self._before)))

    def _fill_in(self, kind: str) -> None:
        """Fill in what a kind of loan usually has; what a person typed stays."""
        before = {name: self._value(name) for name in self._start}
        if kind == AS_IT_WAS:
            for name, value in self._before.items():
                self._entry(name).value = value
            before, self._filled = {}, {}
        self._before = before
        self._tell_filled(self._take_template(kind) if before else ([], []))
        # Before the next key: what is typed right behind the choice goes on from there.
        self.set_focus(self._entry("balance" if self._value("name") else "name").control)

    def _take_template(self, kind: str) -> tuple[list[str], list[str]]:
        """Fill the fields; the names of those of a draft that gave way, and of those that stayed."""
        for name, old in self._filled.items():
            if self._value(name) == old:
                self._entry(name).value = self._start[name]
        self._filled = {}
        if self._guessed and self._value("method") == self._guessed:
            self._entry("method").value = self._guessed = ""  # what is chosen says more than a name
        filled = filled_in(kind)
        if "name" in filled:
            filled["name"] = template_name(kind)
        gone: list[str] = []
        stayed: list[str] = []
        drafted = self._draft.words if self._draft else {}
        for name, value in filled.items():
            field, now = self._by_name.get(name), self._value(name) if name in self._by_name else ""
            if field is None or now == value:
                continue
            if now.strip() not in ("", field.default):
                # What is chosen now says more than what was chosen then; what was typed stays.
                gives_way = now == self._start[name] or (field.options and now == drafted.get(name))
                (gone if gives_way else stayed).append(field.label)
                if not gives_way:
                    continue
            self._entry(name).value = self._filled[name] = value
        return gone, stayed

    def _tell_filled(self, told: tuple[list[str], list[str]]) -> None:
        """Say what a template did to what stood there already."""
        gone, stayed = told
        said = [_("Changed: {names}.").format(names=listed(gone))] if gone else []
        if stayed:
            said.append(_("Stays as it was: {names}.").format(names=listed(stayed)))
        if said:
            said.append(_("^T, then 0, puts everything back."))
        elif self._draft is not None and self._before:
            said = [_("Your draft stays; only empty fields were filled in."), _("^T, then 0, empties them.")]
        self.query_one("#problems", Static).update(plain(sentences(*said)))

    def _guess_kind(self) -> None:
        """A name that says card asks for what a card has; a kind that was chosen or filled in stays."""
        if self._loan is not None or self._value("method") != self._guessed:
            return
        guess = Method.REVOLVING.value if is_card_name(self._value("name")) else ""
        if guess != self._guessed:
            self._guessed = guess
            self._entry("method").value = guess

    if TYPE_CHECKING:

        def _value(self, name: str) -> str: ...
        def _entry(self, name: str) -> Entry: ...
