"""The words for how a file is read: names, values, how sure each is, and what can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracker.domain.typed.currencies import parse_currency
from tracker.domain.typed.date import parse_date
from tracker.locale import _, ngettext
from tracker.locale.problems import sentence
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.ui.answers_import import ImportPreview, Reading, Wanted

Option = tuple[str, str]
"""The words of a choice and its value."""

_TONES = {"open": "attention", "guess": "attention", "sure": "ok"}


def names() -> dict[str, str]:
    """What each reading is called."""
    return {
        "kind": _("Holds"), "profile": _("Layout"), "encoding": _("Encoding"),
        "delimiter": _("Delimiter"), "header": _("Header"),
        "date_format": _("Dates"), "decimal_mark": _("Decimal mark"), "sign": _("Sign"),
        "currency": _("Currency"), "rate_unit": _("Bare rates are"), "purchases": _("Purchases"),
        "loan": _("Loan of all rows"),
    }  # fmt: skip


def all_readings(seen: ImportPreview, wanted: Wanted) -> tuple[Reading, ...]:
    """The readings of a file in the order of the list; what nothing is known of yet is there too."""
    from tracker.ui.answers_import import reading

    found = {each.name: each for each in seen.readings}
    asked = {(each.hint or "").removeprefix("--").replace("-", "_"): each.value for each in seen.questions}
    kind = reading("kind", seen.kind, "said" if wanted.kind else "sure" if seen.kind else "open")
    # Nothing can be said of a text that cannot be read.
    shown = [] if "encoding" in asked else [kind]
    for name in names():
        if name == "kind":
            continue
        if name == "profile":
            if seen.table or "profile" in asked:
                how = "said" if wanted.profile else "open" if "profile" in asked else "sure"
                shown.append(reading("profile", wanted.profile or seen.profile, how))
            continue
        if name == "loan":
            shown_for_card = wanted.loan or wanted.purchases
            if seen.kind == "payments" and (seen.holds != "statement" or shown_for_card):
                by_row = any(each.key == "loan" for each in seen.table)
                asks = any(each.mark == "ask" for each in seen.rows) and not by_row
                asks = asks or ("loan" in asked and not wanted.loan)
                how = "said" if wanted.loan else "open" if asks else "sure" if by_row else "guess"
                shown.append(reading("loan", wanted.loan, how))
        elif name in found:
            shown.append(found[name])
        elif name in asked:
            said = str(getattr(wanted, name, ""))
            shown.append(reading(name, said, "open", asked[name]))
    return tuple(shown)


def reading_columns() -> tuple[Column, ...]:
    """The columns of the list of readings."""
    return (
        Column(title="", width=2),
        Column(title=_("How it is read"), width=18),
        Column(title="", width=20, grow=True),
        Column(title="", width=11, least=50),
    )


def reading_line(
    each: Reading, loans: dict[str, str], layouts: dict[str, str], told: Sequence[str] = ()
) -> Line:
    """One reading: a mark, its name, its value, and how sure it is."""
    sure = {"said": _("you said so"), "sure": _("sure"), "guess": _("guess"), "open": _("choose")}
    marks = {"said": "ok", "sure": "ok", "guess": "~", "open": "!"}
    text = loans.get(each.value, "") if each.name == "loan" else value_text(each.name, each.value)
    if each.name == "profile":
        text = layout_text(each.value, layouts, told)
    if each.name == "loan" and not each.value:
        text = _("each row says")
    if each.how == "open":
        text = (
            _("{example}: two readings").format(example=each.example) if each.example else _("not told yet")
        )
    return Line(
        tone=_TONES.get(each.how, "ok"), cells=(marks[each.how], names()[each.name], text, sure[each.how])
    )


def layout_text(value: str, layouts: dict[str, str], told: Sequence[str]) -> str:
    """The layout a file is read by, and the columns that told it."""
    if value in ("", "-"):
        return _("none: the names of its columns say it")
    title = layouts.get(value, value)
    if not told:
        return title
    words = ngettext("{layout} ({count} column: {names})", "{layout} ({count} columns: {names})", len(told))
    return words.format(layout=title, count=len(told), names=", ".join(told))


def value_text(name: str, value: str) -> str:
    """The value of a reading in words."""
    if name == "header":
        return _("none") if value in ("0", "none") else _("line {line}").format(line=value)
    if name == "encoding":
        return value.upper()
    if name == "currency" and not value:
        return _("of each loan")
    if name == "purchases" and not value:
        return _("left out")
    return next((text for text, each in choices(name, "") if each == value and value), value)


def choices(name: str, example: str) -> tuple[Option, ...]:
    """What can be chosen for a reading, each with what it makes of an example from the file."""
    auto = (_("as the file says"), "")
    options: tuple[Option, ...]
    match name:
        case "kind":
            return ((_("payments"), "payments"), (_("loans"), "loans"))
        case "encoding":
            options = (
                ("UTF-8", "utf-8"), ("GB18030 (GBK, GB2312)", "gb18030"), ("Big5", "big5"),
                ("UTF-16", "utf-16"), ("Windows-1252", "cp1252"), ("Shift JIS", "shift_jis"),
            )  # fmt: skip
        case "delimiter":
            options = ((_("comma"), ","), (_("semicolon"), ";"), (_("tab"), "\t"), (_("bar"), "|"))
        case "date_format":
            options = tuple(
                (f"{words}{_example(example, order)}", order)
                for order, words in (
                    ("dmy", _("day first")), ("mdy", _("month first")), ("ymd", _("year first")),
                )
            )  # fmt: skip
        case "decimal_mark":
            options = (
                (_("a point") + _number(example, ",", "."), "."),
                (_("a comma") + _number(example, ".", ","), ","),
            )
        case "rate_unit":
            options = (
                (_("percent") + (f": {example} = {example}%" if example else ""), "percent"),
                (_("a fraction") + (f": {example} = {_percent(example)}" if example else ""), "fraction"),
            )
        case "purchases":
            return ((_("left out"), ""), (_("come to the card, each with its reason"), "yes"))
        case "sign":
            options = (
                (_("positive amounts are payments"), "positive"),
                (_("negative amounts are payments"), "negative"),
            )
        case _:
            options = ()
    return (auto, *options)


def hint(name: str) -> str:
    """What can be typed for a reading."""
    return {
        "header": _("The number of the line that names the columns, or: none"),
        "currency": _("A code such as CNY; empty: as the file says"),
        "encoding": _("A name such as euc-kr; empty: as the file says"),
    }.get(name, "")


def refuse(name: str, text: str) -> str:
    """Why a typed reading cannot be."""
    if name == "currency" and text:
        _code, problems = parse_currency(text)
        return sentence(problems[0]) if problems else ""
    if name == "header" and text and text.lower() != "none" and not (text.isascii() and text.isdigit()):
        return hint(name)
    return ""


def _example(text: str, order: str) -> str:
    if not text:
        return ""
    on, _problems = parse_date(text, order=order)  # type: ignore[arg-type]
    return f": {text} = {on.isoformat()}" if on is not None else ""


def _number(text: str, thousands: str, mark: str) -> str:
    return f": {text} = {text.replace(thousands, '').replace(mark, '.')}" if text else ""


def _percent(text: str) -> str:
    from decimal import Decimal, InvalidOperation

    try:
        return f"{(Decimal(text) * 100).normalize():f}%"
    except InvalidOperation:
        return "?"
