"""Nothing that is to be taken out leaks into any paper, wherever in the book it was written."""

from __future__ import annotations

import re
import string

from case_told import did
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lived import add

from tracker.domain.cash.facts import CashKind
from tracker.services.cash.accounts import add_account
from tracker.services.cash.events import save_event
from tracker.services.credit import add_dispute, add_mark
from tracker.services.paper.case_file import case_tables
from tracker.services.paper.draft import Draft, PaperOptions
from tracker.services.paper.papers import KINDS, paper_texts
from tracker.services.talk.arrears import tell_arrears
from tracker.services.talk.channels import add_channel
from tracker.services.talk.contacts import log_contact
from tracker.services.talk.negotiations import new_talk, step_talk
from tracker.services.talk.promises import add_promise
from tracker.services.talk.stages import add_stage

NUMBERS = st.builds(
    lambda digits, gap, size: gap.join(digits[at : at + size] for at in range(0, len(digits), size)),
    st.text(string.digits, min_size=9, max_size=19), st.sampled_from(("", " ", "-")), st.integers(3, 5),
).filter(lambda text: not text.startswith("0"))  # fmt: skip
NAMES = st.text(string.ascii_letters + "银行花呗微粒贷", min_size=3, max_size=10).filter(
    # A word of the papers themselves would be found in them.
    lambda name: re.search("[\u4e00-\u9fff]", name) and re.search("[A-Za-z]", name)
)


def everything(book, loan, dispute_id, options):
    """All that any paper about the loan shows, and the tables of its case file."""
    shown = []
    for kind in KINDS:
        about = None if kind in ("statement", "dispute") else loan.id
        paper, problems = paper_texts(book, kind, about, dispute_id=dispute_id, options=options)
        assert paper is not None, problems
        shown += [paper.markdown, paper.html, paper.stem]
    for _fields, rows in case_tables(Draft(book, loan, options), loan, None).values():
        shown += [str(value) for row in rows for value in row.values()]
    return "\n".join(shown)


# Each example is a whole book: making one smaller would take minutes.
@settings(
    max_examples=12,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(number=NUMBERS, other=NAMES, held=NAMES, who=NAMES)
def test_no_number_no_other_lender_and_no_person_leaks(fresh, number, other, held, who):
    book = fresh()
    text = f"{who} at {other} ({held}) asked to pay to {number} now"
    try:
        loan = add(book, f"Loan {number}", lender=f"Bank {number}", as_of="2026-01-01")
        second = add(book, other, lender=held)
        add_account(book, {"name": f"acct {number}"})
        for kind in (CashKind.INCOME, CashKind.EXPENSE):
            fields = {
                "name": text,
                "amount": "100",
                "account": f"acct {number}",
                "on": "2026-12-01",
                "every": "month",
            }
            did(save_event(book, kind, fields))
        did(tell_arrears(book, loan, {"cause": text, "confirmed_on": "2026-11-01", "confirmed_with": text}))
        for kind in ("phone", "payee", "address", "email"):
            did(add_channel(book, loan, {"kind": kind, "value": number, "found_in": text, "note": text}))
        spoke = {
            "time": "10:00", "who": who, "position": text, "number": number, "summary": text, "proof": text,
            "direction": "out",
        }  # fmt: skip
        did(log_contact(book, loan, spoke))
        did(
            log_contact(
                book, loan, {"time": "22:30", "third_party": who, "number": number, "conduct": "threat"}
            )
        )
        did(new_talk(book, loan, {"aim": text, "note": text}))
        did(step_talk(book, 1, {"state": "sent", "proof": text, "note": text}))
        did(add_promise(book, loan, {"side": "me", "what": text, "note": text}))
        did(add_stage(book, loan, {"kind": "third_party", "holder": f"Agency {number}", "note": text}))
        did(add_stage(book, second, {"kind": "third_party", "holder": held}))
        mark = did(add_mark(book, {"description": text, "bureau": text}, loan=loan))
        dispute = did(add_dispute(book, {"mark": str(mark.ids[0]), "ground": text, "bureau": text}))
        options = PaperOptions(redact=frozenset({"numbers", "lenders", "names"}), show_lenders=True)
        shown = everything(book, loan, dispute.ids[0], options)
        digits = re.sub(r"[^0-9]", "", number)
        assert number not in shown
        assert digits[:-4] not in re.sub(r"[ -]", "", shown)
        for name in (other, held, who):
            assert name.casefold() not in shown.casefold()
        bare = everything(book, loan, dispute.ids[0], PaperOptions(redact=frozenset(), show_lenders=True))
        assert all(each in bare for each in (number, who, held))
    finally:
        book.close()
