-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE VIEW a WITH (security_barrier) AS SELECT id, v FROM t WHERE id > 0;
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE VIEW a WITH (security_invoker, check_option=local) AS SELECT id, v FROM t WHERE id > 0;
--! changes
~ view a options security_barrier=true -> check_option=local security_invoker=true
