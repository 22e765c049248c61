-- The referring table sorts before the one it refers to.
--! before
CREATE TABLE zoo (id integer PRIMARY KEY); INSERT INTO zoo VALUES (1), (2);
--! after
CREATE TABLE zoo (id integer PRIMARY KEY);
CREATE TABLE keepers (id integer PRIMARY KEY, zoo_id integer NOT NULL REFERENCES zoo (id));
CREATE TABLE animals (id integer PRIMARY KEY, keeper_id integer REFERENCES keepers (id) ON DELETE SET NULL);
