"""`debt talk adviser`: what to ask somebody who offers help, and what the answers raise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.command import F, argument, command, option
from tracker.cli.errors import refuse, usage
from tracker.cli.output import Table
from tracker.cli.reading import typed
from tracker.cli.session import Session
from tracker.cli.talk_rows import keep, move_entry
from tracker.cli.words import N_
from tracker.domain.recovery.adviser import CODES, QUESTIONS, Weight
from tracker.locale import _
from tracker.locale.advisers import adviser_verdict_text, answer_text, flag_text, question_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.domain.recovery.adviser import Adviser, Question

FIELDS = ("adviser_id", "name", "loan", "asked_on", "verdict", "fee", "currency")
_MARKS = {"stop": "!!", "look": "!", "ok": "ok"}


def _options(function: F) -> F:
    for name, metavar, text in (
        ("--note", N_("TEXT"), N_("A note.")),
        ("--scope", N_("TEXT"), N_("What they say they do.")),
        ("--saves", N_("AMOUNT"), N_("What they say it saves.")),
        ("--fee", N_("AMOUNT"), N_("What they ask for.")),
        ("--licence", N_("TEXT"), N_("Their licence and where you looked it up.")),
        ("--on", N_("DATE"), N_("When you asked; today if not given.")),
        ("--unknown", "CODE,…", N_("Questions that are open again.")),
        ("--no", "CODE,…", N_("Questions answered with no.")),
        ("--yes-to", "CODE,…", N_("Questions answered with yes.")),
    ):
        function = option(name, metavar=metavar, help=text)(function)
    return typed(function)


def _answers(fields: dict[str, str | None]) -> dict[str, str | None]:
    """The fields with an answer by the code of each question."""
    found = dict(fields)
    for word, name in (("yes", "yes_to"), ("no", "no"), ("unknown", "unknown")):
        text = found.pop(name, None) or ""
        for code in (part.strip().replace("-", "_") for part in text.replace("，", ",").split(",")):
            if code and code not in CODES:
                raise usage(
                    _("{code} is no question; debt talk adviser questions lists them.").format(code=code)
                )
            if code:
                found[code] = word
    return found


@command(
    "debt talk adviser questions",
    help=N_("What to ask anybody who offers help with debts, `!!` where one answer is a sign of fraud."),
)
def questions_command(session: Session) -> None:
    """List the questions."""
    from tracker.services.talk.advisers import question_rules

    with session.book() as book:
        rules = {each.code: [rule.number for rule in question_rules(book, each)] for each in QUESTIONS}
    session.rows(
        "talk.adviser.questions",
        [
            {
                "code": each.code, "question": question_text(each.code), "raises": each.raises.value,
                "weight": each.weight.value, "rules": rules[each.code],
            }
            for each in QUESTIONS
        ],
        lambda: Table(
            ("", _("Code"), _("Question"), _("Beware of"), _("Rule")),
            [
                (
                    _mark(each), each.code, question_text(each.code), answer_text(each.raises.value),
                    " ".join(rules[each.code]),
                )
                for each in QUESTIONS
            ],
        ),
        fields=("code", "question", "raises", "weight"),
    )  # fmt: skip


@command(
    'debt talk adviser add "Quick Relief" --fee 3000 --saves 2500 --yes-to up_front_fee,erase_records',
    'debt talk adviser add "Legal aid" --loan jiebei --no up_front_fee --yes-to licence_seen',
    help=N_("Keep somebody who offers help, with what they answered; the answers say what to beware of."),
)
@argument("name", metavar=N_("NAME"))
@option("--loan", metavar="LOAN", help=N_("The loan it is about; without it, all of them."))
@_options
def add_command(session: Session, *, name: str, loan: str | None, **fields: str | None) -> None:
    """Keep an adviser."""
    from tracker.services.talk.advisers import keep_adviser

    told = {"name": name, **_answers(fields)}
    with session.book() as book:
        meant = session.loan(book, loan) if loan else None
        keep(session, told, lambda opened, got: keep_adviser(opened, got, loan=meant), book)


@command("debt talk adviser edit 1 --yes-to licence_seen", help=N_("Change what is known of an adviser."))
@argument("adviser", metavar="ID", type=int)
@option("--name", metavar=N_("NAME"), help=N_("The name."))
@_options
def edit_command(session: Session, *, adviser: int, **fields: str | None) -> None:
    """Change an adviser."""
    from tracker.services.talk.advisers import keep_adviser

    keep(session, _answers(fields), lambda book, got: keep_adviser(book, got, adviser_id=adviser))


@command(
    "debt talk adviser list",
    help=N_("Those who were asked: `!!` is a sign of fraud, `!` has something to look into."),
)
@option("--trash", is_flag=True, help=N_("Those in the trash instead."))
def list_command(session: Session, *, trash: bool) -> None:
    """List the advisers."""
    from tracker.services.talk.advisers import list_advisers

    with session.book() as book:
        found = list_advisers(book, trashed=trash)
    session.rows(
        "talk.adviser.list",
        [_json(each) for each in found],
        lambda: _table(found),
        fields=FIELDS,
        empty=_("Nobody was asked yet. debt talk adviser questions says what to ask."),
    )


@command("debt talk adviser show 1", help=N_("One adviser with every answer and what it raises."))
@argument("adviser", metavar="ID", type=int)
def show_command(session: Session, *, adviser: int) -> None:
    """Show an adviser."""
    from tracker.services.talk.entry import find_entry, gone

    with session.book() as book:
        found: Adviser | None = find_entry(book, "adviser", adviser)
    if found is None:
        raise refuse(gone("adviser", adviser))
    if session.facts("talk.adviser.show", _json(found), lambda: _lines(found)):
        session.out.line()
        session.out.table(_questions(found))


@command("debt talk adviser rm 1", help=N_("Move an adviser to the trash."))
@argument("adviser", metavar="ID", type=int)
def rm_command(session: Session, *, adviser: int) -> None:
    """Move an adviser to the trash."""
    move_entry(session, "adviser", adviser)


@command("debt talk adviser restore 1", help=N_("Take an adviser out of the trash."))
@argument("adviser", metavar="ID", type=int)
def restore_command(session: Session, *, adviser: int) -> None:
    """Take an adviser out of the trash."""
    move_entry(session, "adviser", adviser, back=True)


def _mark(question: Question) -> str:
    return "!!" if question.weight is Weight.STOP else "!"


def _money(minor: int | None, currency: str) -> str | None:
    return None if minor is None else rows.money(minor, currency)


def _json(each: Adviser) -> dict[str, Any]:
    return {
        "adviser_id": each.id,
        "name": each.name,
        "loan_id": each.loan_id,
        "loan": each.loan,
        "asked_on": each.asked_on,
        "licence": each.licence,
        "fee": _money(each.fee_minor, each.currency),
        "saves": _money(each.saves_minor, each.currency),
        "currency": each.currency,
        "scope": each.scope,
        "verdict": each.verdict,
        "flags": [one.code for one in each.flags],
        "dearer": each.dearer,
        "answers": {code: each.answer(code).value for code in CODES},
        "note": each.note,
    }


def _table(found: Sequence[Adviser]) -> Table:
    return Table(
        ("", f">{_('ID')}", _("Name"), _("Loan"), _("Asked"), _("Answers say"), _("Signs")),
        [
            (
                _MARKS[each.verdict],
                str(each.id),
                each.name,
                each.loan or _("all loans"),
                each.asked_on.isoformat(),
                adviser_verdict_text(each.verdict),
                ", ".join(flag_text(one.code) for one in each.flags),
            )
            for each in found
        ],
    )


def _lines(each: Adviser) -> list[tuple[str, str]]:
    shown = [
        (_("Name"), each.name),
        (_("Answers say"), f"{_MARKS[each.verdict]} {adviser_verdict_text(each.verdict)}"),
    ]
    shown += [(_("Licence"), each.licence)] if each.licence else []
    if each.fee_minor is not None:
        fee = f"{rows.amount_of(each.fee_minor, each.currency)} {each.currency}"
        shown.append((_("Fee"), f"! {fee}" if each.dearer else fee))
    if each.saves_minor is not None:
        saves = f"{rows.amount_of(each.saves_minor, each.currency)} {each.currency}"
        shown.append((_("Said to save"), saves))
    shown += [(_("Scope"), each.scope)] if each.scope else []
    shown += [(_("Note"), each.note)] if each.note else []
    return shown


def _questions(each: Adviser) -> Table:
    raised = set(each.flags)
    return Table(
        ("", _("Question"), _("Answer")),
        [
            (
                _mark(one) if one in raised else "~" if one in each.unasked else "ok",
                question_text(one.code),
                answer_text(each.answer(one.code).value),
            )
            for one in QUESTIONS
        ],
    )
