//! The reader on real databases in memory: whole values, and that the same schema written differently reads the same.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use driftline_schema::{
    Action, AutoIncrement, Check, Column, Deferrable, Engine, ForeignKey, Generated, Index, IndexKey, IndexPart,
    ObjectName, PrimaryKey, Schema, Sql, Table, Trigger, Unique, View,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};

use super::*;

async fn database(sql: &str) -> DatabaseConnection {
    let connection = Database::connect("sqlite::memory:").await.expect("a database in memory");
    connection.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{error}\n{sql}"));
    connection
}

async fn schema_of(connection: &DatabaseConnection) -> Schema {
    read(connection).await.expect("a readable catalog").schema
}

async fn schema(sql: &str) -> Schema {
    schema_of(&database(sql).await).await
}

/// The table, which must have been understood whole.
async fn table(sql: &str, name: &str) -> Table {
    let table = any_table(sql, name).await;
    assert_eq!(table.opaque, Vec::<String>::new(), "{sql}");
    table
}

async fn any_table(sql: &str, name: &str) -> Table {
    let mut schema = schema(sql).await;
    schema.tables.remove(&name.into()).unwrap_or_else(|| panic!("no table {name}: {schema:?}"))
}

fn sql(text: &str) -> Sql {
    Sql::new(Engine::Sqlite, text)
}

fn column(name: &str, data_type: &str) -> Column {
    Column::new(name, data_type)
}

fn required(name: &str, data_type: &str) -> Column {
    Column { nullable: false, ..column(name, data_type) }
}

