"""The words and figures of the Credit screen, as pure functions of what is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.credit.facts import MarkKind
from tracker.locale import _, ngettext
from tracker.locale.credit import mark_kind_text, step_text
from tracker.locale.joining import phrased
from tracker.ui.commands import with_keys
from tracker.ui.credit_dispute_parts import about, dispute_state, open_dispute
from tracker.ui.credit_report_parts import alarm_words, path_tone, trashed
from tracker.ui.entry_form import EntryField
from tracker.ui.figures import MARKS
from tracker.ui.text import bar, fit
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.domain.credit.facts import Dispute, Mark, Progress, Score
    from tracker.domain.credit.path import Step
    from tracker.domain.credit.report import Entry
    from tracker.services.credit_views import CreditTrash, Habit, Recovery
    from tracker.services.views import LoanRow

Styled = str | tuple[str, str]


def banner(found: Recovery, today: date) -> tuple[str, str]:
    """What needs an answer first, else how much is open."""
    back = alarm_words(found)
    if back:
        return back, "overdue"
    late = [each for each in found.view.disputes if each.overdue_days(today)]
    if late:
        worst = max(late, key=lambda each: each.overdue_days(today))
        words = _("!! An answer is {days} d late: {about}")
        text = words.format(days=worst.overdue_days(today), about=about(worst, found.view.marks))
        return text, "overdue"
    if not found.view.marks and not found.view.disputes:
        return with_keys(_("Nothing on record. {add} adds a mark of a credit report."), add="credit.add"), ""
    gone = [each for each in found.view.marks if _should_be_gone(each, today)]
    if gone:
        words = _("! should have left the report on {date}, worth checking: {about}")
        on = gone[0].gone_by
        return words.format(date=_day(on), about=gone[0].description), "attention"
    to_fix = sum(1 for each in found.view.marks if each.removed_on is None)
    if not to_fix:
        return _("ok: no mark is left on record"), ""
    return ngettext("{n} mark on record", "{n} marks on record", to_fix).format(n=to_fix), ""


def mark_columns() -> tuple[Column, ...]:
    """The columns of the marks."""
    return (
        Column(title="", width=2),
        Column(title=_("Mark"), width=12, grow=True),
        Column(title=_("Bureau"), width=10, least=90),
        Column(title=_("Loan"), width=16, least=100),
        Column(title=_("Began"), width=10, least=50),
        Column(title=_("Settled"), width=10, least=100),
        Column(title=_("Expected gone"), width=13, least=50),
        Column(title=_("Rule"), width=6, least=60),
        Column(title=_("State"), width=18),
    )


def mark_line(mark: Mark, disputes: Iterable[Dispute], today: date, back: frozenset[int]) -> Line:
    """One mark, with how far it has come; `back` are those that are on the report again."""
    state, tone = _mark_state(mark, disputes, today)
    if mark.id in back:
        state, tone = _("back on the report"), "overdue"
    return Line(
        tone=tone,
        cells=(
            MARKS.get(tone, ""),
            mark.description,
            mark.bureau,
            mark.loan,
            _day(mark.origin_on),
            _settled(mark),
            *_leaves(mark),
            state,
        ),
    )


def _settled(mark: Mark) -> str:
    """When all was paid; `~` where that day is the loan's."""
    if mark.settled_on is not None:
        return _day(mark.settled_on)
    removal = mark.removal
    return f"~{_day(removal.start_on)}"[:10] if removal and removal.by_loan else ""


def _leaves(mark: Mark) -> tuple[str, str]:
    """When a mark leaves the report and by which rule, or in few words what the rule lacks."""
    removal = mark.removal
    if mark.expected_removal_on is not None or removal is None:
        return _day(mark.expected_removal_on), ""
    if removal.on is not None:
        return ("" if removal.verified else "~") + _day(removal.on), removal.rule
    words = {
        "settled_on": _("once paid"), "origin_on": _("start unknown"), "kind": _("kind unknown"),
        "place": _("place unknown"), "rule": _("no rule"),
    }  # fmt: skip
    return words.get(removal.missing, ""), removal.rule


def _should_be_gone(mark: Mark, today: date) -> bool:
    return mark.removed_on is None and mark.gone_by is not None and mark.gone_by < today


