-- Nothing yet.
create table later_offer (id integer primary key) strict;
drop table later_offer;
