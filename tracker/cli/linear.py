"""`debt --linear`: the daily work as numbered menus and plain lines, for screen readers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tracker import config, locale
from tracker.cli.errors import Exit
from tracker.cli.linear_contacts import talks_menu
from tracker.cli.linear_loans import dues_menu, loans_menu
from tracker.cli.linear_page import Choice, InputEndedError, Page, QuitError
from tracker.cli.linear_pay import record
from tracker.cli.linear_status import credit_lines, last_run, status_lines
from tracker.cli.linear_talk import Talk
from tracker.cli.linear_words import pair, weekday
from tracker.locale import _
from tracker.locale.joining import phrased

if TYPE_CHECKING:
    from tracker.cli.session import Session

CHANGES = 10
"""Changes that the history reads."""

_NAMES = {"en": "English", "zh_CN": "简体中文"}


def converse(session: Session) -> int:
    """Talk with a person, or with whatever feeds standard input, until one of them ends it."""
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")  # a stray byte is a typing mistake, not the end
    with session.book() as book:
        talk = Talk(session, book)
        code = int(Exit.DONE)
        try:
            _greet(talk)
            talk.menu(partial(_main, talk))
        except QuitError:
            pass
        except InputEndedError:
            talk.line(_("The input has ended."))
        except KeyboardInterrupt:
            talk.line("")  # the terminal has drawn ^C
            talk.line(_("Interrupted. What was saved before stays saved."))
            code = int(Exit.INTERRUPTED)
        if talk.unsaved:
            talk.line(_("The payment you were entering was not saved."))
        talk.line(_("Goodbye."))
    return code


def _greet(talk: Talk) -> None:
    today = talk.book.today
    talk.line(_("Debt tracker in plain lines. Type a number and Enter."))
    talk.line(pair(_("Today"), phrased((today.isoformat(), weekday(today)))))
    talk.line(pair(_("File"), talk.book.path.name))


def _main(talk: Talk) -> Page:
    items: tuple[tuple[str, Callable[[Talk], None]], ...] = (
        (_("What is due"), dues_menu),
        (_("Record a payment"), record),
        (_("Loans"), loans_menu),
        (_("Alerts"), _alerts_menu),
        (_("Status"), status_lines),
        (_("Credit file"), credit_lines),
        (_("History"), _history_menu),
        (_("Language"), _language),
        (_("Talks"), talks_menu),
    )
    return Page(
        _("Main menu"),
        [Choice((words,), partial(act, talk)) for words, act in items],
        leave=_("Quit"),
        help=[_("Here 0 quits. Everything is saved as soon as it says so; nothing is sent to anyone.")],
    )


# Alerts


def _alerts_menu(talk: Talk) -> None:
    talk.menu(partial(_alerts_page, talk))


def _alerts_page(talk: Talk) -> Page:
    from tracker.services.alert import alerts_stale, last_run_at

    items = ((_("What is new now"), _new_alerts), (_("What was sent"), _sent_alerts))
    choices = [Choice((words,), partial(act, talk)) for words, act in items]
    lines = last_run(talk, last_run_at(talk.book), stale=alerts_stale(talk.book))
    return Page(_("Alerts"), choices, lines, help=[_("Reading alerts here sends nothing and marks nothing.")])


def _new_alerts(talk: Talk) -> None:
    from tracker.services.alert import preview

    talk.section(_("What is new now"))
    found = preview(talk.book, details=True).alerts
    talk.lines([talk.told(each.message) for each in found] or [_("There is nothing to say.")])


def _sent_alerts(talk: Talk) -> None:
    from tracker.services.alert import list_sent

    talk.section(_("What was sent"))
    found = list_sent(talk.book, CHANGES)
    for each in found:
        talk.line(pair(talk.moment(each.at), talk.told(each.message)))
    if not found:
        talk.line(_("No alert went out yet."))


# History, language


def _history_menu(talk: Talk) -> None:
    talk.menu(partial(_history_page, talk))


def _history_page(talk: Talk) -> Page:
    from tracker.services.history import list_actions

    lines = []
    for each in list_actions(talk.book, CHANGES):
        title = talk.told(each.title, counts=True)
        lines.append(pair(talk.moment(each.at), phrased((title, _("undone"))) if each.undone_at else title))
    return Page(
        _("History"),
        [Choice((_("Undo the last change"),), talk.undo), Choice((_("Redo"),), talk.redo)],
        lines or [_("Nothing was done yet.")],
        [_("The last ten changes, the newest first.")],
    )


def _language(talk: Talk) -> None:
    """Speak another language from now on, and keep it."""
    talk.section(_("Language"))
    chosen = locale.LANGUAGES[talk.choose(_("Which language?"), [_NAMES[each] for each in locale.LANGUAGES])]
    locale.use(chosen)
    talk.line(pair(_("Language"), _NAMES[chosen]))
    if talk.session.dry_run:
        return
    try:
        config.write(talk.session.config_path, "lang", chosen)
    except (config.ConfigError, OSError, ValueError):
        talk.line(_("It holds until you quit: the settings could not be written."))
