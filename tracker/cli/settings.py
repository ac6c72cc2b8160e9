"""`debt config`: settings and where each value comes from."""

from __future__ import annotations

from tracker import config
from tracker.cli.command import argument, command, option
from tracker.cli.errors import CliError, Exit
from tracker.cli.output import Table, flat
from tracker.cli.session import Session, config_failure
from tracker.cli.words import N_
from tracker.locale import _


@command("debt config list", "debt config list --origin", help=N_("Every setting and its value."))
@option("--origin", is_flag=True, help=N_("Where each value comes from, too."))
def list_command(session: Session, *, origin: bool) -> None:
    """List the settings."""
    keys = [*config.KEYS, *(key for key in session.configured if key not in config.KEYS)]
    keys.insert(3, "today")
    found = [
        {"key": key, "value": _value(session, key), "origin": session.setting(key).origin} for key in keys
    ]
    if not origin:
        found = [{"key": each["key"], "value": each["value"]} for each in found]
    words = {
        "flag": _("flag"),
        "env": _("environment"),
        "config": _("configuration"),
        "default": _("default"),
    }

    def table() -> Table:
        titles = (_("Setting"), _("Value"), _("From")) if origin else (_("Setting"), _("Value"))
        lines: list[tuple[str, ...]] = []
        for each in found:
            line = (str(each["key"]), flat(each["value"]))
            lines.append((*line, words[str(each["origin"])]) if origin else line)
        return Table(titles, lines)

    session.rows("config.list", found, table, fields=("key", "value"))


def _value(session: Session, key: str) -> str | bool:
    if key == "db":
        return str(session.path)
    if key == "today":
        return session.today.isoformat()
    return session.setting(key).value


@command("debt config get lang", help=N_("One setting."))
@argument("key", metavar="KEY")
def get_command(session: Session, *, key: str) -> None:
    """Print a setting."""
    if key not in config.KEYS and key not in session.configured and key != "today":
        raise config_failure(
            config.ConfigError(session.config_path, "unknown_key", key, accepted=", ".join(config.KEYS))
        )
    value = _value(session, key)
    data = {"key": key, "value": value, "origin": session.setting(key).origin}
    session.facts("config.get", data, lambda: [(flat(value), "")])


@command(
    "debt config set lang zh_CN",
    "debt config set alerts.details true",
    help=N_("Change a setting in the configuration file; its comments are kept."),
)
@argument("key", metavar="KEY")
@argument("value", metavar="VALUE")
def set_command(session: Session, *, key: str, value: str) -> None:
    """Change a setting."""
    try:
        if key == "tz" and value != "auto":
            _check_zone(value)
        if session.dry_run:
            kept = config.accept(session.config_path, key, value)
        else:
            kept = config.write(session.config_path, key, value)
    except config.ConfigError as error:
        raise config_failure(error) from error
    session.tell(_("{key} is {value}").format(key=key, value=flat(kept)))
    variable = session.variable(key)
    if variable:
        session.out.warn(_("{name} is set in the environment and wins over the file.").format(name=variable))


@command(
    "debt config unset theme",
    help=N_("Take a setting out of the configuration file, so that its default holds again."),
)
@argument("key", metavar="KEY")
def unset_command(session: Session, *, key: str) -> None:
    """Take a setting out."""
    if key not in config.KEYS and not key.startswith(config.OWN_KEYS):
        accepted = ", ".join((*config.KEYS, "keys.COMMAND"))
        raise config_failure(config.ConfigError(session.config_path, "unknown_key", key, accepted=accepted))
    if not (key in session.configured if session.dry_run else config.unset(session.config_path, key)):
        session.out.say(_("{key} is not in the configuration.").format(key=key))
        return
    session.tell(_("{key} is out of the configuration").format(key=key))


def _check_zone(name: str) -> None:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError) as error:
        message = _("tz: {value} is not a time zone; try Asia/Shanghai or UTC").format(value=name)
        raise CliError("unknown_zone", Exit.INVALID, message) from error


@command("debt config path", help=N_("Where the configuration is."))
def path_command(session: Session) -> None:
    """Print the path."""
    session.facts("config.path", {"path": session.config_path}, lambda: [(session.config_path, "")])
