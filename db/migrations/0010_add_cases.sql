-- Nothing yet.
create table later_recovery_case (id integer primary key) strict;
drop table later_recovery_case;
