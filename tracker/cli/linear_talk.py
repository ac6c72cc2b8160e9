"""A conversation in plain lines: one thing per line, a question, an answer, nothing that moves a cursor."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from tracker.cli.errors import explain
from tracker.cli.linear_page import BackError, ChangedError, Choice, InputEndedError, Page, QuitError
from tracker.cli.linear_words import not_in_menu, place_of, weekday
from tracker.domain.text import clean, normal
from tracker.locale import _
from tracker.locale.amounts import HIDDEN
from tracker.locale.hiding import without_sums
from tracker.locale.joining import phrased

if TYPE_CHECKING:
    from tracker.cli.session import Session
    from tracker.services.book import Book

PAGE = 10
"""Entries of a list that are read before the rest is asked for."""

_QUIT = {"q", "quit", "exit", "退出"}
_UNDO = {"u", "undo", "撤销"}
_EXPLAIN = {"?", "help", "帮助"}  # `normal` folds the full-width mark

T = TypeVar("T")


class Talk:
    """One conversation on an open book; `0`, `?`, `u` and `q` mean the same at every question."""

    def __init__(self, session: Session, book: Book) -> None:
        self.session = session
        self.book = book
        self.hidden = bool(session.setting("hide_amounts").value)
        self.unsaved = False
        """Whether a payment is half entered."""

    # Saying

    def line(self, text: str) -> None:
        """One line; whatever could move a cursor is taken out."""
        self.session.out.line(text)

    def lines(self, texts: Sequence[str]) -> None:
        """Several lines, each a thing of its own."""
        for text in texts:
            self.line(text)

    def section(self, title: str) -> None:
        """A title after an empty line."""
        self.line("")
        self.line(title)

    def money(self, minor: int | None, currency: str, *, estimate: bool = False) -> str:
        """A sum with its currency; an estimate says so, a hidden one nothing else."""
        if minor is None:
            return _("unknown")
        if self.hidden:
            return _("(hidden)")
        from tracker.locale.amounts import format_money

        amount = f"{format_money(minor, currency)} {currency}"
        return _("{amount} (estimate)").format(amount=amount) if estimate else amount

    def told(self, text: str, *, counts: bool = False) -> str:
        """Words that come with sums in them, without the sums where they are hidden.

        `counts` hides whole numbers too: a sum in a currency without decimals looks like one.
        """
        if not self.hidden:
            return text
        word = _("(hidden)")
        return without_sums(text, counts=counts, instead=word).replace(HIDDEN, word)

    def value(self, text: str) -> str:
        """A value written for the eye, as it is spoken."""
        text = self.told(text)
        return _("{amount} (estimate)").format(amount=text[1:]) if text.startswith("~") else text

    def moment(self, at: str) -> str:
        """An instant as the clock on the wall showed it."""
        return datetime.fromisoformat(at).astimezone(self.session.zone).strftime("%Y-%m-%d %H:%M")

    def day(self, on: date, near: str) -> str:
        """A date with how near it is and the day of the week."""
        return phrased((on.isoformat(), near, weekday(on)))

    # Asking

    def ask(
        self,
        question: str,
        *,
        repeat: Callable[[], None] | None = None,
        help: Sequence[str] = (),  # noqa: A002 -- what `?` says
        may_be_empty: bool = False,
        in_menu: bool = False,
    ) -> str:
        """What is answered. Raises InputEndedError, QuitError, BackError; in a menu ChangedError."""
        while True:
            self.line(question)
            text = self._read()
            word = normal(text)
            if word in _QUIT:
                raise QuitError
            if word == "0":
                raise BackError
            if word in _EXPLAIN:
                self.lines(help)
                self.line(_("A number chooses; an empty line repeats the menu or takes what is proposed."))
                self.line(_("0 goes back. u undoes the last change. q quits. ? explains."))
            elif word in _UNDO:
                self.undo()
                if in_menu:
                    raise ChangedError
            elif word or may_be_empty:
                return text
            elif repeat is not None:
                repeat()

    def _read(self) -> str:
        if self.session.out.out is not None:
            self.session.out.out.flush()
        typed = sys.stdin.readline() if sys.stdin is not None else ""
        if not typed:
            raise InputEndedError
        return clean(typed).strip()

    def choose(self, question: str, words: Sequence[str], *, default: int | None = None) -> int:
        """Which of a few things is meant, by its place."""

        def repeat() -> None:
            self.lines([f"{number} {each}" for number, each in enumerate(words, 1)])

        repeat()
        while True:
            answer = normal(self.ask(question, repeat=repeat, may_be_empty=default is not None))
            if not answer and default is not None:
                return default
            place = place_of(answer, len(words))
            if place is not None:
                return place
            self.line(not_in_menu(answer, len(words)))

    def menu(self, build: Callable[[], Page]) -> None:
        """Offer choices until the person goes back; a list that has changed meanwhile is read again."""
        read: tuple[str, ...] = ()
        shown = 0
        while True:
            self.book.changed_elsewhere()
            page = build()
            if page.words != read:
                shown, read = self._page(page, 0), page.words
            else:
                self.section(page.title)
            try:
                choice = self._choice(page, shown)
            except BackError:
                return
            except ChangedError:
                continue
            self.attempt(choice.act)
            if choice.leaves:
                return

    def _choice(self, page: Page, shown: int) -> Choice:
        def repeat() -> None:
            nonlocal shown
            shown = self._page(page, 0)

        while True:
            question = _("Choose a number, or ? for help:")
            answer = normal(self.ask(question, repeat=repeat, help=page.help, in_menu=True))
            place = place_of(answer, len(page.choices))
            if place is not None:
                return page.choices[place]
            if answer == "+" and shown < len(page.choices):
                shown = self._page(page, shown)
            else:
                self.line(not_in_menu(answer, len(page.choices)))

    def _page(self, page: Page, first: int) -> int:
        """Read the choices from one on, the first after the title; how many have been read by now."""
        if not first:
            self.section(page.title)
            self.lines(page.lines)
        last = min(first + PAGE, len(page.choices))
        for number, choice in enumerate(page.choices[first:last], first + 1):
            self.line(f"{number} {choice.lines[0]}")
            self.lines(choice.lines[1:])
        if last < len(page.choices):
            self.line(_("+ reads on: {count} more").format(count=len(page.choices) - last))
        self.line(f"0 {page.leave or _('Back')}")
        return last

    def attempt(self, act: Callable[[], T]) -> T | None:
        """Do something; what a person can mend is said, and the conversation goes on with None."""
        try:
            return act()
        except BackError:
            return None
        except (InputEndedError, QuitError):
            raise
        except Exception as error:
            known = explain(error)
            if known is None:
                raise
            self.lines([*known.message.splitlines(), *([known.hint] if known.hint else [])])
            return None

    # Undoing

    def undo(self) -> None:
        """Take the last change back; in the middle of a payment nothing of it is written yet."""
        if self.unsaved:
            self.line(_("Nothing of this payment is saved yet; 0 leaves it."))
            return
        from tracker.services.history import undo

        self.attempt(
            lambda: self._took([each.title for each in undo(self.book)], _("Undone: {what}"), redo=False)
        )

    def redo(self) -> None:
        """Do again what was taken back last."""
        from tracker.services.history import redo

        self._took([each.title for each in redo(self.book)], _("Done again: {what}"), redo=True)

    def _took(self, titles: Sequence[str], words: str, *, redo: bool) -> None:
        if not titles:
            self.line(_("There is nothing to redo.") if redo else _("There is nothing to undo."))
            return
        for title in titles:
            self.line(words.format(what=self.told(title, counts=True)))
        if self.book.dry_run:
            self.line(_("Nothing was written (dry run)."))
