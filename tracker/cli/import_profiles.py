"""The layouts of files: those that are known, and one that is kept of a file that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker import locale
from tracker.cli.errors import CliError, Exit, refuse
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.domain.text import clean
from tracker.locale import _
from tracker.locale.problems import sentence

if TYPE_CHECKING:
    from tracker.services.importing import ImportOptions


def show_profiles(session: Session) -> None:
    """List the layouts, one's own first; what cannot be read is said."""
    from tracker.services.profile import own_profiles, shipped

    own, problems = own_profiles()
    language = locale.language()
    words = {"statement": _("statement"), "payments": _("payments"), "loans": _("loans")}
    found: list[dict[str, Any]] = [
        {
            "id": each.id, "name": each.title(language), "holds": each.holds,
            "account": each.account if each.holds == "statement" else None, "currency": each.currency,
            "own": each.own,
        }
        for each in (*own, *shipped())
    ]  # fmt: skip
    session.rows(
        "import.profiles",
        found,
        lambda: Table(
            (_("ID"), _("Layout"), _("Holds"), ""),
            [
                (each["id"], each["name"], words[each["holds"]], _("own") if each["own"] else "")
                for each in found
            ],
        ),
    )
    for problem in problems:
        session.out.warn(sentence(problem))


def check_profile(name: str) -> None:
    """Refuse the name of a layout that there is not, before the file is looked at."""
    from tracker.services.profile import NONE, find_profile

    if name != NONE and find_profile(name) is None:
        message = _("There is no layout {name}.").format(name=clean(name))
        hint = _("debt import --list-profiles lists them; without --profile the file shows its own.")
        raise CliError("profile_not_found", Exit.NOT_FOUND, message, hint)


def keep(session: Session, file: str, options: ImportOptions, told: dict[str, Any], name: str) -> None:
    """Keep how a file was read as a layout of one's own."""
    from tracker.services.import_profile import keep_profile

    force = bool(session.flags.get("yes"))
    path, problems = keep_profile(file, options, told, name, force=force, dry_run=session.dry_run)
    if path is None:
        raise refuse(problems)
    if not session.dry_run:
        session.out.say(_("Kept as layout {name}: {path}").format(name=name, path=path))
