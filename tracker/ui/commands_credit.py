"""The commands of the Credit screen."""

from __future__ import annotations

from tracker.locale import _
from tracker.ui.commands import Command


def credit_commands() -> tuple[Command, ...]:
    """Marks, disputes and scores: add, change, answer, delete."""
    credit, here = _("credit"), ("credit",)
    return (
        Command(
            id="go.credit", keys=("6", "６"), action="app.go('credit')", area=credit, title=_("open"),
            help=_("Marks, disputes, scores, reports, enquiries, habits, and what comes next."),
        ),
        Command(
            id="credit.add", keys=("a", "ａ", "insert"), action="screen.add", area=credit, title=_("Add"),
            help=_("Add what the list holds: a mark, dispute, score, report, line, enquiry."),
            footer=10, screens=here,
        ),
        Command(
            id="credit.dispute", keys=("o", "ｏ", "ctrl+o"), action="screen.dispute", area=credit,
            title=_("Dispute"), footer=12, screens=here,
            help=_("Note that you disputed the chosen mark; on a line of a report, note it as a mark."),
        ),
        Command(
            id="credit.answer", keys=("n", "ｎ", "ctrl+n"), action="screen.answer", area=credit,
            title=_("Answer"), help=_("Record the answer to the chosen dispute, or to that of the mark."),
            footer=14, screens=here,
        ),
        Command(
            id="credit.escalate", keys=("E", "Ｅ", "f6"), action="screen.escalate", area=credit,
            title=_("Escalate"), help=_("Take the chosen dispute, or that of the mark, to its next round."),
            footer=16, screens=here,
        ),
        Command(
            id="credit.letter", keys=("w", "ｗ", "ctrl+w"), action="screen.letter", area=credit,
            title=_("letter"), screens=here,
            help=_("Make the letter of the chosen dispute, or of that of the mark, from what is kept."),
        ),
        Command(
            id="credit.edit", keys=("e", "ｅ", "f2"), action="screen.edit", area=credit, title=_("edit"),
            help=_("Change the chosen entry; of a dispute the chosen round."), screens=here,
        ),
        Command(
            id="credit.delete", keys=("d", "ｄ", "delete"), action="screen.delete", area=credit,
            title=_("delete"), screens=here,
            help=_("Move the chosen entry to the trash; {undo} brings it back."),
        ),
        Command(
            id="credit.restore", keys=("t", "ｔ", "f5"), action="screen.restore", area=credit,
            title=_("bring back"), help=_("Bring back an entry of the credit file from the trash."),
            screens=here,
        ),
        Command(
            id="credit.add_mark", keys=(), action="screen.add_entry('marks')", area=credit,
            title=_("add mark"), help=_("Add an adverse entry of a credit report."), screens=here,
        ),
        Command(
            id="credit.add_score", keys=(), action="screen.add_entry('scores')", area=credit,
            title=_("add score"), help=_("Add a score as a bureau showed it."), screens=here,
        ),
        Command(
            id="credit.add_report", keys=(), action="screen.add_entry('reports')", area=credit,
            title=_("add report"), help=_("Keep a credit report, typed or from a CSV file."), screens=here,
        ),
        Command(
            id="credit.next", keys=("tab",), action="screen.next_pane(1)", area=credit, title=_("next list"),
            help=_("Go to the next list."), screens=here,
        ),
        Command(
            id="credit.previous", keys=("shift+tab",), action="screen.next_pane(-1)", area=credit,
            shown="Shift+Tab", title=_("previous list"), help=_("Go to the list before."), screens=here,
        ),
    )  # fmt: skip
