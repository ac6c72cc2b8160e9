"""Problems with what a person typed or a file said, as one sentence in their language."""

from __future__ import annotations

from tracker.domain.problems import Problem
from tracker.domain.text import clean
from tracker.locale import _
from tracker.locale.fields import field_name
from tracker.locale.files import sign_problems
from tracker.locale.joining import listed, relisted
from tracker.locale.system import system_text

_LONGEST = 80
_LONGEST_PATH = 1024
"""The end of a path is what a person knows it by."""
_LISTS = frozenset({"accepted", "choices", "columns", "matches", "names", "needs", "readings"})
"""Parameters that are several words."""
_PAST = frozenset({
    "paid_on", "posted_on", "balance_on", "opened_on", "on", "date", "since", "sent", "answered", "settled",
    "pulled", "removed", "confirmed_on", "happened", "statement_on",
})  # fmt: skip
"""Fields of days that have been."""
_NAMES_FIELDS = frozenset({"three_of_four"})
"""Problems whose value is the names of fields."""


def sentence(problem: Problem, called: str = "") -> str:
    """What is wrong and what would be accepted, with the field (as the form calls it), value and place."""
    code = problem.code
    if code == "date_unreadable" and problem.field in _PAST:
        code = "past_date_unreadable"  # what is told of lies behind
    words = _messages().get(code) or _("{field}: {value} is not accepted ({code})")
    known = {
        **{name: _listed(name, clean(text)) for name, text in problem.params.items()},
        "field": called or field_name(problem.field),
        "value": _fields_of(problem.value) if problem.code in _NAMES_FIELDS else _shown(problem.value),
        "code": problem.code,
    }
    text = words.format_map(_Known(known))
    if problem.line is not None:
        place = _("line {line}, column {column}: ") if problem.column else _("line {line}: ")
        text = place.format(line=problem.line, column=clean(problem.column or "")) + text
    if problem.hint:
        text += _(" ({hint} decides)").format(hint=clean(problem.hint))
    return text


def _listed(name: str, text: str) -> str:
    return relisted(text) if name in _LISTS else system_text(text) if name == "reason" else text


def _fields_of(value: str) -> str:
    return listed(map(field_name, value.split(", ")))


class _Known(dict[str, str]):
    """Parameters of a message; one a problem does not carry reads as a question mark."""

    def __missing__(self, key: str) -> str:
        return "?"


def _shown(value: str) -> str:
    text = clean(value)
    longest = _LONGEST_PATH if "/" in text else _LONGEST
    return _("(empty)") if not text.strip() else text if len(text) <= longest else f"{text[:longest]}…"


def _messages() -> dict[str, str]:
    from tracker.locale.alerting import alert_problems
    from tracker.locale.borrowing import borrow_problems
    from tracker.locale.calculating import calc_problems
    from tracker.locale.cases import case_problems
    from tracker.locale.cash import cash_problems
    from tracker.locale.credit import credit_problems
    from tracker.locale.evidence import evidence_problems
    from tracker.locale.offers import offer_problems
    from tracker.locale.papers import papers_problems
    from tracker.locale.plan import plan_problems
    from tracker.locale.talks import talk_problems

    return {
        **_typed(),
        **_facts(),
        **_files(),
        **_columns(),
        **_screen(),
        **alert_problems(),
        **cash_problems(),
        **credit_problems(),
        **talk_problems(),
        **offer_problems(),
        **borrow_problems(),
        **calc_problems(),
        **case_problems(),
        **evidence_problems(),
        **papers_problems(),
        **plan_problems(),
    }


