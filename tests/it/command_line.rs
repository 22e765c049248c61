//! The `driftline` program as its users meet it: exit codes, messages, and that nothing is left half-written. Runs the
//! built program in bare project folders against SQLite files; entities are PRT's.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use driftline_tests::workspace::{Bare, program};

const EMPTY: &str = "pub use driftline_runner::prelude::*;\n\npub struct Migrator;\n\nimpl MigratorTrait for Migrator {\n    fn migrations() -> Vec<Box<dyn MigrationTrait>> {\n        vec![]\n    }\n}\n";

fn listing(names: &[&str]) -> String {
    let modules: String = names.iter().map(|name| format!("mod {name};\n")).collect();
    let list: String = names.iter().map(|name| format!("            Box::new({name}::Migration),\n")).collect();
    EMPTY.replace("pub struct", &format!("{modules}\npub struct")).replace("vec![]", &format!("vec![\n{list}        ]"))
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Runs a command that must fail with that code, say all these words, and change no file.
fn refused(bare: &Bare, arguments: &[&str], wanted: i32, words: &[&str]) {
    let before = bare.files().unwrap();
    let output = bare.run("driftline", arguments).unwrap();
    let said = err(&output);
    assert_eq!(code(&output), wanted, "{arguments:?}\n{}{said}", out(&output));
    for word in words {
        assert!(said.contains(word), "{arguments:?} does not say {word:?}:\n{said}");
    }
    assert_eq!(bare.files().unwrap(), before, "{arguments:?} changed a file");
}

#[test]
fn the_first_migration_is_written_and_listed_and_no_database_is_made() {
    let bare = Bare::with_registry(EMPTY).unwrap();
    let arguments = ["autogenerate", "-m", "Initial schema", "--timestamp", "20260102_030405"];
    let output = bare.run("driftline", &arguments).unwrap();
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    let said = out(&output);
    assert!(said.contains("+ table contacts"), "{said}");
    assert!(said.contains("+mod m20260102_030405_initial_schema;"), "{said}");
    assert!(said.contains("cargo run -p migration -- up"), "{said}");
    let module = fs::read_to_string(bare.folder().join("migration/src/m20260102_030405_initial_schema.rs")).unwrap();
    assert!(module.starts_with("//! Initial schema.\n//!\n//! Parent: none"), "{module}");
    let list = fs::read_to_string(bare.folder().join("migration/src/lib.rs")).unwrap();
    assert_eq!(list, listing(&["m20260102_030405_initial_schema"]));
    assert!(!bare.folder().join("data.db").exists());

    let again = Bare::with_registry(EMPTY).unwrap();
    again.run("driftline", &arguments).unwrap();
    let same = fs::read_to_string(again.folder().join("migration/src/m20260102_030405_initial_schema.rs")).unwrap();
    assert_eq!(module, same, "equal input must give equal bytes");
}

#[test]
fn a_dry_run_prints_the_module_and_writes_nothing() {
    let bare = Bare::with_registry(EMPTY).unwrap();
    let before = bare.files().unwrap();
    let output = bare.run("driftline", &["autogenerate", "-m", "x", "--dry-run"]).unwrap();
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(out(&output).contains("impl MigrationTrait for Migration"));
    assert_eq!(bare.files().unwrap(), before);
}

#[test]
fn unusable_messages_are_refused() {
    let bare = Bare::with_registry(EMPTY).unwrap();
    let long = "a".repeat(300);
    for (message, word) in
        [("", "letter"), ("?!", "letter"), ("../x", "path"), ("a/b", "path"), (long.as_str(), "long")]
    {
        for command in ["autogenerate", "revision"] {
            refused(&bare, &[command, "-m", message], 1, &[word]);
        }
    }
}

#[test]
fn an_occupied_time_or_file_is_refused() {
    let bare = Bare::with_registry(EMPTY).unwrap();
    let time = ["--timestamp", "20260102_030405"];
    let first = bare.run("driftline", &["revision", "-m", "one", time[0], time[1]]).unwrap();
    assert_eq!(code(&first), 0, "{}", err(&first));
    refused(&bare, &["revision", "-m", "two", time[0], time[1]], 1, &["same time", "m20260102_030405_one"]);
    fs::write(bare.folder().join("migration/src/m20260102_030406_three.rs"), "").unwrap();
    refused(&bare, &["revision", "-m", "four"], 1, &["m20260102_030406_three.rs", "not listed"]);
}

#[test]
fn a_list_in_another_shape_is_refused() {
    for registry in ["fn (", "pub struct Migrator;", &EMPTY.replace("vec![]", "all()")] {
        let bare = Bare::with_registry(registry).unwrap();
        refused(&bare, &["revision", "-m", "x"], 1, &["migration/src/lib.rs"]);
    }
}

#[test]
fn pending_and_unknown_revisions_are_named_with_the_command() {
    let bare = Bare::with_registry(&listing(&["m20260101_000000_a", "m20260102_000000_b"])).unwrap();
    refused(
        &bare,
        &["autogenerate", "-m", "x"],
        2,
        &["m20260101_000000_a", "m20260102_000000_b", "cargo run -p migration -- up"],
    );
    let sqlite = shell(
        bare.folder(),
        "CREATE TABLE seaql_migrations (version varchar NOT NULL PRIMARY KEY, applied_at bigint NOT NULL); \
         INSERT INTO seaql_migrations VALUES ('m20260101_000000_a', 1), ('m20250101_000000_gone', 1);",
    );
    if sqlite {
        refused(&bare, &["autogenerate", "-m", "x"], 2, &["m20250101_000000_gone", "stamp"]);
    }
}

#[test]
fn databases_that_cannot_be_used_are_named_without_their_password() {
    let bare = Bare::with_registry(EMPTY).unwrap();
    let unreachable = "postgres://me:s3cret@127.0.0.1:1/nothing";
    let output = bare.run("driftline", &["check", "--database-url", unreachable]).unwrap();
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("127.0.0.1:1"), "{}", err(&output));
    assert!(!format!("{}{}", err(&output), out(&output)).contains("s3cret"));
    fs::write(bare.folder().join("data.db"), "this is no database, however long it may be; it is only text in a file")
        .unwrap();
    refused(&bare, &["check"], 1, &["data.db"]);
    refused(&bare, &["check", "--database-url", "oracle://x"], 1, &["oracle"]);
}

