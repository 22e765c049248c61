-- The partition keeps its own, on both ways.
-- engines: postgres
--! before
CREATE TABLE p (id integer NOT NULL, at date NOT NULL, v text) PARTITION BY RANGE (at); CREATE TABLE p24 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); INSERT INTO p VALUES (1, '2024-02-29', 'a'), (2, '2024-12-31', NULL); ALTER TABLE p24 ALTER v SET DEFAULT 'own'; COMMENT ON COLUMN p24.v IS 'c';
--! after
CREATE TABLE p (id integer NOT NULL, at date NOT NULL, v text) PARTITION BY RANGE (at); CREATE TABLE p24 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); ALTER TABLE p ALTER v SET DEFAULT 'all'; ALTER TABLE p24 ALTER v SET DEFAULT 'own', ALTER v SET STATISTICS 5;
--! changes
p ~ v no default -> default ('all'::text)
p24 ~ v default ('all'::text) -> default ('own'::text), no attribute -> statistics=5, comment 'c' -> comment none
