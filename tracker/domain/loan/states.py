"""Which state a payment can move to from the one it is in; nothing moves because a date passed."""

from __future__ import annotations

from tracker.domain.loan.facts import PaymentState

_S = PaymentState

_NEXT: dict[PaymentState, tuple[PaymentState, ...]] = {
    _S.PLANNED: (_S.SENT, _S.PENDING, _S.POSTED, _S.FAILED),
    _S.SENT: (_S.PENDING, _S.POSTED, _S.FAILED, _S.DUPLICATE),
    _S.PENDING: (_S.POSTED, _S.FAILED, _S.DUPLICATE),
    _S.POSTED: (_S.REVERSED, _S.DUPLICATE),
    # Banks try again, and money given up for lost turns out to have arrived.
    _S.FAILED: (_S.SENT, _S.PENDING, _S.POSTED, _S.DUPLICATE),
    _S.REVERSED: (_S.POSTED,),
    _S.DUPLICATE: (_S.POSTED, _S.REVERSED),
}

COUNTED = frozenset({PaymentState.POSTED})
"""The states in which a payment reduces a balance."""

REFUNDABLE = frozenset(
    {PaymentState.POSTED, PaymentState.FAILED, PaymentState.REVERSED, PaymentState.DUPLICATE}
)
"""The states in which a payment may be asked back: the others have not come to an end."""


def next_states(state: PaymentState) -> tuple[PaymentState, ...]:
    """The states a payment can move to, the usual one first."""
    return _NEXT[state]


def can_move(old: PaymentState, new: PaymentState) -> bool:
    """Whether a payment can go from one state to the other; staying is no move, and allowed."""
    return old is new or new in _NEXT[old]
