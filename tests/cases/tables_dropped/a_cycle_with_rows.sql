-- loses: teams
-- loses: players
--! before
CREATE TABLE teams (id integer PRIMARY KEY, captain_id integer, CONSTRAINT "fk-captain" FOREIGN KEY (captain_id) REFERENCES players (id));
CREATE TABLE players (id integer PRIMARY KEY, team_id integer NOT NULL, CONSTRAINT "fk-team" FOREIGN KEY (team_id) REFERENCES teams (id));
INSERT INTO teams VALUES (1, NULL); INSERT INTO players VALUES (7, 1); UPDATE teams SET captain_id = 7;
--! before postgres
CREATE TABLE teams (id integer PRIMARY KEY, captain_id integer);
CREATE TABLE players (id integer PRIMARY KEY, team_id integer NOT NULL, CONSTRAINT "fk-team" FOREIGN KEY (team_id) REFERENCES teams (id));
ALTER TABLE teams ADD CONSTRAINT "fk-captain" FOREIGN KEY (captain_id) REFERENCES players (id);
INSERT INTO teams VALUES (1, NULL); INSERT INTO players VALUES (7, 1); UPDATE teams SET captain_id = 7;
--! before mysql
CREATE TABLE teams (id integer PRIMARY KEY, captain_id integer);
CREATE TABLE players (id integer PRIMARY KEY, team_id integer NOT NULL, CONSTRAINT `fk-team` FOREIGN KEY (team_id) REFERENCES teams (id));
ALTER TABLE teams ADD CONSTRAINT `fk-captain` FOREIGN KEY (captain_id) REFERENCES players (id);
INSERT INTO teams VALUES (1, NULL); INSERT INTO players VALUES (7, 1); UPDATE teams SET captain_id = 7;
--! after
