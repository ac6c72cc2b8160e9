"""The forms behind the rules: the days with the next times they speak, the quiet hours, the daily cap."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.content import Content

from tracker.locale import _
from tracker.locale.alerting import step_text
from tracker.locale.months import format_weekday
from tracker.ui.alerts_parts import CAP, HOURS
from tracker.ui.draft_files import Draft
from tracker.ui.entry_form import EntryField, EntryForm, Values
from tracker.ui.text import plain

if TYPE_CHECKING:
    from tracker.domain.problems import Checked
    from tracker.services.alert_rules import AlertSettings, RuleRow
    from tracker.services.views import Done
    from tracker.ui.app import Dashboard

Closed = Callable[["Done | None"], None]


def open_rule(dashboard: Dashboard, row: RuleRow, number: int, closed: Closed) -> None:
    """Change whether a rule speaks and on which days; what that means is shown while it is typed."""
    answers = dashboard.answers
    fields = (
        EntryField(
            name="on", label=_("Speaks"), value="yes" if row.is_on else "no",
            choices=(("yes", _("on")), ("no", _("off"))),
        ),
        EntryField(name="days", label=_("Days"), value=row.days, hint="7,3,1,0,+1"),
    )  # fmt: skip

    def save(typed: Values) -> Checked[Done]:
        return answers.set_alert_rule(row.rule, on=typed["on"] == "yes", days=typed["days"])

    form = EntryForm(
        _("Rule: {rule}").format(rule=row.name), fields, save,
        Draft(kind="alert_rule", target=number, screen="alerts"),
        lambda typed: _preview(dashboard, row, typed),
    )  # fmt: skip
    dashboard.push_screen(form, closed)


def open_hours(dashboard: Dashboard, found: AlertSettings, closed: Closed) -> None:
    """Change the hours in which nothing is said."""
    field = EntryField(name=HOURS, label=_("Quiet hours"), value=found.quiet_hours, hint="22:00-08:00")
    answers = dashboard.answers
    note = _("What there is to say waits for the next run after them. Empty: none.")
    form = EntryForm(
        _("Quiet hours"), (field,), lambda typed: answers.set_quiet_hours(typed[HOURS].strip()),
        Draft(kind="alert_hours", screen="alerts"), lambda _typed: plain(note),
    )  # fmt: skip
    dashboard.push_screen(form, closed)


def open_cap(dashboard: Dashboard, found: AlertSettings, closed: Closed) -> None:
    """Change the most messages a day."""
    value = str(found.daily_cap) if found.daily_cap else ""
    field = EntryField(name=CAP, label=_("At most"), value=value, hint="3")
    answers = dashboard.answers
    note = _("Messages a day through each channel; the rest waits for tomorrow. Empty: no limit.")
    form = EntryForm(
        _("Messages a day"), (field,), lambda typed: answers.set_daily_cap(typed[CAP].strip()),
        Draft(kind="alert_cap", screen="alerts"), lambda _typed: plain(note),
    )  # fmt: skip
    dashboard.push_screen(form, closed)


def _preview(dashboard: Dashboard, row: RuleRow, typed: Values) -> Content:
    """When the rule would speak next."""
    if typed["on"] != "yes":
        return plain(_("Switched off, it says nothing."))
    found, problems = dashboard.answers.alert_rule_days(row.rule, typed["days"])
    if found is None:
        from tracker.locale.problems import sentence

        return plain(("! ", "$mark-attention bold"), sentence(problems[0]))
    lines = [found.when if typed["days"].strip() else _("as it came: {days}").format(days=found.when)]
    lines += [
        f"  {each.on.isoformat()} {format_weekday(each.on)}  {each.loan}  {step_text(each.step)}"
        for each in found.coming
    ]
    if not found.coming:
        lines.append("  " + _("Nothing that is known now would have it speak."))
    lines.append(_("7,3,1,0 is days before, +1 a day after; empty is as it came."))
    return plain("\n".join(lines))
