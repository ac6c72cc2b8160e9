"""Talks with lenders, read aloud: what comes next for each loan, what was said, and a contact to log."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from tracker.cli.linear_page import Choice, Page
from tracker.cli.linear_talk import Talk
from tracker.cli.linear_words import late, pair
from tracker.locale import _
from tracker.locale.joining import phrased
from tracker.locale.problems import sentence
from tracker.locale.talks import means_text, state_text

if TYPE_CHECKING:
    from tracker.services.talk.page import TalkCase, TalkRow

LAST = 5
"""Contacts that are read of a loan."""

_MEANS = ("phone", "sms", "email", "chat", "app", "letter", "visit", "other")


def talks_menu(talk: Talk) -> None:
    """The loans by what is to be done about them next."""
    talk.menu(partial(_talks_page, talk))


def _talks_page(talk: Talk) -> Page:
    from tracker.services.talk.page import talk_rows

    found = talk_rows(talk.book)
    return Page(
        _("Talks"),
        [
            Choice(_row_lines(row), partial(talk.menu, partial(_case_page, talk, row.loan.loan_id)))
            for row in found
        ],
        [] if found else [_("There are no loans. debt loan add NAME --balance AMOUNT adds one.")],
        [_("A number reads what was said about a loan, and logs a call or a message.")],
    )


def _row_lines(row: TalkRow) -> tuple[str, ...]:
    lines = [pair(_("Loan"), row.loan.loan)]
    if row.act == "arrears":
        lines.append(pair(_("What next"), phrased((_("call them"), late(row.loan.days_past_due)))))
    else:
        words = {
            "answer": _("answer the papers"),
            "writing": _("get it in writing"),
            "follow_up": _("follow up"),
            "promise": _("a promise is due"),
            "draft": _("send what you ask for"),
        }
        by = row.on.isoformat() if row.on else ""
        next_ = words.get(row.act, _("nothing to do"))
        lines.append(pair(_("What next"), phrased((next_, by)) if by else next_))
    if row.state:
        lines.append(pair(_("Talks"), state_text(row.state)))
    return tuple(lines)


def _case_page(talk: Talk, loan_id: int) -> Page:
    from tracker.services.talk.page import talk_case

    case = talk_case(talk.book, loan_id, _now(talk))
    if case is None:
        return Page(_("This loan is not there any more."), [])
    return Page(
        case.row.loan, [Choice((_("Log a contact"),), partial(_log, talk, loan_id))], _case_lines(talk, case)
    )


def _case_lines(talk: Talk, case: TalkCase) -> list[str]:
    row = case.row
    lines = []
    if row.days_past_due:
        overdue = talk.money(row.overdue_minor, row.currency)
        lines.append(pair(_("Overdue"), phrased((overdue, late(row.days_past_due)))))
    lines += [
        pair(_("Number to call"), each.value) for each in case.channels if each.kind.value in ("phone", "sms")
    ]
    lines += [pair(_("Talks"), phrased((each.aim, state_text(each.state.value)))) for each in case.talks]
    for each in case.contacts[:LAST]:
        who = _("you") if each.direction.value == "out" else _("they")
        said = (
            each.at.strftime("%Y-%m-%d %H:%M"),
            who,
            means_text(each.means.value),
            talk.told(each.summary),
        )
        lines.append(pair(_("Contact"), phrased(part for part in said if part)))
    return lines or [_("Nothing was logged yet.")]


def _log(talk: Talk, loan_id: int) -> None:
    """Ask what was said and who began; the contact is now, or at the hour that is typed."""
    from tracker.services.talk.forms import save_form

    talk.section(_("Log a contact"))
    began = talk.choose(_("Who began?"), [_("they did"), _("you did")])
    means = _MEANS[talk.choose(_("By what means?"), [means_text(each) for each in _MEANS])]
    now = _now(talk).strftime("%H:%M")
    told = {"direction": ("in", "out")[began], "means": means}
    told["on"] = talk.ask(_("On which day? Empty for today."), may_be_empty=True) or "today"
    told["time"] = talk.ask(_("At what time? Empty for {now}.").format(now=now), may_be_empty=True) or now
    told["summary"] = talk.ask(_("What was said, and what was promised?"))
    done, problems = save_form(talk.book, "contact", loan_id, told)
    if done is not None:
        talk.lines([done.title, *done.notes, _("u undoes it.")])
    talk.lines([sentence(each) for each in problems])


def _now(talk: Talk) -> datetime:
    """The person's own time on the day that is today."""
    return datetime.combine(talk.book.today, talk.book.clock().astimezone(talk.session.zone).time())
