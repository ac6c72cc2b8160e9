-- Proof that was kept. The files are in a folder beside the book, by their SHA-256; here is the log of
-- them: each entry names the hash of the one before, so it is added to and never changed.

create table evidence (
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
) strict;
create index evidence_file on evidence(sha256);
create index evidence_loan on evidence(loan_id) where loan_id is not null;

create trigger evidence_stays before update on evidence begin select raise(abort, 'evidence is corrected by a new entry'); end;
create trigger evidence_is_kept before delete on evidence begin select raise(abort, 'evidence is never deleted'); end;

-- Every entry with the one that corrects it.
create view v_evidence as
select e.number, e.kind, e.name, coalesce(l.name, '') as loan, e.happened_at, e.captured_at, e.entered_at,
  e.bytes, e.sha256, e.source, e.consent, e.note, e.corrects,
  (select max(number) from evidence c where c.corrects = e.number) as corrected_by,
  e.withdrawn, e.payment_id, e.hash, e.loan_id
from evidence e left join loan l on l.id = e.loan_id;
