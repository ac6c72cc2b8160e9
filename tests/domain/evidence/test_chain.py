"""Whatever is done to a chain, its first bad link is named; what a chain alone cannot show is stated too."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.evidence.chain import Anchor, BadLink, Break, Link, first_bad, head, read_anchor
from tracker.domain.evidence.entry import GENESIS, Consent, Entry, EvidenceKind, sealed

TEXT = st.text(st.characters(exclude_categories=["C"]), max_size=12)
DRAFTS = st.builds(
    Entry, number=st.just(0), kind=st.sampled_from(EvidenceKind), name=TEXT,
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64), bytes=st.integers(0, 2**40),
    entered_at=st.just("2026-11-21T05:05:00Z"), happened_at=st.sampled_from(["", "2026-11-20T22:30"]),
    source=TEXT, consent=st.sampled_from(Consent), note=TEXT, about=st.just((("loan", "Jiebei"),)),
)  # fmt: skip


def chained(drafts):
    entries, last = [], None
    for draft in drafts:
        last = sealed(draft, last)
        entries.append(last)
    return entries


CHAINS = st.lists(DRAFTS, min_size=1, max_size=8).map(chained)
PLACES = st.integers(0, 10**6)

FLIPS = {
    "kind": lambda e: EvidenceKind.SMS if e.kind is not EvidenceKind.SMS else EvidenceKind.LETTER,
    "name": lambda e: e.name + "x",
    "sha256": lambda e: ("1" if e.sha256[0] == "0" else "0") + e.sha256[1:],
    "bytes": lambda e: e.bytes ^ 1,
    "entered_at": lambda _: "2026-11-20T05:05:00Z",
    "happened_at": lambda e: e.happened_at + "1",
    "captured_at": lambda _: "2026-11-19",
    "source": lambda e: e.source + "x",
    "consent": lambda e: Consent.ONLY_ME if e.consent is not Consent.ONLY_ME else Consent.EVERYBODY,
    "note": lambda e: e.note + "x",
    "about": lambda _: (("loan", "Car"),),
    "corrects": lambda _: 99,
    "withdrawn": lambda e: not e.withdrawn,
    "previous": lambda e: ("1" if e.previous[0] == "0" else "0") + e.previous[1:],
    "hash": lambda e: ("1" if e.hash[0] == "0" else "0") + e.hash[1:],
}


@given(CHAINS)
def test_a_chain_left_alone_holds(chain):
    assert first_bad(chain) is None
    assert first_bad(chain, head(chain[-1])) is None
    assert first_bad(chain, head(chain[0])) is None


@given(CHAINS, PLACES, st.sampled_from(sorted(FLIPS)))
def test_a_flipped_field_names_its_entry(chain, place, field):
    place %= len(chain)
    chain[place] = replace(chain[place], **{field: FLIPS[field](chain[place])})
    assert first_bad(chain) == BadLink(number=place + 1, how=Break.CONTENT)


@given(CHAINS, PLACES)
def test_a_flip_with_a_fitting_hash_names_the_next_entry_or_breaks_the_anchor(chain, place):
    place %= len(chain)
    anchor = head(chain[-1])
    forged = replace(chain[place], note=chain[place].note + "x")
    chain[place] = sealed(forged, chain[place - 1] if place else None)
    if place + 1 < len(chain):
        assert first_bad(chain) == BadLink(number=place + 2, how=Break.LINK)
    else:
        assert first_bad(chain) is None
        assert first_bad(chain, anchor) == BadLink(number=place + 1, how=Break.ANCHOR)


@given(CHAINS, PLACES)
def test_a_deleted_entry_is_named(chain, place):
    place %= len(chain)
    anchor = head(chain[-1])
    del chain[place]
    if place < len(chain):
        assert first_bad(chain) == BadLink(number=place + 1, how=Break.NUMBER)
    # A tail that is cut leaves a whole chain: only the anchor shows it.
    else:
        assert first_bad(chain) is None
        assert first_bad(chain, anchor) == BadLink(number=place + 1, how=Break.CUT)


@given(CHAINS, PLACES)
def test_a_deleted_entry_is_named_though_the_rest_is_numbered_anew(chain, place):
    place %= len(chain)
    rest = [replace(each, number=each.number - 1) for each in chain[place + 1 :]]
    shortened = chain[:place] + rest
    if rest:
        assert first_bad(shortened) == BadLink(number=place + 1, how=Break.CONTENT)


@given(CHAINS, PLACES, PLACES)
def test_two_entries_that_changed_places_are_named_at_the_first(chain, one, other):
    one, other = sorted((one % len(chain), other % len(chain)))
    chain[one], chain[other] = chain[other], chain[one]
    expected = None if one == other else BadLink(number=one + 1, how=Break.NUMBER)
    assert first_bad(chain) == expected


@given(CHAINS, PLACES, DRAFTS)
def test_an_entry_that_was_put_in_is_named(chain, place, draft):
    place %= len(chain)
    put = sealed(draft, chain[place - 1] if place else None)
    chain.insert(place, put)
    assert first_bad(chain) == BadLink(number=place + 2, how=Break.NUMBER)


@given(CHAINS, PLACES, DRAFTS)
def test_an_entry_put_in_with_the_rest_numbered_and_hashed_anew_breaks_the_anchor(chain, place, draft):
    place %= len(chain)
    anchor = head(chain[-1])
    forged = chained([*chain[:place], draft, *chain[place:]])
    assert first_bad(forged) is None  # a whole rewrite looks whole: this is what the anchor is for
    bad = first_bad(forged, anchor)
    assert bad is None or bad == BadLink(number=anchor.number, how=Break.ANCHOR)
    assert (bad is None) == (forged[anchor.number - 1].hash == anchor.hash)


@given(CHAINS, st.integers(1, 8))
def test_a_tail_cut_is_found_by_the_anchor_alone(chain, cut):
    anchor = head(chain[-1])
    left = chain[: max(len(chain) - cut, 0)]
    assert first_bad(left) is None
    assert first_bad(left, anchor) == BadLink(number=len(left) + 1, how=Break.CUT)


@given(CHAINS)
def test_links_without_their_content_are_checked_as_far_as_they_go(chain):
    links = [Link(number=each.number, previous=each.previous, hash=each.hash) for each in chain]
    assert first_bad(links, head(chain[-1])) is None
    links[0] = replace(links[0], previous="1" * 64)
    assert first_bad(links) == BadLink(number=1, how=Break.LINK)


def test_the_anchor_of_nothing_fits_every_chain():
    assert head(None) == Anchor(number=0, hash=GENESIS)
    assert first_bad((), head(None)) is None


@given(st.integers(1, 10**8), st.text("0123456789abcdef", min_size=64, max_size=64))
def test_an_anchor_is_read_as_it_is_printed(number, digest):
    anchor = Anchor(number=number, hash=digest)
    for text in (str(anchor), f" {number} {digest.upper()} ", f"{number}:{digest}"):
        assert read_anchor(text) == (anchor, ())


@pytest.mark.parametrize("text", ["", "12", "a" * 64, f"x:{'a' * 64}", f"1:{'g' * 64}", f"1:{'a' * 63}"])
def test_what_is_no_anchor_is_refused(text):
    found, (problem,) = read_anchor(text)
    assert (found, problem.code, problem.value) == (None, "anchor_unreadable", text)
