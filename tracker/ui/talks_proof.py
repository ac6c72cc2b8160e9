"""What can be done with evidence on the Talks screen: keep, correct, verify, anchor, copy out, bundle."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import Worker

from tracker.locale import _, ngettext
from tracker.locale.evidence import bad_text, fault_text
from tracker.ui import talks_forms as forms
from tracker.ui.commands import with_keys
from tracker.ui.entry_form import EntryField, Values
from tracker.ui.paths import short_path, typed_path
from tracker.ui.patience import answer_of
from tracker.ui.reader import ReaderScreen
from tracker.ui.talks_acts import TalkActs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.domain.evidence.chain import Anchor
    from tracker.domain.problems import Checked
    from tracker.services.evidence import EvidenceRow
    from tracker.services.views import Done
    from tracker.ui.answers_talks import BundleCheck, Verification
    from tracker.ui.draft_files import Draft

_VERIFY = "verify"


class TalkProof(TalkActs):
    """The dialogs about files that are kept as proof."""

    def action_add_entry(self, pane: str) -> None:
        """Add to one of the lists."""
        if pane == "evidence" and self.case is not None:
            self.keep_file()
        else:
            super().action_add_entry(pane)

    def keep_file(self) -> None:
        """Copy a file into the evidence."""
        loan, answers = self._case().row, self.dashboard.answers
        title = _("Keep a file about {loan}").format(loan=loan.loan)
        self.open_form(
            "file", loan.loan_id, title, forms.file_fields(),
            lambda typed: answers.keep_evidence(loan.loan_id, typed),
        )  # fmt: skip

    def correct_file(self, row: EvidenceRow) -> None:
        """Correct an entry by a new one, or withdraw it."""
        number, answers = row.entry.number, self.dashboard.answers
        self.open_form(
            "correct", number, _("Correct #{number}").format(number=number), forms.correct_fields(row),
            lambda typed: answers.correct_evidence(number, typed),
        )  # fmt: skip

    def action_verify(self) -> None:
        """Check every link and every file, held against an anchor if one is given."""
        fields = (
            EntryField(name="anchor", label=_("Anchor"), hint=_("as it was kept elsewhere; may be empty")),
        )

        def save(typed: Values) -> Checked[Done]:
            anchor, problems = _anchor(typed["anchor"])
            if problems:
                return None, problems
            answers = self.dashboard.answers
            self.run_worker(
                lambda: answers.verify_evidence(anchor), group=_VERIFY, thread=True, exit_on_error=False,
                name="anchored" if anchor else "",
            )  # fmt: skip
            return said(_("Checking the evidence")), ()

        self.open_form("verify", 0, _("Verify the evidence"), fields, save)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what the check found."""
        if event.worker.group != _VERIFY or not self.is_attached:
            return
        event.stop()
        found: Verification | None = answer_of(event, self.dashboard)
        if found is not None:
            anchored = event.worker.name == "anchored"
            text = "".join(verification_words(found, anchored=anchored))
            self.app.push_screen(ReaderScreen(_("Evidence"), text, "debt-evidence-check.txt"))

    def action_anchor(self) -> None:
        """Show the end of the log, to be kept elsewhere."""
        found = self.dashboard.attempt(lambda: self.dashboard.answers.verify_evidence(None))
        if found is None:
            return
        why = _(
            "Keep this where you cannot change it: mail it to somebody, print it, have it time-stamped."
            " Without it, a log whose end was cut off or that was written anew looks whole."
        )
        self.app.push_screen(
            ReaderScreen(_("Anchor"), f"{found.anchor}\n\n{why}", "debt-evidence-anchor.txt")
        )

    def action_export_file(self) -> None:
        """Copy the file of the row out."""
        row = self.evidence_here()
        if row is None:
            self.dashboard.say(_("Choose an entry of the evidence first."))
            return
        number = row.entry.number
        fields = (
            EntryField(
                name="output",
                label=_("Written to"),
                is_path=True,
                is_new=True,
                value="~/",
                hint=_("a new file, or a folder"),
            ),
        )  # fmt: skip

        def save(typed: Values) -> Checked[Done]:
            path = Path(typed_path(typed["output"]) or ".").absolute()
            made, problems = self.dashboard.answers.export_evidence(number, path)
            if made is None:
                return None, problems
            return said(_("Copied to {path}").format(path=short_path(made))), ()

        self.open_form("export", number, _("Copy #{number} out").format(number=number), fields, save)

    def action_bundle(self) -> None:
        """Write a zip for somebody else."""
        if self.case is None:
            self.dashboard.say(
                with_keys(
                    _("No loan yet. {loans} opens the loans, {add} adds one."),
                    loans="go.loans",
                    add="loan.add",
                )
            )
            return
        from tracker.ui.exporting import free_path

        loan, row, answers = self.case.row, self.evidence_here(), self.dashboard.answers
        place = short_path(free_path(f"debt-evidence-{answers.today}", ".zip"))
        only = (("one", _("only #{number}").format(number=row.entry.number)),) if row else ()
        fields = (
            EntryField(name="output", label=_("Written to"), value=place, is_path=True, is_new=True),
            EntryField(
                name="what", label=_("Holds"), value="loan",
                choices=(("loan", _("what is about {loan}").format(loan=loan.loan)), *only,
                         ("all", _("everything that is kept"))),
            ),
            EntryField(name="exists", label=_("It exists"), value="keep",
                       choices=(("keep", _("keep it")), ("replace", _("replace it")))),
        )  # fmt: skip

        def save(typed: Values) -> Checked[Done]:
            path = Path(typed_path(typed["output"]) or ".").absolute()
            what = typed["what"]
            made, problems = answers.bundle_evidence(
                path, loan_id=loan.loan_id if what == "loan" else None,
                number=row.entry.number if row and what == "one" else None,
                force=typed["exists"] == "replace",
            )  # fmt: skip
            if made is None:
                return None, problems
            count, anchor = made
            text = ngettext("Wrote {count} entry to {path}", "Wrote {count} entries to {path}", count)
            end = _("End of the log: {anchor}").format(anchor=anchor)
            return said(text.format(count=count, path=short_path(path)), end), ()

        self.open_form("bundle", loan.loan_id, _("Bundle of evidence"), fields, save)

    def action_check_bundle(self) -> None:
        """Check a zip."""
        fields = (
            EntryField(name="file", label=_("File"), is_path=True, hint=_("the zip of a bundle")),
            EntryField(name="anchor", label=_("Anchor"), hint=_("as it was kept elsewhere; may be empty")),
        )

        def save(typed: Values) -> Checked[Done]:
            anchor, problems = _anchor(typed["anchor"])
            if problems:
                return None, problems
            path = Path(typed_path(typed["file"]) or ".").absolute()
            found, problems = self.dashboard.answers.verify_bundle(path, anchor)
            if found is None:
                return None, problems
            text = "".join(bundle_words(found, anchored=anchor is not None))
            page = ReaderScreen(short_path(path), text, "debt-evidence-check.txt")
            self.call_after_refresh(self.app.push_screen, page)
            return said(_("Checked {path}").format(path=short_path(path))), ()

        self.open_form("check_bundle", 0, _("Verify a bundle"), fields, save)

    def reopen(self, draft: Draft) -> bool:
        """Open the form of a draft again; whether what it is about is still there."""
        match draft.kind.removeprefix("talk_"):
            case "file" if self.show_loan(draft.target):
                self.keep_file()
            case "bundle" if self.show_loan(draft.target):
                self.action_bundle()
            case "correct":
                row = self.dashboard.attempt(lambda: self.dashboard.answers.evidence_entry(draft.target))
                if row is None:
                    return False
                self.correct_file(row)
            case "verify":
                self.action_verify()
            case "check_bundle":
                self.action_check_bundle()
            case _:
                return super().reopen(draft)
        return True

    def evidence_here(self) -> EvidenceRow | None:
        """The entry under the cursor of the evidence."""
        entry: EvidenceRow | None = self.entry_here() if self.pane == "evidence" else None
        return entry


