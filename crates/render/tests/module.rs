//! What a module looks like, from schemas in the one-line notation through the real planner.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use driftline_diff::{Renames, diff};
use driftline_plan::{Facts, PlanOptions, plan};
use driftline_render::{Module, Revision, Target};
use driftline_schema::{Engine, notation};

fn module(engine: Engine, from: &str, to: &str) -> String {
    let from = notation::schema(engine, from).unwrap();
    let to = notation::schema(engine, to).unwrap();
    let difference = diff(&from, &to, &Renames::default());
    let plan = plan(&from, &to, &difference, &Facts::new(), &PlanOptions::default()).unwrap();
    Module {
        message: "change it",
        parent: Some("m20260101_000000_a"),
        targets: &[Target { changes: &difference.changes, plan: &plan, hazards: &[] }],
    }
    .source()
}

fn steps(engine: Engine, from: &str, to: &str) -> String {
    let source = module(engine, from, to);
    source[source.find("fn steps()").unwrap()..].to_owned()
}

/// The source with white space folded, so that a check reads as code does.
fn folded(source: &str) -> String {
    source.split_whitespace().collect::<Vec<_>>().join(" ").replace(" .", ".").replace("( ", "(").replace(" )", ")")
}

fn says(source: &str, pieces: &[&str]) {
    let folded = folded(source);
    for piece in pieces {
        assert!(folded.contains(piece), "missing: {piece}\n{source}");
    }
}

#[test]
fn a_plain_table_is_typed_on_both_engines() {
    let sqlite = steps(
        Engine::Sqlite,
        "",
        "contacts: id integer pk auto, name varchar(255) not null default 'it''s', at timestamp_with_timezone_text not null default (current_timestamp), n integer default -5 | unique contacts_name_key (name) | check ck (n > 0) | index ix (name desc) where n > 0",
    );
    let postgres = steps(
        Engine::Postgres,
        "",
        "contacts: id bigint not null identity, name character varying(255) not null default ('it''s'::character varying), at timestamp with time zone not null default (current_timestamp), n integer default -5 | pk contacts_pkey (id) | unique contacts_name_key (name) | check ck (n > 0) | index ix (name desc) where n > 0",
    );
    for source in [&sqlite, &postgres] {
        says(
            source,
            &[
                "Table::create().table(\"contacts\")",
                ".col(ColumnDef::new(\"name\").string_len(255).not_null().default(\"it's\"))",
                ".col(ColumnDef::new(\"at\").timestamp_with_time_zone().not_null().default(Expr::current_timestamp()))",
                ".col(ColumnDef::new(\"n\").integer().default(-5))",
                ".index(&mut Index::create().name(\"contacts_name_key\").unique().col(\"name\").to_owned())",
                ".check((\"ck\", Expr::cust(\"n > 0\")))",
                ".col((\"name\", IndexOrder::Desc)).and_where(Expr::cust(\"n > 0\"))",
                ".down(Table::drop().table(\"contacts\").to_owned())",
            ],
        );
        assert!(!source.contains(".on("), "no branch is needed:\n{source}");
    }
}

#[test]
fn foreign_keys_keep_their_names_on_sqlite() {
    let source = steps(
        Engine::Sqlite,
        "",
        "a: id integer pk auto\nb: id integer pk auto, a_id integer not null | fk fk-b-a_id (a_id) -> a (id) on delete cascade",
    );
    says(
        &source,
        &[
            ".foreign_key(&mut ForeignKey::create().name(\"fk-b-a_id\").from_tbl(\"b\").from_col(\"a_id\").to_tbl(\"a\").to_col(\"id\").on_delete(ForeignKeyAction::Cascade).to_owned())",
        ],
    );
}

#[test]
fn columns_and_renames_are_typed() {
    let source = steps(Engine::Postgres, "a: id integer not null", "a: id integer not null, born date");
    says(
        &source,
        &[
            ".up(Table::alter().table(\"a\").add_column(ColumnDef::new(\"born\").date()).to_owned())",
            ".down(Table::alter().table(\"a\").drop_column(\"born\").to_owned())",
        ],
    );
}

#[test]
fn a_rebuild_shows_every_statement_in_a_branch_of_its_engine() {
    let source =
        steps(Engine::Sqlite, "a: id integer pk auto, name varchar(255)", "a: id integer pk auto, name varchar(320)");
    says(
        &source,
        &[
            ".on(DbBackend::Sqlite, |branch| { branch.rebuilds(\"a\")",
            "INSERT INTO \"__driftline_a\" (\"id\", \"name\") SELECT \"id\", \"name\" FROM \"a\"",
            ".down(r#\"DROP TABLE \"a\"\"#)",
        ],
    );
}

