-- Two tables that refer to each other.
--! before
--! after
CREATE TABLE teams (id integer PRIMARY KEY, captain_id integer, CONSTRAINT "fk-captain" FOREIGN KEY (captain_id) REFERENCES players (id));
CREATE TABLE players (id integer PRIMARY KEY, team_id integer NOT NULL, CONSTRAINT "fk-team" FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE);
--! after postgres
CREATE TABLE teams (id integer PRIMARY KEY, captain_id integer);
CREATE TABLE players (id integer PRIMARY KEY, team_id integer NOT NULL, CONSTRAINT "fk-team" FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE);
ALTER TABLE teams ADD CONSTRAINT "fk-captain" FOREIGN KEY (captain_id) REFERENCES players (id);
--! after mysql
CREATE TABLE teams (id integer PRIMARY KEY, captain_id integer);
CREATE TABLE players (id integer PRIMARY KEY, team_id integer NOT NULL, CONSTRAINT `fk-team` FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE);
ALTER TABLE teams ADD CONSTRAINT `fk-captain` FOREIGN KEY (captain_id) REFERENCES players (id);
