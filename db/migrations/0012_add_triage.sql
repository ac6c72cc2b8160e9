-- What is at stake with a loan, and which expenses living depends on: what to pay first when money is short.

-- Empty: nobody said. `home` is lost with the roof, `secured` with goods that are needed, `legal` is a matter of
-- a court or the tax office, `none` costs money only.
alter table loan add column stake text not null default '' check (stake in ('', 'none', 'home', 'secured', 'legal'));

-- Null: nobody said, and it counts as essential.
alter table cash_event add column essential integer check (essential in (0, 1));

drop view v_cash_event;

-- Income and expenses, one row each however often they come; `every` is empty for what comes once.
create view v_cash_event as
select e.id as event_id, e.kind, e.name, account.name as account,
  (e.amount_minor / coalesce(d.unit, 100))
    || iif(coalesce(d.digits, 2) = 0, '',
      '.' || substr('0000' || (e.amount_minor % coalesce(d.unit, 100)), -coalesce(d.digits, 2))) as amount,
  e.currency, e.certainty, e.first_on, e.every, e.month_day, e.until_on,
  case e.essential when 1 then 'yes' when 0 then 'no' else '' end as essential,
  e.note, e.amount_minor
from cash_event e join account on account.id = e.account_id
left join currency_digits d on d.currency = e.currency
where e.deleted_at is null;

-- What can be lost with each loan that is not paid.
create view v_stake as
select m.loan_id, m.loan, m.lender, loan.stake
from loan_money m join loan on loan.id = m.loan_id
where loan.closed_on is null;
