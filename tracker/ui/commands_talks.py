"""The commands of the Talks screen."""

from __future__ import annotations

from tracker.locale import _
from tracker.ui.commands import Command


def talk_commands() -> tuple[Command, ...]:
    """Contacts, negotiations, promises, stages, channels, evidence, messages."""
    talk, here = _("talk"), ("talks",)
    return (
        Command(
            id="go.talks", keys=("5", "５"), action="app.go('talks')", area=talk, title=_("open"),
            help=_("What to do about each lender next, what was said, what is proven."),
        ),
        Command(
            id="talk.add", keys=("a", "ａ", "insert"), action="screen.add", area=talk, title=_("Add"),
            help=_("Add what the list holds: talks, a contact, a promise, a stage, a file, a channel."),
            footer=10, screens=here,
        ),
        Command(
            id="talk.contact", keys=("n", "ｎ", "ctrl+n"), action="screen.add_entry('log')", area=talk,
            title=_("Log it"), footer=12, screens=here,
            help=_("Log a call, a message or a visit with this lender, now or earlier."),
        ),
        Command(
            id="talk.step", keys=("t", "ｔ", "f5"), action="screen.step", area=talk, title=_("Step on"),
            help=_("Take the talks a step on; only steps that may follow are offered."), footer=14,
            screens=here,
        ),
        Command(
            id="talk.outcome", keys=("o", "ｏ", "ctrl+o"), action="screen.outcome", area=talk,
            title=_("Outcome"), help=_("Say what came of the promise, or that the papers were answered."),
            footer=16, screens=here,
        ),
        Command(
            id="talk.message", keys=("m", "ｍ", "ctrl+k"), action="screen.message", area=talk,
            title=_("SMS"), screens=here, footer=18,
            help=_("Paste an SMS or a letter: what in it agrees with the loan and the lender's channels."),
        ),
        *_more(talk, here),
        Command(
            id="talk.next", keys=("tab",), action="screen.next_pane(1)", area=talk, title=_("next list"),
            help=_("Go to the next list: calls, talks, offers, promises, stages, conduct, evidence, paper."),
            screens=here,
        ),
        Command(
            id="talk.previous", keys=("shift+tab",), action="screen.next_pane(-1)", area=talk,
            shown="Shift+Tab", title=_("previous list"), help=_("Go to the list before."), screens=here,
        ),
        Command(
            id="talk.next_loan", keys=("right",), action="screen.next_loan(1)", area=talk,
            title=_("next loan"), help=_("Show the next loan without leaving the list."), screens=here,
        ),
        Command(
            id="talk.previous_loan", keys=("left",), action="screen.next_loan(-1)", area=talk,
            title=_("previous loan"), help=_("Show the loan before without leaving the list."), screens=here,
        ),
    )  # fmt: skip


