-- Views with readable names: what a curious person asks first. Rows in the trash are left out.
-- Amounts are exact decimal text (never a float), with the minor units beside them for sums.

-- ISO 4217 currencies whose decimals are not 2.
create view currency_digits(currency, digits, unit) as
values
  ('BIF', 0, 1), ('CLP', 0, 1), ('DJF', 0, 1), ('GNF', 0, 1), ('ISK', 0, 1), ('JPY', 0, 1), ('KMF', 0, 1),
  ('KRW', 0, 1), ('PYG', 0, 1), ('RWF', 0, 1), ('UGX', 0, 1), ('VND', 0, 1), ('VUV', 0, 1), ('XAF', 0, 1),
  ('XOF', 0, 1), ('XPF', 0, 1), ('BHD', 3, 1000), ('IQD', 3, 1000), ('JOD', 3, 1000), ('KWD', 3, 1000),
  ('LYD', 3, 1000), ('OMR', 3, 1000), ('TND', 3, 1000), ('UYI', 0, 1), ('CLF', 4, 10000), ('UYW', 4, 10000);

-- What the other views need to write an amount of a loan.
create view loan_money as
select loan.id as loan_id, loan.name as loan, loan.lender, loan.currency,
  coalesce(currency_digits.digits, 2) as digits, coalesce(currency_digits.unit, 100) as unit
from loan left join currency_digits on currency_digits.currency = loan.currency
where loan.deleted_at is null;

-- Every loan with the terms entered last.
create view v_loan as
select loan.id as loan_id, loan.name as loan, loan.slug, loan.lender, loan.method, loan.currency,
  iif(loan.principal_minor < 0, '-', '') || (abs(loan.principal_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(loan.principal_minor) % m.unit), -m.digits)) as principal,
  loan.opened_on, loan.tracked_from, loan.closed_on,
  terms.rate_percent, terms.rate_per, terms.every, terms.periods, terms.first_due_on, terms.due_day,
  terms.grace_days, terms.effective_on as terms_from, loan.note
from loan join loan_money m on m.loan_id = loan.id
left join terms on terms.id = (
  select id from terms where loan_id = loan.id and deleted_at is null order by effective_on desc limit 1);

-- What is owed: one row for each open loan, with what falls due next.
create view v_loan_balance as
select m.loan_id, m.loan, m.lender, m.currency,
  iif(loan_state.balance_minor < 0, '-', '') || (abs(loan_state.balance_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(loan_state.balance_minor) % m.unit), -m.digits)) as balance,
  due.due_on as next_due_on,
  iif(due.open_minor < 0, '-', '') || (abs(due.open_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(due.open_minor) % m.unit), -m.digits)) as next_amount,
  loan_state.as_of, loan_state.last_paid_on, loan_state.ends_on, loan_state.balance_minor
from loan_money m join loan on loan.id = m.loan_id
join loan_state on loan_state.loan_id = m.loan_id
left join due on due.loan_id = m.loan_id and due.number = (
  select number from due where loan_id = m.loan_id and open_minor > 0 order by due_on, number limit 1)
where loan.closed_on is null;

-- What is due: every instalment or card minimum that is not paid in full, oldest first.
-- `days` counts from today (negative: overdue since); an estimate is ours, not the lender's.
create view v_due as
select m.loan_id, m.loan, m.lender, due.due_on, due.pay_by,
  cast(julianday(due.due_on) - julianday(date('now', 'localtime')) as integer) as days,
  due.due_on < date('now', 'localtime') as overdue,
  iif(due.open_minor < 0, '-', '') || (abs(due.open_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(due.open_minor) % m.unit), -m.digits)) as amount,
  m.currency, due.kind, due.number, due.estimate, coalesce(autopay.is_on, 0) as autopay, due.open_minor
from due join loan_money m on m.loan_id = due.loan_id
left join autopay on autopay.loan_id = due.loan_id and autopay.deleted_at is null
where due.open_minor > 0
order by due.due_on, m.loan;

