"""The timeline of a loan: what happened to it, newest first, as far back as one scrolls."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.worker import Worker

from tracker.domain.typed.rate import parse_rate
from tracker.domain.typed.sums import typed_minor
from tracker.locale import _
from tracker.locale import talks as words
from tracker.locale.amounts import format_rate
from tracker.locale.evidence import kind_text
from tracker.locale.fields import field_name
from tracker.locale.hiding import without_sums
from tracker.locale.loan import posting_word, state_word
from tracker.ui.figures import Figures, day_count_word
from tracker.ui.loan_posted import waiver_word
from tracker.ui.patience import answer_of
from tracker.ui.widgets.panel import Panel
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.ui.answers import Answers
    from tracker.ui.answers_loan_page import Happening, Timeline
    from tracker.ui.app import Dashboard

_FIRST = 200
"""Rows taken at first; twice as many each time one scrolls past them."""

_MORE = "more"
"""The worker that finds rows further back."""

_SUMS = ("payment", "limit", "minimum_floor", "upfront_fee", "late_fee", "late_fee_floor", "late_fee_cap")
"""Terms that are sums of money, or may be."""

_RATES = ("rate", "penalty_rate")

TALKED = ("contact", "talk", "step", "promise", "stage", "evidence")
"""What belongs to the Talks screen."""

_BAD = ("failed", "reversed", "duplicate")
_WAITING = ("planned", "sent", "pending")


class TimelinePanel(Panel):
    """The list of what happened; what is taken costs no more than what is looked at."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 Textual's name
        super().__init__(id=id, classes=classes)
        self._rows: Sequence[Happening] = ()
        self._asked = 0
        """How many rows were asked for since the list was filled."""
        self._more: Callable[[int], Timeline | None] = lambda _limit: None
        self._show: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """The list."""
        yield VirtualList()

    @property
    def wanted(self) -> int:
        """How many rows to take: a first page, or as far as the cursor is."""
        return max(_FIRST, self.query_one(VirtualList).cursor + 1)

    @property
    def is_long(self) -> bool:
        """Whether as many rows are wanted as take a while to find."""
        return self.wanted > _FIRST

    def read(self, answers: Answers, loan_id: int, figures: Figures, keys: str) -> None:
        """Show what happened to a loan; `keys` are those that add to it."""
        found = answers.timeline(loan_id, self.wanted)
        if found is not None:
            self.fill(found, answers, figures, keys)

    def fill(self, found: Timeline, answers: Answers, figures: Figures, keys: str) -> None:
        """Show rows that were taken before; more are taken, in a thread, as one scrolls."""
        rows, loan_id = self.query_one(VirtualList), found.loan_id
        self._rows = found.rows
        self._more = lambda limit: answers.timeline_apart(loan_id, limit)
        self._asked = 0

        def fetch(offset: int, limit: int) -> list[Line]:
            last = min(offset + limit, found.total)
            if last > len(self._rows):
                self._ask(2 * last)
            page = [timeline_line(row, found.currency, figures) for row in self._rows[offset:last]]
            return page + [Line(cells=("", "…"), tone="quiet")] * (last - offset - len(page))

        def show() -> None:
            rows.show(timeline_columns(found, figures), found.total, fetch)

        self._show = show
        rows.empty = _("Nothing has happened yet.")
        show()
        count = _("{n}, newest first").format(n=found.total)
        self.name_it(_("Timeline"), f"{count} · {keys}")

    def whole(self) -> Callable[[], Timeline | None] | None:
        """What takes every row, to be called in a thread; None if all are here."""
        total = self.query_one(VirtualList).count
        return partial(self._more, total) if total > len(self._rows) else None

    def take(self, found: Timeline) -> None:
        """Show more rows than before, the cursor where it is."""
        if len(found.rows) > len(self._rows):
            self._rows = found.rows
            self._show()

    def _ask(self, rows: int) -> None:
        """Have so many rows found; those that were asked for already are on their way."""
        if rows > self._asked:
            self._asked = rows
            self.run_worker(
                partial(self._more, rows), group=_MORE, thread=True, exclusive=True, exit_on_error=False
            )

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show the rows that were found."""
        if event.worker.group != _MORE or not self.is_attached:
            return
        event.stop()
        found: Timeline | None = answer_of(event, cast("Dashboard", self.app))
        if found is not None:
            self.take(found)

    @property
    def is_read(self) -> bool:
        """Whether the row under the cursor is here already."""
        rows = self.query_one(VirtualList)
        return not rows.count or rows.cursor < len(self._rows)

    def here(self) -> Happening | None:
        """What is under the cursor."""
        at = self.query_one(VirtualList).cursor
        return self._rows[at] if at < len(self._rows) else None


def timeline_columns(found: Timeline, figures: Figures) -> tuple[Column, ...]:
    """The columns, that of amounts as wide as the largest."""
    most = max((abs(row.amount_minor or 0) for row in found.rows), default=0)
    if any(row.kind == "waiver" for row in found.rows):
        most = -most  # they are shown with a minus
    return (
        Column(title="", width=1),
        Column(title=_("Date"), width=10),
        Column(title=_("What"), width=12),
        Column(title=_("Amount"), width=max(9, len(figures.money(most, found.currency))), right=True),
        Column(title="", width=8, grow=True, least=44),
    )


def timeline_line(row: Happening, currency: str, figures: Figures) -> Line:
    """One row; what needs attention bears a mark, what has not happened yet is quiet."""
    bad = row.code in _BAD if row.kind == "payment" else row.kind == "missed" and row.code == "open"
    bad = bad or (row.kind == "charge" and row.code in ("late_fee", "penalty"))
    bad = bad or (
        row.kind == "stage" and bool(row.params.get("answer_by")) and row.params["answered"] == "no"
    )
    waiting = row.kind == "payment" and row.code in _WAITING
    minor = row.amount_minor
    if row.kind == "waiver" and minor is not None:
        minor = -minor
    what, note = timeline_words(row, currency, figures)
    return Line(
        tone="attention" if bad else "quiet" if waiting or row.kind == "edit" else "",
        cells=(
            "!" if bad else "",
            row.on.isoformat(),
            what,
            "" if minor is None else figures.money(minor, currency),
            note,
        ),
    )


def timeline_words(row: Happening, currency: str, figures: Figures) -> tuple[str, str]:
    """What happened, and what else is known of it; without sums where they are hidden."""
    what, note = _words(row, currency, figures)
    return what, without_sums(note) if figures.hidden else note


def _words(row: Happening, currency: str, figures: Figures) -> tuple[str, str]:
    params = row.params
    match row.kind:
        case "payment":
            state = "" if row.code == "posted" else state_word(row.code)
            return _("payment"), " ".join(word for word in (state, params.get("account"), row.note) if word)
        case "charge":
            return posting_word(row.code), row.note
        case "waiver":
            return waiver_word(row.code), row.note
        case "statement":
            return _("statement"), _("due {date}").format(date=params.get("due_on", ""))
        case "missed":
            words = {
                "settled": _("paid {days} d late"),
                "replaced": _("{days} d late when a later schedule replaced it"),
            }.get(row.code, _("open for {days} d"))
            number = _("no. {number}").format(number=params.get("number", "?"))
            return _("instalment"), f"{number} · {words.format(days=params.get('days', '?'))}"
        case "terms":
            changed = (
                f"{field_name(name)} {_term(name, word, currency, figures)}" for name, word in params.items()
            )
            return _("new terms"), " · ".join(changed)
    if row.kind in TALKED:
        return _talk_words(row)
    names = {
        "opened": _("opened"),
        "tracked": _("tracked from"),
        "closed": _("closed"),
        "claim": _("they claim"),
        "refund_asked": _("asked back"),
        "refund_back": _("came back"),
        "edit": {"removed": _("removed"), "restored": _("brought back")}.get(row.code, _("corrected")),
    }
    return names.get(row.kind, row.kind), row.note


def _talk_words(row: Happening) -> tuple[str, str]:
    """What was said, promised, claimed or kept."""
    params, note = row.params, row.note
    match row.kind:
        case "contact":
            began = " ".join(
                (params.get("time", ""), words.direction_text(params.get("direction", "")))
            ).strip()
            silent = _("(no answer)") if params.get("answered") == "no" else ""
            return words.means_text(row.code), " ".join(part for part in (began, silent, note) if part)
        case "promise":
            who = _("you promised") if row.code == "me" else _("they promised")
            due = _("due {date}").format(date=params["due_on"]) if params.get("due_on") else ""
            return who, " · ".join(part for part in (note, due) if part)
        case "stage":
            by, open_ = params.get("answer_by", ""), params.get("answered") == "no"
            answer = _("answer by {on}").format(on=by) if by and open_ else ""
            return words.stage_text(row.code), " · ".join(part for part in (note, answer) if part)
        case "evidence":
            return _("evidence"), f"#{row.about} {kind_text(row.code)} {note}"
    return words.state_text(row.code), note


def _term(name: str, word: str, currency: str, figures: Figures) -> str:
    """A term as it is read elsewhere on the screens, from the word it would be typed in."""
    if not word:
        return "?"
    if name in _RATES:
        rate = parse_rate(word, field=name)[0]
        return word if rate is None else format_rate(rate)
    if name in _SUMS and "%" not in word:
        return figures.money(typed_minor(word, currency, field=name)[0], currency)
    return day_count_word(word) if name == "day_count" else word
