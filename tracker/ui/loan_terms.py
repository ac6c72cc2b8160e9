"""New terms from a day on: the form, and the schedule to come before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from tracker.locale import _, ngettext
from tracker.locale.problems import sentence
from tracker.ui.entry_form import EntryField, Values
from tracker.ui.figures import Figures
from tracker.ui.text import fit, plain

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.problems import Problem
    from tracker.services.loan.terms_change import Ahead, TermsDiff

_LABEL = 17
_SUM = 16
_DUES = 1

_INSTALMENTS = ("rate", "payment", "periods", "due_day", "grace_days", "penalty_rate", "prepay_fee")
_CARD = ("rate", "minimum_percent", "limit", "statement_day", "due_day", "grace_days", "penalty_rate")


def terms_fields(words: Mapping[str, str], currency: str, method: str, today: date) -> tuple[EntryField, ...]:
    """The day and the terms that lenders change, as they are now."""
    labels = {
        "rate": _("Rate"),
        "payment": _("Payment"),
        "periods": _("Instalments"),
        "due_day": _("Due day"),
        "grace_days": _("Grace, days"),
        "penalty_rate": _("Penalty rate"),
        "prepay_fee": _("Prepay fee"),
        "minimum_percent": _("Minimum"),
        "limit": _("Limit"),
        "statement_day": _("Printed on day"),
    }
    amounts = ("payment", "limit")
    return (
        EntryField(name="effective_on", label=_("Terms from"), value=today.isoformat(), is_date=True),
        *(
            EntryField(
                name=name, label=labels[name], value=words.get(name, ""), hint=_("not known"),
                currency=currency if name in amounts else "",
            )
            for name in (_CARD if method == "revolving" else _INSTALMENTS)
        ),
    )  # fmt: skip


def typed_terms(typed: Values, words: Mapping[str, str]) -> Values:
    """What was changed, with its day; a term that was emptied is unknown again."""
    changed = {
        name: text.strip() or "-"
        for name, text in typed.items()
        if name != "effective_on" and text.strip() != words.get(name, "")
    }
    return {**changed, "effective_on": typed["effective_on"]}


def diff_content(
    diff: TermsDiff | None, problems: tuple[Problem, ...], currency: str, figures: Figures, *, typed: bool
) -> Content:
    """What saving would do to the schedule to come."""
    if diff is None:
        return plain("\n".join(sentence(each) for each in problems))
    if not typed:
        return plain(_("Change a term: the schedule to come is shown before and after."))
    return plain(*_lines(diff, currency, figures))


def _lines(diff: TermsDiff, currency: str, figures: Figures) -> Iterator[str | tuple[str, str]]:
    if diff.corrects:
        yield _("Corrects the terms in force since {date}.").format(date=diff.effective_on.isoformat()) + "\n"
    else:
        yield _("New terms from {date}; what was before stays.").format(date=diff.effective_on.isoformat())
        yield "\n"
    if not diff.changed and diff.before == diff.after:
        yield _("The schedule to come stays as it is.")
        return
    yield _row(_("To come"), _("now"), _("then")), "bold"
    yield _row(_("Instalments"), str(diff.before.instalments), str(diff.after.instalments))
    interest = (diff.before.interest_minor, diff.after.interest_minor)
    yield _row(_("Interest"), *(figures.money(each, currency, estimate=True) for each in interest))
    yield _row(_("Ends"), _ends(diff.before), _ends(diff.after))
    for due in diff.changed[:_DUES]:
        before_due, after_due = (
            "-" if minor is None else figures.money(minor, currency)
            for minor in (due.before_minor, due.after_minor)
        )
        yield _row(due.due_on.isoformat(), before_due, after_due)
    more = len(diff.changed) - _DUES
    if more > 0:
        yield ngettext("and {n} more due that differs", "and {n} more dues that differ", more).format(n=more)


def _ends(ahead: Ahead) -> str:
    if ahead.never_ends:
        return _("! never")
    return "-" if ahead.ends_on is None else ahead.ends_on.isoformat()


def _row(label: str, before: str, after: str) -> str:
    wide = max(_SUM, cell_len(before) + 2, cell_len(after) + 2)
    return f"{fit(label, _LABEL)}{fit(before, wide, right=True)}{fit(after, wide, right=True)}\n"
