-- engines: postgres
--! before
CREATE TABLE t (id integer); INSERT INTO t VALUES (1);
--! after
CREATE TABLE t (id integer, m int4multirange DEFAULT '{[1,3),[5,7)}', n datemultirange);
--! changes
t + m int4multirange null default ('{[1,3),[5,7)}'::int4multirange)
t + n datemultirange null
