-- loses: events
--! before
CREATE TABLE events (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, v text); INSERT INTO events (v) VALUES ('a'), ('b');
--! before postgres
CREATE TABLE events (id bigserial PRIMARY KEY, v text); INSERT INTO events (v) VALUES ('a'), ('b');
--! before mysql
CREATE TABLE events (id bigint AUTO_INCREMENT PRIMARY KEY, v text); INSERT INTO events (v) VALUES ('a'), ('b');
--! after
