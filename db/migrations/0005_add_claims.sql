-- What a lender says is owed, money to be got back, and payments found to be no duplicates.

-- The balance a lender claims on a day; the latest one of a loan is compared with ours.
create table claim (
  id integer primary key,
  loan_id integer not null references loan(id),
  claimed_on text not null check (claimed_on is date(claimed_on, '+0 days')),
  balance_minor integer not null check (balance_minor >= 0),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;
create unique index claim_day on claim(loan_id, claimed_on) where deleted_at is null;

-- Money of a payment that has to come back; back_on is the day it did.
create table refund (
  id integer primary key,
  payment_id integer not null references payment(id),
  amount_minor integer not null check (amount_minor > 0),
  asked_on text check (asked_on is date(asked_on, '+0 days')),
  back_on text check (back_on is date(back_on, '+0 days')),
  note text not null default '',
  version integer not null default 1,
  deleted_at text,
  check (back_on is null or asked_on is null or back_on >= asked_on)
) strict;
create unique index refund_payment on refund(payment_id) where deleted_at is null;

-- The day somebody looked at a payment like another and found it to be one of its own.
alter table payment add column separate_on text check (separate_on is date(separate_on, '+0 days'));

-- Few payments were taken twice: finding them does not read the others.
create index payment_duplicate on payment(loan_id) where state = 'duplicate' and deleted_at is null;

-- What was changed in one row, for the history of one loan.
create index change_row on change(table_name, row_id);

-- What lenders say is owed.
create view v_claim as
select claim.id as claim_id, m.loan_id, m.loan, claim.claimed_on,
  (claim.balance_minor / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (claim.balance_minor % m.unit), -m.digits)) as balance,
  m.currency, claim.note, claim.balance_minor
from claim join loan_money m on m.loan_id = claim.loan_id
where claim.deleted_at is null;

-- Money that has to come back, or did: every payment marked as a duplicate, and what else was asked for.
create view v_refund as
select payment.id as payment_id, m.loan_id, m.loan, payment.paid_on, payment.state,
  (coalesce(refund.amount_minor, payment.amount_minor) / m.unit)
    || iif(m.digits = 0, '',
      '.' || substr('0000' || (coalesce(refund.amount_minor, payment.amount_minor) % m.unit), -m.digits)) as amount,
  m.currency, refund.asked_on, refund.back_on, refund.note,
  coalesce(refund.amount_minor, payment.amount_minor) as amount_minor
from payment join loan_money m on m.loan_id = payment.loan_id
left join refund on refund.payment_id = payment.id and refund.deleted_at is null
where payment.deleted_at is null and (payment.state = 'duplicate' or refund.id is not null);
