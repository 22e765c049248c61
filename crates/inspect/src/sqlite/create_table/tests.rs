//! What the parser reads, statement by statement. Whether SQLite agrees is tested on real databases beside the reader.

use proptest::prelude::*;

use super::*;

fn read(sql: &str) -> CreateTable<'_> {
    parse(sql).unwrap_or_else(|error| panic!("{error}"))
}

/// One line per column and constraint, in order; what a statement means at a glance.
fn shown(sql: &str) -> String {
    let table = read(sql);
    let mut lines = vec![format!("{} strict={} rowid={}", table.name, table.strict, !table.without_rowid)];
    for column in &table.columns {
        lines.push(format!("{}: {}", column.name, column.data_type));
    }
    for constraint in &table.constraints {
        let place = constraint.column.map_or("table", |index| table.columns[index].name.as_str());
        let name = constraint.name.as_ref().map(|name| format!(" [{name}]")).unwrap_or_default();
        lines.push(format!("{place}{name} {:?}", constraint.kind));
    }
    lines.join("\n")
}

fn kinds<'a>(table: &'a CreateTable<'a>) -> Vec<&'a ConstraintKind<'a>> {
    table.constraints.iter().map(|constraint| &constraint.kind).collect()
}

fn types(sql: &str) -> Vec<String> {
    read(sql).columns.into_iter().map(|column| column.data_type).collect()
}

fn key(columns: &[&str]) -> Vec<KeyPart> {
    let part = |column: &&str| KeyPart { column: (*column).to_owned(), collation: None, descending: false };
    columns.iter().map(part).collect()
}

#[test]
fn the_statement_that_sea_query_writes() {
    let sql = r#"CREATE TABLE "t" ( "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "a" varchar(255) NOT NULL DEFAULT 'x', CONSTRAINT "t_a_key" UNIQUE ("a"), FOREIGN KEY ("a") REFERENCES "p" ("x") ON DELETE CASCADE ON UPDATE SET NULL )"#;
    let reference = Reference {
        columns: vec!["a".into()],
        table: "p".into(),
        referenced: vec!["x".into()],
        on_delete: Action::Cascade,
        on_update: Action::SetNull,
        match_full: false,
        deferrable: Deferrable::No,
    };
    let constraint = |name: Option<&str>, column, kind| Constraint { name: name.map(str::to_owned), column, kind };
    assert_eq!(
        read(sql),
        CreateTable {
            name: "t".into(),
            columns: vec![
                ColumnDefinition { name: "id".into(), data_type: "integer".into(), is_bare_integer: true },
                ColumnDefinition { name: "a".into(), data_type: "varchar(255)".into(), is_bare_integer: false },
            ],
            constraints: vec![
                constraint(None, Some(0), ConstraintKind::NotNull(None)),
                constraint(
                    None,
                    Some(0),
                    ConstraintKind::PrimaryKey { parts: key(&["id"]), conflict: None, autoincrement: true }
                ),
                constraint(None, Some(1), ConstraintKind::NotNull(None)),
                constraint(None, Some(1), ConstraintKind::Default("'x'")),
                constraint(Some("t_a_key"), None, ConstraintKind::Unique { parts: key(&["a"]), conflict: None }),
                constraint(None, None, ConstraintKind::ForeignKey(reference)),
            ],
            strict: false,
            without_rowid: false,
        }
    );
}

#[test]
fn types_come_out_in_one_spelling() {
    assert_eq!(
        types(
            "CREATE TABLE t (a, b INT, c VARCHAR ( 255 ), d Decimal(12,4), e unsigned  BIG\nint, f 'My Type', g \"x y\"(5), \
             h [int], i DOUBLE /* wide */ PRECISION, j foo(-1,+2), k \"odd \"\"type\", l key desc, m \"not\", n \"\")"
        ),
        [
            "",
            "int",
            "varchar(255)",
            "decimal(12, 4)",
            "unsigned big int",
            "my type",
            "x y(5)",
            "int",
            "double precision",
            "foo(-1, 2)",
            "\"odd \"\"type\"",
            "key desc",
            "\"not\"",
            "\"\""
        ]
    );
}

#[test]
fn a_comma_may_stand_before_the_first_option() {
    let table = read("CREATE TABLE t (a integer PRIMARY KEY) , STRICT, WITHOUT ROWID");
    assert!(table.strict && table.without_rowid);
    assert!(parse("CREATE TABLE t (a) ,").is_err() && parse("CREATE TABLE t (a) STRICT,").is_err());
}

#[test]
fn only_the_bare_word_integer_can_be_the_rowid() {
    let table =
        read("CREATE TABLE t (a Integer, b int, c \"INTEGER\", d integer(8), e integer unsigned, f integer as (1))");
    let bare: Vec<bool> = table.columns.iter().map(|column| column.is_bare_integer).collect();
    assert_eq!(bare, [true, false, false, false, false, true]);
}

