//! Before and after, in the one-line notation, and the changes wanted between them: every kind of change, through one
//! [`check`]. Leaves out ownership and candidates, which have cases of their own.

use driftline_schema::notation::{print_schema, schema};
use driftline_schema::{Engine, ObjectName, Schema};

use crate::{Change, Renames, diff};

const ENGINES: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];

pub(crate) fn read(engine: Engine, lines: &str) -> Schema {
    schema(engine, lines).unwrap_or_else(|error| panic!("{error}"))
}

/// Renames from `old=new` for tables and `table.old=new` for columns, unchecked.
fn renames(flags: &[&str]) -> Renames {
    let mut renames = Renames::default();
    for flag in flags {
        let (from, to) = flag.split_once('=').expect("a rename");
        match from.split_once('.') {
            Some((table, column)) => renames.columns.push((table.into(), column.to_owned(), to.to_owned())),
            None => renames.tables.push((ObjectName::new(from), ObjectName::new(to))),
        }
    }
    renames
}

fn described(changes: &[Change]) -> Vec<String> {
    changes.iter().map(Change::describe).collect()
}

/// The changes are the ones wanted; without renames the way back is their exact reverse; nothing differs from itself.
fn check(engine: Engine, from: &str, to: &str, flags: &[&str], wanted: &[&str]) {
    let (from, to) = (read(engine, from), read(engine, to));
    let found = diff(&from, &to, &renames(flags));
    let shown = format!("{engine}\nfrom\n{}\nto\n{}", print_schema(&from), print_schema(&to));
    assert_eq!(described(&found.changes), wanted, "{shown}");
    assert_eq!(diff(&from, &from, &Renames::default()).changes, [], "{shown}");
    if flags.is_empty() {
        let mut back = described(&diff(&to, &from, &Renames::default()).changes);
        let reversed: Vec<Change> = found.changes.iter().map(Change::reverse).collect();
        let mut reversed = described(&reversed);
        back.sort();
        reversed.sort();
        assert_eq!(back, reversed, "the way back\n{shown}");
    }
}

/// The same on SQLite and PostgreSQL.
fn both(from: &str, to: &str, wanted: &[&str]) {
    for engine in ENGINES {
        check(engine, from, to, &[], wanted);
    }
}

fn both_renamed(from: &str, to: &str, flags: &[&str], wanted: &[&str]) {
    for engine in ENGINES {
        check(engine, from, to, flags, wanted);
    }
}

#[test]
fn equal_schemas_have_no_changes() {
    both("", "", &[]);
    let all = "t: id integer pk auto, a text default 'x', b text as (lower(a)) | unique k (a) | index i (b) | fk f (a) -> t (id) | check c (a <> 'y')";
    both(all, all, &[]);
}

#[test]
fn white_space_case_and_parentheses_of_expressions_do_not_count() {
    both("t: a integer default (1+2) | check c (a > 0)", "t: a integer default ((1 + 2)) | check c (A>0)", &[]);
}

#[test]
fn the_order_of_columns_and_members_takes_no_part() {
    both("t: a, b | index i (a) | index j (b)", "t: b, a | index j (b) | index i (a)", &[]);
    both("t: a, b | index i (a, b)", "t: a, b | index i (b, a)", &["t  - index i", "t  + index i (b, a)"]);
}

#[test]
fn tables_appear_and_go_as_a_whole() {
    let notes = "notes: id integer pk auto, title text not null | unique k (title) | fk f (id) -> t (a)";
    both("t: a", &format!("t: a\n{notes}"), &["+ table notes (id, title)"]);
    both(&format!("t: a\n{notes}"), "t: a", &["- table notes"]);
}

#[test]
fn columns_appear_and_go() {
    both("contacts: a text", "contacts: a text, birthday date", &["contacts  + birthday date null"]);
    both("contacts: a text, birthday date", "contacts: a text", &["contacts  - birthday"]);
    both(
        "t: a",
        "t: a, n integer not null default -1, \"e mail\" varchar(255) collate nocase",
        &["t  + \"e mail\" varchar(255) null collate nocase", "t  + n integer not null default -1"],
    );
}

