"""The book at a glance and the repair of the credit file, read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.cli import rows
from tracker.cli.linear_talk import Talk
from tracker.cli.linear_words import due_in, late, pair
from tracker.locale import _, ngettext
from tracker.locale.credit import due_text, removal_text
from tracker.locale.joining import apart, phrased, told_of
from tracker.locale.reasons import reason_text

if TYPE_CHECKING:
    from tracker.domain.credit.facts import Dispute, Mark, Progress
    from tracker.services.views import DueRow


def status_lines(talk: Talk) -> None:
    """The book at a glance."""
    from tracker.cli.status import SHOWN
    from tracker.services.status import status

    view = status(talk.book)
    talk.section(_("Status"))
    if not view.balances:
        talk.line(_("Nothing is owed yet. debt loan add NAME --balance AMOUNT adds a loan."))
        return
    for code, minor in view.balances:
        talk.line(pair(_("Owed"), talk.money(minor, code)))
    for total in view.overdue_totals:
        of = [row for row in view.overdue if row.currency == total.currency]
        count = ngettext("{count} due", "{count} dues", total.count).format(count=total.count)
        worst = late(max(row.days_past_due for row in of))
        sums = talk.money(total.amount_minor, total.currency)
        talk.line(pair(_("Overdue in all"), phrased((sums, count, _("up to {late}").format(late=worst)))))
    _some(talk, [pair(_("Overdue"), _due_text(talk, row)) for row in view.overdue], SHOWN)
    _some(talk, [pair(_("Next"), _due_text(talk, row)) for row in view.next_due], SHOWN)
    risky = [
        pair(
            _("May fail"),
            told_of(
                phrased((each.due.loan, each.due.due_on.isoformat())),
                apart(reason_text(reason.code, reason.params) for reason in each.reasons),
            ),
        )
        for each in view.risk
        if each.level != "low" and each.due.days >= 0
    ]
    _some(talk, risky, SHOWN)
    talk.lines(_progress(view.credit))
    talk.lines(last_run(talk, view.alerts_last_run_at, stale=view.alerts_stale))


def _due_text(talk: Talk, row: DueRow) -> str:
    amount = talk.money(row.amount_minor, row.currency, estimate=row.estimate)
    return phrased((row.loan, amount, row.due_on.isoformat(), due_in(row.days)))


def _some(talk: Talk, lines: list[str], most: int) -> None:
    talk.lines(lines[:most])
    if len(lines) > most:
        rest = len(lines) - most
        talk.line(ngettext("… and {count} more", "… and {count} more", rest).format(count=rest))


# Credit


def _progress(progress: Progress) -> list[str]:
    from tracker.cli.status import part_text

    if progress.percent is None:
        return [_("Credit repair: nothing to repair is known.")]
    lines = [pair(_("Credit repair"), f"{progress.percent}%")]
    for each in progress.parts:
        if each.of:
            done = _("{done} of {all}").format(done=each.done, all=each.of)
            lines.append(pair(part_text(each.code).capitalize(), done))
    return lines


def credit_lines(talk: Talk) -> None:
    """How credit repair goes, with its parts, the marks and the disputes."""
    from tracker.services.credit import credit_view

    view = credit_view(talk.book)
    talk.section(_("Credit file"))
    talk.lines(_progress(view.progress))
    talk.line(pair(_("On time in a row"), view.progress.streak))
    if view.progress.longest_overdue_days:
        talk.line(pair(_("Longest overdue"), late(view.progress.longest_overdue_days)))
    marks = [each for each in view.marks if each.removed_on is None]
    talk.line(pair(_("Marks"), len(marks)))
    for mark in marks:
        _mark(talk, mark)
    disputes = [each for each in view.disputes if each.is_open]
    talk.line(pair(_("Disputes awaiting an answer"), len(disputes)))
    for dispute in disputes:
        _dispute(talk, dispute)
    for score in view.scores[:3]:
        words = [score.bureau, score.model, str(score.value), score.scored_on.isoformat()]
        talk.line(pair(_("Score"), phrased(word for word in words if word)))


def _mark(talk: Talk, mark: Mark) -> None:
    talk.line(pair(_("Mark"), f"#{mark.id} {mark.description}"))
    for name, text in (
        (_("Bureau"), mark.bureau),
        (_("Loan"), mark.loan),
        (_("Since"), rows.day_text(mark.origin_on)),
        (_("Expected gone"), removal_text(mark)),
    ):
        if text:
            talk.line(pair(name, text))


def _dispute(talk: Talk, dispute: Dispute) -> None:
    about = "" if dispute.mark_id is None else _("mark #{number}").format(number=dispute.mark_id)
    words = (dispute.bureau, about, dispute.ground)
    talk.line(pair(_("Dispute"), phrased((f"#{dispute.id}", *(word for word in words if word)))))
    talk.line(pair(_("Sent"), dispute.last.sent_on.isoformat()))
    if dispute.due_by is not None:
        near = due_in((dispute.due_by - talk.book.today).days)
        talk.line(pair(_("Answer by"), phrased((due_text(dispute.last), near))))


def last_run(talk: Talk, at: str | None, *, stale: bool) -> list[str]:
    """When alerts last ran, and that they stopped if they did."""
    lines = [pair(_("Alerts last ran"), talk.moment(at) if at else _("never so far"))]
    if stale:
        lines.append(
            _("Alerts have not run for 36 hours or more; is cron still set up? debt alerts schedule --cron")
        )
    return lines