def verification_words(found: Verification, *, anchored: bool) -> Iterator[str]:
    """What a check of the log found, a line for each thing."""
    if found.bad:
        yield f"!! {_('Log')}: {bad_text(found.bad)}\n"
    for entry, fault in found.faults:
        yield f"!! #{entry.number} {entry.name}: {fault_text(fault.how)}: {fault.path}\n"
    for path in found.strays:
        yield f"~ {_('Not in the log')}: {path}\n"
    if found.sound:
        yield _sound_words(found.entries, anchored=anchored)
    yield f"\n{_('End of the log: {anchor}').format(anchor=found.anchor)}\n"


def bundle_words(found: BundleCheck, *, anchored: bool) -> Iterator[str]:
    """What a check of a bundle found, a line for each thing."""
    if found.bad:
        yield f"!! {_('Log')}: {bad_text(found.bad)}\n"
    for each in found.wrong:
        number = "" if each.number is None else f"#{each.number} "
        yield f"!! {number}{each.name}: {fault_text(each.how)}\n"
    if found.sound:
        yield _sound_words(found.entries, anchored=anchored)
    yield f"\n{_('End of the log: {anchor}').format(anchor=found.anchor)}\n"


def _sound_words(entries: int, *, anchored: bool) -> str:
    text = ngettext(
        "ok: {count} entry and its file are as they were entered",
        "ok: {count} entries and their files are as they were entered",
        entries,
    ).format(count=entries)
    if anchored:
        return f"{text}\n"
    more = _("Without an anchor a cut end or a log written anew does not show.")
    return f"{text}\n{more}\n"


def _anchor(text: str) -> Checked[Anchor]:
    from tracker.domain.evidence.chain import read_anchor

    return read_anchor(text) if text.strip() else (None, ())


def said(title: str, *notes: str) -> Done:
    """What was done that changed nothing in the book."""
    from tracker.services.views import Done

    return Done(title=title, notes=notes)
