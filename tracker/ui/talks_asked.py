"""Advisers and messages that were kept, among the cases of the Talks screen: their rows, words and form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.domain.money import decimal_text
from tracker.domain.recovery.adviser import QUESTIONS, Adviser, Answer, Weight
from tracker.domain.recovery.checked import Checked
from tracker.locale import _
from tracker.locale.advisers import adviser_verdict_text, answer_text, flag_text, question_text
from tracker.locale.cases import checked_text
from tracker.locale.hiding import told
from tracker.locale.talks import found_text, verdict_text
from tracker.ui.entry_form import EntryField
from tracker.ui.widgets.virtual_list import Line

Styled = str | tuple[str, str]
_ADVISER_MARKS = {"stop": "!!", "look": "!", "ok": "ok"}
_MESSAGE_MARKS = {"stop": "!!", "conflict": "!!", "unknown": "~", "match": "ok"}
_TONES = {"!!": "overdue", "!": "attention", "ok": "ok"}


def adviser_line(row: Adviser) -> Line:
    """Somebody who offers help, with what the answers say."""
    mark = _ADVISER_MARKS[row.verdict]
    cells = (mark, _("adviser"), row.name, adviser_verdict_text(row.verdict), row.asked_on.isoformat())
    return Line(tone=_TONES[mark], cells=cells)


def message_line(row: Checked) -> Line:
    """A message that was kept, with the worst that was found in it."""
    mark = _MESSAGE_MARKS.get(row.verdict, "")
    warned = ", ".join(f"{found_text(one.kind)} {one.value}" for one in row.findings if one.warns)
    what = told(warned or row.note) or f"SHA-256 {row.sha256[:8]}"
    cells = (mark, _("message"), what, checked_text(row.verdict), row.checked_on.isoformat())
    return Line(tone=_TONES.get(mark, ""), cells=cells)


def adviser_about(row: Adviser) -> Iterator[Styled]:
    """Every answer that raises something, and what is still to be asked."""
    yield f"{row.name}: {adviser_verdict_text(row.verdict)}\n", "bold"
    for each in row.flags:
        yield f"{_mark(each.weight)} {flag_text(each.code)}\n"
    if row.dearer:
        yield "! " + _("the fee is not below what they say it saves") + "\n"
    for each in row.unasked:
        yield f"~ {question_text(each.code)}\n"
    yield (told(row.note) + "\n") if row.note else ""
    yield _("Enter: their answers.")


def message_about(row: Checked) -> Iterator[Styled]:
    """What was found in a message, and its words if they were kept."""
    yield f"{row.checked_on.isoformat()}: {checked_text(row.verdict)}\n", "bold"
    for each in row.findings:
        yield f"{_MESSAGE_MARKS.get(each.verdict, '')} {found_text(each.kind)} {told(each.value)}: "
        yield f"{verdict_text(each.verdict)}\n"
    yield f"SHA-256 {row.sha256}\n"
    yield (told(row.words) + "\n") if row.words else ""


def adviser_fields(old: Adviser | None, currency: str) -> tuple[EntryField, ...]:
    """What was answered by somebody who offers help: the questions first, the worst in front."""
    code = old.currency if old else currency

    def amount(minor: int | None) -> str:
        return "" if minor is None else decimal_text(minor, code)

    answers = tuple((each, answer_text(each)) for each in ("unknown", "no", "yes"))
    return (
        EntryField(name="name", label=_("Name"), value=old.name if old else "", hint=_("who offers help")),
        *(
            EntryField(
                name=each.code, label=question_text(each.code), choices=answers, is_question=True,
                value=(old.answer(each.code) if old else Answer.UNKNOWN).value,
            )
            for each in QUESTIONS
        ),
        EntryField(name="fee", label=_("Fee"), currency=code, value=amount(old.fee_minor if old else None)),
        EntryField(name="saves", label=_("Said to save"), currency=code,
                   value=amount(old.saves_minor if old else None)),
        EntryField(name="licence", label=_("Licence"), value=old.licence if old else "",
                   hint=_("its number, and where you looked it up")),
        EntryField(name="on", label=_("Asked on"), is_date=True,
                   value=old.asked_on.isoformat() if old else _("today")),
        EntryField(name="note", label=_("Note"), value=old.note if old else ""),
    )  # fmt: skip


def raised(typed: Mapping[str, str]) -> Iterator[Styled]:
    """What the answers in the form raise, said before it is kept."""
    for each in QUESTIONS:
        if typed[each.code] == each.raises.value:
            mark = _mark(each.weight)
            yield f"{mark} ", f"$mark-{_TONES[mark]} bold"
            yield f"{flag_text(each.code)}\n"


def _mark(weight: Weight) -> str:
    return "!!" if weight is Weight.STOP else "!"
