-- Plans: questions that were kept, and the payments that follow from the one that was adopted.

-- A kept question about the loans of one currency. One that is adopted and not ended is followed.
create table plan (
  id integer primary key,
  name text not null check (trim(name) <> ''),
  currency text not null,
  method text not null check (method in ('minimum', 'snowball', 'avalanche', 'custom', 'optimal')),
  monthly_minor integer check (monthly_minor >= 0), -- empty: the minimums of the first month and the extra
  extra_minor integer not null default 0 check (extra_minor >= 0),
  one_off_minor integer not null default 0 check (one_off_minor >= 0),
  one_off_on text check (one_off_on is date(one_off_on, '+0 days')),
  rate_points text not null default '0',
  drop_percent text not null default '0',
  drop_months integer not null default 0 check (drop_months >= 0),
  buffer_minor integer not null default 0 check (buffer_minor >= 0),
  saved_on text not null check (saved_on is date(saved_on, '+0 days')),
  adopted_on text check (adopted_on is date(adopted_on, '+0 days')),
  ended_on text check (ended_on is date(ended_on, '+0 days') and ended_on >= adopted_on),
  debt_free_on text check (debt_free_on is date(debt_free_on, '+0 days')),
  interest_minor integer check (interest_minor >= 0),
  money_minor integer check (money_minor >= 0), -- what a month brought when it was adopted
  version integer not null default 1,
  deleted_at text
) strict;
create unique index plan_name on plan(name) where deleted_at is null;
create unique index plan_followed on plan(currency)
  where adopted_on is not null and ended_on is null and deleted_at is null;

-- A loan in a plan: its place in the order the person gave, whether it gets its minimum only, and for a plan
-- that was adopted what was owed, its yearly rate and the sum of its posted payments on that day.
create table plan_loan (
  id integer primary key,
  plan_id integer not null references plan(id),
  loan_id integer not null references loan(id),
  number integer check (number >= 1),
  is_frozen integer not null default 0 check (is_frozen in (0, 1)),
  balance_minor integer check (balance_minor >= 0),
  paid_minor integer check (paid_minor >= 0),
  rate_percent text,
  deleted_at text
) strict;
create unique index plan_loan_of on plan_loan(plan_id, loan_id) where deleted_at is null;

-- What an adopted plan expects to be paid; sum_minor is what the loan will have got by then since adoption.
create table plan_payment (
  id integer primary key,
  plan_id integer not null references plan(id),
  loan_id integer not null references loan(id),
  due_on text not null check (due_on is date(due_on, '+0 days')),
  amount_minor integer not null check (amount_minor > 0),
  extra_minor integer not null default 0 check (extra_minor between 0 and amount_minor),
  sum_minor integer not null check (sum_minor >= amount_minor),
  balance_minor integer not null check (balance_minor >= 0),
  deleted_at text
) strict;
create index plan_payment_due on plan_payment(plan_id, loan_id, due_on) where deleted_at is null;
create index plan_payment_extra on plan_payment(plan_id, due_on) where extra_minor > 0 and deleted_at is null;

-- Plans that were kept, with what they come to where one was adopted.
create view v_plan as
select plan.id as plan_id, plan.name as plan, plan.currency, plan.method,
  case when plan.adopted_on is null then 'kept' when plan.ended_on is null then 'followed' else 'ended' end as state,
  (plan.monthly_minor / coalesce(d.unit, 100))
    || iif(coalesce(d.digits, 2) = 0, '',
      '.' || substr('0000' || (plan.monthly_minor % coalesce(d.unit, 100)), -coalesce(d.digits, 2))) as monthly,
  (plan.extra_minor / coalesce(d.unit, 100))
    || iif(coalesce(d.digits, 2) = 0, '',
      '.' || substr('0000' || (plan.extra_minor % coalesce(d.unit, 100)), -coalesce(d.digits, 2))) as extra,
  plan.saved_on, plan.adopted_on, plan.ended_on, plan.debt_free_on,
  (plan.interest_minor / coalesce(d.unit, 100))
    || iif(coalesce(d.digits, 2) = 0, '',
      '.' || substr('0000' || (plan.interest_minor % coalesce(d.unit, 100)), -coalesce(d.digits, 2))) as interest,
  (select count(*) from plan_loan where plan_id = plan.id and deleted_at is null) as loans,
  plan.monthly_minor, plan.extra_minor, plan.interest_minor
from plan left join currency_digits d on d.currency = plan.currency
where plan.deleted_at is null;

-- What an adopted plan expects, payment by payment.
create view v_plan_payment as
select plan.id as plan_id, plan.name as plan, m.loan_id, m.loan, e.due_on,
  (e.amount_minor / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (e.amount_minor % m.unit), -m.digits)) as amount,
  (e.extra_minor / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (e.extra_minor % m.unit), -m.digits)) as extra,
  m.currency,
  (e.balance_minor / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (e.balance_minor % m.unit), -m.digits)) as balance_after,
  e.amount_minor, e.extra_minor
from plan_payment e join plan on plan.id = e.plan_id and plan.deleted_at is null
join loan_money m on m.loan_id = e.loan_id
where e.deleted_at is null;
