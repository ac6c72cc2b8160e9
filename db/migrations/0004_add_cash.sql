-- Money that comes and goes: what an account holds, income and expenses, what really came, transfers;
-- and when autopay tries, how it takes, how it went last.

alter table account add column currency text not null default ''
  check (currency = '' or (length(currency) = 3 and currency = upper(currency)));
alter table account add column balance_minor integer check (balance_minor is null or currency <> '');
alter table account add column balance_on text check (balance_on is date(balance_on, '+0 days'));
alter table account add column balance_at text not null default ''; -- when it was entered
alter table account add column buffer_minor integer not null default 0 check (buffer_minor >= 0);
alter table account add column lead_days integer not null default 0 check (lead_days between 0 and 60);
alter table account add column cut_off text not null default ''
  check (cut_off = '' or (cut_off glob '[0-2][0-9]:[0-5][0-9]' and cut_off < '24:00'));
-- Whether money moves into it on every day or on working days only.
alter table account add column moves text not null default 'daily' check (moves in ('daily', 'workdays'));

alter table autopay add column attempt_at text not null default ''
  check (attempt_at = '' or (attempt_at glob '[0-2][0-9]:[0-5][0-9]' and attempt_at < '24:00'));
-- Days after the first attempt, such as '1,3'.
alter table autopay add column retries text not null default '' check (retries not glob '*[^0-9,]*');
alter table autopay add column on_short text not null default 'all_or_nothing'
  check (on_short in ('all_or_nothing', 'sweep'));
alter table autopay add column holiday_rule text not null default 'none'
  check (holiday_rule in ('none', 'next', 'previous'));
alter table autopay add column last_result text not null default '' check (last_result in ('', 'ok', 'failed'));
alter table autopay add column last_result_on text check (last_result_on is date(last_result_on, '+0 days'));

create table cash_event (
  id integer primary key,
  kind text not null check (kind in ('income', 'expense')),
  name text not null check (name <> ''),
  account_id integer not null references account(id),
  amount_minor integer not null check (amount_minor > 0),
  currency text not null check (length(currency) = 3 and currency = upper(currency)),
  certainty text not null default 'sure' check (certainty in ('sure', 'likely', 'hoped')),
  first_on text not null check (first_on is date(first_on, '+0 days')),
  every text check (every in ('week', 'two_weeks', 'month', 'quarter', 'half_year', 'year')), -- null: once
  month_day integer check (month_day between 1 and 31),
  until_on text check (until_on is date(until_on, '+0 days')),
  note text not null default '',
  version integer not null default 1,
  deleted_at text,
  check (until_on is null or until_on >= first_on)
) strict;
create index cash_event_account on cash_event(account_id) where deleted_at is null;

-- What became of one occurrence of an event; `planned_on` is the day it had by its rule.
create table cash_occurrence (
  id integer primary key,
  cash_event_id integer not null references cash_event(id),
  planned_on text not null check (planned_on is date(planned_on, '+0 days')),
  state text not null check (state in ('moved', 'came', 'missed')),
  actual_on text check (actual_on is date(actual_on, '+0 days')),
  amount_minor integer check (amount_minor > 0),
  currency text not null check (length(currency) = 3 and currency = upper(currency)),
  recorded_at text not null,
  version integer not null default 1,
  deleted_at text,
  check ((state = 'missed') = (actual_on is null))
) strict;
create unique index cash_occurrence_once on cash_occurrence(cash_event_id, planned_on) where deleted_at is null;

-- Money moved between own accounts; without `from_account_id` it came from elsewhere.
create table cash_transfer (
  id integer primary key,
  from_account_id integer references account(id),
  to_account_id integer not null references account(id),
  amount_minor integer not null check (amount_minor > 0),
  currency text not null check (length(currency) = 3 and currency = upper(currency)),
  left_on text not null check (left_on is date(left_on, '+0 days')),
  arrives_on text not null check (arrives_on is date(arrives_on, '+0 days')),
  recorded_at text not null,
  note text not null default '',
  version integer not null default 1,
  deleted_at text,
  check (from_account_id is null or from_account_id <> to_account_id),
  check (arrives_on >= left_on)
) strict;

