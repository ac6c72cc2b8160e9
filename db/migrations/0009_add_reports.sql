-- Nothing yet.
create table later_report (id integer primary key) strict;
drop table later_report;
