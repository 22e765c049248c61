--! before
CREATE TABLE teams (id integer PRIMARY KEY, captain_id integer);
CREATE TABLE players (id integer PRIMARY KEY, team_id integer NOT NULL, CONSTRAINT ft FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE);
INSERT INTO teams VALUES (1, 7), (2, NULL); INSERT INTO players VALUES (7, 1), (8, 2);
--! after
CREATE TABLE teams (id integer PRIMARY KEY, captain_id integer, CONSTRAINT fc FOREIGN KEY (captain_id) REFERENCES players (id) ON DELETE CASCADE);
CREATE TABLE players (id integer PRIMARY KEY, team_id integer NOT NULL, CONSTRAINT ft FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE);
--! after postgres
CREATE TABLE teams (id integer PRIMARY KEY, captain_id integer);
CREATE TABLE players (id integer PRIMARY KEY, team_id integer NOT NULL, CONSTRAINT ft FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE);
ALTER TABLE teams ADD CONSTRAINT fc FOREIGN KEY (captain_id) REFERENCES players (id) ON DELETE CASCADE;
--! after mysql
CREATE TABLE teams (id integer PRIMARY KEY, captain_id integer);
CREATE TABLE players (id integer PRIMARY KEY, team_id integer NOT NULL, CONSTRAINT ft FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE);
ALTER TABLE teams ADD CONSTRAINT fc FOREIGN KEY (captain_id) REFERENCES players (id) ON DELETE CASCADE;
