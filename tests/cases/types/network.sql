-- engines: postgres
-- rewrites: t.c
-- loses: t.c
-- rewrites: t.b
--! before
CREATE TABLE t (a cidr, b macaddr, c text, d inet); INSERT INTO t VALUES ('10.0.0.0/8', '08:00:2b:01:02:03', '192.168.0.1', '::1'); CREATE INDEX i ON t USING gist (d inet_ops);
--! after
CREATE TABLE t (a inet DEFAULT '0.0.0.0', b macaddr8, c inet, d inet); CREATE INDEX i ON t USING gist (d inet_ops); CREATE INDEX j ON t (c);
--! changes
t ~ a cidr -> inet, no default -> default ('0.0.0.0'::inet)
t ~ b macaddr -> macaddr8
t ~ c text -> inet
t + index j (c)
