-- Charges and refunds that a card's statement brought: its reference, the import and the line they are from.

alter table charge add column ref text not null default '';
alter table charge add column batch_id integer references batch(id);
alter table charge add column line integer;
create index charge_batch on charge(batch_id) where batch_id is not null;

alter table waiver add column ref text not null default '';
alter table waiver add column batch_id integer references batch(id);
alter table waiver add column line integer;
-- A purchase given back comes off what is owed like a waiver, but nobody let go of anything.
alter table waiver add column is_refund integer not null default 0 check (is_refund in (0, 1));
create index waiver_batch on waiver(batch_id) where batch_id is not null;

drop view v_charge;
create view v_charge as
select charge.id as charge_id, m.loan_id, m.loan, charge.charged_on, charge.kind,
  iif(charge.amount_minor < 0, '-', '') || (abs(charge.amount_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(charge.amount_minor) % m.unit), -m.digits)) as amount,
  m.currency, charge.ref, charge.note, batch.source_name as imported_from, charge.line, charge.amount_minor
from charge join loan_money m on m.loan_id = charge.loan_id
left join batch on batch.id = charge.batch_id
where charge.deleted_at is null;

drop view v_waiver;
create view v_waiver as
select waiver.id as waiver_id, m.loan_id, m.loan, waiver.waived_on, waiver.component, waiver.is_refund,
  iif(waiver.amount_minor < 0, '-', '') || (abs(waiver.amount_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(waiver.amount_minor) % m.unit), -m.digits)) as amount,
  m.currency, waiver.ref, waiver.note, batch.source_name as imported_from, waiver.line, waiver.amount_minor
from waiver join loan_money m on m.loan_id = waiver.loan_id
left join batch on batch.id = waiver.batch_id
where waiver.deleted_at is null;