def score_columns() -> tuple[Column, ...]:
    """The columns of the scores."""
    return (
        Column(title="", width=2),
        Column(title=_("Bureau"), width=8, grow=True),
        Column(title=_("Model"), width=9),
        Column(title=_("On"), width=10),
        Column(title=_("Score"), width=6, right=True),
        Column(title=_("Change"), width=6, right=True, least=46),
    )


def grouped(scores: Iterable[Score]) -> tuple[Score, ...]:
    """The scores by bureau and model, each newest first."""
    return tuple(
        sorted(
            scores,
            key=lambda each: (
                each.bureau.casefold(),
                each.model.casefold(),
                -each.scored_on.toordinal(),
                -each.id,
            ),
        )
    )


def score_line(rows: tuple[Score, ...], at: int) -> Line:
    """One score, with the change since the one before of the same bureau and model, and no other."""
    row, older = rows[at], rows[at + 1] if at + 1 < len(rows) else None
    newer = rows[at - 1] if at else None
    same = older is not None and (older.bureau, older.model) == (row.bureau, row.model)
    change = f"{row.value - older.value:+d}" if same and older is not None else ""
    heads = newer is None or (newer.bureau, newer.model) != (row.bureau, row.model)
    named = (row.bureau, row.model or "-") if heads else ("", "")
    return Line(cells=("", *named, row.scored_on.isoformat(), str(row.value), change))


def habit_columns() -> tuple[Column, ...]:
    """The columns of the habits."""
    return (
        Column(title="", width=2),
        Column(title=_("Loan"), width=8, grow=True),
        Column(title=_("In a row"), width=8, right=True),
        Column(title=_("Late"), width=9, right=True),
        Column(title=_("After grace"), width=11, right=True, least=60),
        Column(title=_("State"), width=14, least=70),
    )


def habit_lines(found: Recovery, today: date) -> tuple[Line, ...]:
    """All loans together, then each."""
    if not found.habits:
        return ()
    settled, late = sum(each.settled for each in found.habits), sum(each.late for each in found.habits)
    after = sum(each.late_by_grace for each in found.habits)
    whole = Line(
        cells=(
            "",
            _("All loans"),
            str(found.view.progress.streak),
            _of(late, settled),
            _of(after, settled),
            "",
        )
    )
    return (whole, *(_habit_line(each, today) for each in found.habits))


def progress_text(progress: Progress) -> Iterator[Styled]:
    """The progress with its parts, and what it means."""
    if progress.percent is None:
        yield _("Nothing to repair is known yet.") + "\n"
        return
    words = _("{done} of {of} done: {percent}%")
    yield words.format(done=progress.done, of=progress.of, percent=progress.percent) + "\n", "bold"
    for part in progress.parts:
        if part.of:
            drawn = bar(part.done, part.of, 8)
            yield f"{drawn} {_of(part.done, part.of)} {part_word(part.code)}\n"
    words = _("On time in a row, every loan: {n}")
    yield words.format(n=progress.streak) + "\n"
    if progress.longest_overdue_days:
        yield "!! ", "$mark-overdue bold"
        yield _("oldest overdue: {days} d").format(days=progress.longest_overdue_days) + "\n"
    yield _("Counts what is done, all parts alike. It is no score and predicts none.")


def path_text(steps: Iterable[Step], width: int) -> Iterator[Styled]:
    """What comes next, by date; only dates somebody gave."""
    steps = tuple(steps)
    if not steps:
        yield _("Nothing is open.")
        return
    for step in steps:
        when = _("no date") if step.on is None else step.on.isoformat()
        tone = path_tone(step)
        mark = MARKS.get(tone, "") or ("~" if step.estimate else "")
        yield fit(mark, 3), f"$mark-{tone} bold" if tone in ("overdue", "attention") else ""
        words = step_text(step)
        room = width - 3 - 11
        yield (
            f"{fit(when, 10)} {fit(words, room)}\n" if room > 24 else f"{when}\n   {fit(words, width - 3)}\n"
        )


def part_word(code: str) -> str:
    """A part of the progress, in words."""
    return {
        "marks_removed": _("marks removed"),
        "disputes_answered": _("disputes answered"),
        "loans_current": _("loans not overdue"),
    }.get(code, code)


