-- Talks with lenders: what state the arrears are in, how to reach whom, what was said, promised and agreed.

-- What is known of a loan's arrears beyond dates and payments: why, whether the lender confirmed them, what
-- the lender has done, and the lender's own figures, which stand in place of estimates.
create table arrears (
  id integer primary key,
  loan_id integer not null references loan(id),
  product text not null default '' check (length(product) <= 60),
  cause text not null default '',
  confirmed_on text check (confirmed_on is date(confirmed_on, '+0 days')),
  confirmed_with text not null default '',
  frozen_on text check (frozen_on is date(frozen_on, '+0 days')),
  accelerated_on text check (accelerated_on is date(accelerated_on, '+0 days')),
  line_cut_on text check (line_cut_on is date(line_cut_on, '+0 days')),
  told_on text check (told_on is date(told_on, '+0 days')),
  principal_minor integer check (principal_minor >= 0),
  interest_minor integer check (interest_minor >= 0),
  fee_minor integer check (fee_minor >= 0),
  penalty_minor integer check (penalty_minor >= 0),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;
create unique index arrears_loan on arrears(loan_id) where deleted_at is null;

-- A way to reach the lender, or an account it may be paid to, with where that was found.
create table channel (
  id integer primary key,
  loan_id integer not null references loan(id),
  kind text not null check (kind in ('phone', 'sms', 'email', 'chat', 'app', 'site', 'address', 'payee')),
  value text not null check (trim(value) <> ''),
  found_in text not null default '',
  found_on text check (found_on is date(found_on, '+0 days')),
  hours text not null default '',
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;
create unique index channel_value on channel(loan_id, kind, value) where deleted_at is null;

-- One contact about a loan, at local time; `third_party` is who else was contacted in the person's stead.
create table contact (
  id integer primary key,
  loan_id integer not null references loan(id),
  happened_at text not null check (happened_at is strftime('%Y-%m-%dT%H:%M', happened_at)),
  direction text not null check (direction in ('in', 'out')),
  means text not null check (means in ('phone', 'sms', 'email', 'chat', 'app', 'letter', 'visit', 'other')),
  answered integer not null default 1 check (answered in (0, 1)),
  called text not null default '',
  who text not null default '',
  position text not null default '',
  identity text not null default 'unknown' check (identity in ('unknown', 'shown', 'refused')),
  recording text not null default 'none' check (recording in ('none', 'agreed', 'not_asked', 'refused')),
  hour_agreed integer not null default 0 check (hour_agreed in (0, 1)),
  third_party text not null default '',
  conduct text not null default 'none' check (conduct in ('none', 'threat', 'insult', 'disclosed', 'false_claim',
    'unreasonable_fee', 'unannounced_visit')),
  summary text not null default '',
  proof text not null default '',
  evidence integer check (evidence >= 1),
  version integer not null default 1,
  deleted_at text
) strict;
create index contact_loan on contact(loan_id, happened_at) where deleted_at is null;

-- What one side promised until when, and what came of it.
create table promise (
  id integer primary key,
  loan_id integer not null references loan(id),
  contact_id integer references contact(id),
  side text not null check (side in ('me', 'lender')),
  what text not null check (trim(what) <> ''),
  amount_minor integer check (amount_minor > 0),
  promised_on text not null check (promised_on is date(promised_on, '+0 days')),
  due_on text check (due_on is date(due_on, '+0 days')),
  fate text not null default 'open' check (fate in ('open', 'kept', 'broken', 'withdrawn')),
  ended_on text check (ended_on is date(ended_on, '+0 days')),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;
create index promise_open on promise(due_on) where fate = 'open' and deleted_at is null;

-- What is asked of the lender; where it stands is its last step.
create table negotiation (
  id integer primary key,
  loan_id integer not null references loan(id),
  aim text not null check (trim(aim) <> ''),
  opened_on text not null check (opened_on is date(opened_on, '+0 days')),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;
create index negotiation_loan on negotiation(loan_id) where deleted_at is null;

create table negotiation_step (
  id integer primary key,
  negotiation_id integer not null references negotiation(id),
  state text not null check (state in ('draft', 'sent', 'papers_asked', 'counter', 'agreed_orally', 'confirmed', 'active',
    'kept', 'broken', 'lapsed')),
  happened_on text not null check (happened_on is date(happened_on, '+0 days')),
  next_on text check (next_on is date(next_on, '+0 days') and next_on >= happened_on),
  proof text not null default '',
  evidence integer check (evidence >= 1),
  note text not null default '',
  version integer not null default 1,
  deleted_at text,
  check (state <> 'confirmed' or trim(proof) <> '' or evidence is not null)
) strict;
create index negotiation_step_of on negotiation_step(negotiation_id, id) where deleted_at is null;

-- How far collection has gone: each step with who holds the debt, what was claimed, until when to answer.
create table stage (
  id integer primary key,
  loan_id integer not null references loan(id),
  kind text not null check (kind in ('reminder', 'call', 'letter', 'third_party', 'visit', 'pre_suit', 'court',
    'enforcement', 'settled')),
  happened_on text not null check (happened_on is date(happened_on, '+0 days')),
  holder text not null default '',
  claimed_minor integer check (claimed_minor >= 0),
  answer_by text check (answer_by is date(answer_by, '+0 days')),
  answered_on text check (answered_on is date(answered_on, '+0 days')),
  proof text not null default '',
  evidence integer check (evidence >= 1),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;
create index stage_loan on stage(loan_id, happened_on) where deleted_at is null;

-- How lenders can be reached, and what they may be paid to.
create view v_channel as
select channel.id as channel_id, m.loan_id, m.loan, m.lender, channel.kind, channel.value, channel.found_in,
  channel.found_on, channel.hours, channel.note
from channel join loan_money m on m.loan_id = channel.loan_id
where channel.deleted_at is null;

-- Who spoke with whom about what.
create view v_contact as
select contact.id as contact_id, m.loan_id, m.loan, contact.happened_at, contact.direction, contact.means,
  contact.answered, contact.called, contact.who, contact.position, contact.identity, contact.third_party,
  contact.conduct, contact.summary, contact.proof, contact.evidence
from contact join loan_money m on m.loan_id = contact.loan_id
where contact.deleted_at is null;

-- What either side promised.
create view v_promise as
select promise.id as promise_id, m.loan_id, m.loan, promise.side, promise.what,
  (promise.amount_minor / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (promise.amount_minor % m.unit), -m.digits)) as amount,
  m.currency, promise.promised_on, promise.due_on, promise.fate, promise.ended_on, promise.note,
  promise.amount_minor
from promise join loan_money m on m.loan_id = promise.loan_id
where promise.deleted_at is null;

-- What is asked of lenders, each with where it stands.
create view v_talk as
select negotiation.id as talk_id, m.loan_id, m.loan, m.lender, negotiation.aim,
  coalesce(step.state, 'draft') as state, coalesce(step.happened_on, negotiation.opened_on) as since,
  step.next_on, step.proof, step.evidence, negotiation.note
from negotiation join loan_money m on m.loan_id = negotiation.loan_id
left join negotiation_step step on step.id = (
  select max(id) from negotiation_step where negotiation_id = negotiation.id and deleted_at is null)
where negotiation.deleted_at is null;

-- How far collection of each loan has gone.
create view v_stage as
select stage.id as stage_id, m.loan_id, m.loan, stage.kind, stage.happened_on, stage.holder,
  (stage.claimed_minor / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (stage.claimed_minor % m.unit), -m.digits)) as claimed,
  m.currency, stage.answer_by, stage.answered_on, stage.proof, stage.evidence,
  stage.note, stage.claimed_minor
from stage join loan_money m on m.loan_id = stage.loan_id
where stage.deleted_at is null;
