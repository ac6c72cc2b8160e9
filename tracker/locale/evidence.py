"""Words for what is kept as proof: kinds, what is wrong with it, and the papers that go with a bundle."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tracker.domain.evidence.chain import Anchor, BadLink, Break
from tracker.domain.evidence.entry import Entry
from tracker.domain.text import clean
from tracker.locale import _, language, speaker
from tracker.locale.joining import apart, told_of

Placed = tuple[Entry, str]
"""An entry and where its file is in the bundle."""


def kind_text(kind: str) -> str:
    """What a file is, in words."""
    words = {
        "letter": _("letter"),
        "sms": _("text message"),
        "call_recording": _("call recording"),
        "receipt": _("receipt"),
        "contract": _("contract"),
        "statement": _("statement"),
        "settlement_letter": _("settlement letter"),
        "report": _("credit report"),
        "other": _("other"),
    }
    return words.get(kind, kind)


def consent_text(consent: str) -> str:
    """Who agreed to a recording, in words."""
    words = {
        "": "",
        "everybody": _("everybody agreed"),
        "only_me": _("only I knew"),
        "not_needed": _("none needed"),
    }
    return words.get(consent, consent)


def bad_text(bad: BadLink) -> str:
    """Where a chain is broken first, and how."""
    words = {
        Break.NUMBER: _("entry #{number} is missing or stands in another place"),
        Break.CONTENT: _("entry #{number} no longer says what was hashed"),
        Break.LINK: _("entry #{number} does not follow the one before: one was changed, put in or taken out"),
        Break.CUT: _("the end is cut off: entry #{number} is missing, and the anchor is later"),
        Break.ANCHOR: _("entry #{number} is not the one of the anchor: the log was written anew"),
    }
    return words[bad.how].format(number=bad.number)


def fault_text(how: str) -> str:
    """What is wrong with a file that was kept."""
    words = {
        "missing": _("the file is missing"),
        "changed": _("the file was changed"),
        "unreadable": _("the file cannot be read"),
        "open": _("others can read the file"),
        "unlisted": _("the file is not in the list"),
    }
    return words.get(how, how)


def moment_text(moment: str) -> str:
    """A day, or a day and the time there."""
    return moment.replace("T", " ")


def evidence_problems() -> dict[str, str]:
    """What is wrong with evidence, or with what was said about it."""
    return {
        "anchor_unreadable": _("{value} is not an anchor; debt evidence anchor prints one"),
        "nothing_corrected": _("{value} says all of that already; say what is to be corrected"),
        "nothing_kept": _("there is no such evidence"),
        "evidence_missing": _("the file of #{number} is missing: {value}"),
        "evidence_changed": _("the file of #{number} was changed: {value}"),
        "evidence_unreadable": _("the file of #{number} cannot be read: {value}"),
        "not_a_bundle": _("{value} is not a bundle that debt evidence wrote"),
        "entry_changed": _("{value} no longer says what was hashed"),
        "chain_differs": _("{value} does not follow the log that is here; two logs are never mixed"),
        "not_a_hash": _("{value} is not a SHA-256"),
    }


def index_rows(placed: Sequence[Placed]) -> list[list[tuple[str, str]]]:
    """Each entry as names and values in the person's language."""
    rows = []
    for entry, place in placed:
        said = [
            (_("Evidence no."), f"#{entry.number}"),
            (_("Kind"), kind_text(entry.kind)),
            (_("File"), place),
            (_("Name"), entry.name),
            (_("About"), apart(words for _what, words in entry.about)),
            (_("Happened"), moment_text(entry.happened_at)),
            (_("Captured"), moment_text(entry.captured_at)),
            (_("Entered"), entry.entered_at),
            (_("Source"), entry.source),
            (_("Consent"), consent_text(entry.consent)),
            (_("Corrects"), f"#{entry.corrects}" if entry.corrects else ""),
            (_("Note"), entry.note),
            ("SHA-256", entry.sha256),
            (_("Hash of the entry"), entry.hash),
        ]
        rows.append([(name, clean(value)) for name, value in said if value])
    return rows


