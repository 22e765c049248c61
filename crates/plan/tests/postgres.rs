//! Plans executed on a real PostgreSQL server, up and down, over tables with rows.
//!
//! Each case is two sets of definitions, one before and one after. Both are made in databases of their own and read by
//! the real reader; the plan between them is executed in one transaction, the result is read back and must be what was
//! wanted; then it is taken back, and schema and rows must be what they were.

mod postgres {
    pub(crate) mod cases;
    pub(crate) mod check;
}

use postgres::{cases, check};
use sea_orm::DatabaseConnection;

#[tokio::test]
async fn every_case_goes_up_and_comes_back() {
    let Some(server) = server() else { return };
    let only = std::env::var("DRIFTLINE_CASE").ok();
    let (live, wanted) = databases(&server, "plan_cases").await.unwrap();
    let mut failures = Vec::new();
    for case in cases::CASES {
        if only.as_ref().is_some_and(|only| !case.name.contains(only.as_str())) {
            continue;
        }
        if let Err(failure) = check::check(&live, &wanted, case).await {
            failures.push(format!("== {}\n{failure}", case.name));
        }
    }
    end(&server, "plan_cases", live, wanted).await;
    assert!(failures.is_empty(), "{} cases fail\n{}", failures.len(), failures.join("\n\n"));
}

/// Cases have tables of the same names, so the way from one to another changes everything about them at once.
#[tokio::test]
async fn every_case_can_become_another() {
    let Some(server) = server() else { return };
    // How far apart the two are; more than one for a longer run: `DRIFTLINE_STRIDES=1,2,3`.
    let strides = std::env::var("DRIFTLINE_STRIDES").unwrap_or_else(|_| "1,29".to_owned());
    let strides: Vec<usize> = strides.split(',').filter_map(|stride| stride.parse().ok()).collect();
    let (live, wanted) = databases(&server, "plan_pairs").await.unwrap();
    let mut failures = Vec::new();
    for stride in strides {
        for (place, one) in cases::CASES.iter().enumerate() {
            let other = &cases::CASES[(place + stride) % cases::CASES.len()];
            if let Err(failure) = check::check_pair(&live, &wanted, one, other).await {
                failures.push(format!("== {} -> {}\n{failure}", one.name, other.name));
            }
        }
    }
    end(&server, "plan_pairs", live, wanted).await;
    assert!(failures.is_empty(), "{} pairs fail\n{}", failures.len(), failures.join("\n\n"));
}

fn server() -> Option<check::Server> {
    let server = check::Server::from_environment();
    if server.is_none() {
        println!("skipped: DRIFTLINE_TEST_POSTGRES is not set (cargo xtask test provides it)");
    }
    server
}

async fn databases(server: &check::Server, name: &str) -> Result<(DatabaseConnection, DatabaseConnection), String> {
    Ok((server.database(&format!("{name}_live")).await?, server.database(&format!("{name}_wanted")).await?))
}

async fn end(server: &check::Server, name: &str, live: DatabaseConnection, wanted: DatabaseConnection) {
    for (side, database) in [("live", live), ("wanted", wanted)] {
        let closed = database.close().await.map_err(|error| error.to_string());
        let dropped = server.drop_database(&format!("{name}_{side}")).await;
        assert_eq!((closed, dropped), (Ok(()), Ok(())));
    }
}
