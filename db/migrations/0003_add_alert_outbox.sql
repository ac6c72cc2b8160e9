-- Alerts: which rules speak, what is put off, what went through which channel, and when to look again.

-- A rule that is not as shipped: switched off, or with days of its own ('' is as shipped).
create table alert_rule (
  id integer primary key,
  rule text not null check (rule <> ''),
  is_on integer not null default 1 check (is_on in (0, 1)),
  days text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;
create unique index alert_rule_name on alert_rule(rule) where deleted_at is null;

-- What is put off until a date, or for good where there is none; about a loan, a date and a matter.
create table alert_hold (
  id integer primary key,
  loan_id integer references loan(id),
  about_on text not null check (about_on is date(about_on, '+0 days')),
  about text not null check (about <> ''),
  until_on text check (until_on is date(until_on, '+0 days')),
  version integer not null default 1,
  deleted_at text
) strict;
create unique index alert_hold_fact on alert_hold(coalesce(loan_id, 0), about_on, about) where deleted_at is null;

-- One row for each fact, rule, step and channel. A row is claimed before its message is sent: what is
-- still claimed when no run is under way may have been said, and is said again.
create table alert_outbox (
  id integer primary key,
  fact text not null check (fact <> ''),
  rule text not null,
  step text not null,
  step_days integer not null,
  channel text not null,
  loan_id integer references loan(id),
  about_on text not null,
  severity text not null default 'attention',
  state text not null check (state in ('claimed', 'sent', 'passed', 'failed')),
  attempts integer not null default 1,
  said_on text not null default '',
  at text not null,
  message text not null default '',
  detail text not null default ''
) strict;
create unique index alert_outbox_once on alert_outbox(fact, rule, step, channel);
create index alert_outbox_open on alert_outbox(channel, fact) where state in ('claimed', 'failed');
create index alert_outbox_said on alert_outbox(said_on, channel);

-- What was said stays said. An old notice of being overdue was one; it counts as the step of its day.
insert into alert_outbox (id, fact, rule, step, step_days, channel, loan_id, about_on, severity, state, said_on,
  at, message)
select id, loan_id || ':' || due_on || ':' || kind, iif(late, 'overdue', 'due'),
  iif(late, 'overdue+' || late_step, step), iif(late, late_step, -cast(step as integer)),
  channel, loan_id, due_on, iif(late, 'overdue', 'attention'), state, substr(at, 1, 10), at, message
from (
  select *, step = 'overdue' as late,
    iif(days <= 3, max(days, 1), 3 + 7 * ((days - 3) / 7)) as late_step
  from (select *, cast(julianday(substr(at, 1, 10)) - julianday(due_on) as integer) as days from alert_sent)
)
order by id;
insert into alert_hold (loan_id, about_on, about, until_on)
select loan_id, due_on, kind, iif(max(cleared_at) is null, max(snoozed_until), null)
from alert_sent where cleared_at is not null or snoozed_until is not null group by loan_id, due_on, kind;
drop table alert_sent;

-- Before which day there is nothing to say: one row that a quiet run reads and nothing else. Empty: look.
create table alert_watch (
  id integer primary key check (id = 1),
  next_on text not null
) strict;
insert into alert_watch (id, next_on) values (1, '');
create trigger alert_watch_change after insert on change
begin update alert_watch set next_on = '' where next_on <> ''; end;
create trigger alert_watch_undo after update of undone_at on action
begin update alert_watch set next_on = '' where next_on <> ''; end;
drop index due_alert;
alter table due drop column alert_on;

-- What alerts said, newest first.
create view v_alert as
select alert_outbox.id as alert_id, alert_outbox.at, alert_outbox.rule, alert_outbox.step, alert_outbox.channel,
  alert_outbox.state, loan.name as loan, alert_outbox.about_on, alert_outbox.message
from alert_outbox left join loan on loan.id = alert_outbox.loan_id
where alert_outbox.state <> 'passed'
order by alert_outbox.id desc;