#[test]
fn generated_always_is_cut_off_the_type() {
    let sql = "CREATE TABLE t (a int, b generated always as (a), c int generated always as (a + (1)) stored, \
               d int(5) GENERATED ALWAYS AS (a) VIRTUAL, e AS (a) stored not null)";
    assert_eq!(types(sql), ["int", "", "int", "int(5)", ""]);
    let generated = |expression, stored| ConstraintKind::Generated { expression, stored };
    assert_eq!(
        kinds(&read(sql)),
        [
            &generated("a", false),
            &generated("a + (1)", true),
            &generated("a", false),
            &generated("a", true),
            &ConstraintKind::NotNull(None)
        ]
    );
}

#[test]
fn names_in_every_kind_of_quotes_and_words_that_are_keywords_elsewhere() {
    let sql = "CREATE TABLE [a \"b] (\"x\"\"y\", `p``q`, [r s], 'it''s', key, \"rowid\", _ß, desc, \"primary\", left)";
    let names: Vec<String> = read(sql).columns.into_iter().map(|column| column.name).collect();
    assert_eq!(names, ["x\"y", "p`q", "r s", "it's", "key", "rowid", "_ß", "desc", "primary", "left"]);
    assert_eq!(read(sql).name, "a \"b");
    assert_eq!(read("CREATE TABLE IF NOT EXISTS main.\"\" (a)").name, "");
    assert_eq!(read("CREATE TEMPORARY TABLE t(a);").name, "t");
}

#[test]
fn comments_and_white_space_may_stand_anywhere() {
    assert_eq!(
        shown(
            "CREATE/**/TABLE t-- x\n(/* ( */a--,\n int/*,*/check/**/(/*)*/a>0--)\n)/**/)--;\nSTRICT/**/,without/**/rowid--"
        ),
        "t strict=true rowid=false\na: int\na Check(\"a>0\")"
    );
}

#[test]
fn an_expression_ends_with_its_last_token() {
    let table = read("CREATE TABLE t (a CHECK (\n a > 0 -- positive\n AND a < 9 -- small\n) DEFAULT ( 1 /* one */ ))");
    assert_eq!(kinds(&table), [&ConstraintKind::Check("a > 0 -- positive\n AND a < 9"), &ConstraintKind::Default("1")]);
}

#[test]
fn defaults_of_every_kind() {
    let table = read(
        "CREATE TABLE t (a DEFAULT 1 NOT NULL, b DEFAULT -1.5e3, c DEFAULT + 2, d DEFAULT 'it''s', e DEFAULT x'00', f DEFAULT NULL, \
         g DEFAULT current_timestamp, h DEFAULT (datetime('now')), i DEFAULT word, j DEFAULT \"text\", k DEFAULT true COLLATE nocase)",
    );
    let defaults: Vec<&str> = kinds(&table)
        .into_iter()
        .filter_map(|kind| match kind {
            ConstraintKind::Default(text) => Some(*text),
            _ => None,
        })
        .collect();
    assert_eq!(
        defaults,
        [
            "1",
            "-1.5e3",
            "+ 2",
            "'it''s'",
            "x'00'",
            "NULL",
            "current_timestamp",
            "datetime('now')",
            "word",
            "\"text\"",
            "true"
        ]
    );
}

#[test]
fn column_constraints_stand_in_any_order_with_and_without_names() {
    assert_eq!(
        shown(
            "CREATE TABLE t (a TEXT CONSTRAINT n1 NOT NULL ON CONFLICT IGNORE CONSTRAINT n2 UNIQUE ON CONFLICT REPLACE \
             CONSTRAINT n3 CHECK (a <> '') COLLATE \"rtrim\" NULL CONSTRAINT lost CONSTRAINT n4 DEFAULT 'a' \
             CONSTRAINT n5 PRIMARY KEY DESC ON CONFLICT FAIL CHECK (1), b CONSTRAINT unused)"
        ),
        "t strict=false rowid=true\na: text\nb: \n\
         a [n1] NotNull(Some(\"ignore\"))\n\
         a [n2] Unique { parts: [KeyPart { column: \"a\", collation: None, descending: false }], conflict: Some(\"replace\") }\n\
         a [n3] Check(\"a <> ''\")\n\
         a Collate(\"rtrim\")\n\
         a [n4] Default(\"'a'\")\n\
         a [n5] PrimaryKey { parts: [KeyPart { column: \"a\", collation: None, descending: true }], conflict: Some(\"fail\"), autoincrement: false }\n\
         a Check(\"1\")"
    );
}

