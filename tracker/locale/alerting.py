"""Words about alerts: rules, steps, why a channel did not deliver, what cannot be set."""

from __future__ import annotations

import re

from tracker.locale import _, ngettext
from tracker.locale.joining import listed, phrased

_STEP = re.compile(r"([a-z]*)(\+?)([0-9]+)")


def rule_text(rule: str) -> str:
    """What a rule speaks of, in a few words."""
    return _rules().get(rule, rule)


def _rules() -> dict[str, str]:
    return {
        "due": _("due soon"),
        "last_safe_day": _("last safe day to pay"),
        "overdue": _("overdue"),
        "grace_end": _("end of grace"),
        "autopay_fail": _("autopay will fail"),
        "autopay_unknown": _("autopay not certain"),
        "autopay_clash": _("autopay against what was agreed"),
        "card_expiring": _("card expires"),
        "promo_ending": _("promotion ends"),
        "dispute_deadline": _("answer to a dispute"),
        "report_check": _("report to check"),
        "back_on_report": _("back on the credit report"),
        "duplicate_debit": _("debited twice, refund"),
        "follow_up": _("talks to follow up"),
        "promise": _("promise falls due"),
        "plan_behind": _("plan falls behind"),
        "scheduler_silent": _("alerts had stopped"),
    }


def step_text(step: str) -> str:
    """How far from its date something was said, in words."""
    if step.startswith("again"):
        return _("again after {on}").format(on=step.removeprefix("again"))
    found = _STEP.fullmatch(step)
    if found is None:
        return _("overdue")
    days = int(found[3])
    if found[2]:
        return ngettext("{days} day after", "{days} days after", days).format(days=days)
    if not days:
        return _("on the day")
    return ngettext("{days} day before", "{days} days before", days).format(days=days)


def days_words(days: tuple[int, ...], *, weekly: bool) -> str:
    """When a rule speaks, in words."""
    before = [str(-each) for each in days if each <= 0]
    after = [str(each) for each in days if each > 0]
    parts = []
    if before == ["0"]:
        parts.append(_("on the day"))
    elif before:
        many = 1 if before == ["1"] else 2
        words = ngettext("{days} day before", "{days} days before", many)
        parts.append(words.format(days=listed(before)))
    if after:
        many = 1 if after == ["1"] else 2
        words = ngettext("{days} day after", "{days} days after", many)
        parts.append(words.format(days=listed(after)))
    if weekly:
        parts.append(_("then weekly"))
    return phrased(parts)


def failure_text(code: str) -> str:
    """Why a channel did not deliver."""
    words = {
        "no_library": _("apprise is not installed: pip install 'debt-tracker[notify]'"),
        "no_address": _("its address is not understood"),
        "no_secret": _("its address could not be read from the file or command"),
        "too_long": _("it took too long"),
        "program_failed": _("its program failed"),
        "not_delivered": _("it did not take the message"),
    }
    return words.get(code, code)


def held_text(code: str) -> str:
    """Why nothing is said for now."""
    words = {
        "quiet_hours": _("Quiet hours: what there is to say is kept for the next run after them."),
        "daily_cap": _("The messages of today are used up: what there is to say is kept for tomorrow."),
    }
    return words.get(code, "")


def alert_problems() -> dict[str, str]:
    """What cannot be set about alerts and channels."""
    return {
        "channel_name": _("{field}: {value} cannot be a name; letters, digits, - and _ are accepted"),
        "channel_address": _(
            "the address is not understood; try ntfy://topic or mailto://user:password@host"
        ),
        "notify_missing": _("apprise is not installed: pip install 'debt-tracker[notify]'"),
        "file_not_private": _("{value} can be read by others; chmod 600 first"),
        "days_unreadable": _("{field}: {value} is not understood; 7,3,1,0 is days before, +1 a day after"),
        "hours_unreadable": _("{field}: {value} is not understood; try 22:00-08:00 or off"),
        "cap_unreadable": _("{field}: {value} is not understood; try 3 or off"),
        "channels_unusable": _("the file of channels cannot be used: {value}"),
        "not_later": _("{field}: {value} is not after today"),
    }
