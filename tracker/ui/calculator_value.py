"""Two more calculators of the dashboard: what spreadsheets reckon with, and a rate in other times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tracker.locale import _
from tracker.locale.problems import sentence
from tracker.ui.calculator import CalculatorScreen
from tracker.ui.entry_form import EntryField, Values
from tracker.ui.text import fit, plain

if TYPE_CHECKING:
    from tracker.domain.problems import Problem
    from tracker.services.calc_tvm import RateAnswer, TvmAnswer
    from tracker.ui.answers import Answers
    from tracker.ui.app import Dashboard

_NAME = 22
_MISSING = ("required", "one_of_five")


def open_value(dashboard: Dashboard) -> None:
    """Show the one of rate, number, payment, present and future value that is left out."""
    answers = dashboard.answers
    title = _("Payments and values")
    dashboard.push_screen(
        CalculatorScreen(title, value_fields(), lambda typed: value_content(typed, answers))
    )


def open_rate_in(dashboard: Dashboard) -> None:
    """Show what a quoted rate comes to in other times."""
    answers = dashboard.answers
    title = _("A rate in other times")
    dashboard.push_screen(CalculatorScreen(title, rate_fields(), lambda typed: rate_content(typed, answers)))


def _rhythms() -> tuple[tuple[str, str], ...]:
    from tracker.domain.apr.rhythm import Rhythm
    from tracker.locale.calculating import rhythm_text

    return tuple((each.value, rhythm_text(each)) for each in Rhythm)


def value_fields() -> tuple[EntryField, ...]:
    """All five, of which one stays empty."""
    when = (("end", _("at the end of each period")), ("begin", _("at the beginning of each period")))
    return (
        EntryField(name="rate", label=_("Rate a year"), hint=_("leave out what is to be found")),
        EntryField(name="periods", label=_("How many times"), hint=_("12, 36 months, 3 years")),
        EntryField(name="payment", label=_("Each payment"), hint=_("what you pay is negative")),
        EntryField(name="present", label=_("Present value"), hint=_("what you receive is positive")),
        EntryField(name="future", label=_("Future value"), hint="0"),
        EntryField(name="every", label=_("How often"), value="month", choices=_rhythms()),
        EntryField(name="when", label=_("Payments fall"), value="end", choices=when),
        EntryField(name="number", label=_("Parts of number"), hint=_("13, or 13-24 for all of them")),
    )


def value_content(typed: Values, answers: Answers) -> Content:
    """What was found, or what is still missing."""
    words = {name: text for name, text in typed.items() if name != "when"}
    first, dash, last = words.get("number", "").partition("-")
    if dash:
        words |= {"number": first.strip(), "last": last.strip()}
    found, problems = answers.value(words, begin=typed.get("when") == "begin")
    if found is None:
        hint = _("Type all of rate, number, payment, present and future value but one, which is found.")
        return _lacking(problems, hint)
    return plain(*_value_lines(found))


def _value_lines(found: TvmAnswer) -> list[str | tuple[str, str]]:
    from tracker.locale.calculating import percent_text

    periods = f"{found.periods:,.4f}".rstrip("0").rstrip(".")
    label, text = {
        "rate": (_("Rate a year"), f"{percent_text(found.yearly)}  {_('not compounded')}"),
        "periods": (_("How many times"), periods),
        "payment": (_("Each payment"), f"{found.payment:,.2f}"),
        "present": (_("Present value"), f"{found.present:,.2f}"),
        "future": (_("Future value"), f"{found.future:,.2f}"),
    }[found.found]
    lines: list[str | tuple[str, str]] = [(f"{fit(label, _NAME)} {text}\n", "bold")]
    if found.interest is not None and found.principal is not None:
        which = str(found.number) if found.last == found.number else f"{found.number}–{found.last}"
        for name, part in (
            (_("Interest in no. {number}"), found.interest),
            (_("Principal in no. {number}"), found.principal),
        ):
            lines.append(f"{fit(name.format(number=which), _NAME)} {part:,.2f}\n")
    return [*lines, _("As spreadsheets reckon; nothing is rounded before it is shown.")]


def rate_fields() -> tuple[EntryField, ...]:
    """A rate, and how it is meant."""
    kinds = (("nominal", _("not compounded")), ("effective", _("compounded")))
    return (
        EntryField(name="rate", label=_("Rate"), hint=_("18%, 0.05%/day")),
        EntryField(name="kind", label=_("It is"), value="nominal", choices=kinds),
        EntryField(
            name="every", label=_("Compounds"), value="quoted",
            choices=(("quoted", _("as it is quoted, else monthly")), *_rhythms()),
        ),
        EntryField(name="basis", label=_("Days in the year"), hint="365"),
    )  # fmt: skip


def rate_content(typed: Values, answers: Answers) -> Content:
    """The rate a year both ways, for a period and for a day, or what is still missing."""
    every = typed.get("every", "quoted")
    found, problems = answers.rate_in(
        typed.get("rate", ""), every="" if every == "quoted" else every, basis=typed.get("basis", ""),
        effective=typed.get("kind") == "effective",
    )  # fmt: skip
    if found is None:
        return _lacking(problems, _("Type a rate as it is quoted."))
    return plain(*_rate_lines(found))


def _rate_lines(found: RateAnswer) -> list[str | tuple[str, str]]:
    from tracker.domain.rates import round_percent
    from tracker.locale.amounts import format_percent
    from tracker.locale.calculating import percent_text, rhythm_text

    every = rhythm_text(found.every)
    return [
        (f"{fit(_('Nominal rate'), _NAME)} {percent_text(found.nominal)}", "bold"),
        f"  {_('not compounded')}\n",
        (f"{fit(_('Effective rate'), _NAME)} {percent_text(found.effective)}", "bold"),
        f"  {_('compounded')} {every}\n",
        f"{fit(_('For one period'), _NAME)} {format_percent(round_percent(found.periodic * 100, 6))}\n",
        f"{fit(_('For one day'), _NAME)} {format_percent(round_percent(found.daily * 100, 6))}",
    ]


def _lacking(problems: tuple[Problem, ...], hint: str) -> Content:
    """What is wrong with what was typed; what is not yet typed is no mistake."""
    wrong = [each for each in problems if each.code not in _MISSING]
    if not wrong:
        return plain(hint)
    return plain(("! ", "$mark-attention bold"), "\n".join(dict.fromkeys(map(sentence, wrong))))
