-- Offers: what a lender, or somebody who would lend instead, says could be paid, when, and what follows.

-- One offer about a loan. It changes no schedule until it is in force, which only a kept letter can make it.
create table offer (
  id integer primary key,
  loan_id integer not null references loan(id),
  negotiation_id integer references negotiation(id),
  kind text not null check (kind in ('instalments', 'extension', 'waiver', 'lump_sum', 'refinancing', 'family_loan')),
  from_whom text not null default '',
  words text not null default '',
  offered_on text not null check (offered_on is date(offered_on, '+0 days')),
  valid_until text check (valid_until is date(valid_until, '+0 days') and valid_until >= offered_on),
  upfront_fee_minor integer check (upfront_fee_minor >= 0),
  received_minor integer check (received_minor > 0),
  waived_principal_minor integer check (waived_principal_minor > 0),
  waived_interest_minor integer check (waived_interest_minor > 0),
  waived_fee_minor integer check (waived_fee_minor > 0),
  waived_penalty_minor integer check (waived_penalty_minor > 0),
  interest text not null default '' check (interest in ('', 'stops', 'included', 'runs')),
  breach text not null default '' check (breach in ('', 'nothing', 'waived', 'whole')),
  credited text not null default '' check (credited in ('', 'paid_in_full', 'settled_for_less', 'restructured',
    'unchanged')),
  is_written integer not null default 0 check (is_written in (0, 1)),
  evidence integer check (evidence >= 1),
  standing text not null default 'open' check (standing in ('open', 'agreed', 'in_force', 'kept', 'broken',
    'replaced', 'declined')),
  agreed_on text check (agreed_on is date(agreed_on, '+0 days')),
  effective_on text check (effective_on is date(effective_on, '+0 days')),
  letter integer check (letter >= 1),
  ended_on text check (ended_on is date(ended_on, '+0 days')),
  note text not null default '',
  version integer not null default 1,
  deleted_at text,
  check (standing not in ('in_force', 'kept', 'broken', 'replaced') or (letter is not null and effective_on is not null))
) strict;
create index offer_loan on offer(loan_id) where deleted_at is null;

-- What is to be paid by an offer, one row for each day.
create table offer_payment (
  id integer primary key,
  offer_id integer not null references offer(id),
  number integer not null check (number >= 1),
  due_on text not null check (due_on is date(due_on, '+0 days')),
  amount_minor integer not null check (amount_minor > 0),
  deleted_at text
) strict;
create unique index offer_payment_number on offer_payment(offer_id, number) where deleted_at is null;

-- What was offered, with what it comes to.
create view v_offer as
select offer.id as offer_id, m.loan_id, m.loan, m.lender, offer.negotiation_id as talk_id, offer.kind,
  offer.from_whom, offer.offered_on, offer.valid_until, offer.standing, offer.agreed_on, offer.effective_on,
  offer.letter,
  (p.sum_minor / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (p.sum_minor % m.unit), -m.digits)) as payments,
  m.currency, p.count, p.first_on, p.last_on, offer.interest, offer.breach, offer.credited, offer.is_written,
  offer.evidence, offer.note, p.sum_minor as payments_minor
from offer join loan_money m on m.loan_id = offer.loan_id
left join (select offer_id, sum(amount_minor) as sum_minor, count(*) as count, min(due_on) as first_on,
    max(due_on) as last_on from offer_payment where deleted_at is null group by offer_id) p
  on p.offer_id = offer.id
where offer.deleted_at is null;