#[test]
fn a_column_says_every_property_that_differs() {
    for (from, to, wanted) in [
        ("varchar(255)", "varchar(320)", "varchar(255) -> varchar(320)"),
        ("", "text", "without type -> text"),
        ("text not null", "text", "not null -> null"),
        ("text", "text not null", "null -> not null"),
        ("text", "text default 'x'", "no default -> default 'x'"),
        ("text default 'x'", "text", "default 'x' -> no default"),
        ("integer default 0", "integer default (1 + 1)", "default 0 -> default (1 + 1)"),
        ("integer", "integer auto", "not auto -> auto"),
        ("integer", "integer as (b + 1) stored", "not generated -> as (b + 1) stored"),
        ("integer as (b + 1)", "integer as (b + 1) stored", "as (b + 1) -> as (b + 1) stored"),
        ("text", "text collate nocase", "collate default -> collate nocase"),
        ("text", "text comment \"it's\"", "comment none -> comment 'it''s'"),
        ("text not null", "text not null on conflict ignore", "on conflict default -> on conflict ignore"),
        ("text", "varchar(5) not null default ''", "text -> varchar(5), null -> not null, no default -> default ''"),
    ] {
        both(&format!("t: a {from}, b"), &format!("t: a {to}, b"), &[&format!("t  ~ a {wanted}")]);
    }
}

#[test]
fn serial_and_identity_are_told_apart() {
    let to = "t: id bigint not null identity always (start 5)";
    check(
        Engine::Postgres,
        "t: id bigint not null serial t_id_seq",
        to,
        &[],
        &["t  ~ id serial t_id_seq -> identity always (start 5)"],
    );
}

#[test]
fn user_made_types_are_told_apart_by_their_namespace() {
    let (from, to) = ("t: a mood of mood", "t: a mood of audit.mood");
    check(Engine::Postgres, from, to, &[], &["t  ~ a mood -> mood of audit.mood"]);
    check(Engine::Postgres, "t: a text", "t: a mood of mood", &[], &["t  ~ a text -> mood"]);
}

#[test]
fn members_appear() {
    for (member, wanted) in [
        ("pk k (a, b)", "primary key k (a, b)"),
        ("unique contacts_email_key (a)", "unique contacts_email_key (a)"),
        ("unique (a)", "unique (a)"),
        ("index ix_live (a, lower(b)) where deleted is null", "index ix_live (a, lower(b)) where deleted is null"),
        ("unique index i (a desc)", "unique index i (a desc)"),
        (
            "fk fk-t-a (a) -> contacts (id) on delete cascade",
            "foreign key fk-t-a (a) -> contacts (id) on delete cascade",
        ),
        ("check ck (age > 0)", "check ck (age > 0)"),
        ("trigger tr \"CREATE TRIGGER tr ...\"", "trigger tr"),
    ] {
        both("t: a, b", &format!("t: a, b | {member}"), &[&format!("t  + {wanted}")]);
    }
}

#[test]
fn members_go_by_name_or_by_content_where_they_have_none() {
    both("t: a | unique k (a) | unique (b)", "t: a", &["t  - unique (b)", "t  - unique k"]);
    both("t: a | check c (a > 0) | check (a > 1)", "t: a", &["t  - check (a > 1)", "t  - check c"]);
    both("t: a | fk f (a) -> b (id)", "t: a", &["t  - foreign key f"]);
    both("t: a | index i (a)\nu: a | index j (a)", "t: a\nu: a", &["t  - index i", "u  - index j"]);
}

#[test]
fn members_of_one_name_with_other_content_are_replaced() {
    for (from, to, kind) in [
        ("unique m (a)", "unique m (a, b)", "unique"),
        ("index m (a)", "index m (a desc)", "index"),
        ("index m (a)", "index m (a) where a > 0", "index"),
        ("index m (a)", "index m using hash (a)", "index"),
        ("index m (a)", "index m (a) include (b)", "index"),
        ("index m (a)", "index m (a collate nocase)", "index"),
        ("fk m (a) -> b (id)", "fk m (a) -> b (id) on delete cascade", "foreign key"),
        ("fk m (a) -> b (id)", "fk m (a) -> c (id)", "foreign key"),
        ("check m (a > 0)", "check m (a > 1)", "check"),
        ("pk m (a)", "pk m (a, b)", "primary key"),
    ] {
        both(
            &format!("t: a, b | {from}"),
            &format!("t: a, b | {to}"),
            &[&format!("t  - {kind} m"), &format!("t  + {kind}{}", to.split_at(to.find(' ').expect("a space")).1)],
        );
    }
}

