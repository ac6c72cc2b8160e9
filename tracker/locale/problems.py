"""Problems with what a person typed or a file said, as one sentence in their language."""

from __future__ import annotations

from tracker.domain.problems import Problem
from tracker.domain.text import clean
from tracker.locale import _

_LONGEST = 80


def sentence(problem: Problem) -> str:
    """What is wrong and what would be accepted, with the field, the value and the place it stood."""
    words = _messages().get(problem.code) or _("{field}: {value} is not accepted ({code})")
    known = {
        **{name: clean(text) for name, text in problem.params.items()},
        "field": field_name(problem.field),
        "value": _shown(problem.value),
        "code": problem.code,
    }
    text = words.format_map(_Known(known))
    if problem.line is not None:
        place = _("line {line}, column {column}: ") if problem.column else _("line {line}: ")
        text = place.format(line=problem.line, column=clean(problem.column or "")) + text
    if problem.hint:
        text += _(" ({hint} decides)").format(hint=clean(problem.hint))
    return text


def field_name(field: str) -> str:
    """The name of a field in the person's language, or the field as it is called in files."""
    return _fields().get(field, clean(field))


class _Known(dict[str, str]):
    """Parameters of a message; one a problem does not carry reads as a question mark."""

    def __missing__(self, key: str) -> str:
        return "?"


def _shown(value: str) -> str:
    text = clean(value)
    return _("(empty)") if not text.strip() else text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _fields() -> dict[str, str]:
    return {
        "name": _("name"),
        "loan": _("loan"),
        "lender": _("lender"),
        "balance": _("balance"),
        "principal": _("principal"),
        "amount": _("amount"),
        "rate": _("rate"),
        "paid_on": _("paid on"),
        "posted_on": _("posted on"),
        "date": _("date"),
        "due_on": _("due date"),
        "due_day": _("due day"),
        "state": _("state"),
        "account": _("account"),
        "currency": _("currency"),
        "method": _("method"),
        "periods": _("number of instalments"),
        "payment": _("instalment"),
        "minimum": _("minimum payment"),
        "note": _("note"),
        "key": _("key"),
        "theme": _("theme"),
    }


def _messages() -> dict[str, str]:
    return {
        "required": _("{field} is missing"),
        "missing": _("{field} is missing"),
        "empty": _("{field} is missing"),
        "not_a_number": _("{field}: {value} is not an amount; try 1905.20, 12万 or 3k"),
        "amount_unreadable": _("{field}: {value} is not an amount; try 1905.20, 12万 or 3k"),
        "amount_ambiguous": _("{field}: {value} can be read in two ways; write 1234.56"),
        "amount_not_positive": _("{field}: {value} must be more than zero"),
        "negative": _("{field}: {value} must not be negative"),
        "too_many_decimals": _("{field}: {value} has more decimals than the currency"),
        "date_unreadable": _("{field}: {value} is not a date; try 2026-11-28, 11-28, +7 or tomorrow"),
        "no_such_date": _("{field}: {value} is not in the calendar"),
        "date_ambiguous": _("{field}: {value} can be read in two ways; write YYYY-MM-DD"),
        "before_opened": _("{field}: {value} is before the loan began"),
        "other_currency": _("{field}: {value} is not in the currency of the loan"),
        "unknown_choice": _("{field}: {value} is not one of {choices}"),
        "changed_elsewhere": _("{field} was changed elsewhere in the meantime; read it again first"),
        "key_clash": _("key {value} already runs {other}; {field} keeps its own key"),
        "unknown_command": _("{field} is not a command; `?` lists them"),
        "unusable_key": _("{field}: {value} does not reach a program in every terminal; choose another"),
        "theme_unreadable": _("theme {field}: {reason}"),
        "unknown_theme_key": _("theme: {field} is not a key a theme may set"),
        "not_a_colour": _("theme: {field} = {value} is not a colour; try #1A2B3C"),
        "missing_theme_key": _("theme: {field} is missing"),
        "unknown_theme": _("there is no theme {value}; debt theme list names them"),
        "low_contrast": _("theme: {field} has a contrast of {ratio}; text needs {wanted}"),
    }