-- Every payment; only a posted one reduces a balance.
create view v_payment as
select payment.id as payment_id, m.loan_id, m.loan, payment.paid_on, payment.posted_on,
  iif(payment.amount_minor < 0, '-', '') || (abs(payment.amount_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(payment.amount_minor) % m.unit), -m.digits)) as amount,
  payment.currency, payment.state, account.name as account, payment.ref, payment.note,
  batch.source_name as imported_from, payment.line, payment.amount_minor
from payment join loan_money m on m.loan_id = payment.loan_id
left join account on account.id = payment.account_id
left join batch on batch.id = payment.batch_id
where payment.deleted_at is null;

-- What lenders posted against a loan.
create view v_charge as
select charge.id as charge_id, m.loan_id, m.loan, charge.charged_on, charge.kind,
  iif(charge.amount_minor < 0, '-', '') || (abs(charge.amount_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(charge.amount_minor) % m.unit), -m.digits)) as amount,
  m.currency, charge.note, charge.amount_minor
from charge join loan_money m on m.loan_id = charge.loan_id
where charge.deleted_at is null;

-- What lenders let go of.
create view v_waiver as
select waiver.id as waiver_id, m.loan_id, m.loan, waiver.waived_on, waiver.component,
  iif(waiver.amount_minor < 0, '-', '') || (abs(waiver.amount_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(waiver.amount_minor) % m.unit), -m.digits)) as amount,
  m.currency, waiver.note, waiver.amount_minor
from waiver join loan_money m on m.loan_id = waiver.loan_id
where waiver.deleted_at is null;

-- Card statements as the issuer printed them.
create view v_statement as
select statement.id as statement_id, m.loan_id, m.loan, statement.statement_on, statement.due_on,
  iif(statement.balance_minor < 0, '-', '') || (abs(statement.balance_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(statement.balance_minor) % m.unit), -m.digits)) as balance,
  iif(statement.minimum_minor < 0, '-', '') || (abs(statement.minimum_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(statement.minimum_minor) % m.unit), -m.digits)) as minimum,
  m.currency, statement.balance_minor, statement.minimum_minor
from statement join loan_money m on m.loan_id = statement.loan_id
where statement.deleted_at is null;

-- Which loans pay themselves, from where, and when that was last looked at; no row in autopay is unknown.
create view v_autopay as
select m.loan_id, m.loan,
  case autopay.is_on when 1 then 'on' when 0 then 'off' else 'unknown' end as autopay,
  account.name as account, autopay.mode,
  iif(autopay.fixed_minor < 0, '-', '') || (abs(autopay.fixed_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(autopay.fixed_minor) % m.unit), -m.digits)) as fixed_amount,
  m.currency, autopay.card_tail, autopay.card_expires_on, autopay.checked_on
from loan_money m join loan on loan.id = m.loan_id
left join autopay on autopay.loan_id = m.loan_id and autopay.deleted_at is null
left join account on account.id = autopay.account_id
where loan.closed_on is null;

-- What was owed at the end of each month.
create view v_balance_history as
select m.loan_id, m.loan, balance_point.month_end,
  iif(balance_point.balance_minor < 0, '-', '') || (abs(balance_point.balance_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(balance_point.balance_minor) % m.unit), -m.digits)) as balance,
  m.currency, balance_point.balance_minor
from balance_point join loan_money m on m.loan_id = balance_point.loan_id;

-- Marks on credit reports, each with its latest dispute.
create view v_credit as
select mark.id as mark_id, mark.bureau, mark.description, loan.name as loan, mark.origin_on,
  mark.expected_removal_on, mark.removed_on, mark.removed_on is null as still_there,
  dispute.sent_on as disputed_on, dispute.answer_by, dispute.answered_on, dispute.outcome
from mark left join loan on loan.id = mark.loan_id
left join dispute on dispute.id = (
  select id from dispute where mark_id = mark.id and deleted_at is null order by sent_on desc, id desc limit 1)
where mark.deleted_at is null;

-- Scores as typed in.
create view v_score as
select id as score_id, bureau, model, scored_on, value from score where deleted_at is null;

-- What was done, newest first.
create view v_history as
select action.id as action_id, action.at, action.title,
  case when dropped_at is not null then 'undone for good' when undone_at is not null then 'undone' else 'done' end
    as state,
  (select count(*) from change where action_id = action.id) as changes
from action order by action.id desc;
