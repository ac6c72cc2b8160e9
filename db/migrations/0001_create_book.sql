-- The facts a person enters, the log of every change, and the sums kept for speed.
-- Money is in minor units of the currency; dates are YYYY-MM-DD; instants are UTC.

create table setting (
  id integer primary key,
  key text not null check (key <> ''),
  value text not null,
  version integer not null default 1,
  deleted_at text
) strict;
create unique index setting_key on setting(key) where deleted_at is null;

create table action (
  id integer primary key,
  at text not null,
  title text not null,
  undone_at text,
  dropped_at text
) strict;
create index action_redo on action(id) where undone_at is not null and dropped_at is null;
create index action_undo on action(id) where undone_at is null;

-- scope 'row': one row before and after; scope 'batch': all rows of table_name with batch_id = row_id.
create table change (
  id integer primary key,
  action_id integer not null references action(id),
  scope text not null default 'row' check (scope in ('row', 'batch')),
  table_name text not null,
  row_id integer not null,
  before text, -- JSON; its functions are not allowed in a CHECK under trusted_schema=off
  after text not null
) strict;
create index change_action on change(action_id);

create table batch (
  id integer primary key,
  at text not null,
  source_name text not null,
  sha256 text not null,
  kind text not null check (kind in ('loans', 'payments', 'book')),
  profile text not null default '',
  rows integer not null check (rows >= 0),
  imported integer not null default 0,
  duplicates integer not null default 0,
  skipped integer not null default 0,
  rejected integer not null default 0,
  deleted_at text
) strict;