#[test]
fn an_index_that_becomes_unique_is_replaced() {
    both("t: a | index m (a)", "t: a | unique index m (a)", &["t  - index m", "t  + unique index m (a)"]);
}

#[test]
fn members_of_one_content_under_another_name_are_renamed() {
    for (member, kind) in [
        ("unique N (a)", "unique"),
        ("index N (a, lower(b)) where a > 0", "index"),
        ("unique index N (a)", "unique index"),
        ("fk N (a) -> b (id) on update cascade", "foreign key"),
        ("check N (a > 0)", "check"),
        ("pk N (a)", "primary key"),
    ] {
        let side = |name: &str| format!("t: a, b | {}", member.replace('N', name));
        both(&side("old"), &side("new"), &[&format!("t  > {kind} old -> new")]);
    }
}

#[test]
fn a_name_given_or_taken_away_is_a_replacement() {
    both("t: a | unique (a)", "t: a | unique k (a)", &["t  - unique (a)", "t  + unique k (a)"]);
    both("t: a | pk k (a)", "t: a pk null", &["t  - primary key k", "t  + primary key (a)"]);
}

#[test]
fn swapped_names_are_replacements() {
    let wanted = ["t  - index i", "t  - index j", "t  + index i (b)", "t  + index j (a)"];
    both("t: a, b | index i (a) | index j (b)", "t: a, b | index i (b) | index j (a)", &wanted);
}

#[test]
fn unnamed_members_are_counted() {
    both("t: a | check (a > 0) | check (a > 0)", "t: a | check (a > 0)", &["t  - check (a > 0)"]);
}

#[test]
fn a_trigger_under_another_name_is_another_trigger() {
    let from = "t: a | trigger x \"CREATE TRIGGER x\"";
    both(from, "t: a | trigger y \"CREATE TRIGGER y\"", &["t  - trigger x", "t  + trigger y"]);
}

#[test]
fn members_of_a_dropped_column_are_listed() {
    both(
        "t: a, b | unique k (b) | index i (a, b) | fk f (b) -> u (id) | check c (b > 0)\nu: id pk",
        "t: a\nu: id pk",
        &["t  - b", "t  - unique k", "t  - index i", "t  - foreign key f", "t  - check c"],
    );
}

#[test]
fn comments_and_options_of_tables() {
    both("t: a", "t: a | comment \"it's\"", &["t  ~ comment none -> 'it''s'"]);
    both("t: a | strict | without rowid", "t: a | strict", &["t  ~ options strict without rowid -> strict"]);
    both("t: a", "t: a | unlogged", &["t  ~ options none -> unlogged"]);
}

#[test]
fn namespaces_types_and_views() {
    let engine = Engine::Postgres;
    check(engine, "", "namespace audit\naudit.t: a", &[], &["+ schema audit", "+ table audit.t (a)"]);
    check(engine, "namespace \"a b\"", "", &[], &["- schema \"a b\""]);
    check(engine, "", "enum mood (\"a\", \"it's\")", &[], &["+ type mood ('a', 'it''s')"]);
    check(engine, "enum mood (\"a\")", "", &[], &["- type mood"]);
    check(
        engine,
        "enum mood (\"a\")",
        "enum mood (\"a\", \"b\") comment \"c\"",
        &[],
        &["~ type mood ('a') -> ('a', 'b'), comment none -> 'c'"],
    );
    both("view v \"SELECT 1\"", "view v \"select  1\"", &[]);
    both("view v \"SELECT 1\"", "view v \"SELECT 2\"", &["- view v", "+ view v"]);
    check(engine, "", "materialized view x.v \"SELECT 2\"", &[], &["+ materialized view x.v"]);
}

