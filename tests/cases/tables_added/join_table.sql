-- A composite key of two foreign keys, with an index the other way round.
--! before
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
CREATE TABLE tags (id integer PRIMARY KEY, name varchar(100) NOT NULL UNIQUE);
INSERT INTO contacts (id, name, email) VALUES
    (1, 'Ada', 'ada@example.org'),
    (2, 'O''Brien "Bob"', NULL),
    (3, 'Žofie Křížová 李', ''),
    (-4, 'two
lines', 'x@y');
INSERT INTO tags VALUES (1, 'friend'), (2, 'kolegyně');
--! after
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
CREATE TABLE tags (id integer PRIMARY KEY, name varchar(100) NOT NULL UNIQUE);
CREATE TABLE contact_tags (
    contact_id integer NOT NULL,
    tag_id integer NOT NULL,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (contact_id, tag_id),
    CONSTRAINT "fk-contact_tags-contact_id" FOREIGN KEY (contact_id) REFERENCES contacts (id) ON DELETE CASCADE,
    CONSTRAINT "fk-contact_tags-tag_id" FOREIGN KEY (tag_id) REFERENCES tags (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "idx-contact_tags-tag" ON contact_tags (tag_id, contact_id);
--! after mysql
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
CREATE TABLE tags (id integer PRIMARY KEY, name varchar(100) NOT NULL UNIQUE);
CREATE TABLE contact_tags (
    contact_id integer NOT NULL,
    tag_id integer NOT NULL,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (contact_id, tag_id),
    CONSTRAINT `fk-contact_tags-contact_id` FOREIGN KEY (contact_id) REFERENCES contacts (id) ON DELETE CASCADE,
    CONSTRAINT `fk-contact_tags-tag_id` FOREIGN KEY (tag_id) REFERENCES tags (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX `idx-contact_tags-tag` ON contact_tags (tag_id, contact_id);
