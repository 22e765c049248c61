-- Its character set has no letters of four bytes: what stands there in a view, a computed column or a label is not known.
-- engines: mysql
--! before
CREATE TABLE u (id int PRIMARY KEY, v varchar(20), g varchar(30) AS (concat(v, '🐎')) VIRTUAL, e enum('🐎')); CREATE VIEW w AS SELECT id, '🐎' AS h FROM u; CREATE TRIGGER t BEFORE INSERT ON u FOR EACH ROW SET new.v = '🐎'; INSERT INTO u (id) VALUES (1);
--! after
CREATE TABLE u (id int PRIMARY KEY, v varchar(20), g varchar(30) AS (concat(v, '🐎')) VIRTUAL, e enum('🐎'), x int); CREATE VIEW w AS SELECT id, '🐎' AS h FROM u; CREATE TRIGGER t BEFORE INSERT ON u FOR EACH ROW SET new.v = '🐎';
--! changes
u  + x int null
--! unknown
expression of column g of table u: … not known
labels of column e of table u: … not known
trigger t on table u: … not known
view w: … not known