create table account (
  id integer primary key,
  name text not null check (name <> ''),
  tail text not null default '',
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;
create unique index account_name on account(name) where deleted_at is null;

create table loan (
  id integer primary key,
  slug text not null check (slug <> ''),
  name text not null check (name <> ''),
  lender text not null default '',
  method text not null check (method in
    ('level_payment', 'equal_principal', 'interest_only', 'bullet', 'flat_fee', 'revolving', 'custom', 'informal')),
  currency text not null check (length(currency) = 3 and currency = upper(currency)),
  opened_on text check (opened_on is date(opened_on, '+0 days')),
  tracked_from text not null check (tracked_from is date(tracked_from, '+0 days')),
  balance_minor integer not null check (balance_minor >= 0),
  principal_minor integer check (principal_minor >= 0),
  closed_on text check (closed_on is date(closed_on, '+0 days')),
  note text not null default '',
  batch_id integer references batch(id),
  version integer not null default 1,
  created_at text not null,
  deleted_at text
) strict;
create unique index loan_slug on loan(slug) where deleted_at is null;

create table terms (
  id integer primary key,
  loan_id integer not null references loan(id),
  effective_on text not null check (effective_on is date(effective_on, '+0 days')),
  rate_percent text,
  rate_per text check (rate_per in ('year', 'month', 'day')),
  day_count text not null default 'equal_months' check (day_count in
    ('equal_months', 'actual_365', 'actual_360', 'actual_actual_isda', 'actual_actual_afb',
     'thirty_360', 'thirty_360_us', 'thirty_e_360', 'thirty_e_360_isda')),
  every text not null default 'month' check (every in ('week', 'two_weeks', 'month', 'quarter', 'half_year', 'year')),
  periods integer check (periods between 1 and 3660),
  first_number integer not null default 1 check (first_number >= 1),
  payment_minor integer check (payment_minor > 0),
  first_due_on text check (first_due_on is date(first_due_on, '+0 days')),
  due_day integer check (due_day between 1 and 31),
  lead_days integer not null default 0 check (lead_days between 0 and 60),
  fee_percent text,
  upfront_fee_minor integer check (upfront_fee_minor >= 0),
  grace_days integer check (grace_days between 0 and 365),
  late_fee_flat_minor integer check (late_fee_flat_minor >= 0),
  late_fee_percent text,
  late_fee_floor_minor integer check (late_fee_floor_minor >= 0),
  late_fee_cap_minor integer check (late_fee_cap_minor >= 0),
  penalty_percent text,
  penalty_per text check (penalty_per in ('year', 'month', 'day')),
  allocation text not null default 'penalty,fee,interest,principal',
  allocation_scope text not null default 'instalment' check (allocation_scope in ('instalment', 'across')),
  allocation_switch_days integer check (allocation_switch_days > 0),
  allocation_switched text not null default '',
  rounding text not null default 'half_up' check (rounding in ('half_up', 'down', 'up')),
  excess text not null default 'principal' check (excess in ('principal', 'advance')),
  statement_day integer check (statement_day between 1 and 31),
  minimum_percent text,
  minimum_floor_minor integer check (minimum_floor_minor >= 0),
  credit_limit_minor integer check (credit_limit_minor >= 0),
  promo_until text check (promo_until is date(promo_until, '+0 days')),
  prepay_fee_percent text,
  prepay_fee_until text check (prepay_fee_until is date(prepay_fee_until, '+0 days')),
  source text not null default 'user',
  version integer not null default 1,
  deleted_at text,
  check ((rate_percent is null) = (rate_per is null)),
  check ((penalty_percent is null) = (penalty_per is null))
) strict;
create unique index terms_start on terms(loan_id, effective_on) where deleted_at is null;

create table custom_instalment (
  id integer primary key,
  loan_id integer not null references loan(id),
  number integer not null check (number >= 1),
  due_on text not null check (due_on is date(due_on, '+0 days')),
  principal_minor integer not null check (principal_minor >= 0),
  interest_minor integer not null default 0 check (interest_minor >= 0),
  fee_minor integer not null default 0 check (fee_minor >= 0),
  version integer not null default 1,
  deleted_at text
) strict;
create unique index custom_instalment_number on custom_instalment(loan_id, number) where deleted_at is null;

create table payment (
  id integer primary key,
  loan_id integer not null references loan(id),
  paid_on text not null check (paid_on is date(paid_on, '+0 days')),
  posted_on text check (posted_on is date(posted_on, '+0 days')),
  amount_minor integer not null check (amount_minor > 0),
  currency text not null,
  state text not null check (state in
    ('planned', 'sent', 'pending', 'posted', 'failed', 'reversed', 'duplicate')),
  account_id integer references account(id),
  ref text not null default '',
  note text not null default '',
  batch_id integer references batch(id),
  line integer,
  version integer not null default 1,
  created_at text not null,
  deleted_at text
) strict;
create index payment_loan on payment(loan_id, paid_on, id);
create index payment_batch on payment(batch_id) where batch_id is not null;

create table receipt (
  id integer primary key,
  payment_id integer not null references payment(id),
  name text not null,
  sha256 text not null check (length(sha256) = 64),
  bytes integer not null check (bytes >= 0),
  added_at text not null,
  version integer not null default 1,
  deleted_at text
) strict;
create index receipt_payment on receipt(payment_id);

create table charge (
  id integer primary key,
  loan_id integer not null references loan(id),
  charged_on text not null check (charged_on is date(charged_on, '+0 days')),
  kind text not null check (kind in ('purchase', 'cash_advance', 'interest', 'fee', 'late_fee', 'penalty')),
  amount_minor integer not null check (amount_minor > 0),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;
create index charge_loan on charge(loan_id, charged_on);

create table waiver (
  id integer primary key,
  loan_id integer not null references loan(id),
  waived_on text not null check (waived_on is date(waived_on, '+0 days')),
  component text not null check (component in ('penalty', 'fee', 'interest', 'principal')),
  amount_minor integer not null check (amount_minor > 0),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;
create index waiver_loan on waiver(loan_id, waived_on);

create table statement (
  id integer primary key,
  loan_id integer not null references loan(id),
  statement_on text not null check (statement_on is date(statement_on, '+0 days')),
  due_on text not null check (due_on is date(due_on, '+0 days')),
  balance_minor integer not null check (balance_minor >= 0),
  minimum_minor integer check (minimum_minor >= 0),
  version integer not null default 1,
  deleted_at text,
  check (due_on >= statement_on)
) strict;
create unique index statement_cycle on statement(loan_id, statement_on) where deleted_at is null;

create table autopay (
  id integer primary key,
  loan_id integer not null references loan(id),
  is_on integer not null check (is_on in (0, 1)),
  account_id integer references account(id),
  mode text not null default 'full' check (mode in ('full', 'minimum', 'fixed')),
  fixed_minor integer check (fixed_minor > 0),
  card_tail text not null default '',
  card_expires_on text check (card_expires_on is date(card_expires_on, '+0 days')),
  checked_on text check (checked_on is date(checked_on, '+0 days')),
  version integer not null default 1,
  deleted_at text,
  check ((mode = 'fixed') = (fixed_minor is not null))
) strict;
create unique index autopay_loan on autopay(loan_id) where deleted_at is null;

create table mark (
  id integer primary key,
  loan_id integer references loan(id),
  bureau text not null default '',
  description text not null check (description <> ''),
  origin_on text check (origin_on is date(origin_on, '+0 days')),
  expected_removal_on text check (expected_removal_on is date(expected_removal_on, '+0 days')),
  removed_on text check (removed_on is date(removed_on, '+0 days')),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;

create table dispute (
  id integer primary key,
  mark_id integer references mark(id),
  bureau text not null default '',
  ground text not null default '',
  sent_on text not null check (sent_on is date(sent_on, '+0 days')),
  answer_by text check (answer_by is date(answer_by, '+0 days')),
  answered_on text check (answered_on is date(answered_on, '+0 days')),
  outcome text not null default 'open' check (outcome in ('open', 'corrected', 'removed', 'rejected', 'withdrawn')),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;

create table score (
  id integer primary key,
  bureau text not null check (bureau <> ''),
  model text not null default '',
  scored_on text not null check (scored_on is date(scored_on, '+0 days')),
  value integer not null,
  version integer not null default 1,
  deleted_at text
) strict;

create table alert_sent (
  id integer primary key,
  loan_id integer not null references loan(id),
  due_on text not null,
  kind text not null,
  step text not null,
  channel text not null,
  state text not null check (state in ('claimed', 'sent', 'passed')),
  at text not null,
  message text not null default '',
  cleared_at text,
  snoozed_until text
) strict;
create unique index alert_once on alert_sent(loan_id, due_on, kind, step, channel);

create table alert_run (
  id integer primary key,
  at text not null,
  today text not null,
  sent integer not null,
  skipped integer not null,
  failed integer not null
) strict;

create table holiday (
  jurisdiction text not null,
  day text not null check (day is date(day, '+0 days')),
  name text not null,
  primary key (jurisdiction, day)
) strict;

-- Sums kept for speed. Each is rebuilt in the transaction of the fact that changes it;
-- `debt db check` proves that they equal a rebuild.

create table loan_state (
  loan_id integer primary key references loan(id),
  as_of text not null,
  balance_minor integer not null,
  principal_minor integer not null,
  charges_minor integer not null,
  credit_minor integer not null,
  paid_minor integer not null,
  paid_principal_minor integer not null,
  paid_interest_minor integer not null,
  paid_fee_minor integer not null,
  paid_penalty_minor integer not null,
  payments integer not null,
  last_paid_on text,
  rate_percent text,
  rate_per text,
  instalments integer not null,
  settled integer not null,
  late integer not null,
  worst_late_days integer not null,
  streak integer not null,
  ends_on text,
  never_ends integer not null default 0,
  settled_on text
) strict;

create table due (
  loan_id integer not null references loan(id),
  number integer not null,
  due_on text not null,
  pay_by text not null,
  kind text not null,
  amount_minor integer not null,
  open_minor integer not null,
  principal_minor integer not null,
  interest_minor integer not null,
  fee_minor integer not null,
  balance_after_minor integer not null,
  estimate integer not null,
  alert_on text,
  primary key (loan_id, number)
) strict, without rowid;
create index due_date on due(due_on);
create index due_loan on due(loan_id, due_on);
create index due_alert on due(alert_on) where alert_on is not null;

create table balance_point (
  loan_id integer not null references loan(id),
  month_end text not null,
  balance_minor integer not null,
  primary key (loan_id, month_end)
) strict, without rowid;
create index balance_point_month on balance_point(month_end);
