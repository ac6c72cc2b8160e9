"""`debt talk brief|statement|letter`: papers from what the book holds, to read, copy, print or send."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli.command import F, argument, command, option
from tracker.cli.errors import CliError, Exit, refuse
from tracker.cli.reading import settle, typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.domain.problems import Problem
from tracker.locale import _, language
from tracker.locale.hiding import hiding, is_hiding

if TYPE_CHECKING:
    from tracker.domain.problems import Checked
    from tracker.services.book import Book
    from tracker.services.paper.draft import PaperOptions
    from tracker.services.paper.papers import PaperText

FIELDS = ("kind", "title", "language", "format", "blanks", "text")
PLACES = ("name", "address", "phone", "contract")


def filled(function: F) -> F:
    """What every paper takes: what is taken out of it, what is filled in, whether it may replace a file."""
    for names, settings in (
        (("--contract",), {"metavar": N_("TEXT"), "help": N_("The number of the contract.")}),
        (("--phone",), {"metavar": N_("TEXT"), "help": N_("Your phone number.")}),
        (("--address",), {"metavar": N_("TEXT"), "help": N_("Your address.")}),
        (("--name",), {"metavar": N_("TEXT"), "help": N_("Your name.")}),
        (("--redact",), {"metavar": "numbers,lenders,names|none", "help": N_(
            "What to take out: numbers leaves the tails of accounts, phone numbers and ids; lenders calls "
            "the others Lender A, B …; names leaves out who people are. What you fill in by options stays."
        )}),
        (("--force",), {"is_flag": True, "help": N_("Replace what stands there.")}),
    ):  # fmt: skip
        function = option(*names, **settings)(function)
    return function


def paper_options(function: F) -> F:
    """What a single paper takes besides: its form and where it goes."""
    for names, settings in (
        (("--show-amounts",), {"is_flag": True, "help": N_("Write the sums even if hide_amounts is set.")}),
        (("--format", "form"), {"metavar": "md|html", "help": N_(
            "md is Markdown, html a page to print; by the name of the file if not given."
        )}),
        (("-o", "--output"), {"metavar": "FILE|-", "help": N_("Where to write; readable by you only.")}),
    ):  # fmt: skip
        function = option(*names, **settings)(function)
    return filled(function)


@command(
    "debt talk brief jiebei",
    "debt talk brief jiebei --lang zh_CN -o brief.html",
    "debt talk brief jiebei --redact numbers,lenders --show-lenders",
    help=N_(
        "One debt on a page for its lender: the figures with their sources, what happened, income and "
        "essential costs, the proposal and the attachments. Other debts stand in it as a total only. Long "
        "numbers are left out down to their tails unless --redact says otherwise."
    ),
)
@argument("loan", metavar="LOAN")
@option("--show-lenders", is_flag=True, help=N_("Name the other creditors too."))
@paper_options
def brief_command(session: Session, *, loan: str, show_lenders: bool, **given: str | bool | None) -> None:
    """Write a situation brief."""
    _make(session, "brief", given, loan=loan, show_lenders=show_lenders)


@command(
    "debt talk statement --offer 1500",
    "debt talk statement --lang zh_CN --redact numbers,lenders -o statement.html",
    help=N_(
        "Income, essential costs and what is left, then every creditor with its balance, its share and its "
        "part of what can be paid in a month. The parts add up exactly; sums of other currencies are not "
        "exchanged."
    ),
)
@option("--offer", metavar=N_("AMOUNT"), help=N_("What all get together in a month; else what is left."))
@paper_options
@typed
def statement_command(session: Session, *, offer: str | None, **given: str | bool | None) -> None:
    """Write a statement for creditors."""
    _make(session, "statement", given, offer=offer)


@command(
    "debt talk letter hardship jiebei --name 'Li Lei' --contract HT2026-0012",
    "debt talk letter confirm jiebei --lang zh_CN",
    "debt talk letter dispute 1 -o dispute.html",
    "debt talk letter complaint jiebei --to 12378",
    help=N_(
        "A letter from what the book holds: hardship asks for payments you can keep, confirm for what was "
        "said in writing, dispute objects to an entry of a credit report, complaint is about contacts. What "
        "is not known stands in it as [ … ] and is listed. Rules are named where one speaks of it, with "
        "their dates."
    ),
)
@argument("kind", metavar="hardship|confirm|dispute|complaint")
@argument("about", metavar="LOAN|DISPUTE")
@option("--to", metavar=N_("TEXT"), help=N_("Whom a complaint goes to."))
@paper_options
def letter_command(
    session: Session, *, kind: str, about: str, to: str | None, **given: str | bool | None
) -> None:
    """Write a letter."""
    from tracker.services.paper.papers import LETTERS

    if kind not in LETTERS:
        params = {"choices": ", ".join(LETTERS)}
        raise refuse((Problem(code="unknown_choice", field="kind", value=kind, params=params),))
    _make(session, kind, {**given, "body": to}, loan=about)


def _make(
    session: Session,
    kind: str,
    given: dict[str, str | bool | None],
    *,
    loan: str | None = None,
    offer: str | None = None,
    show_lenders: bool = False,
) -> None:
    """Make a paper of a kind and put it where it goes."""
    hidden = is_hiding() and not given["show_amounts"]
    with hiding(hidden=hidden), session.book() as book:
        options = options_of(session, book, given, offer=offer, show_lenders=show_lenders)
        paper, problems = _paper(session, book, kind, loan, options)
        if paper is None:
            raise refuse(problems)
        if hidden:
            session.out.say(_("Amounts are hidden in it; --show-amounts writes them."))
        deliver(session, book, paper, given)


def _paper(
    session: Session, book: Book, kind: str, about: str | None, options: PaperOptions
) -> Checked[PaperText]:
    from tracker.services.paper.papers import paper_texts

    if kind == "dispute":
        number = str(about).lstrip("#")
        dispute_id = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
        made = paper_texts(book, kind, dispute_id=dispute_id, options=options)
        if made[0] is None and made[1][0].code == "gone":
            message = _("There is no dispute {number}.").format(number=about)
            hint = _("debt credit dispute list shows what there is.")
            raise CliError("dispute_not_found", Exit.NOT_FOUND, message, hint)
        return made
    loan_id = session.loan(book, about).id if about is not None else None
    return paper_texts(book, kind, loan_id, options=options)


def options_of(
    session: Session,
    book: Book,
    given: dict[str, str | bool | None],
    *,
    offer: str | None = None,
    show_lenders: bool = False,
    redact: str = "numbers",
) -> PaperOptions:
    """How the paper is to be made, from what was typed."""
    from tracker.services.paper.draft import PaperOptions
    from tracker.services.paper.papers import read_redaction
    from tracker.services.paper.statement import read_offer

    parts, problems = read_redaction((str(given.get("redact") or redact),))
    if parts is None:
        raise refuse(problems)
    minor = None
    if offer is not None:
        minor = settle(session, {"amount": offer}, lambda got: read_offer(book, got))
    places = {name: str(given[name]) for name in (*PLACES, "body") if given.get(name)}
    return PaperOptions(
        language=language(), redact=parts, given=places, show_lenders=show_lenders, offer_minor=minor
    )


def form_of(given: dict[str, str | bool | None]) -> str:
    """The form that was asked for, else the one the file is named by, else Markdown."""
    from tracker.services.paper.papers import FORMS

    form = given.get("form")
    if form is None:
        return "html" if str(given.get("output") or "").casefold().endswith((".html", ".htm")) else "md"
    if form not in FORMS:
        params = {"choices": ", ".join(FORMS)}
        raise refuse((Problem(code="unknown_choice", field="format", value=str(form), params=params),))
    return str(form)


def deliver(session: Session, book: Book, paper: PaperText, given: dict[str, str | bool | None]) -> None:
    """Print a paper or write it to its file; what is left open and what to know go to stderr."""
    from tracker.services.paper.papers import write_paper

    form, output = form_of(given), given.get("output")
    if output in (None, "-"):
        data = {
            "kind": paper.kind, "title": paper.title, "language": paper.language, "format": form,
            "blanks": list(paper.blanks), "notes": list(paper.notes), "text": paper.text(form),
        }  # fmt: skip
        if session.out.form == "json":
            session.out.json(session.envelope("talk.paper", data))
        else:
            session.out.raw(paper.text(form))
    else:
        place, problems = write_paper(book, paper, Path(str(output)), form=form, force=bool(given["force"]))
        if place is None:
            raise refuse(problems)
        session.tell(_("Wrote {what} to {path}").format(what=paper.title, path=place))
    if paper.blanks:
        session.out.say(_("Left open: {what}.").format(what=_(", ").join(paper.blanks)))
    for note in paper.notes:
        session.out.say(note)