def _typed() -> dict[str, str]:
    """What a single value cannot be."""
    return {
        "required": _("{field} is missing"),
        "schedule_in_the_future": _(
            "a new schedule from {on} would hide what is overdue until then; record it once it begins"
        ),
        "amount_unreadable": _("{field}: {value} is not an amount; try 1905.20, 12k or 2000*3"),
        "amount_ambiguous": _("{field}: {value} can be read in two ways; say which mark is the decimal one"),
        "amount_too_large": _("{field}: {value} is more than any household owes"),
        "too_many_decimals": _("{field}: {value} has more than the {decimals} decimals of {currency}"),
        "division_by_zero": _("{field}: {value} divides by zero"),
        "not_positive": _("{field}: {value} must be more than zero"),
        "negative": _("{field}: {value} must not be negative"),
        "not_in_range": _("{field}: {value} is not between {low} and {high}"),
        "not_a_choice": _("{field}: {value} is not one of {accepted}"),
        "unknown_filter_word": _("{value} is not a word of the filter; try {accepted}"),
        "filter_takes_colon": _("{field} takes a colon: {value}"),
        "unknown_choice": _("{field}: {value} is not one of {choices}"),
        "not_an_order": _("{field}: {value} does not name each part once; the parts are {accepted}"),
        "too_long": _("{field} is too long"),
        "date_unreadable": _("{field}: {value} is not a date; try 2026-11-28, 11-28, +7 or tomorrow"),
        "past_date_unreadable": _("{field}: {value} is not a date; try 2026-11-28, 11-28, -3 or yesterday"),
        "no_such_date": _("{field}: {value} is not in the calendar"),
        "date_ambiguous": _("{field}: {value} can be read in two ways; write YYYY-MM-DD or name the order"),
        "due_day_unreadable": _("{field}: {value} is not a day of the month, 1 to 31"),
        "time_unreadable": _("{field}: {value} is not a time of day; write 09:00"),
        "retry_unreadable": _("{field}: {value} is not a list of days after, 1 to {most}; try 1,3"),
        "duration_unreadable": _("{field}: {value} is not a span of time; try 30d, 6w or 3m"),
        "duration_too_long": _("{field}: {value} is longer than a hundred years"),
        "periods_unreadable": _("{field}: {value} is not a number of instalments; try 36, 36m or 3y"),
        "rate_unreadable": _("{field}: {value} is not a rate; try 6.8%, 0.05%/day, 2%/month or 月息1分"),
        "rate_ambiguous": _("{field}: {value} may be a percentage or a fraction; write {value}% or 18%"),
        "beyond_whole": _("{field}: {value} is a share in percent and cannot be more than 100"),
        "rate_too_large": _("{field}: {value} is more than any lender charges"),
        "rate_period_conflict": _("{field}: {value} says {found}, expected {expected}"),
        "rate_period_unknown": _("{field}: {value} is not year, month or day"),
        "currency_unknown": _("{field}: {value} is not a currency; write a code such as CNY"),
        "currency_ambiguous": _("{field}: {value} can be {choices}; write the code"),
        "more_than_balance": _("{field}: {value} is more than the balance"),
        "one_currency": _("a plan is for one currency; the list has {names}"),
        "currency_mismatch": _("{field}: {value} is in {found}, expected {expected}"),
    }