#[test]
fn a_renamed_column_takes_everything_along() {
    let side = |name: &str| {
        let inner = name.replace('"', "\"\"");
        format!(
            "t: id integer pk, {name} text, low text as (lower({name})) | pk k (id, {name}) | unique u ({name}) \
             | index i ({name}, length({name})) include ({name}) where {name} <> 'mail' | fk f ({name}) -> t ({name}) | check c ({name} <> 'mail') \
             | trigger r \"CREATE TRIGGER r UPDATE OF {inner} ON t\"\n\
             o: m text | fk g (m) -> t ({name})\nview v \"SELECT {inner} FROM t\""
        )
    };
    both_renamed(&side("mail"), &side("email"), &["t.mail=email"], &["t  > mail -> email"]);
    both_renamed(&side("mail"), &side("\"e mail\""), &["t.mail=e mail"], &["t  > mail -> \"e mail\""]);
}

#[test]
fn the_check_of_a_column_goes_along_with_it() {
    let side = |name: &str| format!("t: id int, {name} int | check (`{name}` > 0) of {name}");
    check(Engine::MySql, &side("a"), &side("b"), &["t.a=b"], &["t  > a -> b"]);
}

#[test]
fn a_renamed_table_takes_everything_along() {
    let side = |name: &str| {
        format!(
            "{name}: id integer pk, boss integer | index i (id) | fk f (boss) -> {name} (id) | trigger r \"CREATE TRIGGER r ON {name}\"\n\
             o: m integer | fk g (m) -> {name} (id)\nview v \"SELECT id FROM {name}\""
        )
    };
    both_renamed(&side("people"), &side("contacts"), &["people=contacts"], &["> table people -> contacts"]);
}

#[test]
fn a_renamed_table_and_column_are_compared_under_their_new_names() {
    both_renamed(
        "people: id integer pk, mail text | unique people_mail_key (mail) | index gone (mail)",
        "contacts: id integer pk, email varchar(320) not null, phone text | unique contacts_email_key (email)",
        &["people=contacts", "contacts.mail=email"],
        &[
            "> table people -> contacts",
            "contacts  > mail -> email",
            "contacts  ~ email text -> varchar(320), null -> not null",
            "contacts  + phone text null",
            "contacts  > unique people_mail_key -> contacts_email_key",
            "contacts  - index gone",
        ],
    );
}

#[test]
fn a_serial_keeps_its_sequence_when_its_table_is_renamed() {
    check(
        Engine::Postgres,
        "a: id bigint pk serial a_id_seq",
        "b: id bigint pk serial a_id_seq",
        &["a=b"],
        &["> table a -> b"],
    );
}

#[test]
fn renames_run_in_an_order_in_which_no_name_is_taken() {
    both_renamed("t: a text, b text", "t: b text, c text", &["t.a=b", "t.b=c"], &["t  > b -> c", "t  > a -> b"]);
    both_renamed("a: x\nb: y", "b: x\nc: y", &["a=b", "b=c"], &["> table b -> c", "> table a -> b"]);
}

#[test]
fn a_name_that_is_free_again_can_be_given_to_a_new_column() {
    both_renamed(
        "t: mail text",
        "t: email text, mail integer",
        &["t.mail=email"],
        &["t  > mail -> email", "t  + mail integer null"],
    );
}

#[test]
fn renames_that_cannot_be_done_are_left_out() {
    both_renamed(
        "t: a text, b integer",
        "t: a integer, b text",
        &["t.a=b", "t.b=a", "t.x=y", "u=v"],
        &["t  ~ a text -> integer", "t  ~ b integer -> text"],
    );
}

#[test]
fn without_a_decision_vanished_and_appeared_are_a_drop_and_an_addition() {
    both("t: mail text", "t: email text", &["t  + email text null", "t  - mail"]);
}

#[test]
fn sqlite_takes_names_in_another_case_for_one_column() {
    check(
        Engine::Sqlite,
        "t: Name text | index i (Name)",
        "t: name text | index i (name)",
        &[],
        &["t  > Name -> name"],
    );
    check(Engine::Postgres, "t: Name text", "t: name text", &[], &["t  - Name", "t  + name text null"]);
}