#[test]
fn abort_is_the_default_conflict_action() {
    let table = read("CREATE TABLE t (a NOT NULL ON CONFLICT ABORT, UNIQUE (a) ON CONFLICT ROLLBACK)");
    assert_eq!(
        kinds(&table),
        [
            &ConstraintKind::NotNull(None),
            &ConstraintKind::Unique { parts: key(&["a"]), conflict: Some("rollback".into()) }
        ]
    );
}

#[test]
fn table_constraints_with_and_without_commas_between() {
    let wanted = "t strict=false rowid=true\na: int\nb: int\n\
         table [p] PrimaryKey { parts: [KeyPart { column: \"b\", collation: None, descending: false }, KeyPart { column: \"a\", collation: Some(\"nocase\"), descending: true }], conflict: None, autoincrement: false }\n\
         table Unique { parts: [KeyPart { column: \"a\", collation: None, descending: false }], conflict: Some(\"ignore\") }\n\
         table [c] Check(\"a > b\")\n\
         table Check(\"b in (1, 2)\")";
    let parts = [
        "CONSTRAINT p PRIMARY KEY (b ASC, a COLLATE nocase DESC)",
        "UNIQUE (a) ON CONFLICT IGNORE",
        "CONSTRAINT \"c\" CHECK (a > b) ON CONFLICT FAIL",
        "CHECK (b in (1, 2))",
    ];
    for separator in [", ", " "] {
        let sql = format!("CREATE TABLE t (a int, b int, {})", parts.join(separator));
        assert_eq!(shown(&sql), wanted, "{sql}");
    }
}

#[test]
fn a_name_given_before_a_comma_is_lost() {
    let table = read("CREATE TABLE t (a, CONSTRAINT lost, CHECK (a) CONSTRAINT end)");
    assert_eq!(table.constraints, [Constraint { name: None, column: None, kind: ConstraintKind::Check("a") }]);
}

#[test]
fn autoincrement_stands_inside_the_parentheses_of_a_table_constraint() {
    let table = read("CREATE TABLE t (a integer, PRIMARY KEY (a AUTOINCREMENT) ON CONFLICT REPLACE)");
    let wanted =
        ConstraintKind::PrimaryKey { parts: key(&["a"]), conflict: Some("replace".into()), autoincrement: true };
    assert_eq!(kinds(&table), [&wanted]);
}

fn references(sql: &str) -> Vec<Reference> {
    read(sql)
        .constraints
        .into_iter()
        .filter_map(|constraint| match constraint.kind {
            ConstraintKind::ForeignKey(reference) => Some(reference),
            _ => None,
        })
        .collect()
}

#[test]
fn foreign_keys_of_columns_and_of_the_table() {
    let plain = |columns: &[&str], referenced: &[&str]| Reference {
        columns: columns.iter().map(|name| (*name).to_owned()).collect(),
        table: "p".into(),
        referenced: referenced.iter().map(|name| (*name).to_owned()).collect(),
        on_delete: Action::NoAction,
        on_update: Action::NoAction,
        match_full: false,
        deferrable: Deferrable::No,
    };
    assert_eq!(
        references(
            "CREATE TABLE t (a REFERENCES p, b int CONSTRAINT f REFERENCES [p](\"x\") ON UPDATE RESTRICT MATCH FULL ON DELETE SET DEFAULT \
             ON INSERT CASCADE NOT NULL DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY (a, 'b') REFERENCES p (x, y) \
             ON DELETE NO ACTION MATCH simple DEFERRABLE INITIALLY IMMEDIATE)"
        ),
        [
            plain(&["a"], &[]),
            Reference {
                on_update: Action::Restrict,
                on_delete: Action::SetDefault,
                match_full: true,
                deferrable: Deferrable::InitiallyDeferred,
                ..plain(&["b"], &["x"])
            },
            Reference { deferrable: Deferrable::InitiallyImmediate, ..plain(&["a", "b"], &["x", "y"]) },
        ]
    );
    assert_eq!(
        references("CREATE TABLE t (a REFERENCES p NOT DEFERRABLE INITIALLY DEFERRED, b NOT DEFERRABLE)"),
        [plain(&["a"], &[])]
    );
    assert_eq!(
        references("CREATE TABLE t (a REFERENCES p, b DEFERRABLE)"),
        [Reference { deferrable: Deferrable::InitiallyImmediate, ..plain(&["a"], &[]) }]
    );
}

#[test]
fn options_in_both_orders() {
    for (sql, strict, without_rowid) in [
        ("CREATE TABLE t (a)", false, false),
        ("CREATE TABLE t (a) strict", true, false),
        ("CREATE TABLE t (a) WITHOUT ROWID", false, true),
        ("CREATE TABLE t (a) WITHOUT ROWID, STRICT;", true, true),
        ("CREATE TABLE t (a) STRICT, without rowid", true, true),
    ] {
        assert_eq!((read(sql).strict, read(sql).without_rowid), (strict, without_rowid), "{sql}");
    }
}

