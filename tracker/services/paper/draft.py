"""A paper in the making: who it is for, what is taken out of it, which places are left open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.domain.loan.facts import Loan
from tracker.domain.recovery.redaction import LENDERS, NAMES, NUMBERS, Redaction, aliases, letter
from tracker.domain.rule.facts import Rule, Standing
from tracker.domain.text import clean
from tracker.locale import _
from tracker.locale.amounts import format_date
from tracker.locale.hiding import shown_money
from tracker.locale.papers import blank_text
from tracker.services.book import Book
from tracker.services.rule import packs
from tracker.store.loan import read_loans
from tracker.store.talk import read_contacts, read_stages


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOptions:
    """How a paper is made: its language, what is taken out, what was said for the open places.

    `language` is `en` or `zh_CN`, empty for the one the program speaks. `redact` names what is taken
    out: numbers, lenders, names. `given` fills places by their name (`name`, `address`, `phone`,
    `contract`, `body`); it is what a person wants in the paper, and never shortened.
    """

    language: str = ""
    redact: frozenset[str] = frozenset({NUMBERS})
    given: Mapping[str, str] = field(default_factory=dict)
    show_lenders: bool = False
    offer_minor: int | None = None
    """What all creditors are offered together in a month; None for what income and costs leave."""


class Draft:
    """Fills in a paper: words from the book go through it, so that what is to be taken out is."""

    def __init__(self, book: Book, loan: Loan | None, options: PaperOptions) -> None:
        self.book = book
        self.loan = loan
        self.options = options
        self.redaction = _redaction(book, loan, options.redact)
        self.blanks: list[str] = []

    def said(self, text: str) -> str:
        """Words from a person or a file, as they may stand in the paper."""
        return self.redaction.text(text).strip()

    def number(self, text: str) -> str:
        """An account, a phone number, an id, as it may stand in the paper."""
        return self.redaction.number(text).strip()

    def person(self, text: str) -> str:
        """Who somebody was, or that the name is left out."""
        if text and NAMES in self.options.redact:
            return _("(name left out)")
        return self.said(text)

    def fill(self, code: str, known: str = "") -> str:
        """What was said for a place, else what is known, else the place left open and remembered."""
        given = clean(self.options.given.get(code, "")).strip()
        if given or known:
            return given or known
        words = blank_text(code)
        if words not in self.blanks:
            self.blanks.append(words)
        return f"[ {words} ]"

    def money(self, minor: int, currency: str = "", *, estimate: bool = False) -> str:
        """A sum with its currency, `~` before an estimate."""
        currency = currency or (self.loan.currency if self.loan else self.book.currency)
        return f"{shown_money(minor, currency, estimate=estimate)} {currency}"

    def day(self, on: date) -> str:
        """A day as a letter writes it."""
        return format_date(on)

    @property
    def handle(self) -> str:
        """The loan as a command or a file name has it: by its number where its slug is to be taken out."""
        if self.loan is None:
            return ""
        return self.loan.slug if self.said(self.loan.slug) == self.loan.slug else str(self.loan.id)

    @property
    def lender(self) -> str:
        """The lender the paper is for, by name."""
        return self.said(self.loan.lender or self.loan.name) if self.loan else ""

    @property
    def named(self) -> str:
        """The loan by its name, with the number of the contract where that is known."""
        return self.said(self.loan.name) if self.loan else ""


def rules_for(book: Book, ids: Iterable[str], on: date) -> tuple[Rule, ...]:
    """The rules of these ids that hold in this place, are in force on a day and were read by somebody."""
    wanted = tuple(ids)
    found = {rule.id: rule for rule in packs().of(book.jurisdiction)}
    return tuple(
        found[each]
        for each in wanted
        if each in found and found[each].standing(on) is Standing.IN_FORCE and found[each].evidence.verified
    )


def _redaction(book: Book, loan: Loan | None, parts: frozenset[str]) -> Redaction:
    """What is taken out of words about one loan, or about all: its own lender stays named."""
    named: list[tuple[str, str]] = []
    own = tuple(name for name in (loan.lender, loan.name, loan.slug) if name) if loan else ()
    if LENDERS in parts:
        named += lender_aliases(book, loan)
    if NAMES in parts:
        people = [who for each in read_contacts(book.conn) for who in (each.who, each.third_party) if who]
        named += [
            (who, _("Person {letter}").format(letter=letter(place)))
            for place, who in enumerate(dict.fromkeys(people))
        ]
    return Redaction(numbers=NUMBERS in parts, aliases=aliases(named, kept=own))


def lender_aliases(book: Book, loan: Loan | None) -> list[tuple[str, str]]:
    """Every name another lender or its loan goes by, with the letter of that lender."""
    own = {_key(name) for name in (loan.lender, loan.name) if name} if loan else set()
    stages = read_stages(book.conn)
    letters: dict[str, str] = {}
    named: list[tuple[str, str]] = []
    for each in (*read_loans(book.conn), *read_loans(book.conn, trashed=True)):
        if (loan and each.id == loan.id) or _key(each.lender or each.name) in own:
            continue
        alias = letters.setdefault(
            _key(each.lender or each.name), _("Lender {letter}").format(letter=letter(len(letters)))
        )
        held = [stage.holder for stage in stages if stage.loan_id == each.id]
        named += [(name, alias) for name in (each.lender, each.name, each.slug, *held) if name]
    return named


def _key(name: str) -> str:
    return " ".join(clean(name).split()).casefold()