def _more(talk: str, here: tuple[str, ...]) -> tuple[Command, ...]:
    """What the footer has no room for, and what the palette alone offers."""
    return (
        Command(
            id="talk.arrears", keys=("i", "ｉ", "ctrl+t"), action="screen.arrears", area=talk,
            title=_("arrears"), screens=here,
            help=_("Enter the cause, what the lender confirmed, its figures, and what it has done."),
        ),
        Command(
            id="talk.edit", keys=("e", "ｅ", "f2"), action="screen.edit", area=talk, title=_("edit"),
            help=_("Change the contact or channel of the row, or correct the evidence."), screens=here,
        ),
        Command(
            id="talk.delete", keys=("d", "ｄ", "delete"), action="screen.delete", area=talk,
            title=_("delete"), screens=here,
            help=_("Move the row to the trash; evidence can only be corrected or withdrawn."),
        ),
        Command(
            id="talk.verify", keys=("c", "ｃ", "f6"), action="screen.verify", area=talk, title=_("verify"),
            help=_("Check every link of the evidence and every file; name the first that is wrong."),
            screens=here,
        ),
        Command(
            id="talk.bundle", keys=("z", "ｚ", "f12"), action="screen.bundle", area=talk, title=_("bundle"),
            help=_("Write a zip of the evidence for a lender, a regulator, an adviser or a court."),
            screens=here,
        ),
        Command(
            id="talk.loan", keys=("l", "ｌ", "ctrl+l"), action="screen.open_loan", area=talk,
            title=_("the loan"), help=_("Open the loan: schedule, payments, timeline, terms."), screens=here,
        ),
        Command(
            id="talk.new", keys=(), action="screen.add_entry('talks')", area=talk, title=_("begin talks"),
            help=_("Begin to negotiate: what you ask for. It starts as a draft."), screens=here,
        ),
        Command(
            id="talk.offer", keys=(), action="screen.add_entry('offers')", area=talk, title=_("add offer"),
            help=_("Keep an offer as it was made; it is compared with the others and changes nothing."),
            screens=here,
        ),
        Command(
            id="talk.paper", keys=("w", "ｗ", "ctrl+w"), action="screen.show_pane('paper')", area=talk,
            title=_("paper"), screens=here,
            help=_("Call sheet, brief, letters, statement, case file: from what the book holds now."),
        ),
        Command(
            id="talk.settle", keys=("s", "ｓ", "ctrl+y"), action="screen.settle", area=talk,
            title=_("settled"), screens=here,
            help=_("Close the loan with its settlement letter, or attach the letter to a closed one."),
        ),
        Command(
            id="talk.adviser", keys=(), action="screen.add_entry('adviser')", area=talk,
            title=_("ask adviser"), screens=here,
            help=_("Keep what somebody who offers help answered; the answers say what to beware of."),
        ),
        Command(
            id="talk.hardship", keys=(), action="screen.add_entry('hardship')", area=talk,
            title=_("add hardship"), screens=here,
            help=_("Keep why you cannot pay as agreed, since when, and the papers that show it."),
        ),
        Command(
            id="talk.complaint", keys=(), action="screen.add_entry('complaint')", area=talk,
            title=_("begin complaint"), screens=here,
            help=_("Begin a complaint: it collects what the log shows, with rules and evidence."),
        ),
        Command(
            id="talk.collect", keys=(), action="screen.collect", area=talk, title=_("collect incidents"),
            help=_("Add to the complaint what the log shows since it was begun."), screens=here,
        ),
        Command(
            id="talk.incident", keys=(), action="screen.incident", area=talk, title=_("add incident"),
            help=_("Add an incident to the complaint in your own words."), screens=here,
        ),
        Command(
            id="talk.promise", keys=(), action="screen.add_entry('promises')", area=talk,
            title=_("add promise"), help=_("Keep what you or the lender promised, and until when."),
            screens=here,
        ),
        Command(
            id="talk.stage", keys=(), action="screen.add_entry('stages')", area=talk, title=_("add stage"),
            help=_("Record a letter, a visit, court papers: who holds the debt, what is claimed."),
            screens=here,
        ),
        Command(
            id="talk.channel", keys=(), action="screen.add_entry('channels')", area=talk,
            title=_("add channel"), screens=here,
            help=_("Register a number, an address or an account of the lender, with where you found it."),
        ),
        Command(
            id="talk.file", keys=(), action="screen.add_entry('evidence')", area=talk, title=_("keep file"),
            help=_("Copy a file into the evidence, hashed and chained."), screens=here,
        ),
        Command(
            id="talk.unstep", keys=(), action="screen.unstep", area=talk, title=_("take back step"),
            help=_("Move the last step of the talks to the trash."), screens=here,
        ),
        Command(
            id="talk.restore", keys=(), action="screen.restore", area=talk, title=_("bring back"),
            help=_("Bring back talks, a contact, a promise, a stage or a channel from the trash."),
            screens=here,
        ),
        Command(
            id="talk.anchor", keys=(), action="screen.anchor", area=talk, title=_("anchor"),
            help=_("Show the number and hash of the last entry, to be kept where you cannot change it."),
            screens=here,
        ),
        Command(
            id="talk.export", keys=(), action="screen.export_file", area=talk, title=_("copy file out"),
            help=_("Copy the file of the evidence row to a place of yours."), screens=here,
        ),
        Command(
            id="talk.check_bundle", keys=(), action="screen.check_bundle", area=talk,
            title=_("verify bundle"), help=_("Check a zip that somebody gave you, or that you gave."),
            screens=here,
        ),
    )  # fmt: skip