def index_text(placed: Sequence[Placed], anchor: Anchor, today: str, papers: Sequence[str] = ()) -> str:
    """The index of a bundle as Markdown."""
    lines = [f"# {_('Evidence')}", "", _("As of {on}.").format(on=today)]
    lines += [_("End of the log: {anchor}").format(anchor=anchor), ""]
    if papers:
        lines += [f"## {_('Papers')}", "", *(f"- [{name}]({name})" for name in papers), ""]
    for row in index_rows(placed):
        (_number, number), (_kind, kind), *rest = row
        lines += [f"## {number} {kind}", ""]
        lines += [f"- {told_of(name, _plain(value))}" for name, value in rest]
        lines += [""]
    lines += [_("CHECK.md says how to check all this without our program.")]
    return "\n".join(lines) + "\n"


def index_html(placed: Sequence[Placed], anchor: Anchor, today: str, papers: Sequence[str] = ()) -> str:
    """The index of a bundle as a page that can be printed; it loads nothing and runs nothing."""
    parts = [
        "<!doctype html>",
        f'<html lang="{language().replace("_", "-")}"><head><meta charset="utf-8">',
        f"<title>{escape(_('Evidence'))}</title>",
        "<style>body{font-family:sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}"
        "section{break-inside:avoid;border-top:1px solid #999;margin-top:1rem}"
        "dt{float:left;clear:left;width:10rem;color:#555}dd{margin-left:11rem;overflow-wrap:anywhere}"
        "</style></head><body>",
        f"<h1>{escape(_('Evidence'))}</h1>",
        f"<p>{escape(_('As of {on}.').format(on=today))}</p>",
        f"<p>{escape(_('End of the log: {anchor}').format(anchor=anchor))}</p>",
    ]
    if papers:
        links = "".join(f'<li><a href="{escape(name)}">{escape(name)}</a></li>' for name in papers)
        parts.append(f"<section><h2>{escape(_('Papers'))}</h2><ul>{links}</ul></section>")
    for entry_row, (_entry, place) in zip(index_rows(placed), placed, strict=True):
        (_number, number), (_kind, kind), *rest = entry_row
        parts.append(f"<section><h2>{escape(number)} {escape(kind)}</h2><dl>")
        for name, value in rest:
            shown = escape(value)
            if value == place:
                shown = f'<a href="{shown}">{shown}</a>'
            parts.append(f"<dt>{escape(name)}</dt><dd>{shown}</dd>")
        parts.append("</dl></section>")
    parts.append(f"<p>{escape(_('CHECK.md says how to check all this without our program.'))}</p>")
    return "\n".join([*parts, "</body></html>"]) + "\n"


def check_words() -> str:
    """How a bundle is checked by hand, in both languages."""
    return "\n\n".join(map(_check_in, ("en", "zh_CN"))) + "\n"


def _check_in(tongue: str) -> str:
    _ = speaker(tongue)
    steps = (
        _("In the folder of this file, run: sha256sum -c SHA256SUMS (on a Mac: shasum -a 256 -c SHA256SUMS). "
          "Every line must say OK; a line that does not names the file that was changed."),
        _("Each file in entries/ is one entry, as it was hashed: its own SHA-256 is its hash in chain.csv. "
          "The sha256 that stands in it is that of its file in files/."),
        _("In chain.csv every line names the hash of the line before; the first names 64 zeros. Entries that "
          "are not part of this bundle stand there with their hashes only."),
        _("With the program: debt evidence verify FILE.zip does all of this."),
    )  # fmt: skip
    shows = _(
        "What this shows: that nothing was changed, left out or put in since the hash of the last entry was "
        "known to somebody else. What it does not show: who made a file, or that it is true. Without such an "
        "anchor, kept elsewhere, the owner could have written the whole log anew or cut its end off. The "
        "times are those of the owner's computer."
    )
    numbered = [f"{number}. {step}" for number, step in enumerate(steps, 1)]
    return "\n".join(["# " + _("How to check this bundle"), "", *numbered, "", shows])


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>|" else char for char in text)