def mark_fields(
    mark: Mark | None, loans: Iterable[LoanRow], entry: Entry | None = None
) -> tuple[EntryField, ...]:
    """The form of a mark, of a new one perhaps for a line of a report."""
    named = mark.description if mark else entry.name if entry else ""
    choices = (("-", _("no loan of yours")), *((str(row.loan_id), row.loan) for row in loans))
    loan = str(mark.loan_id) if mark and mark.loan_id is not None else "-"
    if mark is not None and loan not in dict(choices):
        choices = (*choices, (loan, mark.loan))
    return (
        EntryField(name="description", label=_("What it says"), value=named,
                   hint=_("as on the report: 30 days late, March")),
        EntryField(name="bureau", label=_("Bureau"), value=mark.bureau if mark else "",
                   hint=_("whose report it is on")),
        EntryField(name="loan", label=_("Loan"), value=loan, choices=choices),
        EntryField(name="kind", label=_("Tells of"), value=(mark.kind.value if mark else "") or "-",
                   choices=tuple((each.value or "-", mark_kind_text(each.value)) for each in MarkKind)),
        EntryField(name="origin", label=_("Began"), value=_day(mark.origin_on if mark else None),
                   hint=_("when it began"), is_date=True),
        EntryField(name="settled", label=_("Settled"), value=_day(mark.settled_on if mark else None),
                   hint=_("when all of it was paid"), is_date=True),
        EntryField(name="expected_removal", label=_("Expected gone"), is_date=True,
                   value=_day(mark.expected_removal_on if mark else None),
                   hint=_("the bureau's word; empty: by rule")),
        EntryField(name="removed", label=_("Removed"), value=_day(mark.removed_on if mark else None),
                   hint=_("once it is gone"), is_date=True),
        EntryField(name="note", label=_("Note"), value=mark.note if mark else ""),
    )  # fmt: skip


def trash_options(trash: CreditTrash) -> Iterator[tuple[str, str]]:
    """What can be brought back, each with its table and number."""
    for mark in trash.marks:
        yield _("mark: {name}").format(name=mark.description), f"mark {mark.id}"
    for dispute in trash.disputes:
        name = about(dispute, trash.marks) or _day(dispute.sent_on)
        yield _("dispute: {name}").format(name=name), f"dispute {dispute.id}"
    for score in trash.scores:
        name = phrased((f"{score.bureau} {score.model} {score.value}", _day(score.scored_on)))
        yield _("score: {name}").format(name=name), f"score {score.id}"
    yield from trashed(trash.reports, trash.parts)


def score_fields(last: Score | None, *, whole: bool = False) -> tuple[EntryField, ...]:
    """The form of a score; bureau and model as last time, or all of one that is corrected."""
    return (
        EntryField(name="value", label=_("Score"), value=str(last.value) if last and whole else "",
                   hint=_("as it was shown: 671")),
        EntryField(name="bureau", label=_("Bureau"), value=last.bureau if last else "",
                   hint=_("who showed it")),
        EntryField(name="model", label=_("Model"), value=last.model if last else "",
                   hint=_("such as FICO 8; it may stay empty")),
        EntryField(name="on", label=_("On"), value=_day(last.scored_on) if last and whole else _("today"),
                   is_date=True),
    )  # fmt: skip


def _mark_state(mark: Mark, disputes: Iterable[Dispute], today: date) -> tuple[str, str]:
    if mark.removed_on is not None:
        return _("removed {date}").format(date=mark.removed_on.isoformat()), "quiet"
    dispute = open_dispute(mark, disputes)
    if dispute is not None:
        state, tone = dispute_state(dispute, today)
        return state if dispute.due_by else _("disputed"), tone
    if _should_be_gone(mark, today):
        return _("should be gone"), "attention"
    return _("on record"), ""


def _habit_line(habit: Habit, today: date) -> Line:
    tone = "overdue" if habit.overdue_since else ""
    state = ""
    if habit.overdue_since is not None:
        state = _("late {days} d").format(days=(today - habit.overdue_since).days)
    cells = (
        MARKS.get(tone, ""),
        habit.loan,
        str(habit.streak),
        _of(habit.late, habit.settled),
        _of(habit.late_by_grace, habit.settled),
        state,
    )
    return Line(tone=tone, cells=cells)


def _of(part: int, whole: int) -> str:
    return _("{n} of {count}").format(n=part, count=whole)


def _day(on: date | None) -> str:
    return "" if on is None else on.isoformat()
