"""The papers of the Talks screen: which there are, and what is asked before one is made."""

from __future__ import annotations

from tracker.locale import _, language
from tracker.locale.papers import kind_title
from tracker.ui.entry_form import EntryField
from tracker.ui.widgets.virtual_list import Column, Line

PAPERS = ("callsheet", "brief", "hardship", "confirm", "complaint", "statement", "case_file")
"""In the order in which talks need them; the letter of a dispute is made from its own screen's list."""


def paper_columns() -> tuple[Column, ...]:
    """The columns of the papers."""
    return (Column(title=_("Paper"), width=36), Column(title=_("What it is for"), width=20, grow=True))


def paper_line(kind: str) -> Line:
    """A paper with what it is for."""
    title = _("Case file") if kind == "case_file" else kind_title(kind)
    return Line(cells=(title, paper_use(kind)))


def paper_use(kind: str) -> str:
    """What a paper is for."""
    return {
        "callsheet": _("before a call: facts, asks, what to write down"),
        "brief": _("one debt on a page, for its lender"),
        "hardship": _("asks for payments that you can keep"),
        "confirm": _("asks for what was said in writing"),
        "complaint": _("about contacts, with times and rules"),
        "statement": _("all creditors and their shares"),
        "case_file": _("evidence, log, offers and brief in one zip"),
    }.get(kind, "")


def paper_about(kind: str) -> str:
    """What happens with the paper of the row."""
    words = _(
        "Enter makes it from what the book holds now. It is shown first; there y copies it, x writes it."
    )
    if kind == "case_file":
        words = _("Enter asks where to write it. debt evidence verify --bundle checks it anywhere.")
    return f"{paper_use(kind)}\n{words}"


def paper_fields(kind: str, currency: str) -> tuple[EntryField, ...]:
    """What is asked before a paper is made: its language, what is taken out, what fills open places."""
    redact = "none" if kind == "callsheet" else "numbers"
    places = (
        EntryField(name="name", label=_("Your name"), hint=_("empty: left open")),
        EntryField(name="address", label=_("Address"), hint=_("empty: left open")),
        EntryField(name="phone", label=_("Phone"), hint=_("empty: left open")),
        EntryField(name="contract", label=_("Contract"), hint=_("its number; empty: left open")),
    )
    more: tuple[EntryField, ...] = ()
    if kind == "complaint":
        more = (EntryField(name="body", label=_("To whom"), hint=_("the lender, a regulator")),)
    if kind == "statement":
        more = (
            EntryField(name="offer", label=_("For all"), currency=currency,
                       hint=_("what all get in a month; empty: what is left")),
        )  # fmt: skip
    if kind in ("brief", "statement"):
        shown = (("no", _("as a total only")), ("yes", _("by name")))
        more = (*more, EntryField(name="show_lenders", label=_("Other debts"), value="no", choices=shown))
    return (
        EntryField(
            name="language", label=_("Language"), value=language(),
            choices=(("en", "English"), ("zh_CN", "简体中文")),
        ),
        EntryField(
            name="redact", label=_("Take out"), value=redact,
            choices=(
                ("none", _("nothing")), ("numbers", _("long numbers but their tails")),
                ("numbers,lenders", _("numbers and other lenders")),
                ("numbers,lenders,names", _("numbers, lenders and names")),
            ),
        ),
        *more,
        *(() if kind == "callsheet" else places),
    )  # fmt: skip


def case_file_fields(place: str) -> tuple[EntryField, ...]:
    """What is asked before a case file is written."""
    return (
        EntryField(name="output", label=_("Written to"), value=place, is_path=True, is_new=True),
        *paper_fields("brief", ""),
        EntryField(name="exists", label=_("It exists"), value="keep",
                   choices=(("keep", _("keep it")), ("replace", _("replace it")))),
    )  # fmt: skip