def _facts() -> dict[str, str]:
    """What the facts of a loan do not allow."""
    return {
        "before_opened": _("{field}: {value} is before the loan began on {start}"),
        "before_tracked": _("{field}: {value} is before {start}, where the record of the loan begins"),
        "in_the_future": _("{field}: {value} has not come yet"),
        "needs_balance": _("{field}: {value} needs the balance of that day too"),
        "before_origin": _("{field}: {value} is before the mark began"),
        "before_sent": _("{field}: {value} is before the dispute was sent"),
        "not_between": _("{field}: {value} is not between {low} and {high}"),
        "posted_before_paid": _("{field}: {value} is before the day it was paid"),
        "due_before_statement": _("{field}: {value} is before the statement"),
        "named_twice": _("{field}: {value} is named twice"),
        "not_comparable": _("{field}: {value} cannot stand in one group; only {accepted} can"),
        "cash_unknown": _("no account has a balance that is known; say what there is, or set one first"),
        "name_taken": _("{field}: there is another {value} already"),
        "gone": _("{field} is not there any more"),
        "changed_elsewhere": _("{field} was changed elsewhere in the meantime; read it again first"),
        "no_autopay": _("{value} has no autopay; set it first"),
        "no_such_step": _(
            "{field}: a payment that is {state} does not become {value}, but {accepted}; debt payment edit"
            " corrects what was entered wrongly"
        ),
        "refund_is_back": _("the money of that payment is back; it cannot count as well"),
        "not_refundable": _(
            "{field}: a payment that is {value} has not come to an end; say first how it went"
        ),
        "more_than_paid": _("{field} is more than was paid"),
        "refund_in_part": _("a posted payment is asked back whole; correct its amount first"),
        "no_claim": _("nobody has entered what {value} claims; debt loan claim {value} AMOUNT does"),
        "no_rate": _("{field}: {value} allows no rate"),
        "needs_rate": _("{field} needs the rate of the loan"),
        "not_revolving": _("{value} is not a card or credit line"),
        "payment_below_interest": _("{field}: {value} does not cover the interest, so it would never end"),
        "payments_below_principal": _("{field}: {value} does not pay back the principal"),
        "three_of_four": _("three of amount, rate, number and instalment are needed; missing: {value}"),
        "schedule_total": _("the parts of the schedule make {total}, the balance is {expected}"),
        "fee_above_principal": _("{field} is more than the loan"),
        "card_tail_only": _("card: only the last four digits are kept"),
        "not_an_expiry": _("{field}: {value} is not month and year as on the card, such as 08/27"),
        "terms_missing": _("{field} is missing; without it there is no schedule"),
        "statement_twice": _("{field}: there is a statement of {value} already"),
        "not_in_order": _("{field}: {value} is not after the date before it"),
        "month_unreadable": _("{field}: {value} is not a month; write 2026-12"),
        "not_a_file": _("{field}: {value} is not a file"),
        "unreadable_file": _("{field}: {value} cannot be read: {detail}"),
    }


def _files() -> dict[str, str]:
    """What a file cannot be."""
    return {
        "stdin_closed": _("nothing comes in on standard input"),
        "file_empty": _("{value} is empty"),
        "file_missing": _("there is no file {value}"),
        "file_is_directory": _("{value} is a folder"),
        "file_not_regular": _("{value} is not an ordinary file ({kind})"),
        "file_not_text": _("{value} is {kind}, not CSV; export it as CSV first"),
        "workbook_unreadable": _("{value} is an Excel file that cannot be read ({reason}); export it as CSV"),
        "excel_missing": _(
            "{value} is an Excel file. Reading it needs one more package: pip install 'debt-tracker[excel]'; "
            "or export it as CSV"
        ),
        "file_too_large": _("{value} is larger than {limit} bytes"),
        "file_changing": _("{value} changed while it was read; try again"),
        "file_unreadable": _("{value} cannot be read: {reason}"),
        "nul_byte": _("{value} holds a NUL byte; it is no text"),
        "encoding_unknown": _("{value}: the encoding cannot be told (byte {byte}); it may be {guess}"),
        "encoding_unknown_name": _("{encoding} is not an encoding"),
        "encoding_mismatch": _("{value} is not {encoding} (byte {byte})"),
        "encoding_mixed": _("{value} mixes encodings (byte {byte})"),
        "field_too_large": _("{value} has a cell of more than {limit} characters"),
        "quote_unclosed": _("{value} ends inside a quoted cell"),
        "quote_misplaced": _("{value} has text after a closing quote"),
        "table_malformed": _("{value} cannot be read as a table"),
        "row_too_long": _("the row has {found} cells, the header {expected}"),
        "row_too_short": _("the row has {found} cells, the header {expected}"),
        "empty": _("{value} is empty"),
        "file_exists": _("{value} exists already"),
        "not_writable": _("{value} cannot be written: {reason}"),
        "folder_missing": _("there is no folder {value}"),
        "not_a_folder": _("{value} is not a folder"),
        "no_files": _("{value} has no files of an export"),
        "not_our_file": _("{value} was not written by debt export"),
        "file_newer": _("{value} was written by a newer version ({version})"),
        "terms_lacking": _("{field}: {value} has no terms in the export"),
        "kind_twice": _("{value} holds a kind that another file holds too"),
        "unknown_kind": _("{value} is not a kind of an export"),
        "unknown_reference": _("{field}: the export does not hold {value}"),
        "not_a_number": _("{field}: {value} is not a whole number"),
        "not_accepted_here": _("{field}: {value} is not what an export writes there"),
        "breaks_a_rule": _("{field}: the row breaks a rule of the file: {detail}"),
        "too_many_rows": _("{value} has more than {limit} loans"),
    }


