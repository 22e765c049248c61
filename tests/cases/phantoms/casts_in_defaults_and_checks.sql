-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, a varchar(10) DEFAULT 'x', b text DEFAULT 'y'::text, c date DEFAULT '2024-02-29', n numeric DEFAULT '1', CONSTRAINT k CHECK (a IN ('x', 'y') AND b <> ''));
INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a varchar(10) DEFAULT 'x'::character varying, b text DEFAULT 'y', c date DEFAULT '2024-02-29'::date, n numeric DEFAULT '1'::numeric, CONSTRAINT k CHECK (((a)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[])) AND (b <> ''::text)));
--! changes
