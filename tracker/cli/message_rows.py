"""Messages that were checked and kept, for programs and for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tracker.cli.output import Table
from tracker.locale import _
from tracker.locale.cases import checked_text
from tracker.locale.talks import found_text

if TYPE_CHECKING:
    from tracker.domain.recovery.checked import Checked

CHECK_FIELDS = ("message_id", "loan_id", "loan", "checked_on", "verdict", "contact_id", "evidence", "sha256")
_MARKS = {"stop": "!!", "conflict": "!!", "unknown": "~", "match": "ok", "nothing": ""}


def check_json(each: Checked) -> dict[str, Any]:
    """A message that was kept."""
    return {
        "message_id": each.id,
        "loan_id": each.loan_id,
        "loan": each.loan,
        "checked_on": each.checked_on,
        "verdict": each.verdict,
        "contact_id": each.contact_id,
        "evidence": each.evidence,
        "sha256": each.sha256,
        "findings": [
            {"kind": one.kind, "value": one.value, "verdict": one.verdict, "what": one.what}
            for one in each.findings
        ],
        "words": each.words,
        "note": each.note,
    }


def check_table(found: Sequence[Checked]) -> Table:
    """The messages as a person reads them."""
    return Table(
        ("", f">{_('ID')}", _("Loan"), _("Checked"), _("Result"), _("What conflicts"), _("Proof"), _("Hash")),
        [
            (
                _MARKS.get(each.verdict, ""),
                str(each.id),
                each.loan,
                each.checked_on.isoformat(),
                checked_text(each.verdict),
                ", ".join(f"{found_text(one.kind)} {one.value}" for one in each.findings if one.warns),
                f"#{each.evidence}" if each.evidence else "",
                each.sha256[:8],
            )
            for each in found
        ],
    )
