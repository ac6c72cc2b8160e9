"""The words and figures of the Credit screen, as pure functions of what is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from tracker.locale import _, ngettext
from tracker.locale.joining import phrased
from tracker.ui.entry_form import EntryField
from tracker.ui.figures import MARKS
from tracker.ui.text import bar, fit
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.domain.credit.facts import Dispute, Mark, Progress, Score
    from tracker.domain.credit.path import Step
    from tracker.services.credit_views import CreditTrash, Habit, Recovery
    from tracker.services.views import LoanRow

Styled = str | tuple[str, str]


def banner(found: Recovery, today: date) -> tuple[str, str]:
    """What needs an answer first, else how much is open."""
    late = [each for each in found.view.disputes if each.overdue_days(today)]
    if late:
        worst = max(late, key=lambda each: each.overdue_days(today))
        words = _("!! An answer is {days} d late: {about}")
        text = words.format(days=worst.overdue_days(today), about=about(worst, found.view.marks))
        return text, "overdue"
    if not found.view.marks and not found.view.disputes:
        return _("Nothing on record. a adds a mark of a credit report."), ""
    to_fix = sum(1 for each in found.view.marks if each.removed_on is None)
    if not to_fix:
        return _("ok: no mark is left on record"), ""
    return ngettext("{n} mark on record", "{n} marks on record", to_fix).format(n=to_fix), ""


def about(dispute: Dispute, marks: Iterable[Mark]) -> str:
    """What a dispute is about: its mark, else its ground."""
    mark = next((each for each in marks if each.id == dispute.mark_id), None)
    return (mark.description if mark else "") or dispute.ground or dispute.bureau


def open_dispute(mark: Mark, disputes: Iterable[Dispute]) -> Dispute | None:
    """The dispute of a mark that still awaits an answer, the latest if there are several."""
    waiting = [each for each in disputes if each.mark_id == mark.id and each.outcome.value == "open"]
    return waiting[-1] if waiting else None


def mark_columns() -> tuple[Column, ...]:
    """The columns of the marks."""
    return (
        Column(title="", width=2),
        Column(title=_("Mark"), width=12, grow=True),
        Column(title=_("Bureau"), width=10, least=60),
        Column(title=_("Loan"), width=16, least=100),
        Column(title=_("Began"), width=10, least=50),
        Column(title=_("Expected gone"), width=13, least=50),
        Column(title=_("State"), width=18),
    )


def mark_line(mark: Mark, disputes: Iterable[Dispute], today: date) -> Line:
    """One mark, with how far it has come."""
    state, tone = _mark_state(mark, disputes, today)
    return Line(
        tone=tone,
        cells=(
            MARKS.get(tone, ""),
            mark.description,
            mark.bureau,
            mark.loan,
            _day(mark.origin_on),
            _day(mark.expected_removal_on),
            state,
        ),
    )


def dispute_columns() -> tuple[Column, ...]:
    """The columns of the disputes."""
    return (
        Column(title="", width=2),
        Column(title=_("About"), width=12, grow=True),
        Column(title=_("Bureau"), width=10, least=76),
        Column(title=_("Sent"), width=10, least=50),
        Column(title=_("Answer by"), width=10, least=56),
        Column(title=_("State"), width=18),
    )


def dispute_line(dispute: Dispute, marks: Iterable[Mark], today: date) -> Line:
    """One dispute, with the days left or late."""
    state, tone = dispute_state(dispute, today)
    return Line(
        tone=tone,
        cells=(
            MARKS.get(tone, ""),
            about(dispute, marks),
            dispute.bureau,
            _day(dispute.sent_on),
            _day(dispute.answer_by),
            state,
        ),
    )


def dispute_state(dispute: Dispute, today: date) -> tuple[str, str]:
    """How far a dispute has come in words, and its tone."""
    if dispute.outcome.value != "open":
        return f"{outcome_word(dispute.outcome.value)} {_day(dispute.answered_on)}".rstrip(), "quiet"
    if dispute.answer_by is None:
        return _("no date to answer"), ""
    days = (dispute.answer_by - today).days
    if days < 0:
        return _("answer {days} d late").format(days=-days), "overdue"
    return _("{days} d left").format(days=days), "attention" if days <= 3 else ""


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
        Column(title=_("State"), width=16, least=46),
    )


def habit_lines(found: Recovery, today: date) -> tuple[Line, ...]:
    """All loans together, then each."""
    if not found.habits:
        return ()
    settled, late = sum(each.settled for each in found.habits), sum(each.late for each in found.habits)
    whole = Line(cells=("", _("All loans"), str(found.view.progress.streak), _of(late, settled), ""), tone="")
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
        tone = (
            "overdue" if step.days is not None and step.days < 0 and step.code != "removal_expected" else ""
        )
        yield fit(MARKS.get(tone, ""), 3), "$mark-overdue bold" if tone else ""
        words = {
            "on_time": ngettext(
                "~ {n} month on time in a row", "~ {n} months on time in a row", int(step.name or 0)
            ).format(n=step.name)
            if step.code == "on_time"
            else "",
            "loan_overdue": _("overdue since: {name}"),
            "answer_due": _("answer due: {name}"),
            "removal_expected": _("expected gone: {name}"),
        }[step.code].format(name=step.name)
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


def outcome_word(outcome: str) -> str:
    """What came of a dispute, in words."""
    return {
        "open": _("awaiting an answer"),
        "corrected": _("corrected"),
        "removed": _("removed"),
        "rejected": _("rejected"),
        "withdrawn": _("withdrawn"),
    }.get(outcome, outcome)


def mark_fields(mark: Mark | None, loans: Iterable[LoanRow]) -> tuple[EntryField, ...]:
    """The form of a mark."""
    choices = (("-", _("no loan of yours")), *((str(row.loan_id), row.loan) for row in loans))
    loan = str(mark.loan_id) if mark and mark.loan_id is not None else "-"
    if mark is not None and loan not in dict(choices):
        choices = (*choices, (loan, mark.loan))
    return (
        EntryField(name="description", label=_("What it says"), value=mark.description if mark else "",
                   hint=_("as on the report: 30 days late, March")),
        EntryField(name="bureau", label=_("Bureau"), value=mark.bureau if mark else "",
                   hint=_("whose report it is on")),
        EntryField(name="loan", label=_("Loan"), value=loan, choices=choices),
        EntryField(name="origin", label=_("Began"), value=_day(mark.origin_on if mark else None),
                   hint=_("when it began"), is_date=True),
        EntryField(name="expected_removal", label=_("Expected gone"), is_date=True,
                   value=_day(mark.expected_removal_on if mark else None),
                   hint=_("the date on the report or the bureau's word")),
        EntryField(name="removed", label=_("Removed"), value=_day(mark.removed_on if mark else None),
                   hint=_("once it is gone"), is_date=True),
        EntryField(name="note", label=_("Note"), value=mark.note if mark else ""),
    )  # fmt: skip


def dispute_fields(
    mark: Mark | None, marks: Iterable[Mark], dispute: Dispute | None = None
) -> tuple[EntryField, ...]:
    """The form of a dispute, of one that was sent or about a mark."""
    choices = (("-", _("no mark on record")), *((str(each.id), each.description) for each in marks))
    about_id = dispute.mark_id if dispute else mark.id if mark else None
    bureau = dispute.bureau if dispute else mark.bureau if mark else ""
    sent = _day(dispute.sent_on) if dispute else _("today")
    return (
        EntryField(name="ground", label=_("Why wrong"), value=dispute.ground if dispute else "",
                   hint=_("paid on time; not mine; reported twice")),
        EntryField(name="mark", label=_("Mark"), value="-" if about_id is None else str(about_id),
                   choices=choices),
        EntryField(name="bureau", label=_("Sent to"), value=bureau),
        EntryField(name="sent", label=_("Sent"), value=sent, is_date=True),
        EntryField(name="answer_by", label=_("Answer by"), hint=_("the date they must answer by, or +20"),
                   value=_day(dispute.answer_by) if dispute else "", is_date=True),
        EntryField(name="note", label=_("Note"), value=dispute.note if dispute else ""),
    )  # fmt: skip


def answer_fields(dispute: Dispute) -> tuple[EntryField, ...]:
    """The form of an answer."""
    outcomes = ("corrected", "removed", "rejected", "withdrawn", "open")
    now = dispute.outcome.value if dispute.outcome.value != "open" else outcomes[0]
    answered = _day(dispute.answered_on) or _("today")
    return (
        EntryField(name="outcome", label=_("Answer"), value=now,
                   choices=tuple((each, outcome_word(each)) for each in outcomes)),
        EntryField(name="answered", label=_("Answered"), value=answered, is_date=True),
        EntryField(name="note", label=_("Note"), value=dispute.note),
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
        return state if dispute.answer_by else _("disputed"), tone
    if mark.expected_removal_on is not None and mark.expected_removal_on < today:
        return _("should be gone"), "attention"
    return _("on record"), ""


def _habit_line(habit: Habit, today: date) -> Line:
    tone = "overdue" if habit.overdue_since else ""
    state = ""
    if habit.overdue_since is not None:
        state = _("late {days} d").format(days=(today - habit.overdue_since).days)
    cells = (MARKS.get(tone, ""), habit.loan, str(habit.streak), _of(habit.late, habit.settled), state)
    return Line(tone=tone, cells=cells)


def _of(part: int, whole: int) -> str:
    return _("{n} of {count}").format(n=part, count=whole)


def _day(on: date | None) -> str:
    return "" if on is None else on.isoformat()