fn texts(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn primary_key(name: Option<&str>, columns: &[&str]) -> Option<PrimaryKey> {
    Some(PrimaryKey { name: name.map(str::to_owned), columns: texts(columns), ..Default::default() })
}

fn unique(name: Option<&str>, columns: &[&str]) -> Unique {
    Unique {
        name: name.map(str::to_owned),
        columns: texts(columns),
        nulls_not_distinct: false,
        deferrable: Deferrable::No,
        ..Default::default()
    }
}

fn check(name: Option<&str>, condition: &str) -> Check {
    Check::new(name.map(str::to_owned), sql(condition))
}

fn foreign_key(name: Option<&str>, columns: &[&str], table: &str, referenced: &[&str]) -> ForeignKey {
    ForeignKey {
        name: name.map(str::to_owned),
        columns: texts(columns),
        references: table.into(),
        referenced_columns: texts(referenced),
        on_delete: Action::NoAction,
        on_update: Action::NoAction,
        match_full: false,
        deferrable: Deferrable::No,
        validated: true,
        on_delete_columns: Vec::new(),
        comment: None,
    }
}

#[tokio::test]
async fn everything_a_table_can_have() {
    let found = table(
        r#"
        CREATE TABLE parent (a INTEGER PRIMARY KEY, b TEXT, c TEXT, UNIQUE (b, c));
        CREATE TABLE "Kitchen ""Sink" (
            id INTEGER NOT NULL ON CONFLICT REPLACE CONSTRAINT pk PRIMARY KEY ON CONFLICT FAIL AUTOINCREMENT,
            "A Name" VARCHAR ( 255 ) NOT NULL DEFAULT 'it''s' COLLATE NoCase CONSTRAINT named CHECK ("A Name" <> ''),
            price Decimal(12,4) DEFAULT (1 + 2), -- the price
            flag boolean DEFAULT TRUE UNIQUE ON CONFLICT IGNORE,
            empty DEFAULT NULL,
            at timestamp DEFAULT CURRENT_TIMESTAMP,
            first int GENERATED ALWAYS AS (price * 2) STORED,
            second AS (price || 'x') CHECK (second <> 'y'),
            b text, c text,
            parent_id int CONSTRAINT fk_one REFERENCES PARENT ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
            CONSTRAINT two UNIQUE (FLAG, "A Name") ON CONFLICT REPLACE,
            CHECK (price > 0 /* money */),
            FOREIGN KEY (B, c) REFERENCES Parent (B, C) ON UPDATE SET NULL MATCH FULL
        );
        CREATE UNIQUE INDEX "ix ""1" ON "Kitchen ""Sink" ("a name" COLLATE nocase DESC, PRICE, lower(b) COLLATE rtrim) WHERE flag;
        CREATE INDEX ix2 ON "Kitchen ""Sink" (b COLLATE binary, "A Name" COLLATE binary);
        CREATE TRIGGER tr AFTER INSERT ON "Kitchen ""Sink" BEGIN SELECT 1; SELECT 'a;b'; END;
        "#,
        "Kitchen \"Sink",
    )
    .await;
    let mut wanted = Table::new("Kitchen \"Sink".into());
    wanted.columns = vec![
        Column {
            auto_increment: Some(AutoIncrement::Keyword),
            not_null_conflict: Some("replace".into()),
            ..required("id", "integer")
        },
        Column {
            default: Some(sql("'it''s'")),
            collation: Some("NOCASE".into()),
            ..required("A Name", "varchar(255)")
        },
        Column { default: Some(sql("1 + 2")), ..column("price", "decimal(12, 4)") },
        Column { default: Some(sql("1")), ..column("flag", "boolean") },
        column("empty", ""),
        Column { default: Some(sql("current_timestamp")), ..column("at", "timestamp") },
        Column { generated: Some(Generated { expression: sql("price * 2"), stored: true }), ..column("first", "int") },
        Column {
            generated: Some(Generated { expression: sql("price || 'x'"), stored: false }),
            ..column("second", "")
        },
        column("b", "text"),
        column("c", "text"),
        column("parent_id", "int"),
    ];
    wanted.primary_key = Some(PrimaryKey {
        name: Some("pk".into()),
        columns: texts(&["id"]),
        conflict: Some("fail".into()),
        ..Default::default()
    });
    wanted.uniques = vec![
        Unique { conflict: Some("ignore".into()), ..unique(None, &["flag"]) },
        Unique { conflict: Some("replace".into()), ..unique(Some("two"), &["flag", "A Name"]) },
    ];
    wanted.checks =
        vec![check(None, "price > 0"), check(None, "second <> 'y'"), check(Some("named"), "\"A Name\" <> ''")];
    wanted.foreign_keys = vec![
        ForeignKey {
            on_update: Action::SetNull,
            match_full: true,
            ..foreign_key(None, &["b", "c"], "parent", &["b", "c"])
        },
        ForeignKey {
            on_delete: Action::Cascade,
            deferrable: Deferrable::InitiallyDeferred,
            ..foreign_key(Some("fk_one"), &["parent_id"], "parent", &["a"])
        },
    ];
    let part = IndexPart::column;
    wanted.indexes = vec![
        Index {
            unique: true,
            parts: vec![
                IndexPart { descending: true, ..part("A Name") },
                part("price"),
                IndexPart { key: IndexKey::Expression(sql("lower(b)")), collation: Some("RTRIM".into()), ..part("") },
            ],
            predicate: Some(sql("flag")),
            ..Index::on_columns("ix \"1", &[])
        },
        Index {
            parts: vec![part("b"), IndexPart { collation: Some("BINARY".into()), ..part("A Name") }],
            ..Index::on_columns("ix2", &[])
        },
    ];
    let definition = sql("CREATE TRIGGER tr AFTER INSERT ON [Kitchen \"Sink] BEGIN SELECT 1; SELECT 'a;b'; END");
    wanted.triggers = vec![Trigger::new("tr", definition)];
    assert_eq!(found, wanted);
    assert_eq!(found.columns[3].default.as_ref().map(Sql::text), Some("TRUE"));
    assert!(found.source.0.is_some_and(|source| source.contains("-- the price")), "the statement as it is kept");
}

#[tokio::test]
async fn what_the_rowid_is_decides_who_may_be_null() {
    for (definition, nullable) in [
        ("id INTEGER PRIMARY KEY", false),
        ("id integer NOT NULL PRIMARY KEY", false),
        ("id INTEGER, PRIMARY KEY (id DESC)", false),
        ("id INTEGER, PRIMARY KEY ('ID')", false),
        ("id INT PRIMARY KEY", true),
        ("id INTEGER(8) PRIMARY KEY", true),
        ("id TEXT PRIMARY KEY", true),
        ("id INTEGER, b, PRIMARY KEY (id, b)", true),
        ("id TEXT NOT NULL PRIMARY KEY", false),
    ] {
        let found = table(&format!("CREATE TABLE t ({definition})"), "t").await;
        assert_eq!(found.columns[0].nullable, nullable, "{definition}");
    }
    for options in ["WITHOUT ROWID", "STRICT", "STRICT, WITHOUT ROWID"] {
        let found = table(&format!("CREATE TABLE t (a INT, b TEXT, c TEXT, PRIMARY KEY (b, a)) {options}"), "t").await;
        assert_eq!(found.columns, [required("a", "int"), required("b", "text"), column("c", "text")], "{options}");
        assert_eq!(found.primary_key, primary_key(None, &["b", "a"]), "{options}");
        assert_eq!(
            (found.options.strict, found.options.without_rowid),
            (options.contains("STRICT"), options.contains("ROWID"))
        );
    }
}

#[tokio::test]
async fn a_legacy_key_is_no_difference_from_a_declared_one() {
    let legacy = table("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)", "t").await;
    let declared = table(r#"CREATE TABLE "t" ( "id" integer NOT NULL PRIMARY KEY, "name" text )"#, "t").await;
    assert_eq!(legacy, declared);
}

/// Every pair says the same in SQLite and must read the same.
#[tokio::test]
async fn the_same_table_written_differently_reads_the_same() {
    for (one, other) in [
        ("a int UNIQUE", "a int, UNIQUE (A)"),
        ("a int UNIQUE, UNIQUE (a)", "a int UNIQUE"),
        ("a int CHECK (a>0)", "a int, CHECK ((\"A\" > 0))"),
        ("a int NULL DEFAULT NULL", "a int"),
        ("a text COLLATE binary", "a text"),
        ("a text COLLATE nocase UNIQUE", "a text COLLATE NOCASE, UNIQUE (a COLLATE NoCase)"),
        ("a int PRIMARY KEY NOT NULL ON CONFLICT ABORT", "a INT NOT NULL, PRIMARY KEY (a ASC) ON CONFLICT ABORT"),
        ("a int REFERENCES t (B), b int PRIMARY KEY", "a int, b int PRIMARY KEY, FOREIGN KEY (a) REFERENCES T"),
        ("a int REFERENCES t (a) NOT DEFERRABLE", "a int REFERENCES t (a) ON DELETE NO ACTION MATCH SIMPLE"),
        ("a integer PRIMARY KEY AUTOINCREMENT", "a integer, PRIMARY KEY (a AUTOINCREMENT)"),
        ("a int, b AS (a+1)", "a int, b GENERATED ALWAYS AS (a + 1) VIRTUAL"),
        ("a decimal(12,4) DEFAULT 0", "a DECIMAL ( 12 , 4 ) DEFAULT 0.00"),
        ("a boolean DEFAULT true", "a boolean DEFAULT 1"),
        ("a text DEFAULT \"x\"", "a text DEFAULT ('x')"),
        ("a text DEFAULT (datetime('now'))", "a text DEFAULT CURRENT_TIMESTAMP"),
    ] {
        let (one_table, other_table) = (
            table(&format!("CREATE TABLE t ({one})"), "t").await,
            table(&format!("CREATE TABLE T ({other})"), "T").await,
        );
        let other_table = renamed(other_table, "t");
        assert_eq!(one_table, other_table, "{one} <> {other}");
    }
}

fn renamed(mut table: Table, name: &str) -> Table {
    for foreign_key in &mut table.foreign_keys {
        if foreign_key.references == table.name {
            foreign_key.references = name.into();
        }
    }
    Table { name: name.into(), ..table }
}

#[tokio::test]
async fn different_tables_read_differently() {
    for (one, other) in [
        ("a int UNIQUE", "a int CONSTRAINT u UNIQUE"),
        ("a int UNIQUE", "a int UNIQUE ON CONFLICT IGNORE"),
        ("a text DEFAULT 'A'", "a text DEFAULT 'a'"),
        ("a text DEFAULT 0.00", "a text DEFAULT 0"),
        ("a text COLLATE nocase", "a text COLLATE rtrim"),
        ("a int, b AS (a) STORED", "a int, b AS (a)"),
        ("a integer PRIMARY KEY", "a integer PRIMARY KEY AUTOINCREMENT"),
        ("a integer PRIMARY KEY", "a int PRIMARY KEY"),
        ("a int REFERENCES t(a) ON DELETE RESTRICT", "a int REFERENCES t(a)"),
        ("a int, b int, PRIMARY KEY (a, b)", "a int, b int, PRIMARY KEY (b, a)"),
        ("a int, b int, UNIQUE (a, b)", "a int, b int, UNIQUE (b, a)"),
        ("a int NOT NULL", "a int NOT NULL ON CONFLICT FAIL"),
    ] {
        let one_table = table(&format!("CREATE TABLE t ({one})"), "t").await;
        let other_table = table(&format!("CREATE TABLE t ({other})"), "t").await;
        assert_ne!(one_table, other_table, "{one} = {other}");
    }
}

#[tokio::test]
async fn renames_rewrite_quotes_and_change_nothing_else() {
    let connection = database(
        "CREATE TABLE old (id integer PRIMARY KEY, mail text UNIQUE CHECK (length(mail)>3), parent int REFERENCES old(id), \
             up AS (upper(mail)), CONSTRAINT c CHECK (old.mail <> 'mail'));
         CREATE INDEX ix ON old (mail, lower(mail)) WHERE mail IS NOT NULL;
         CREATE TABLE child (old_id int REFERENCES OLD);
         CREATE TRIGGER tr AFTER UPDATE OF mail ON old BEGIN UPDATE old SET mail = new.mail WHERE id = 1; END;
         CREATE VIEW v AS SELECT mail FROM old;
         ALTER TABLE old RENAME TO fresh;
         ALTER TABLE fresh RENAME COLUMN mail TO email;",
    )
    .await;
    let written = schema(
        "CREATE TABLE fresh (id integer PRIMARY KEY, email text UNIQUE CHECK (length(email)>3), parent int REFERENCES fresh(id), \
             up AS (upper(email)), CONSTRAINT c CHECK (fresh.email <> 'mail'));
         CREATE INDEX ix ON fresh (email, lower(email)) WHERE email IS NOT NULL;
         CREATE TABLE child (old_id int REFERENCES fresh);
         CREATE TRIGGER tr AFTER UPDATE OF email ON fresh BEGIN UPDATE fresh SET email = new.email WHERE id = 1; END;
         CREATE VIEW v AS SELECT email FROM fresh;",
    )
    .await;
    assert_eq!(schema_of(&connection).await, written);
}

#[tokio::test]
async fn added_and_dropped_columns_read_like_written_ones() {
    let connection = database(
        "CREATE TABLE p (x int PRIMARY KEY);
         CREATE TABLE t (a int, gone int, -- the last
             b int, CONSTRAINT u UNIQUE (a) CHECK (a > 0));
         ALTER TABLE t ADD COLUMN c varchar(3) NOT NULL DEFAULT 'x' COLLATE nocase CHECK (c <> '');
         ALTER TABLE t ADD COLUMN \"d e\" int REFERENCES p ON DELETE SET NULL;
         ALTER TABLE t ADD f AS (a + 1);
         ALTER TABLE t DROP COLUMN gone;",
    )
    .await;
    let written = schema(
        "CREATE TABLE p (x int PRIMARY KEY);
         CREATE TABLE t (a int, b int, c varchar(3) DEFAULT 'x' NOT NULL COLLATE nocase, \"d e\" int, f AS (a + 1), \
             CHECK (c <> ''), CHECK (a > 0), CONSTRAINT u UNIQUE (a), FOREIGN KEY (\"d e\") REFERENCES p (x) ON DELETE SET NULL);",
    )
    .await;
    assert_eq!(schema_of(&connection).await, written);
}

#[tokio::test]
async fn a_table_made_by_a_query_is_a_table() {
    let found =
        table("CREATE TABLE s (a INT, \"b c\" TEXT); CREATE TABLE t AS SELECT a, \"b c\", 1 AS one FROM s", "t").await;
    assert_eq!(found.columns, [column("a", "int"), column("b c", "text"), column("one", "")]);
}

#[tokio::test]
async fn names_may_be_anything() {
    let mut sql = String::new();
    let names =
        ["", " ", "a\"b", "a'b", "[x", "a]b", "`", "select", "Ünï", "rowid", "--", "/*", "a.b", "%s", "\n", "x_1"];
    for (index, name) in names.iter().enumerate() {
        let quoted = Engine::Sqlite.quote(name);
        sql.push_str(&format!(
            "CREATE TABLE {quoted} (id integer PRIMARY KEY, {quoted} text CONSTRAINT {quoted} UNIQUE, other int REFERENCES {quoted} ({quoted}), \
             CHECK ({quoted} <> 'x'));\n\
             CREATE INDEX {} ON {quoted} ({quoted} DESC);\n",
            Engine::Sqlite.quote(&format!("ix {index} {name}"))
        ));
    }
    let schema = schema(&sql).await;
    assert_eq!(schema.tables.len(), names.len());
    for (index, name) in names.iter().enumerate() {
        let mut wanted = Table::new((*name).into());
        wanted.columns = vec![required("id", "integer"), column(name, "text"), column("other", "int")];
        wanted.primary_key = primary_key(None, &["id"]);
        wanted.uniques = vec![unique(Some(name), &[name])];
        wanted.foreign_keys = vec![foreign_key(None, &["other"], name, &[name])];
        wanted.checks = vec![check(None, &format!("{} <> 'x'", Engine::Sqlite.quote(name)))];
        let part = IndexPart { descending: true, ..IndexPart::column(*name) };
        wanted.indexes = vec![Index { parts: vec![part], ..Index::on_columns(format!("ix {index} {name}"), &[]) }];
        assert_eq!(schema.tables[&ObjectName::new(*name)], wanted);
    }
}

#[tokio::test]
async fn virtual_tables_are_read_and_their_storage_left_out() {
    let schema = schema(
        "CREATE VIRTUAL TABLE \"notes fts\" USING fts5(title, body);
         CREATE VIRTUAL TABLE places USING rtree(id, x0, x1);
         CREATE TABLE places_extra (a int);
         CREATE TABLE sqlitish (a int);
         ANALYZE;",
    )
    .await;
    assert_eq!(schema.not_compared, []);
    assert_eq!(schema.objects.keys().map(|id| id.name.name.as_str()).collect::<Vec<_>>(), ["notes fts", "places"]);
    assert_eq!(schema.tables.keys().map(ToString::to_string).collect::<Vec<_>>(), ["places_extra", "sqlitish"]);
}

#[tokio::test]
async fn a_virtual_table_of_a_missing_module_stops_nothing() {
    let connection = database(
        "PRAGMA writable_schema = ON;
         INSERT INTO sqlite_master VALUES ('table', 'odd', 'odd', 0, 'CREATE VIRTUAL TABLE odd USING missing(a)');
         CREATE TABLE t (a int);
         PRAGMA writable_schema = RESET;",
    )
    .await;
    let schema = schema_of(&connection).await;
    assert_eq!(schema.tables.len(), 1);
    assert_eq!(schema.not_compared[0].object, "virtual table odd");
}

#[tokio::test]
async fn the_history_and_its_companions_are_left_out() {
    let schema = schema(
        "CREATE TABLE seaql_migrations (version varchar PRIMARY KEY, applied_at bigint);
         CREATE TABLE driftline_journal (id integer PRIMARY KEY AUTOINCREMENT);
         CREATE INDEX driftline_ix ON driftline_journal (id);
         CREATE VIEW driftline_v AS SELECT 1;
         CREATE TEMP TABLE passing (a int);",
    )
    .await;
    assert_eq!(schema, Schema::empty(Engine::Sqlite));
}

#[tokio::test]
async fn views_keep_their_whole_statement_and_their_triggers() {
    let schema = schema(
        "CREATE TABLE t (a int);
         CREATE VIEW IF NOT EXISTS main.\"V 1\" (x) AS SELECT a /* all */ FROM t -- end
         ;
         CREATE TRIGGER tr INSTEAD OF INSERT ON \"V 1\" BEGIN INSERT INTO t VALUES (new.x); END;",
    )
    .await;
    let mut view = View::new("V 1".into(), sql("CREATE VIEW \"V 1\" (x) AS SELECT a FROM t"));
    let trigger = "CREATE TRIGGER tr INSTEAD OF INSERT ON \"V 1\" BEGIN INSERT INTO t VALUES (new.x); END";
    view.triggers.push(Trigger::new("tr", sql(trigger)));
    assert_eq!(schema.views.into_values().collect::<Vec<_>>(), [view]);
    assert_eq!(schema.not_compared, []);
}

#[tokio::test]
async fn keys_keep_order_and_collation_of_their_columns() {
    for (definition, wanted) in [
        ("a int, b int, PRIMARY KEY (a DESC, b)", "t: a int, b int | pk (a desc, b)"),
        ("a INTEGER PRIMARY KEY DESC", "t: a integer | pk (a desc)"),
        ("a INTEGER, PRIMARY KEY (a DESC)", "t: a integer pk"),
        ("a text UNIQUE, b text, UNIQUE (b DESC)", "t: a text, b text | unique (a) | unique (b desc)"),
        ("a text, UNIQUE (a COLLATE nocase)", "t: a text | unique (a collate NOCASE)"),
        ("a text COLLATE nocase, UNIQUE (a COLLATE NoCase)", "t: a text collate NOCASE | unique (a)"),
        ("a text COLLATE nocase, UNIQUE (a COLLATE binary)", "t: a text collate NOCASE | unique (a collate BINARY)"),
    ] {
        let found = any_table(&format!("CREATE TABLE t ({definition})"), "t").await;
        let table = Table { opaque: Vec::new(), ..found.clone() };
        assert_eq!(driftline_schema::notation::print_table(&table), wanted, "{definition}");
        assert_eq!(found.opaque, [""; 0], "{definition}");
    }
}

#[tokio::test]
async fn what_the_model_has_no_word_for_is_said() {
    for (definition, reason) in [
        (
            "a int REFERENCES missing",
            "its foreign key on a refers to the primary key of missing, which does not exist or has another number of columns",
        ),
        ("a \"INTEGER\" PRIMARY KEY", "the type of a is in quotes, so that SQLite may not take it for the rowid"),
    ] {
        let found = any_table(&format!("CREATE TABLE t ({definition})"), "t").await;
        assert_eq!(found.opaque, [reason], "{definition}");
    }
}

#[tokio::test]
async fn a_foreign_key_to_a_missing_table_is_kept_as_written() {
    let found = table("CREATE TABLE t (a int REFERENCES Missing (X))", "t").await;
    assert_eq!(found.foreign_keys, [foreign_key(None, &["a"], "Missing", &["X"])]);
}

/// SQLite takes a column in parentheses for a column, which the parser does not: pragmas must do.
#[tokio::test]
async fn a_statement_that_is_not_understood_leaves_what_the_pragmas_say() {
    let connection = database(
        "CREATE TABLE p (x INTEGER PRIMARY KEY);
         CREATE TABLE t (A Int NOT NULL DEFAULT 5, b VARCHAR(3) DEFAULT NULL, c int REFERENCES P ON DELETE CASCADE, \
             PRIMARY KEY (b, a), UNIQUE ((c)));
         CREATE INDEX ix ON t (c);",
    )
    .await;
    let inspection = read(&connection).await.expect("a readable catalog");
    assert_eq!(inspection.queries, 4);
    let found = &inspection.schema.tables[&"t".into()];
    let mut wanted = Table::new("t".into());
    wanted.columns =
        vec![Column { default: Some(sql("5")), ..required("A", "int") }, column("b", "varchar(3)"), column("c", "int")];
    wanted.primary_key = primary_key(None, &["b", "A"]);
    wanted.uniques = vec![unique(None, &["c"])];
    wanted.foreign_keys = vec![ForeignKey { on_delete: Action::Cascade, ..foreign_key(None, &["c"], "p", &["x"]) }];
    wanted.indexes = vec![Index::on_columns("ix", &["c"])];
    wanted.opaque.clone_from(&found.opaque);
    assert_eq!(found, &wanted);
    assert_eq!(found.opaque.len(), 1);
    assert!(
        found.opaque[0].starts_with("its statement was not understood: expected a column but found `(` at byte "),
        "{:?}",
        found.opaque
    );
}

#[tokio::test]
async fn an_index_that_is_not_understood_makes_its_table_opaque() {
    let found = any_table("CREATE TABLE t (a int); CREATE INDEX ix ON t (a, \"no column\")", "t").await;
    assert_eq!(found.opaque, ["its index ix was not understood: no column is no column"]);
}

/// Statements of every kind in the grammar, read whole; SQLite's own list of columns is compared inside the reader.
#[tokio::test]
async fn sqlites_grammar_is_read_whole() {
    for statement in [
        "CREATE TABLE t(a,b,c)",
        "create table if not exists main.t ( a int ) ;",
        "CREATE TABLE t (a UNSIGNED BIG INT, b DOUBLE PRECISION, c NATIVE CHARACTER(70), d \"quoted type\"(1))",
        "CREATE TABLE t (\"a\" int, `b` int, [c d] int, 'e''f' int)",
        "CREATE TABLE t (a int PRIMARY KEY ON CONFLICT IGNORE, b UNIQUE ON CONFLICT REPLACE, c NOT NULL ON CONFLICT ROLLBACK)",
        "CREATE TABLE t (a int, b int, CONSTRAINT x CHECK (a > b) CONSTRAINT y UNIQUE (a) FOREIGN KEY (b) REFERENCES t (a))",
        "CREATE TABLE t (a int DEFAULT -1, b DEFAULT +1.5e-3, c DEFAULT 'x', d DEFAULT x'ff', e DEFAULT (1+1), f DEFAULT name)",
        "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a*2) STORED, c AS (a) VIRTUAL, d TEXT GENERATED ALWAYS AS (a))",
        "CREATE TABLE t (a INT PRIMARY KEY, b TEXT) WITHOUT ROWID, STRICT",
        "CREATE TABLE t (a ANY, b BLOB, c REAL) STRICT",
        "CREATE TABLE t (a int /* c1 */, -- c2\n b /* ) */ int CHECK (b -- )\n > 0))",
        "CREATE TABLE t (a REFERENCES t (a) ON DELETE SET DEFAULT ON UPDATE CASCADE MATCH NONE NOT DEFERRABLE INITIALLY IMMEDIATE)",
        "CREATE TABLE größe (länge int, \"Ünï cödé\" text)",
        "CREATE TABLE t (key int, action text, cascade, desc, [primary] int, replace REPLACE, \"rowid\")",
        "CREATE TABLE t (a CHECK (a IN (SELECT 1 UNION SELECT ')')) )",
        "CREATE TABLE t (a int CONSTRAINT n NULL CONSTRAINT d DEFAULT 1 CONSTRAINT c COLLATE nocase)",
        "CREATE TABLE t (id integer, PRIMARY KEY (id AUTOINCREMENT))",
        "CREATE TABLE t (a, b, PRIMARY KEY (b COLLATE binary ASC, a))",
        "CREATE TABLE t (a, CONSTRAINT lost)",
        "CREATE TABLE t (a CONSTRAINT lost)",
        "CREATE TABLE t (a int DEFAULT 1 DEFAULT 2 NOT NULL NOT NULL UNIQUE UNIQUE)",
        "CREATE TABLE t (a int, b int CHECK (CASE WHEN a THEN b ELSE (a) END), CHECK (a BETWEEN 1 AND 2) ON CONFLICT FAIL)",
        "CREATE TABLE t (a generated always, b int hidden)",
        "CREATE TABLE t (a varchar(10, -2) not null collate nocase default('x')check(a<>'')references t(a)on delete cascade)",
    ] {
        // A check may not hold a query: SQLite must refuse what it refuses, and the rest must be understood.
        let connection = Database::connect("sqlite::memory:").await.expect("a database in memory");
        match connection.execute_unprepared(statement).await {
            Err(error) => assert!(error.to_string().contains("subqueries prohibited"), "{statement}: {error}"),
            Ok(_) => {
                let schema = schema_of(&connection).await;
                let tables: Vec<&Table> = schema.tables.values().collect();
                assert_eq!(tables.len(), 1, "{statement}");
                assert_eq!(tables[0].opaque, Vec::<String>::new(), "{statement}");
            }
        }
    }
}

/// Pieces of definitions, put together at random: whatever SQLite accepts of it must be understood whole.
fn definitions() -> impl Strategy<Value = String> {
    let names = ["[c d]", "`e\"f`", "'g'", "key", "\"check\"", "ß", "desc"];
    let types = [
        "",
        "int",
        "INTEGER",
        "varchar(9)",
        "DECIMAL (4 , 2)",
        "\"odd type\"",
        "double precision",
        "text generated always",
    ];
    let of_columns = [
        "NOT NULL",
        "NULL",
        "NOT NULL ON CONFLICT IGNORE",
        "UNIQUE",
        "UNIQUE ON CONFLICT REPLACE",
        "PRIMARY KEY",
        "PRIMARY KEY ASC ON CONFLICT FAIL",
        "PRIMARY KEY AUTOINCREMENT",
        "CHECK (1 > 0)",
        "CONSTRAINT n CHECK (')' <> '(')",
        "DEFAULT 1",
        "DEFAULT - 1.5",
        "DEFAULT word",
        "DEFAULT (1 + (2))",
        "DEFAULT \"x\"",
        "DEFAULT x'00'",
        "COLLATE nocase",
        "COLLATE \"rtrim\"",
        "REFERENCES t (a)",
        "REFERENCES other(x) ON DELETE SET NULL",
        "DEFERRABLE INITIALLY DEFERRED",
        "NOT DEFERRABLE",
        "AS (1)",
        "GENERATED ALWAYS AS (2 /* ) */) STORED",
        "CONSTRAINT unused",
        "/* c */",
        "-- c\n",
    ];
    let of_table = [
        "UNIQUE (a)",
        "CONSTRAINT u UNIQUE (\"a\" ASC, 'B') ON CONFLICT IGNORE",
        "PRIMARY KEY (a)",
        "PRIMARY KEY (A, b)",
        "PRIMARY KEY (a AUTOINCREMENT)",
        "CHECK (a > 0)",
        "CONSTRAINT [c 1] CHECK (a) ON CONFLICT FAIL",
        "CONSTRAINT lost",
        "FOREIGN KEY (a) REFERENCES other (x) MATCH FULL DEFERRABLE",
        "FOREIGN KEY (a, b) REFERENCES other (x, y)",
    ];
    let options = ["", "", "", "", "", "STRICT", "WITHOUT ROWID", "strict, without rowid"];
    let words =
        |list: &[&'static str], most: usize| prop::collection::vec(prop::sample::select(list.to_vec()), 0..most);
    let column = (prop::sample::select(types.to_vec()), words(&of_columns, 3));
    let columns = prop::collection::vec(column, 2..5);
    let separator = prop::sample::select(vec![", ", " "]);
    let name_order = Just(names.to_vec()).prop_shuffle();
    (name_order, columns, words(&of_table, 3), separator, prop::sample::select(options.to_vec())).prop_map(
        |(names, columns, constraints, separator, options)| {
            // The first two are what keys speak of.
            let columns: Vec<String> = ["a", "\"B\""]
                .iter()
                .chain(&names)
                .zip(columns)
                .map(|(name, (data_type, constraints))| format!("{name} {data_type} {}", constraints.join(" ")))
                .collect();
            let constraints = constraints.join(separator);
            let comma = if constraints.is_empty() { "" } else { "," };
            format!("CREATE TABLE t ({}{comma} {constraints}) {options}", columns.join(", "))
        },
    )
}

#[test]
fn whatever_sqlite_accepts_is_understood() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let connection = runtime.block_on(database("SELECT 1"));
    let accepted = Cell::new(0);
    let mut runner = TestRunner::new(Config { cases: 1500, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&definitions(), |statement| {
        runtime.block_on(async {
            if connection.execute_unprepared(&statement).await.is_ok() {
                accepted.set(accepted.get() + 1);
                let schema = schema_of(&connection).await;
                let table = &schema.tables[&"t".into()];
                connection.execute_unprepared("DROP TABLE t").await.expect("a dropped table");
                prop_assert_eq!(&table.opaque, &Vec::<String>::new(), "{}", statement);
            }
            Ok(())
        })
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    assert!(accepted.get() > 150, "only {} statements were accepted", accepted.get());
}

/// Statements counted by the driver, not by the reader.
async fn counted(tables: usize) -> (u32, u32) {
    let mut connection = database(&many_tables(tables)).await;
    let count = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&count);
    connection.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    let inspection = read(&connection).await.expect("a readable catalog");
    assert_eq!(inspection.schema.tables.len(), tables);
    (count.load(Ordering::Relaxed), inspection.queries)
}

#[tokio::test]
async fn the_number_of_queries_does_not_follow_the_number_of_tables() {
    assert_eq!(counted(1).await, (1, 1));
    assert_eq!(counted(200).await, (1, 1));
}

/// Ten columns, two indexes, a foreign key, a unique and a check each.
fn many_tables(tables: usize) -> String {
    let mut sql = String::from("BEGIN;");
    for number in 0..tables {
        sql.push_str(&format!(
            r#"CREATE TABLE "t{number}" ( "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "a" varchar(255) NOT NULL DEFAULT 'x',
               "b" integer NOT NULL DEFAULT 0, "c" text, "d" timestamp_with_timezone_text NOT NULL DEFAULT CURRENT_TIMESTAMP,
               "e" boolean NOT NULL DEFAULT FALSE, "f" real(12, 4), "g" varchar(40), "h" integer, "i" uuid_text,
               CONSTRAINT "t{number}_g_key" UNIQUE ("g"), CONSTRAINT "ck{number}" CHECK ("b" >= 0),
               FOREIGN KEY ("h") REFERENCES "t{}" ("id") ON DELETE CASCADE );
               CREATE INDEX "idx-t{number}-a" ON "t{number}" ("a"); CREATE INDEX "idx-t{number}-b" ON "t{number}" ("b", "c");"#,
            number / 2
        ));
    }
    sql + "COMMIT;"
}