create index payment_account on payment(account_id, paid_on) where deleted_at is null and account_id is not null;

-- Every account with what it held when last looked at.
create view v_account as
select account.id as account_id, account.name as account, account.tail, account.currency,
  iif(account.balance_minor < 0, '-', '') || (abs(account.balance_minor) / coalesce(d.unit, 100))
    || iif(coalesce(d.digits, 2) = 0, '',
      '.' || substr('0000' || (abs(account.balance_minor) % coalesce(d.unit, 100)), -coalesce(d.digits, 2)))
    as balance,
  account.balance_on,
  (account.buffer_minor / coalesce(d.unit, 100))
    || iif(coalesce(d.digits, 2) = 0, '',
      '.' || substr('0000' || (account.buffer_minor % coalesce(d.unit, 100)), -coalesce(d.digits, 2))) as buffer,
  account.lead_days, account.cut_off, account.moves, account.balance_minor, account.buffer_minor, account.note
from account left join currency_digits d on d.currency = account.currency
where account.deleted_at is null;

-- Income and expenses, one row each however often they come; `every` is empty for what comes once.
create view v_cash_event as
select e.id as event_id, e.kind, e.name, account.name as account,
  (e.amount_minor / coalesce(d.unit, 100))
    || iif(coalesce(d.digits, 2) = 0, '',
      '.' || substr('0000' || (e.amount_minor % coalesce(d.unit, 100)), -coalesce(d.digits, 2))) as amount,
  e.currency, e.certainty, e.first_on, e.every, e.month_day, e.until_on, e.note, e.amount_minor
from cash_event e join account on account.id = e.account_id
left join currency_digits d on d.currency = e.currency
where e.deleted_at is null;

-- What became of single occurrences of income and expenses: moved, came, missed.
create view v_cash_occurrence as
select o.id as occurrence_id, e.id as event_id, e.name, o.planned_on, o.state, o.actual_on,
  (coalesce(o.amount_minor, e.amount_minor) / coalesce(d.unit, 100))
    || iif(coalesce(d.digits, 2) = 0, '',
      '.' || substr('0000' || (coalesce(o.amount_minor, e.amount_minor) % coalesce(d.unit, 100)),
        -coalesce(d.digits, 2))) as amount,
  o.currency
from cash_occurrence o join cash_event e on e.id = o.cash_event_id and e.deleted_at is null
left join currency_digits d on d.currency = o.currency
where o.deleted_at is null;

-- Money moved between own accounts, or brought in from elsewhere (no `from_account`).
create view v_cash_transfer as
select t.id as transfer_id, f.name as from_account, a.name as to_account,
  (t.amount_minor / coalesce(d.unit, 100))
    || iif(coalesce(d.digits, 2) = 0, '',
      '.' || substr('0000' || (t.amount_minor % coalesce(d.unit, 100)), -coalesce(d.digits, 2))) as amount,
  t.currency, t.left_on, t.arrives_on, t.note, t.amount_minor
from cash_transfer t join account a on a.id = t.to_account_id
left join account f on f.id = t.from_account_id
left join currency_digits d on d.currency = t.currency
where t.deleted_at is null;

drop view v_autopay;

-- Which loans pay themselves, from where, when the bank tries, and how it went; no row in autopay is unknown.
create view v_autopay as
select m.loan_id, m.loan,
  case autopay.is_on when 1 then 'on' when 0 then 'off' else 'unknown' end as autopay,
  account.name as account, autopay.mode,
  iif(autopay.fixed_minor < 0, '-', '') || (abs(autopay.fixed_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(autopay.fixed_minor) % m.unit), -m.digits)) as fixed_amount,
  m.currency, autopay.card_tail, autopay.card_expires_on, autopay.checked_on,
  autopay.attempt_at, autopay.retries, autopay.on_short, autopay.holiday_rule, autopay.last_result,
  autopay.last_result_on
from loan_money m join loan on loan.id = m.loan_id
left join autopay on autopay.loan_id = m.loan_id and autopay.deleted_at is null
left join account on account.id = autopay.account_id
where loan.closed_on is null;

-- Payments that a due does not know of yet.
create index payment_on_the_way on payment(loan_id) where deleted_at is null and state in ('planned', 'sent', 'pending');
