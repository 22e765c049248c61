-- engines: postgres
--! before
CREATE DOMAIN d AS varchar(20) CHECK (VALUE IN ('a', 'b')) DEFAULT 'a';
--! after
CREATE DOMAIN d AS character varying(20) DEFAULT 'a'::varchar CONSTRAINT d_check CHECK ((VALUE)::text = ANY (ARRAY['a'::varchar, 'b'::varchar]::text[]));
--! changes