#[test]
fn what_the_builder_cannot_say_is_sql() {
    let source = steps(
        Engine::Postgres,
        "a: id integer not null, v text",
        "a: id integer not null, v text | index ix (lower(v)) | index iy using gin (v)",
    );
    says(&source, &[".on(DbBackend::Postgres, |branch|", "CREATE INDEX \"ix\" ON \"a\"", "USING gin"]);
}

#[test]
fn awkward_names_and_texts_stay_inside_their_quotes() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let source = module(engine, "", "\"a \"\"b\"\"\": \"Sélect #\" text default 'x\"#\\y'");
        assert!(source.contains("Sélect #"), "{source}");
        let header: Vec<&str> = source.lines().take_while(|line| line.starts_with("//!")).collect();
        assert!(header.len() > 5, "{source}");
    }
}

#[test]
fn the_header_says_what_changes_and_what_it_costs() {
    let source = module(Engine::Sqlite, "a: id integer pk auto, v text", "a: id integer pk auto");
    let header: String =
        source.lines().take_while(|line| line.starts_with("//!")).flat_map(|line| [line, "\n"]).collect();
    for piece in ["//! Change it.", "//! Parent: m20260101_000000_a", "drops-column", "Made for SQLite."] {
        assert!(header.contains(piece), "missing {piece}:\n{header}");
    }
    assert!(header.contains("Going down does not bring back"), "{header}");
}

#[test]
fn an_empty_revision_has_steps_and_no_hazards() {
    let source = Revision { message: "by hand", parent: None }.source();
    assert!(source.starts_with("//! By hand.\n//!\n//! Parent: none"), "{source}");
    says(&source, &["fn steps() -> Steps { Steps::new()"]);
}

/// One module for several engines: each one's schemas before and after, in its own words.
fn serving(parts: &[(Engine, &str, &str)]) -> String {
    let made: Vec<_> = parts
        .iter()
        .map(|(engine, from, to)| {
            let (from, to) = (notation::schema(*engine, from).unwrap(), notation::schema(*engine, to).unwrap());
            let difference = diff(&from, &to, &Renames::default());
            let plan = plan(&from, &to, &difference, &Facts::new(), &PlanOptions::default()).unwrap();
            (difference, plan)
        })
        .collect();
    let targets: Vec<Target<'_>> =
        made.iter().map(|(difference, plan)| Target { changes: &difference.changes, plan, hazards: &[] }).collect();
    Module { message: "change it", parent: None, targets: &targets }.source()
}

#[test]
fn what_engines_say_alike_is_one_typed_statement() {
    let source = serving(&[
        (
            Engine::Sqlite,
            "",
            "a: id integer pk auto, n integer not null, at timestamp_with_timezone_text not null default CURRENT_TIMESTAMP, v varchar(9) default 'x' | unique a_v_key (v) | check ck (n > 0)",
        ),
        (
            Engine::Postgres,
            "",
            "a: id bigint not null identity, n bigint not null, at timestamp with time zone not null default CURRENT_TIMESTAMP, v character varying(9) default ('x'::character varying) | pk a_pkey (id) | unique a_v_key (v) | check ck (\"n\" > 0)",
        ),
    ]);
    says(
        &source,
        &[
            ".col(ColumnDef::new(\"id\").big_integer().not_null().primary_key().auto_increment())",
            ".col(ColumnDef::new(\"n\").big_integer().not_null())",
            ".default(Expr::current_timestamp())",
            ".check((\"ck\", Expr::cust(\"n > 0\")))",
            "Made for SQLite and PostgreSQL.",
        ],
    );
    assert!(!source.contains(".on("), "{source}");
}

#[test]
fn where_engines_differ_every_branch_can_be_read() {
    let source = serving(&[
        (
            Engine::Sqlite,
            "a: id integer pk auto, v varchar(9)",
            "a: id integer pk auto, v varchar(20) not null default 'x'",
        ),
        (
            Engine::Postgres,
            "a: id integer not null identity, v character varying(9) | pk a_pkey (id)",
            "a: id integer not null identity, v character varying(20) not null default 'x' | pk a_pkey (id)",
        ),
    ]);
    says(
        &source,
        &[
            ".on(DbBackend::Sqlite, |branch| { branch.rebuilds(\"a\")",
            ".on(DbBackend::Postgres, |branch| {",
            "ALTER COLUMN \"v\" TYPE character varying(20)",
        ],
    );
    assert_eq!(source.matches("Step::new(").count(), 1, "{source}");
}

#[test]
fn what_one_engine_does_not_see_is_done_on_the_others() {
    let source =
        serving(&[(Engine::Sqlite, "a: n integer", "a: n integer"), (Engine::Postgres, "a: n integer", "a: n bigint")]);
    says(&source, &["(PostgreSQL)", ".nothing_on(DbBackend::Sqlite)", "TYPE bigint"]);
}