#[test]
fn other_namespaces_are_named() {
    let (from, to) = ("namespace x\nx.t: a\nt: a", "namespace x\nx.t: a, b text\nt: a");
    check(Engine::Postgres, from, to, &[], &["x.t  + b text null"]);
}

#[test]
fn what_cannot_be_compared_is_listed_and_changes_nothing() {
    let from = "f: a | opaque \"virtual table\" | index i (a)\nt: a\nnot compared \"type x\" \"domain\"";
    let to = "f: b | opaque \"virtual table\"\nt: a\nnot compared \"type x\" \"domain\"\nnot compared \"a\" \"b\"";
    let (from, to) = (read(Engine::Sqlite, from), read(Engine::Sqlite, to));
    let found = diff(&from, &to, &Renames::default());
    assert_eq!(found.changes, []);
    let listed: Vec<String> = found.not_compared.iter().map(|n| format!("{}: {}", n.object, n.reason)).collect();
    assert_eq!(listed, ["a: b", "table f: virtual table", "type x: domain"]);
}

#[test]
fn an_opaque_table_can_go_and_come() {
    check(Engine::Sqlite, "f: a | opaque \"virtual\"", "", &[], &["- table f"]);
    check(Engine::Sqlite, "", "f: a | opaque \"virtual\"", &[], &["+ table f (a)"]);
    // PostgreSQL's are foreign tables and tables of a type: other statements make and drop them.
    check(Engine::Postgres, "f: a | opaque \"foreign\"", "g: a | opaque \"foreign\"", &[], &[]);
}

#[test]
fn what_postgresql_alters_in_place_is_one_change() {
    let (from, to) = (
        "t: a | unique u (a) | index i (a) with (\"fillfactor=70\") | fk f (a) -> t (a) not valid | check c (a > 0) not valid \
         | trigger g \"CREATE\" | policy p for all using (a > 0) | rule r \"CREATE RULE 1\" | exclude x \"EXCLUDE\"",
        "t: a | unique u (a) comment \"u\" | index i (a) | fk f (a) -> t (a) deferred | check c (a > 0) \
         | trigger g \"CREATE\" disabled | policy p for all to (r) using (a > 1) | rule r \"CREATE RULE 2\" | exclude x \"EXCLUDE\" comment \"x\"",
    );
    let (from, to) = (read(Engine::Postgres, from), read(Engine::Postgres, to));
    assert_eq!(
        described(&diff(&from, &to, &Renames::default()).changes),
        [
            "t  ~ unique u comment none -> 'u'",
            "t  ~ index i storage fillfactor=70 -> none",
            "t  ~ foreign key f is not deferrable -> deferred, is not valid -> valid",
            "t  ~ check c is not valid -> valid",
            "t  ~ exclusion x comment none -> 'x'",
            "t  ~ trigger g fires enabled -> disabled",
            "t  ~ policy p is p for all using (a > 0) -> p for all to (r) using (a > 1)",
            "t  ~ rule r definition",
        ]
    );
}

#[test]
fn a_parents_change_is_one_change() {
    let parent = "p: a integer, b text | partition by \"RANGE (a)\"\n";
    let child = |columns: &str| format!("c: {columns} | partition of p \"DEFAULT\" | inherited (a, b, d)");
    let wanted = "p: a bigint, d text not null | partition by \"RANGE (a)\"\n";
    check(
        Engine::Postgres,
        &format!("{parent}{}", child("a integer, b text")),
        &format!("{wanted}{}", child("a bigint, d text not null")),
        &[],
        &["p  ~ a integer -> bigint", "p  - b", "p  + d text not null"],
    );
}

#[test]
fn many_changes_come_in_one_order() {
    both(
        "b: x\nc: x text | index i (x)\na: y integer",
        "d: x\nc: x integer, z text | index j (x desc)\na: y integer not null",
        &[
            "a  ~ y null -> not null",
            "- table b",
            "c  ~ x text -> integer",
            "c  + z text null",
            "c  - index i",
            "c  + index j (x desc)",
            "+ table d (x)",
        ],
    );
}