#[test]
fn check_tells_a_missing_database_from_one_in_step_and_writes_nothing() {
    let bare = Bare::with_registry(EMPTY).unwrap();
    let before = bare.files().unwrap();
    let output = bare.run("driftline", &["check"]).unwrap();
    assert_eq!(code(&output), 2, "{}{}", out(&output), err(&output));
    assert!(out(&output).contains("+ table contacts"), "{}", out(&output));
    assert_eq!(bare.files().unwrap(), before);
}

#[test]
fn a_script_makes_the_entities_schema_and_is_empty_when_equal() {
    let bare = Bare::with_registry(EMPTY).unwrap();
    if !shell(bare.folder(), "CREATE TABLE old_notes (id integer)") {
        return;
    }
    let sides = ["--from", "sqlite://data.db", "--to", "entities"];
    let output = bare.run("driftline", &[&["diff"], &sides[..], &["--sql", "--exit-code"]].concat()).unwrap();
    assert_eq!(code(&output), 2, "{}", err(&output));
    let script = out(&output);
    assert!(!script.contains("DROP TABLE \"old_notes\""), "an unmanaged table is left alone:\n{script}");
    assert!(err(&output).contains("table old_notes"), "{}", err(&output));
    assert!(shell(bare.folder(), &script));
    let output = bare.run("driftline", &[&["diff"], &sides[..], &["--sql", "--exit-code"]].concat()).unwrap();
    assert_eq!((code(&output), out(&output).as_str()), (0, ""), "{}", err(&output));
    let check = bare.run("driftline", &["check"]).unwrap();
    assert_eq!(code(&check), 0, "{}{}", out(&check), err(&check));
}

#[test]
fn a_folder_that_cannot_be_written_leaves_everything_as_it_was() {
    let bare = Bare::with_registry(EMPTY).unwrap();
    let source = bare.folder().join("migration/src");
    let program = program("driftline").unwrap();
    let arguments = ["autogenerate", "-m", "x"];
    let readable = |path: &Path, mode| {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    readable(bare.folder(), 0o755);
    readable(&source, 0o555);
    let before = bare.files().unwrap();
    // The superuser may write anywhere, so the test becomes somebody else.
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
    let root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    if !root {
        command = Command::new(&program);
    }
    let output = command.args(arguments).current_dir(bare.folder()).env_remove("DATABASE_URL").output().unwrap();
    readable(&source, 0o755);
    assert_eq!(bare.files().unwrap(), before);
    if err(&output).contains("Permission denied") && !err(&output).contains("cannot write") {
        // The program itself is out of that user's reach: nothing was tested, and the run says so.
        println!("skipped: another user cannot start {}", program.display());
        return;
    }
    assert_eq!(code(&output), 1, "{}{}", out(&output), err(&output));
    assert!(err(&output).contains("cannot write"), "{}", err(&output));
}

/// Runs SQL through the sqlite3 shell on the folder's database; false where there is no such shell.
fn shell(folder: &Path, sql: &str) -> bool {
    use std::io::Write as _;
    let Ok(mut child) = Command::new("sqlite3")
        .arg(folder.join("data.db"))
        .stdin(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
    else {
        println!("skipped: the sqlite3 shell is not installed");
        return false;
    };
    child.stdin.take().unwrap().write_all(sql.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{sql}\n{}", err(&output));
    true
}
