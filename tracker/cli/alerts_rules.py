"""`debt alerts rules`: what alerts speak of, when, and how often."""

from __future__ import annotations

from tracker.cli.command import argument, command, option
from tracker.cli.errors import usage
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _


@command(
    "debt alerts rules", "debt alerts rules --json", help=N_("The rules, quiet hours and the daily cap.")
)
def list_command(session: Session) -> None:
    """List the rules."""
    from tracker.services.alert_rules import settings

    with session.book() as book:
        found = settings(book)
    data = [
        {
            "rule": each.rule,
            "on": each.is_on,
            "days": each.days,
            "weekly": each.weekly,
            "severity": each.severity,
            "shipped": each.shipped,
        }
        for each in found.rules
    ]
    shown = session.rows(
        "alerts.rules",
        data,
        lambda: Table(
            (_("Rule"), "", _("About"), _("Days"), _("When")),
            [
                (each.rule, _("on") if each.is_on else _("off"), each.name, each.days, each.when)
                for each in found.rules
            ],
        ),
        quiet_hours=found.quiet_hours,
        daily_cap=found.daily_cap,
    )
    if shown:
        session.out.line()
        session.pairs(
            [
                (_("Quiet hours"), found.quiet_hours or _("none")),
                (_("Messages a day"), str(found.daily_cap) if found.daily_cap else _("any number")),
            ]
        )


@command(
    "debt alerts rules set due --days 14,7,1,0",
    "debt alerts rules set dispute_deadline --days 3,+1",
    "debt alerts rules set overdue --off",
    'debt alerts rules set due --days ""      # as shipped',
    help=N_(
        "Switch a rule, or have it speak on other days: 7,3,1,0 is days before, +1 a day after. debt undo "
        "takes it back."
    ),
)
@argument("rule", metavar="RULE")
@option("--on/--off", "switch", default=None, help=N_("Whether it speaks."))
@option("--days", metavar="7,3,1,0", help=N_("The days on which it speaks."))
def set_command(session: Session, *, rule: str, switch: bool | None, days: str | None) -> None:
    """Set a rule."""
    from tracker.services.alert_rules import set_rule

    if switch is None and days is None:
        raise usage(_("Nothing to change was given."))
    with session.book() as book:
        done = set_rule(book, rule, on=switch, days=days)
    session.done(done)


@command(
    "debt alerts rules quiet 22:00-08:00",
    "debt alerts rules quiet off",
    help=N_("Say nothing in some hours; what there is to say is kept for the next run after them."),
)
@argument("hours", metavar="HH:MM-HH:MM|off")
def quiet_command(session: Session, *, hours: str) -> None:
    """Set the quiet hours."""
    from tracker.services.alert_rules import set_quiet_hours

    with session.book() as book:
        done = set_quiet_hours(book, hours)
    session.done(done)


@command(
    "debt alerts rules cap 1",
    "debt alerts rules cap off",
    help=N_("Send at most so many messages a day through each channel; the rest waits for tomorrow."),
)
@argument("count", metavar="N|off")
def cap_command(session: Session, *, count: str) -> None:
    """Set the daily cap."""
    from tracker.services.alert_rules import set_daily_cap

    with session.book() as book:
        done = set_daily_cap(book, count)
    session.done(done)
