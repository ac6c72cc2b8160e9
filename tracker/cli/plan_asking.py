"""The question of a plan as it is typed on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tracker.cli.command import F, option
from tracker.cli.errors import CliError, Exit, refuse, usage
from tracker.cli.plan_borrow import OPTIONS, read_supposed
from tracker.cli.reading import amount, maybe_on, typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _

if TYPE_CHECKING:
    from tracker.domain.plan.kept import KeptPlan
    from tracker.services.book import Book
    from tracker.services.plan.answers import PlanRequest

METHODS = "minimum|snowball|avalanche|custom|optimal"
_POINTS = re.compile(r"[+-]?[0-9]{1,2}(?:\.[0-9]{1,4})?")
_PERCENT = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,4})?")
_MONTHS = re.compile(r"([0-9]{1,3})\s*(?:m|mo|months?|个月)?")
_MOST = 100


def asked(function: F) -> F:
    """The options that say which money there is and what is supposed to change."""
    options: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
        (("--budget",), {"metavar": N_("AMOUNT"), "help": N_("All there is each month.")}),
        (
            ("--extra",),
            {"metavar": N_("AMOUNT"), "help": N_("What there is each month above the minimums.")},
        ),
        (
            ("--method",),
            {"metavar": METHODS, "help": N_("The way of paying whose steps are shown; else the best.")},
        ),
        (("--order",), {"metavar": N_("LOANS"), "help": N_("The order of your own, with commas between.")}),
        (("--one-off",), {"metavar": N_("AMOUNT"), "help": N_("A sum that comes once.")}),
        (("--on",), {"metavar": N_("DATE"), "help": N_("When the one-off comes; now if not given.")}),
        (
            ("--rate-change",),
            {"metavar": "+1", "help": N_("What if rates were so many percentage points higher or lower.")},
        ),
        (("--income-drop",), {"metavar": "20%", "help": N_("What if there were so much less each month.")}),
        (("--for", "drop_for"), {"metavar": "3m", "help": N_("For how many months there is less.")}),
        (
            ("--freeze",),
            {"metavar": N_("LOAN"), "multiple": True, "help": N_("Pay this loan no more than its minimum.")},
        ),
        (("--buffer",), {"metavar": N_("AMOUNT"), "help": N_("Cash to keep; it is filled up first.")}),
        *(((name,), settings) for name, settings in OPTIONS),
        (("--currency",), {"metavar": "CODE", "help": N_("Whose loans; each currency has its own plan.")}),
        (
            ("--seconds",),
            {
                "metavar": N_("SECONDS"), "type": int, "default": 10,
                "help": N_("How long to look for the optimum."),
            },
        ),
    )  # fmt: skip
    for names, settings in reversed(options):
        function = option(*names, **settings)(function)
    return typed(function)


def read_request(session: Session, book: Book, fields: dict[str, Any], old: PlanRequest) -> PlanRequest:
    """The question, what was not typed taken from an older one."""
    from tracker.domain.plan.run import Strategy
    from tracker.services.plan.reading import read_debts

    if fields["budget"] is not None and fields["extra"] is not None:
        raise usage(_("--budget and --extra: one of them is accepted."))
    if bool(fields["income_drop"]) != bool(fields["drop_for"]):
        raise usage(_("--income-drop and --for go together."))
    if fields["on"] is not None and fields["one_off"] is None:
        raise usage(_("--on goes with --one-off."))
    currency = (fields["currency"] or old.currency).strip().upper()
    currency = currency or read_debts(book).currency
    found: dict[str, Any] = {"currency": currency}

    def sum_of(name: str) -> int:
        return amount(session, fields[name], currency, field=name)

    if fields["budget"] is not None:
        found |= {"monthly_minor": sum_of("budget"), "extra_minor": 0}
    if fields["extra"] is not None:
        found |= {"monthly_minor": None, "extra_minor": sum_of("extra")}
    if fields["one_off"] is not None:
        on = maybe_on(session, fields["on"], field="on")
        found |= {"one_off_minor": sum_of("one_off"), "one_off_on": on}
    if fields["buffer"] is not None:
        found["buffer_minor"] = sum_of("buffer")
    if fields["rate_change"] is not None:
        found["rate_points"] = _points(fields["rate_change"])
    if fields["income_drop"]:
        found |= {"drop_percent": _percent(fields["income_drop"]), "drop_months": _months(fields["drop_for"])}
    if fields["freeze"]:
        found["frozen"] = _loans(session, book, fields["freeze"])
    if fields["order"]:
        names = [each.strip() for each in re.split("[,，]", fields["order"]) if each.strip()]
        found |= {"order": _loans(session, book, names), "method": Strategy.CUSTOM}
    found["borrow"] = read_supposed(session, book, fields, currency)
    if fields["method"] is not None:
        found["method"] = _method(fields["method"])
    request = replace(old, **found)
    if request.method is Strategy.CUSTOM and not request.order:
        raise usage(_("--method custom and --order go together."))
    return request


def plan_of(book: Book, name: str, *, trashed: bool = False) -> KeptPlan:
    """The plan of a name or number."""
    from tracker.domain.text import clean
    from tracker.services.plan.keeping import find_plan

    found = find_plan(book, name, trashed=trashed)
    if found is None:
        message = _("There is no plan {name}.").format(name=clean(name))
        raise CliError("plan_not_found", Exit.NOT_FOUND, message, _("debt plan list shows what there is."))
    return found


def _loans(session: Session, book: Book, names: Iterable[str]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(session.loan(book, name).id for name in names))


def _method(text: str) -> Any:
    from tracker.domain.plan.run import Strategy

    try:
        return Strategy(text.strip().casefold())
    except ValueError:
        choices = METHODS.replace("|", ", ")
        message = _("{name}: one of {choices} is accepted.").format(name="--method", choices=choices)
        raise usage(message) from None


def _points(text: str) -> Decimal:
    plain = _plain(text)
    if not _POINTS.fullmatch(plain):
        raise _not_in_range("rate_change", text, "-99", "99")
    return Decimal(plain)


def _percent(text: str) -> Decimal:
    plain = _plain(text)
    if not _PERCENT.fullmatch(plain) or Decimal(plain) > _MOST:
        raise _not_in_range("income_drop", text, "0", str(_MOST))
    return Decimal(plain)


def _months(text: str) -> int:
    found = _MONTHS.fullmatch(_plain(text).casefold())
    if found is None or int(found[1]) == 0:
        raise _not_in_range("for", text, "1", "999")
    return int(found[1])


def _plain(text: str) -> str:
    from tracker.domain.text import narrow

    return narrow(text).replace("\u2212", "-").replace("%", "").strip()


def _not_in_range(field: str, text: str, low: str, high: str) -> CliError:
    from tracker.domain.problems import Problem

    problem = Problem(code="not_in_range", field=field, value=text, params={"low": low, "high": high})
    return refuse((problem,))
