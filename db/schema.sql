CREATE TABLE account (
  id integer primary key,
  name text not null check (name <> ''),
  tail text not null default '',
  note text not null default '',
  version integer not null default 1,
  deleted_at text
, currency text not null default ''
  check (currency = '' or (length(currency) = 3 and currency = upper(currency))), balance_minor integer check (balance_minor is null or currency <> ''), balance_on text check (balance_on is date(balance_on, '+0 days')), balance_at text not null default '', buffer_minor integer not null default 0 check (buffer_minor >= 0), lead_days integer not null default 0 check (lead_days between 0 and 60), cut_off text not null default ''
  check (cut_off = '' or (cut_off glob '[0-2][0-9]:[0-5][0-9]' and cut_off < '24:00')), moves text not null default 'daily' check (moves in ('daily', 'workdays'))) strict;

CREATE TABLE action (
  id integer primary key,
  at text not null,
  title text not null,
  undone_at text,
  dropped_at text
) strict;

CREATE TABLE adviser (
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

CREATE TABLE alert_hold (
  id integer primary key,
  loan_id integer references loan(id),
  about_on text not null check (about_on is date(about_on, '+0 days')),
  about text not null check (about <> ''),
  until_on text check (until_on is date(until_on, '+0 days')),
  version integer not null default 1,
  deleted_at text
) strict;

CREATE TABLE alert_outbox (
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

CREATE TABLE alert_rule (
  id integer primary key,
  rule text not null check (rule <> ''),
  is_on integer not null default 1 check (is_on in (0, 1)),
  days text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;

CREATE TABLE alert_run (
  id integer primary key,
  at text not null,
  today text not null,
  sent integer not null,
  skipped integer not null,
  failed integer not null
) strict;

CREATE TABLE alert_watch (
  id integer primary key check (id = 1),
  next_on text not null
) strict;

CREATE TABLE arrears (
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

CREATE TABLE autopay (
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
  deleted_at text, attempt_at text not null default ''
  check (attempt_at = '' or (attempt_at glob '[0-2][0-9]:[0-5][0-9]' and attempt_at < '24:00')), retries text not null default '' check (retries not glob '*[^0-9,]*'), on_short text not null default 'all_or_nothing'
  check (on_short in ('all_or_nothing', 'sweep')), holiday_rule text not null default 'none'
  check (holiday_rule in ('none', 'next', 'previous')), last_result text not null default '' check (last_result in ('', 'ok', 'failed')), last_result_on text check (last_result_on is date(last_result_on, '+0 days')),
  check ((mode = 'fixed') = (fixed_minor is not null))
) strict;

CREATE TABLE balance_point (
  loan_id integer not null references loan(id),
  month_end text not null,
  balance_minor integer not null,
  primary key (loan_id, month_end)
) strict, without rowid;

CREATE TABLE batch (
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

CREATE TABLE cash_event (
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
  deleted_at text, essential integer check (essential in (0, 1)),
  check (until_on is null or until_on >= first_on)
) strict;

CREATE TABLE cash_occurrence (
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

CREATE TABLE cash_transfer (
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

CREATE TABLE change (
  id integer primary key,
  action_id integer not null references action(id),
  scope text not null default 'row' check (scope in ('row', 'batch')),
  table_name text not null,
  row_id integer not null,
  before text, -- JSON; its functions are not allowed in a CHECK under trusted_schema=off
  after text not null
) strict;

CREATE TABLE channel (
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

CREATE TABLE charge (
  id integer primary key,
  loan_id integer not null references loan(id),
  charged_on text not null check (charged_on is date(charged_on, '+0 days')),
  kind text not null check (kind in ('purchase', 'cash_advance', 'interest', 'fee', 'late_fee', 'penalty')),
  amount_minor integer not null check (amount_minor > 0),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
, ref text not null default '', batch_id integer references batch(id), line integer) strict;

CREATE TABLE claim (
  id integer primary key,
  loan_id integer not null references loan(id),
  claimed_on text not null check (claimed_on is date(claimed_on, '+0 days')),
  balance_minor integer not null check (balance_minor >= 0),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;

CREATE TABLE complaint (
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

CREATE TABLE complaint_incident (
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

CREATE TABLE contact (
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

CREATE TABLE custom_instalment (
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

CREATE TABLE dispute (
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
, body text not null default 'bureau' check (body in ('bureau', 'lender', 'regulator',
  'ombudsman', 'court', 'other')), place text not null default '' check (place in ('', 'CN', 'US', 'UK', 'EU')), extended integer not null default 0 check (extended in (0, 1)), reference text not null default '', evidence integer check (evidence >= 1)) strict;

CREATE TABLE dispute_round (
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

CREATE TABLE due (
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
  primary key (loan_id, number)
) strict, without rowid;

CREATE TABLE enquiry (
  id integer primary key,
  report_id integer not null references report(id),
  who text not null check (trim(who) <> ''),
  asked_on text not null check (asked_on is date(asked_on, '+0 days')),
  why text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;

CREATE TABLE evidence (
  id integer primary key,
  number integer not null unique check (number >= 1),
  corrects integer references evidence(number) check (corrects < number),
  withdrawn integer not null default 0 check (withdrawn in (0, 1)),
  kind text not null check (kind in
    ('letter', 'sms', 'call_recording', 'receipt', 'contract', 'statement', 'settlement_letter', 'report',
     'other')),
  name text not null,
  sha256 text not null check (length(sha256) = 64),
  bytes integer not null check (bytes >= 0),
  happened_at text not null default '', -- the day, or the day and the time there, as it was said
  captured_at text not null default '',
  entered_at text not null,
  source text not null default '',
  consent text not null default '' check (consent in ('', 'everybody', 'only_me', 'not_needed')),
  note text not null default '',
  about text not null default '{}', -- JSON: the loan, payment or dispute in words, as they are hashed
  previous text not null unique check (length(previous) = 64),
  hash text not null unique check (length(hash) = 64),
  loan_id integer references loan(id), -- the same for this book only; not hashed
  payment_id integer references payment(id),
  dispute_id integer references dispute(id)
, contact_id integer references contact(id), negotiation_id integer references negotiation(id)) strict;

CREATE TABLE hardship (
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

CREATE TABLE hardship_paper (
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

CREATE TABLE holiday (
  jurisdiction text not null,
  day text not null check (day is date(day, '+0 days')),
  name text not null,
  primary key (jurisdiction, day)
) strict;

CREATE TABLE loan (
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
, stake text not null default '' check (stake in ('', 'none', 'home', 'secured', 'legal'))) strict;

CREATE TABLE loan_state (
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

CREATE TABLE mark (
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
, kind text not null default '' check (kind in ('', 'late', 'charge_off', 'bankruptcy', 'other')), place text not null default '' check (place in ('', 'CN', 'US', 'UK', 'EU')), settled_on text check (settled_on is date(settled_on, '+0 days')), entry_id integer references report_entry(id)) strict;

CREATE TABLE message_check (
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

CREATE TABLE negotiation (
  id integer primary key,
  loan_id integer not null references loan(id),
  aim text not null check (trim(aim) <> ''),
  opened_on text not null check (opened_on is date(opened_on, '+0 days')),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;

CREATE TABLE negotiation_step (
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

CREATE TABLE offer (
  id integer primary key,
  loan_id integer not null references loan(id),
  negotiation_id integer references negotiation(id),
  kind text not null check (kind in ('instalments', 'extension', 'waiver', 'lump_sum', 'refinancing', 'family_loan')),
  from_whom text not null default '',
  words text not null default '',
  offered_on text not null check (offered_on is date(offered_on, '+0 days')),
  valid_until text check (valid_until is date(valid_until, '+0 days') and valid_until >= offered_on),
  upfront_fee_minor integer check (upfront_fee_minor >= 0),
  received_minor integer check (received_minor > 0),
  waived_principal_minor integer check (waived_principal_minor > 0),
  waived_interest_minor integer check (waived_interest_minor > 0),
  waived_fee_minor integer check (waived_fee_minor > 0),
  waived_penalty_minor integer check (waived_penalty_minor > 0),
  interest text not null default '' check (interest in ('', 'stops', 'included', 'runs')),
  breach text not null default '' check (breach in ('', 'nothing', 'waived', 'whole')),
  credited text not null default '' check (credited in ('', 'paid_in_full', 'settled_for_less', 'restructured',
    'unchanged')),
  is_written integer not null default 0 check (is_written in (0, 1)),
  evidence integer check (evidence >= 1),
  standing text not null default 'open' check (standing in ('open', 'agreed', 'in_force', 'kept', 'broken',
    'replaced', 'declined')),
  agreed_on text check (agreed_on is date(agreed_on, '+0 days')),
  effective_on text check (effective_on is date(effective_on, '+0 days')),
  letter integer check (letter >= 1),
  ended_on text check (ended_on is date(ended_on, '+0 days')),
  note text not null default '',
  version integer not null default 1,
  deleted_at text,
  check (standing not in ('in_force', 'kept', 'broken', 'replaced') or (letter is not null and effective_on is not null))
) strict;

CREATE TABLE offer_payment (
  id integer primary key,
  offer_id integer not null references offer(id),
  number integer not null check (number >= 1),
  due_on text not null check (due_on is date(due_on, '+0 days')),
  amount_minor integer not null check (amount_minor > 0),
  deleted_at text
) strict;

CREATE TABLE payment (
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
, separate_on text check (separate_on is date(separate_on, '+0 days'))) strict;

CREATE TABLE plan (
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

CREATE TABLE plan_loan (
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

CREATE TABLE plan_payment (
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

CREATE TABLE promise (
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

CREATE TABLE receipt (
  id integer primary key,
  payment_id integer not null references payment(id),
  name text not null,
  sha256 text not null check (length(sha256) = 64),
  bytes integer not null check (bytes >= 0),
  added_at text not null,
  version integer not null default 1,
  deleted_at text
) strict;

CREATE TABLE refund (
  id integer primary key,
  payment_id integer not null references payment(id),
  amount_minor integer not null check (amount_minor > 0),
  asked_on text check (asked_on is date(asked_on, '+0 days')),
  back_on text check (back_on is date(back_on, '+0 days')),
  note text not null default '',
  version integer not null default 1,
  deleted_at text,
  check (back_on is null or asked_on is null or back_on >= asked_on)
) strict;

CREATE TABLE report (
  id integer primary key,
  bureau text not null check (trim(bureau) <> ''),
  place text not null default '' check (place in ('', 'CN', 'US', 'UK', 'EU')),
  pulled_on text not null check (pulled_on is date(pulled_on, '+0 days')),
  free integer not null default 1 check (free in (0, 1)),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;

CREATE TABLE report_entry (
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

CREATE TABLE score (
  id integer primary key,
  bureau text not null check (bureau <> ''),
  model text not null default '',
  scored_on text not null check (scored_on is date(scored_on, '+0 days')),
  value integer not null,
  version integer not null default 1,
  deleted_at text
) strict;

CREATE TABLE setting (
  id integer primary key,
  key text not null check (key <> ''),
  value text not null,
  version integer not null default 1,
  deleted_at text
) strict;

CREATE TABLE settlement (
  id integer primary key,
  loan_id integer not null references loan(id),
  settled_on text not null check (settled_on is date(settled_on, '+0 days')),
  letter integer check (letter >= 1), -- its number in the log of evidence
  asked_on text check (asked_on is date(asked_on, '+0 days')),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
) strict;

CREATE TABLE stage (
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

CREATE TABLE statement (
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

CREATE TABLE terms (
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

CREATE TABLE waiver (
  id integer primary key,
  loan_id integer not null references loan(id),
  waived_on text not null check (waived_on is date(waived_on, '+0 days')),
  component text not null check (component in ('penalty', 'fee', 'interest', 'principal')),
  amount_minor integer not null check (amount_minor > 0),
  note text not null default '',
  version integer not null default 1,
  deleted_at text
, ref text not null default '', batch_id integer references batch(id), line integer, is_refund integer not null default 0 check (is_refund in (0, 1))) strict;

CREATE UNIQUE INDEX account_name on account(name) where deleted_at is null;

CREATE INDEX action_redo on action(id) where undone_at is not null and dropped_at is null;

CREATE INDEX action_undo on action(id) where undone_at is null;

CREATE UNIQUE INDEX alert_hold_fact on alert_hold(coalesce(loan_id, 0), about_on, about) where deleted_at is null;

CREATE UNIQUE INDEX alert_outbox_once on alert_outbox(fact, rule, step, channel);

CREATE INDEX alert_outbox_open on alert_outbox(channel, fact) where state in ('claimed', 'failed');

CREATE INDEX alert_outbox_said on alert_outbox(said_on, channel);

CREATE UNIQUE INDEX alert_rule_name on alert_rule(rule) where deleted_at is null;

CREATE UNIQUE INDEX arrears_loan on arrears(loan_id) where deleted_at is null;

CREATE UNIQUE INDEX autopay_loan on autopay(loan_id) where deleted_at is null;

CREATE INDEX balance_point_month on balance_point(month_end);

CREATE INDEX cash_event_account on cash_event(account_id) where deleted_at is null;

CREATE UNIQUE INDEX cash_occurrence_once on cash_occurrence(cash_event_id, planned_on) where deleted_at is null;

CREATE INDEX change_action on change(action_id);

CREATE INDEX change_row on change(table_name, row_id);

CREATE UNIQUE INDEX channel_value on channel(loan_id, kind, value) where deleted_at is null;

CREATE INDEX charge_batch on charge(batch_id) where batch_id is not null;

CREATE INDEX charge_loan on charge(loan_id, charged_on);

CREATE UNIQUE INDEX claim_day on claim(loan_id, claimed_on) where deleted_at is null;

CREATE INDEX complaint_incident_of on complaint_incident(complaint_id, id) where deleted_at is null;

CREATE INDEX complaint_open on complaint(answer_by) where outcome = 'open' and deleted_at is null;

CREATE INDEX contact_loan on contact(loan_id, happened_at) where deleted_at is null;

CREATE UNIQUE INDEX custom_instalment_number on custom_instalment(loan_id, number) where deleted_at is null;

CREATE INDEX dispute_round_of on dispute_round(dispute_id, id) where deleted_at is null;

CREATE INDEX due_date on due(due_on);

CREATE INDEX due_loan on due(loan_id, due_on);

CREATE INDEX enquiry_of on enquiry(report_id, asked_on) where deleted_at is null;

CREATE INDEX evidence_file on evidence(sha256);

CREATE INDEX evidence_loan on evidence(loan_id) where loan_id is not null;

CREATE INDEX hardship_loan on hardship(loan_id) where deleted_at is null;

CREATE INDEX hardship_paper_of on hardship_paper(hardship_id, id) where deleted_at is null;

CREATE UNIQUE INDEX loan_slug on loan(slug) where deleted_at is null;

CREATE INDEX message_check_loan on message_check(loan_id, checked_on) where deleted_at is null;

CREATE INDEX negotiation_loan on negotiation(loan_id) where deleted_at is null;

CREATE INDEX negotiation_step_of on negotiation_step(negotiation_id, id) where deleted_at is null;

CREATE INDEX offer_loan on offer(loan_id) where deleted_at is null;

CREATE UNIQUE INDEX offer_payment_number on offer_payment(offer_id, number) where deleted_at is null;

CREATE INDEX payment_account on payment(account_id, paid_on) where deleted_at is null and account_id is not null;

CREATE INDEX payment_batch on payment(batch_id) where batch_id is not null;

CREATE INDEX payment_duplicate on payment(loan_id) where state = 'duplicate' and deleted_at is null;

CREATE INDEX payment_loan on payment(loan_id, paid_on, id);

CREATE INDEX payment_on_the_way on payment(loan_id) where deleted_at is null and state in ('planned', 'sent', 'pending');

CREATE UNIQUE INDEX plan_followed on plan(currency)
  where adopted_on is not null and ended_on is null and deleted_at is null;

CREATE UNIQUE INDEX plan_loan_of on plan_loan(plan_id, loan_id) where deleted_at is null;

CREATE UNIQUE INDEX plan_name on plan(name) where deleted_at is null;

CREATE INDEX plan_payment_due on plan_payment(plan_id, loan_id, due_on) where deleted_at is null;

CREATE INDEX plan_payment_extra on plan_payment(plan_id, due_on) where extra_minor > 0 and deleted_at is null;

CREATE INDEX promise_open on promise(due_on) where fate = 'open' and deleted_at is null;

CREATE INDEX receipt_payment on receipt(payment_id);

CREATE UNIQUE INDEX refund_payment on refund(payment_id) where deleted_at is null;

CREATE INDEX report_entry_of on report_entry(report_id, id) where deleted_at is null;

CREATE INDEX report_pulled on report(bureau, pulled_on) where deleted_at is null;

CREATE UNIQUE INDEX setting_key on setting(key) where deleted_at is null;

CREATE UNIQUE INDEX settlement_loan on settlement(loan_id) where deleted_at is null;

CREATE INDEX stage_loan on stage(loan_id, happened_on) where deleted_at is null;

CREATE UNIQUE INDEX statement_cycle on statement(loan_id, statement_on) where deleted_at is null;

CREATE UNIQUE INDEX terms_start on terms(loan_id, effective_on) where deleted_at is null;

CREATE INDEX waiver_batch on waiver(batch_id) where batch_id is not null;

CREATE INDEX waiver_loan on waiver(loan_id, waived_on);

CREATE VIEW currency_digits(currency, digits, unit) as
values
  ('BIF', 0, 1), ('CLP', 0, 1), ('DJF', 0, 1), ('GNF', 0, 1), ('ISK', 0, 1), ('JPY', 0, 1), ('KMF', 0, 1),
  ('KRW', 0, 1), ('PYG', 0, 1), ('RWF', 0, 1), ('UGX', 0, 1), ('VND', 0, 1), ('VUV', 0, 1), ('XAF', 0, 1),
  ('XOF', 0, 1), ('XPF', 0, 1), ('BHD', 3, 1000), ('IQD', 3, 1000), ('JOD', 3, 1000), ('KWD', 3, 1000),
  ('LYD', 3, 1000), ('OMR', 3, 1000), ('TND', 3, 1000), ('UYI', 0, 1), ('CLF', 4, 10000), ('UYW', 4, 10000);

CREATE VIEW loan_money as
select loan.id as loan_id, loan.name as loan, loan.lender, loan.currency,
  coalesce(currency_digits.digits, 2) as digits, coalesce(currency_digits.unit, 100) as unit
from loan left join currency_digits on currency_digits.currency = loan.currency
where loan.deleted_at is null;

CREATE VIEW v_account as
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

CREATE VIEW v_adviser as
select a.id as adviser_id, a.loan_id, coalesce(l.name, '') as loan, a.name, a.asked_on, a.licence,
  (a.fee_minor / coalesce(d.unit, 100))
    || iif(coalesce(d.digits, 2) = 0, '',
      '.' || substr('0000' || (a.fee_minor % coalesce(d.unit, 100)), -coalesce(d.digits, 2))) as fee,
  a.currency, a.scope, a.answers, a.note
from adviser a left join currency_digits d on d.currency = a.currency left join loan l on l.id = a.loan_id
where a.deleted_at is null and (a.loan_id is null or l.deleted_at is null);

CREATE VIEW v_alert as
select alert_outbox.id as alert_id, alert_outbox.at, alert_outbox.rule, alert_outbox.step, alert_outbox.channel,
  alert_outbox.state, loan.name as loan, alert_outbox.about_on, alert_outbox.message
from alert_outbox left join loan on loan.id = alert_outbox.loan_id
where alert_outbox.state <> 'passed'
order by alert_outbox.id desc;

CREATE VIEW v_autopay as
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

CREATE VIEW v_balance_history as
select m.loan_id, m.loan, balance_point.month_end,
  iif(balance_point.balance_minor < 0, '-', '') || (abs(balance_point.balance_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(balance_point.balance_minor) % m.unit), -m.digits)) as balance,
  m.currency, balance_point.balance_minor
from balance_point join loan_money m on m.loan_id = balance_point.loan_id;

CREATE VIEW v_cash_event as
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

CREATE VIEW v_cash_occurrence as
select o.id as occurrence_id, e.id as event_id, e.name, o.planned_on, o.state, o.actual_on,
  (coalesce(o.amount_minor, e.amount_minor) / coalesce(d.unit, 100))
    || iif(coalesce(d.digits, 2) = 0, '',
      '.' || substr('0000' || (coalesce(o.amount_minor, e.amount_minor) % coalesce(d.unit, 100)),
        -coalesce(d.digits, 2))) as amount,
  o.currency
from cash_occurrence o join cash_event e on e.id = o.cash_event_id and e.deleted_at is null
left join currency_digits d on d.currency = o.currency
where o.deleted_at is null;

CREATE VIEW v_cash_transfer as
select t.id as transfer_id, f.name as from_account, a.name as to_account,
  (t.amount_minor / coalesce(d.unit, 100))
    || iif(coalesce(d.digits, 2) = 0, '',
      '.' || substr('0000' || (t.amount_minor % coalesce(d.unit, 100)), -coalesce(d.digits, 2))) as amount,
  t.currency, t.left_on, t.arrives_on, t.note, t.amount_minor
from cash_transfer t join account a on a.id = t.to_account_id
left join account f on f.id = t.from_account_id
left join currency_digits d on d.currency = t.currency
where t.deleted_at is null;

CREATE VIEW v_channel as
select channel.id as channel_id, m.loan_id, m.loan, m.lender, channel.kind, channel.value, channel.found_in,
  channel.found_on, channel.hours, channel.note
from channel join loan_money m on m.loan_id = channel.loan_id
where channel.deleted_at is null;

CREATE VIEW v_charge as
select charge.id as charge_id, m.loan_id, m.loan, charge.charged_on, charge.kind,
  iif(charge.amount_minor < 0, '-', '') || (abs(charge.amount_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(charge.amount_minor) % m.unit), -m.digits)) as amount,
  m.currency, charge.ref, charge.note, batch.source_name as imported_from, charge.line, charge.amount_minor
from charge join loan_money m on m.loan_id = charge.loan_id
left join batch on batch.id = charge.batch_id
where charge.deleted_at is null;

CREATE VIEW v_claim as
select claim.id as claim_id, m.loan_id, m.loan, claim.claimed_on,
  (claim.balance_minor / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (claim.balance_minor % m.unit), -m.digits)) as balance,
  m.currency, claim.note, claim.balance_minor
from claim join loan_money m on m.loan_id = claim.loan_id
where claim.deleted_at is null;

CREATE VIEW v_complaint as
select c.id as complaint_id, m.loan_id, m.loan, m.lender, c.body, c.about, c.filed_on, c.reference, c.answer_by,
  c.answer_rule, c.outcome, c.answered_on,
  (select count(*) from complaint_incident i where i.complaint_id = c.id and i.deleted_at is null) as incidents,
  c.evidence, c.note
from complaint c join loan_money m on m.loan_id = c.loan_id
where c.deleted_at is null;

CREATE VIEW v_contact as
select contact.id as contact_id, m.loan_id, m.loan, contact.happened_at, contact.direction, contact.means,
  contact.answered, contact.called, contact.who, contact.position, contact.identity, contact.third_party,
  contact.conduct, contact.summary, contact.proof, contact.evidence
from contact join loan_money m on m.loan_id = contact.loan_id
where contact.deleted_at is null;

CREATE VIEW v_credit as
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

CREATE VIEW v_dispute_round as
select dispute.id as dispute_id, 1 as round, dispute.body, dispute.bureau as sent_to, dispute.sent_on,
  dispute.answer_by, dispute.answered_on, dispute.outcome, dispute.reference, dispute.evidence, dispute.note
from dispute where dispute.deleted_at is null
union all
select r.dispute_id, 1 + row_number() over (partition by r.dispute_id order by r.id), r.body, r.sent_to, r.sent_on,
  r.answer_by, r.answered_on, r.outcome, r.reference, r.evidence, r.note
from dispute_round r join dispute on dispute.id = r.dispute_id and dispute.deleted_at is null
where r.deleted_at is null;

CREATE VIEW v_due as
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

CREATE VIEW v_enquiry as
select enquiry.id as enquiry_id, report.id as report_id, report.bureau, report.pulled_on, enquiry.who,
  enquiry.asked_on, enquiry.why
from enquiry join report on report.id = enquiry.report_id and report.deleted_at is null
where enquiry.deleted_at is null;

CREATE VIEW v_evidence as
select e.number, e.kind, e.name, coalesce(l.name, '') as loan, e.happened_at, e.captured_at, e.entered_at,
  e.bytes, e.sha256, e.source, e.consent, e.note, e.corrects,
  (select max(number) from evidence c where c.corrects = e.number) as corrected_by,
  e.withdrawn, e.payment_id, e.hash, e.loan_id, e.contact_id, e.negotiation_id as talk_id
from evidence e left join loan l on l.id = e.loan_id;

CREATE VIEW v_hardship as
select h.id as hardship_id, h.loan_id, coalesce(l.name, '') as loan, h.cause, h.since_on, h.expected_on, h.ended_on,
  (select count(*) from hardship_paper p where p.hardship_id = h.id and p.deleted_at is null) as papers,
  (select count(*) from hardship_paper p where p.hardship_id = h.id and p.deleted_at is null
    and p.state = 'missing') as papers_missing, h.note
from hardship h left join loan l on l.id = h.loan_id
where h.deleted_at is null and (h.loan_id is null or l.deleted_at is null);

CREATE VIEW v_history as
select action.id as action_id, action.at, action.title,
  case when dropped_at is not null then 'undone for good' when undone_at is not null then 'undone' else 'done' end
    as state,
  (select count(*) from change where action_id = action.id) as changes
from action order by action.id desc;

CREATE VIEW v_loan as
select loan.id as loan_id, loan.name as loan, loan.slug, loan.lender, loan.method, loan.currency,
  iif(loan.principal_minor < 0, '-', '') || (abs(loan.principal_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(loan.principal_minor) % m.unit), -m.digits)) as principal,
  loan.opened_on, loan.tracked_from, loan.closed_on,
  terms.rate_percent, terms.rate_per, terms.every, terms.periods, terms.first_due_on, terms.due_day,
  terms.grace_days, terms.effective_on as terms_from, loan.note
from loan join loan_money m on m.loan_id = loan.id
left join terms on terms.id = (
  select id from terms where loan_id = loan.id and deleted_at is null order by effective_on desc limit 1);

CREATE VIEW v_loan_balance as
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

CREATE VIEW v_message_check as
select c.id as message_check_id, m.loan_id, m.loan, c.checked_on, c.verdict, c.findings, c.sha256, c.words,
  c.contact_id, c.evidence, c.note
from message_check c join loan_money m on m.loan_id = c.loan_id
where c.deleted_at is null;

CREATE VIEW v_offer as
select offer.id as offer_id, m.loan_id, m.loan, m.lender, offer.negotiation_id as talk_id, offer.kind,
  offer.from_whom, offer.offered_on, offer.valid_until, offer.standing, offer.agreed_on, offer.effective_on,
  offer.letter,
  (p.sum_minor / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (p.sum_minor % m.unit), -m.digits)) as payments,
  m.currency, p.count, p.first_on, p.last_on, offer.interest, offer.breach, offer.credited, offer.is_written,
  offer.evidence, offer.note, p.sum_minor as payments_minor
from offer join loan_money m on m.loan_id = offer.loan_id
left join (select offer_id, sum(amount_minor) as sum_minor, count(*) as count, min(due_on) as first_on,
    max(due_on) as last_on from offer_payment where deleted_at is null group by offer_id) p
  on p.offer_id = offer.id
where offer.deleted_at is null;

CREATE VIEW v_payment as
select payment.id as payment_id, m.loan_id, m.loan, payment.paid_on, payment.posted_on,
  iif(payment.amount_minor < 0, '-', '') || (abs(payment.amount_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(payment.amount_minor) % m.unit), -m.digits)) as amount,
  payment.currency, payment.state, account.name as account, payment.ref, payment.note,
  batch.source_name as imported_from, payment.line, payment.amount_minor
from payment join loan_money m on m.loan_id = payment.loan_id
left join account on account.id = payment.account_id
left join batch on batch.id = payment.batch_id
where payment.deleted_at is null;

CREATE VIEW v_plan as
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

CREATE VIEW v_plan_payment as
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

CREATE VIEW v_promise as
select promise.id as promise_id, m.loan_id, m.loan, promise.side, promise.what,
  (promise.amount_minor / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (promise.amount_minor % m.unit), -m.digits)) as amount,
  m.currency, promise.promised_on, promise.due_on, promise.fate, promise.ended_on, promise.note,
  promise.amount_minor
from promise join loan_money m on m.loan_id = promise.loan_id
where promise.deleted_at is null;

CREATE VIEW v_refund as
select payment.id as payment_id, m.loan_id, m.loan, payment.paid_on, payment.state,
  (coalesce(refund.amount_minor, payment.amount_minor) / m.unit)
    || iif(m.digits = 0, '',
      '.' || substr('0000' || (coalesce(refund.amount_minor, payment.amount_minor) % m.unit), -m.digits)) as amount,
  m.currency, refund.asked_on, refund.back_on, refund.note,
  coalesce(refund.amount_minor, payment.amount_minor) as amount_minor
from payment join loan_money m on m.loan_id = payment.loan_id
left join refund on refund.payment_id = payment.id and refund.deleted_at is null
where payment.deleted_at is null and (payment.state = 'duplicate' or refund.id is not null);

CREATE VIEW v_report as
select report.id as report_id, report.bureau, report.pulled_on, report.free, report.note,
  (select count(*) from report_entry where report_id = report.id and deleted_at is null) as entries,
  (select count(*) from enquiry where report_id = report.id and deleted_at is null) as enquiries
from report where report.deleted_at is null
order by report.bureau, report.pulled_on desc, report.id desc;

CREATE VIEW v_report_entry as
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

CREATE VIEW v_score as
select id as score_id, bureau, model, scored_on, value from score where deleted_at is null;

CREATE VIEW v_settlement as
select s.id as settlement_id, m.loan_id, m.loan, m.lender, s.settled_on, s.letter, s.asked_on, s.note
from settlement s join loan_money m on m.loan_id = s.loan_id
where s.deleted_at is null;

CREATE VIEW v_stage as
select stage.id as stage_id, m.loan_id, m.loan, stage.kind, stage.happened_on, stage.holder,
  (stage.claimed_minor / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (stage.claimed_minor % m.unit), -m.digits)) as claimed,
  m.currency, stage.answer_by, stage.answered_on, stage.proof, stage.evidence,
  stage.note, stage.claimed_minor
from stage join loan_money m on m.loan_id = stage.loan_id
where stage.deleted_at is null;

CREATE VIEW v_stake as
select m.loan_id, m.loan, m.lender, loan.stake
from loan_money m join loan on loan.id = m.loan_id
where loan.closed_on is null;

CREATE VIEW v_statement as
select statement.id as statement_id, m.loan_id, m.loan, statement.statement_on, statement.due_on,
  iif(statement.balance_minor < 0, '-', '') || (abs(statement.balance_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(statement.balance_minor) % m.unit), -m.digits)) as balance,
  iif(statement.minimum_minor < 0, '-', '') || (abs(statement.minimum_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(statement.minimum_minor) % m.unit), -m.digits)) as minimum,
  m.currency, statement.balance_minor, statement.minimum_minor
from statement join loan_money m on m.loan_id = statement.loan_id
where statement.deleted_at is null;

CREATE VIEW v_talk as
select negotiation.id as talk_id, m.loan_id, m.loan, m.lender, negotiation.aim,
  coalesce(step.state, 'draft') as state, coalesce(step.happened_on, negotiation.opened_on) as since,
  step.next_on, step.proof, step.evidence, negotiation.note
from negotiation join loan_money m on m.loan_id = negotiation.loan_id
left join negotiation_step step on step.id = (
  select max(id) from negotiation_step where negotiation_id = negotiation.id and deleted_at is null)
where negotiation.deleted_at is null;

CREATE VIEW v_waiver as
select waiver.id as waiver_id, m.loan_id, m.loan, waiver.waived_on, waiver.component, waiver.is_refund,
  iif(waiver.amount_minor < 0, '-', '') || (abs(waiver.amount_minor) / m.unit)
    || iif(m.digits = 0, '', '.' || substr('0000' || (abs(waiver.amount_minor) % m.unit), -m.digits)) as amount,
  m.currency, waiver.ref, waiver.note, batch.source_name as imported_from, waiver.line, waiver.amount_minor
from waiver join loan_money m on m.loan_id = waiver.loan_id
left join batch on batch.id = waiver.batch_id
where waiver.deleted_at is null;

CREATE TRIGGER alert_watch_change after insert on change
begin update alert_watch set next_on = '' where next_on <> ''; end;

CREATE TRIGGER alert_watch_undo after update of undone_at on action
begin update alert_watch set next_on = '' where next_on <> ''; end;

CREATE TRIGGER evidence_is_kept before delete on evidence begin select raise(abort, 'evidence is never deleted'); end;

CREATE TRIGGER evidence_stays before update on evidence begin select raise(abort, 'evidence is corrected by a new entry'); end;
