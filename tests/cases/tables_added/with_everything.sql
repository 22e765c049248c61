-- Key, uniques, checks and indexes in one new table.
--! before
--! after
CREATE TABLE ledger (
    account varchar(20) NOT NULL,
    line integer NOT NULL,
    amount numeric(12, 2) NOT NULL DEFAULT 0,
    currency varchar(3) NOT NULL DEFAULT 'EUR',
    reference varchar(40) UNIQUE,
    CONSTRAINT ledger_key PRIMARY KEY (account, line),
    CONSTRAINT "one amount" UNIQUE (account, amount, currency),
    CONSTRAINT some_amount CHECK (amount <> 0),
    CHECK (line > 0)
);
CREATE INDEX ledger_amount ON ledger (amount, currency);
CREATE UNIQUE INDEX ledger_reference ON ledger (lower(reference)) WHERE reference IS NOT NULL;
--! after mysql
CREATE TABLE ledger (
    account varchar(20) NOT NULL,
    line integer NOT NULL,
    amount numeric(12, 2) NOT NULL DEFAULT 0,
    currency varchar(3) NOT NULL DEFAULT 'EUR',
    reference varchar(40) UNIQUE,
    CONSTRAINT ledger_key PRIMARY KEY (account, line),
    CONSTRAINT `one amount` UNIQUE (account, amount, currency),
    CONSTRAINT some_amount CHECK (amount <> 0),
    CHECK (line > 0)
);
CREATE INDEX ledger_amount ON ledger (amount, currency);
CREATE UNIQUE INDEX ledger_reference ON ledger (reference DESC, line);
