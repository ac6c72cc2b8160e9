-- Credit reports as they were pulled, what a mark's removal is counted from, and disputes by round.

-- A report as one bureau gave it on one day; `free` tells whether it used up one of the free ones.
create table report (
  id integer primary key,
  bureau text not null check (trim(bureau) <> ''),
  place text not null default '' check (place in ('', 'CN', 'US', 'UK', 'EU')),
  pulled_on text not null check (pulled_on is date(pulled_on, '+0 days')),
  free integer not null default 1 check (free in (0, 1)),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;
create index report_pulled on report(bureau, pulled_on) where deleted_at is null;

-- An account as a report shows it; `worst` is the worst status in the report's own letters.
create table report_entry (
  id integer primary key,
  report_id integer not null references report(id),
  lender text not null check (trim(lender) <> ''),
  tail text not null default '',
  kind text not null default 'other' check (kind in ('loan', 'card', 'line', 'mortgage', 'car', 'student', 'bnpl',
    'collection', 'public_record', 'guarantee', 'other')),
  status text not null default 'unknown' check (status in ('unknown', 'normal', 'overdue', 'charged_off',
    'settled_for_less', 'settled', 'closed', 'disputed')),
  currency text not null,
  balance_minor integer check (balance_minor >= 0),
  overdue_minor integer check (overdue_minor >= 0),
  worst text not null default '',
  opened_on text check (opened_on is date(opened_on, '+0 days')),
  closed_on text check (closed_on is date(closed_on, '+0 days')),
  remark text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;
create index report_entry_of on report_entry(report_id, id) where deleted_at is null;

-- Who asked for the file, when and why, as a report shows it.
create table enquiry (
  id integer primary key,
  report_id integer not null references report(id),
  who text not null check (trim(who) <> ''),
  asked_on text not null check (asked_on is date(asked_on, '+0 days')),
  why text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;
create index enquiry_of on enquiry(report_id, asked_on) where deleted_at is null;

-- What the rule of a mark counts from. Where `place` is empty, the bureau's name or the setting decides.
alter table mark add column kind text not null default '' check (kind in ('', 'late', 'charge_off', 'bankruptcy', 'other'));
alter table mark add column place text not null default '' check (place in ('', 'CN', 'US', 'UK', 'EU'));
alter table mark add column settled_on text check (settled_on is date(settled_on, '+0 days'));
alter table mark add column entry_id integer references report_entry(id);

-- The dispute itself is its first round; every further one is an escalation, to the same body or another.
alter table dispute add column body text not null default 'bureau' check (body in ('bureau', 'lender', 'regulator',
  'ombudsman', 'court', 'other'));
alter table dispute add column place text not null default '' check (place in ('', 'CN', 'US', 'UK', 'EU'));
alter table dispute add column extended integer not null default 0 check (extended in (0, 1));
alter table dispute add column reference text not null default '';
alter table dispute add column evidence integer check (evidence >= 1);

create table dispute_round (
  id integer primary key,
  dispute_id integer not null references dispute(id),
  body text not null check (body in ('bureau', 'lender', 'regulator', 'ombudsman', 'court', 'other')),
  sent_to text not null default '',
  sent_on text not null check (sent_on is date(sent_on, '+0 days')),
  extended integer not null default 0 check (extended in (0, 1)),
  answer_by text check (answer_by is date(answer_by, '+0 days') and answer_by >= sent_on),
  answered_on text check (answered_on is date(answered_on, '+0 days') and answered_on >= sent_on),
  outcome text not null default 'open' check (outcome in ('open', 'corrected', 'removed', 'rejected', 'withdrawn')),
  reference text not null default '',
  evidence integer check (evidence >= 1),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;
create index dispute_round_of on dispute_round(dispute_id, id) where deleted_at is null;

-- Reports by bureau, newest first.
create view v_report as
select report.id as report_id, report.bureau, report.pulled_on, report.free, report.note,
  (select count(*) from report_entry where report_id = report.id and deleted_at is null) as entries,
  (select count(*) from enquiry where report_id = report.id and deleted_at is null) as enquiries
from report where report.deleted_at is null
order by report.bureau, report.pulled_on desc, report.id desc;

-- Accounts as the reports show them.
create view v_report_entry as
select e.id as entry_id, report.id as report_id, report.bureau, report.pulled_on, e.lender, e.tail, e.kind, e.status,
  (e.balance_minor / coalesce(d.unit, 100))
    || iif(coalesce(d.digits, 2) = 0, '',
      '.' || substr('0000' || (e.balance_minor % coalesce(d.unit, 100)), -coalesce(d.digits, 2))) as balance,
  (e.overdue_minor / coalesce(d.unit, 100))
    || iif(coalesce(d.digits, 2) = 0, '',
      '.' || substr('0000' || (e.overdue_minor % coalesce(d.unit, 100)), -coalesce(d.digits, 2))) as overdue,
  e.currency, e.worst, e.opened_on, e.closed_on, e.remark, e.balance_minor, e.overdue_minor
from report_entry e join report on report.id = e.report_id and report.deleted_at is null
left join currency_digits d on d.currency = e.currency
where e.deleted_at is null;

-- Enquiries as the reports show them; one that two reports show is two rows.
create view v_enquiry as
select enquiry.id as enquiry_id, report.id as report_id, report.bureau, report.pulled_on, enquiry.who,
  enquiry.asked_on, enquiry.why
from enquiry join report on report.id = enquiry.report_id and report.deleted_at is null
where enquiry.deleted_at is null;

-- Every round of every dispute, the first one included; round 1 is the dispute as it was first sent.
create view v_dispute_round as
select dispute.id as dispute_id, 1 as round, dispute.body, dispute.bureau as sent_to, dispute.sent_on,
  dispute.answer_by, dispute.answered_on, dispute.outcome, dispute.reference, dispute.evidence, dispute.note
from dispute where dispute.deleted_at is null
union all
select r.dispute_id, 1 + row_number() over (partition by r.dispute_id order by r.id), r.body, r.sent_to, r.sent_on,
  r.answer_by, r.answered_on, r.outcome, r.reference, r.evidence, r.note
from dispute_round r join dispute on dispute.id = r.dispute_id and dispute.deleted_at is null
where r.deleted_at is null;

-- Marks on credit reports, each with the last round of its latest dispute.
drop view v_credit;
create view v_credit as
select mark.id as mark_id, mark.bureau, mark.description, loan.name as loan, mark.kind, mark.origin_on,
  mark.settled_on, mark.expected_removal_on, mark.removed_on, mark.removed_on is null as still_there,
  coalesce(r.sent_on, dispute.sent_on) as disputed_on,
  iif(r.id is null, dispute.answer_by, r.answer_by) as answer_by,
  iif(r.id is null, dispute.answered_on, r.answered_on) as answered_on,
  coalesce(r.outcome, dispute.outcome) as outcome
from mark left join loan on loan.id = mark.loan_id
left join dispute on dispute.id = (
  select id from dispute where mark_id = mark.id and deleted_at is null order by sent_on desc, id desc limit 1)
left join dispute_round r on r.id = (
  select max(id) from dispute_round where dispute_id = dispute.id and deleted_at is null)
where mark.deleted_at is null;
