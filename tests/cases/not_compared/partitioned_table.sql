-- engines: postgres
--! before
CREATE TABLE p (id integer, at date) PARTITION BY RANGE (at); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); CREATE TABLE u (id integer PRIMARY KEY); INSERT INTO p VALUES (1, '2024-02-29');
--! after
CREATE TABLE p (id integer, at date) PARTITION BY RANGE (at); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); CREATE TABLE u (id integer PRIMARY KEY, v text);
--! unknown
p
