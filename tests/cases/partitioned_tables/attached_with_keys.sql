-- What the parent asks for is made before.
-- engines: postgres
-- gains: p
--! before
CREATE TABLE p (id integer NOT NULL, at date NOT NULL, v text, PRIMARY KEY (id, at), CONSTRAINT k CHECK (id > 0)) PARTITION BY RANGE (at); CREATE TABLE p24 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); CREATE INDEX i ON p (v); CREATE TABLE p25 (id integer NOT NULL, at date NOT NULL, v text); INSERT INTO p25 VALUES (3, '2025-05-05', 'c');
--! after
CREATE TABLE p (id integer NOT NULL, at date NOT NULL, v text, PRIMARY KEY (id, at), CONSTRAINT k CHECK (id > 0)) PARTITION BY RANGE (at); CREATE TABLE p24 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); CREATE INDEX i ON p (v); CREATE TABLE p25 PARTITION OF p FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--! changes
p25 ~ options none -> partition of p "FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')"
p25 + primary key p25_pkey (id, at)
p25 + index p25_v_idx (v)
p25 + check k (id > 0)