def _columns() -> dict[str, str]:
    """What the columns of a file leave open."""
    return {
        "header_missing": _("{value} has no line that names the columns; needed: {needs}"),
        "column_twice": _("two columns are {field}: {value}"),
        "map_column_missing": _("there is no column {value} for {field}"),
        "set_unreadable": _("{value} is not LINE:COLUMN=VALUE"),
        "loan_for_unreadable": _("{value} is not TEXT=LOAN"),
        "lines_unreadable": _("{value} is not a number of a line, such as 12, or several, such as 12-14"),
        "no_such_line": _("no row of the file begins on line {value}"),
        "map_unreadable": _("{value} is not KEY=COLUMN"),
        "file_changed_since": _("{value} is no longer the file that was looked at; look at it again"),
        "which_kind": _("{value} may hold loans or payments; say which"),
        "which_card": _("the card of the purchases cannot be told: {value}"),
        "wallet_is_no_card": _("{value}: the rows of a wallet are not those of one card"),
        "which_loan": _("the loan of a payment cannot be told: {value}"),
        "loan_not_found": _("there is no loan {value}"),
        "loan_ambiguous": _("{value} can mean several loans"),
        "resaved_by_spreadsheet": _("{field}: a spreadsheet has rounded the numbers; export the file again"),
        **sign_problems(),
        "date_order_other": _("{field}: {value} does not fit the order of day and month of this layout"),
        "decimal_mark_other": _("{field}: the decimal mark is not the one of this layout"),
        "year_missing": _("{value}: the dates have no year, and no line before them says it"),
        "which_profile": _("{value} fits several layouts: {choices}"),
        "profile_not_found": _("there is no profile {value}"),
        "profile_does_not_fit": _("{value} is not laid out as {profile}"),
        "profile_unreadable": _("profile {value} cannot be read: {reason}"),
        "profile_name": _("{value} cannot be the name of a profile of your own"),
        "profile_needs_header": _("a layout can be kept only of a file whose columns have names"),
        "count_differs": _("{value} says {declared} rows and has {found}"),
        "sign_mixed": _(
            "{field}: {positive} amounts are positive, {negative} negative; say which are payments"
        ),
        "kind_mismatch": _("this looks like a list of {value}; say which it is"),
        "date_order_mixed": _("{field}: day and month stand in both orders"),
        "decimal_mark_mixed": _("{field}: point and comma both mark decimals"),
        "currency_mixed": _("the file mixes currencies; name the column that says which"),
    }


def _screen() -> dict[str, str]:
    """What settings of the dashboard cannot be."""
    return {
        "key_clash": _("key {value} already runs {other}; {field} keeps its own key"),
        "unknown_command": _("keys: {field} is not a command; Setup, Keys lists them"),
        "unusable_key": _("{field}: {value} does not reach a program in every terminal; choose another"),
        "theme_unreadable": _("theme {file}: {reason}"),
        "unknown_theme": _("there is no theme {value}; debt theme list names them"),
        "unknown_theme_key": _("theme {file}: {field} is not a key a theme may set"),
        "missing_theme_key": _("theme {file}: {field} is missing"),
        "not_a_colour": _("theme {file}: {field} = {value} is not a colour; try #1A2B3C"),
        "low_contrast": _("theme {file}: {field} has a contrast of {ratio}; text needs {wanted}"),
        "alike_colours": _(
            "theme {file}: two marks are only {found} apart for {vision} vision; {wanted} are needed"
        ),
    }
