//! The reader from recorded rows; the reader and the scratch places against a real server, named by
//! `DRIFTLINE_TEST_MYSQL`.

mod recorded;

use std::env;

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::Flavour;
use crate::{Access, Database};

fn server() -> Option<String> {
    let url = env::var("DRIFTLINE_TEST_MYSQL").ok().filter(|url| !url.is_empty());
    if url.is_none() {
        println!("skipped: MariaDB and MySQL tests need DRIFTLINE_TEST_MYSQL (cargo xtask test provides it)");
    }
    url
}

async fn text(database: &Database, sql: &str) -> String {
    let statement = Statement::from_string(DbBackend::MySql, sql);
    let row = database.connection.query_one_raw(statement).await.expect(sql).expect("a row");
    row.try_get_by_index(0).expect("a text")
}

// Opening

#[tokio::test]
async fn an_open_database_knows_its_server_and_its_session_is_set_up() {
    let Some(server) = server() else { return };
    let opened = Database::open(&server, Access::Read).await.expect("opened");
    let version = text(&opened, "SELECT VERSION()").await;
    let is_mariadb = version.contains("MariaDB");
    assert_eq!(opened.flavour(), Some(if is_mariadb { Flavour::MariaDb } else { Flavour::MySql }));
    assert!(opened.version() >= 80_000, "{}", opened.version());
    let modes = text(&opened, "SELECT CAST(@@sql_mode AS CHAR)").await;
    assert!(!modes.contains("PIPES_AS_CONCAT") && modes.contains("NO_ENGINE_SUBSTITUTION"), "{modes}");
    assert_eq!(text(&opened, "SELECT CAST(@@time_zone AS CHAR)").await, "+00:00");
    assert_eq!(text(&opened, "SELECT CAST(@@character_set_connection AS CHAR)").await, "utf8mb4");
    opened.close().await.expect("closed");
}

#[tokio::test]
async fn a_refused_connection_says_what_to_do() {
    let Some(server) = server() else { return };
    let mut url = url::Url::parse(&server).expect("a URL");
    url.set_path("/no such database");
    let error = Database::open(url.as_str(), Access::Read).await.expect_err("no database").to_string();
    assert!(error.contains("Unknown database") && error.contains("CREATE DATABASE"), "{error}");
    url.set_username("driftline_nobody").expect("a user");
    url.set_password(Some("hunter2")).expect("a password");
    let error = Database::open(url.as_str(), Access::Read).await.expect_err("no user").to_string();
    assert!(error.contains("Access denied") && error.contains("check user and password"), "{error}");
    assert!(!error.contains("hunter2"), "{error}");
    let opened = Database::open(&server, Access::Read).await.expect("opened");
    let error = opened.execute_script("SELECT 1; SELECT * FROM nowhere").await.expect_err("refused").to_string();
    assert!(error.contains("nowhere"), "{error}");
    // The failure has not put the connection out of step.
    assert_eq!(text(&opened, "SELECT 'x'").await, "x");
    opened.close().await.expect("closed");
}
