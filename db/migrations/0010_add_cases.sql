-- Cases beside the talks: hardship with its papers, complaints with what they are about, how a loan was
-- settled, messages that were checked, advisers that were asked.

-- Why a person cannot pay, since when and until when; without a loan it holds for the whole household.
create table hardship (
  id integer primary key,
  loan_id integer references loan(id),
  cause text not null check (cause in ('job_loss', 'income_cut', 'illness', 'family', 'disaster', 'fraud', 'other')),
  since_on text not null check (since_on is date(since_on, '+0 days')),
  expected_on text check (expected_on is date(expected_on, '+0 days') and expected_on >= since_on),
  ended_on text check (ended_on is date(ended_on, '+0 days') and ended_on >= since_on),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;
create index hardship_loan on hardship(loan_id) where deleted_at is null;

-- A document that shows it, and where it stands.
create table hardship_paper (
  id integer primary key,
  hardship_id integer not null references hardship(id),
  what text not null check (trim(what) <> ''),
  state text not null default 'missing' check (state in ('missing', 'have', 'sent')),
  sent_on text check (sent_on is date(sent_on, '+0 days')),
  evidence integer check (evidence >= 1),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;
create index hardship_paper_of on hardship_paper(hardship_id, id) where deleted_at is null;

-- A complaint about a lender or a collector: where it goes, what it is called there, by when they answer.
create table complaint (
  id integer primary key,
  loan_id integer not null references loan(id),
  body text not null check (trim(body) <> ''),
  about text not null default '',
  opened_on text not null check (opened_on is date(opened_on, '+0 days')),
  filed_on text check (filed_on is date(filed_on, '+0 days')),
  reference text not null default '',
  answer_by text check (answer_by is date(answer_by, '+0 days')),
  answer_rule text not null default '', -- the number of the rule the day comes from; empty where it was said
  outcome text not null default 'open' check (outcome in ('open', 'upheld', 'partly', 'rejected', 'withdrawn')),
  answered_on text check (answered_on is date(answered_on, '+0 days')),
  evidence integer check (evidence >= 1),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;
create index complaint_open on complaint(answer_by) where outcome = 'open' and deleted_at is null;

-- What a complaint collects: what happened, on which contacts of the log it rests, by which rule, what shows it.
create table complaint_incident (
  id integer primary key,
  complaint_id integer not null references complaint(id),
  contact_id integer references contact(id),
  what text not null check (trim(what) <> ''),
  happened_on text not null check (happened_on is date(happened_on, '+0 days')),
  times integer not null default 1 check (times >= 1),
  allowed integer check (allowed >= 0),
  rule text not null default '',
  evidence integer check (evidence >= 1),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;
create index complaint_incident_of on complaint_incident(complaint_id, id) where deleted_at is null;

-- How a loan ended that had been in arrears or in talks: with the letter that says so, or still without.
create table settlement (
  id integer primary key,
  loan_id integer not null references loan(id),
  settled_on text not null check (settled_on is date(settled_on, '+0 days')),
  letter integer check (letter >= 1), -- its number in the log of evidence
  asked_on text check (asked_on is date(asked_on, '+0 days')),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;
create unique index settlement_loan on settlement(loan_id) where deleted_at is null;

-- A message that was compared with what the book knows: its hash and what was found; its words only if asked for.
create table message_check (
  id integer primary key,
  loan_id integer not null references loan(id),
  contact_id integer references contact(id),
  checked_on text not null check (checked_on is date(checked_on, '+0 days')),
  sha256 text not null check (length(sha256) = 64),
  verdict text not null check (verdict in ('stop', 'conflict', 'unknown', 'match', 'nothing')),
  findings text not null default '[]', -- JSON: kind, value, verdict and what it matches
  words text not null default '',
  evidence integer check (evidence >= 1),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;
create index message_check_loan on message_check(loan_id, checked_on) where deleted_at is null;

-- Somebody who offers help, and what was answered to the questions that tell help from fraud.
create table adviser (
  id integer primary key,
  loan_id integer references loan(id),
  name text not null check (trim(name) <> ''),
  asked_on text not null check (asked_on is date(asked_on, '+0 days')),
  licence text not null default '',
  fee_minor integer check (fee_minor >= 0),
  saves_minor integer check (saves_minor >= 0),
  currency text not null check (length(currency) = 3),
  scope text not null default '',
  answers text not null default '{}', -- JSON: yes, no or unknown by question
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;

-- Evidence may be about a contact or a negotiation too; in words that is hashed with the rest of `about`.
alter table evidence add column contact_id integer references contact(id);
alter table evidence add column negotiation_id integer references negotiation(id);

drop view v_evidence;
-- Every entry with the one that corrects it.
create view v_evidence as
select e.number, e.kind, e.name, coalesce(l.name, '') as loan, e.happened_at, e.captured_at, e.entered_at,
  e.bytes, e.sha256, e.source, e.consent, e.note, e.corrects,
  (select max(number) from evidence c where c.corrects = e.number) as corrected_by,
  e.withdrawn, e.payment_id, e.hash, e.loan_id, e.contact_id, e.negotiation_id as talk_id
from evidence e left join loan l on l.id = e.loan_id;

-- Hardship, each with how many of its papers are still missing.
create view v_hardship as
select h.id as hardship_id, h.loan_id, coalesce(l.name, '') as loan, h.cause, h.since_on, h.expected_on, h.ended_on,
  (select count(*) from hardship_paper p where p.hardship_id = h.id and p.deleted_at is null) as papers,
  (select count(*) from hardship_paper p where p.hardship_id = h.id and p.deleted_at is null
    and p.state = 'missing') as papers_missing, h.note
from hardship h left join loan l on l.id = h.loan_id
where h.deleted_at is null and (h.loan_id is null or l.deleted_at is null);

-- Complaints, each with how many incidents it rests on.
create view v_complaint as
select c.id as complaint_id, m.loan_id, m.loan, m.lender, c.body, c.about, c.filed_on, c.reference, c.answer_by,
  c.answer_rule, c.outcome, c.answered_on,
  (select count(*) from complaint_incident i where i.complaint_id = c.id and i.deleted_at is null) as incidents,
  c.evidence, c.note
from complaint c join loan_money m on m.loan_id = c.loan_id
where c.deleted_at is null;

-- How loans that had been in arrears or in talks were settled.
create view v_settlement as
select s.id as settlement_id, m.loan_id, m.loan, m.lender, s.settled_on, s.letter, s.asked_on, s.note
from settlement s join loan_money m on m.loan_id = s.loan_id
where s.deleted_at is null;

-- Messages that were checked.
create view v_message_check as
select c.id as message_check_id, m.loan_id, m.loan, c.checked_on, c.verdict, c.findings, c.sha256, c.words,
  c.contact_id, c.evidence, c.note
from message_check c join loan_money m on m.loan_id = c.loan_id
where c.deleted_at is null;

-- Advisers that were asked.
create view v_adviser as
select a.id as adviser_id, a.loan_id, coalesce(l.name, '') as loan, a.name, a.asked_on, a.licence,
  (a.fee_minor / coalesce(d.unit, 100))
    || iif(coalesce(d.digits, 2) = 0, '',
      '.' || substr('0000' || (a.fee_minor % coalesce(d.unit, 100)), -coalesce(d.digits, 2))) as fee,
  a.currency, a.scope, a.answers, a.note
from adviser a left join currency_digits d on d.currency = a.currency left join loan l on l.id = a.loan_id
where a.deleted_at is null and (a.loan_id is null or l.deleted_at is null);