#[test]
fn an_error_says_where_and_what_was_expected() {
    for (sql, wanted) in [
        ("", "expected CREATE but found end of statement at byte 0"),
        ("CREATE VIEW v", "expected TABLE but found `VIEW` at byte 7"),
        ("CREATE TABLE t AS SELECT 1", "expected `(` and the columns but found `AS` at byte 15"),
        ("CREATE TABLE t ()", "expected a column's name but found `)` at byte 16"),
        ("CREATE TABLE t (a,)", "expected a column's name but found `)` at byte 18"),
        ("CREATE TABLE t (a CHECK a > 0)", "expected `(` and a condition but found `a` at byte 24"),
        ("CREATE TABLE t (a CHECK ())", "expected `(` and a condition but found `(` at byte 24"),
        ("CREATE TABLE t (a CHECK (a)", "expected `,` or `)` but found end of statement at byte 27"),
        ("CREATE TABLE t (a varchar(max))", "expected a number but found `max` at byte 26"),
        ("CREATE TABLE t (a DEFAULT *)", "expected a value but found `*` at byte 26"),
        ("CREATE TABLE t (a UNIQUE ON CONFLICT maybe)", "expected ROLLBACK, ABORT"),
        ("CREATE TABLE t (a, UNIQUE (a), b int)", "expected a table constraint but found `b` at byte 31"),
        ("CREATE TABLE t (a, UNIQUE (lower(a)))", "expected `,` or `)` but found `(` at byte 32"),
        ("CREATE TABLE t (a, FOREIGN KEY (a) p)", "expected REFERENCES but found `p` at byte 35"),
        ("CREATE TABLE t (a REFERENCES p ON DELETE nothing)", "expected SET NULL, SET DEFAULT, CASCADE"),
        ("CREATE TABLE t (a) WITHOUT oid", "expected STRICT or WITHOUT ROWID but found `WITHOUT` at byte 19"),
        ("CREATE TABLE t (a); DROP TABLE t", "expected the end of the statement but found `DROP` at byte 20"),
    ] {
        let error = parse(sql).expect_err(sql).to_string();
        assert!(error.starts_with(wanted), "{error}");
    }
}

const WHOLE: &str = "CREATE TABLE IF NOT EXISTS \"a\"\"b\".[t] (id INTEGER CONSTRAINT n PRIMARY KEY DESC ON CONFLICT FAIL AUTOINCREMENT, \
    `é` 'type'(1, -2) NOT NULL DEFAULT (x'00' || 'a''b') COLLATE nocase REFERENCES p(x) ON DELETE SET NULL MATCH FULL \
    DEFERRABLE INITIALLY DEFERRED, c GENERATED ALWAYS AS (id /* ) */ + 1) STORED CHECK (c > -- )\n 0), \
    CONSTRAINT u UNIQUE (`é` COLLATE rtrim DESC) FOREIGN KEY (c) REFERENCES q NOT DEFERRABLE, CHECK (1)) WITHOUT ROWID, STRICT;";

#[test]
fn every_cut_of_a_statement_is_an_answer() {
    assert!(parse(WHOLE).is_ok());
    for (end, _) in WHOLE.char_indices() {
        let _ = parse(&WHOLE[..end]);
        let _ = parse(&WHOLE[end..]);
        let _ = parse(&format!("CREATE TABLE t ({}", &WHOLE[end..]));
    }
}

/// Statements made of pieces of the grammar in any order: much nearer to the parser's corners than random characters.
fn pieces() -> impl Strategy<Value = String> {
    let words: Vec<String> =
        driftline_schema::sql::tokens(Engine::Sqlite, WHOLE).iter().map(|token| token.text.to_owned()).collect();
    prop::collection::vec(prop::sample::select(words), 0..40).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = parse(&text);
        let _ = parse(&format!("CREATE TABLE t (a {text}"));
    }

    #[test]
    fn no_order_of_words_makes_it_panic(words in pieces()) {
        let _ = parse(&format!("CREATE TABLE t (a {words}"));
        let _ = parse(&format!("CREATE TABLE t (a, CHECK (1) {words})"));
    }

    #[test]
    fn any_name_survives_quoting(name in any::<String>(), column in any::<String>()) {
        let sql = format!("CREATE TABLE {} ({} int)", Engine::Sqlite.quote(&name), Engine::Sqlite.quote(&column));
        let table = read(&sql);
        prop_assert_eq!(table.name, name);
        prop_assert_eq!(&table.columns[0].name, &column);
    }
}
