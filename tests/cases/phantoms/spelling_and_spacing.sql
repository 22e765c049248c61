--! before
create table Contacts(Id integer not null primary key,Name varchar ( 255 ) not null,constraint C check(Name<>'A  b'));
create index I on contacts(NAME desc) where name is not null;
INSERT INTO contacts VALUES (1, 'x');
--! before postgres
create table Contacts(Id integer not null primary key,Name varchar ( 255 ) not null,constraint C check(Name<>'A  b'));
create index I on contacts(NAME desc) where name is not null;
INSERT INTO contacts VALUES (1, 'x');
--! before mysql
create table Contacts(Id integer not null primary key,Name varchar ( 255 ) not null,constraint C check(Name<>'A  b'));
create index I on Contacts(NAME desc);
INSERT INTO Contacts VALUES (1, 'x');
--! after
CREATE TABLE Contacts (
    Id integer NOT NULL PRIMARY KEY, -- the key
    Name varchar(255) NOT NULL,
    CONSTRAINT C CHECK ((Name <> 'A  b')) /* a check */
);
CREATE INDEX I ON Contacts (Name DESC) WHERE ((Name IS NOT NULL));
--! after mysql
CREATE TABLE `Contacts` (
    `Id` integer NOT NULL PRIMARY KEY, -- the key
    Name varchar(255) NOT NULL, # a remark
    CONSTRAINT C CHECK ((`Name` <> 'A  b')) /* a check */
);
CREATE INDEX `I` ON Contacts (Name DESC);
--! changes
