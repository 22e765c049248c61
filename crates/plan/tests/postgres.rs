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

#[tokio::test]
async fn every_case_goes_up_and_comes_back() {
    let Some(server) = check::Server::from_environment() else {
        println!("skipped: DRIFTLINE_TEST_POSTGRES is not set (cargo xtask test provides it)");
        return;
    };
    let only = std::env::var("DRIFTLINE_CASE").ok();
    let (live_name, wanted_name) = ("plan_cases_live", "plan_cases_wanted");
    let live = server.database(live_name).await.expect("a database for the live side");
    let wanted = server.database(wanted_name).await.expect("a database for the wanted side");
    let mut failures = Vec::new();
    for case in cases::CASES {
        if only.as_ref().is_some_and(|only| !case.name.contains(only.as_str())) {
            continue;
        }
        if let Err(failure) = check::check(&live, &wanted, case).await {
            failures.push(format!("== {}\n{failure}", case.name));
        }
    }
    live.close().await.expect("the live side closes");
    wanted.close().await.expect("the wanted side closes");
    server.drop_database(live_name).await.expect("the live side goes");
    server.drop_database(wanted_name).await.expect("the wanted side goes");
    assert!(failures.is_empty(), "{} cases fail\n{}", failures.len(), failures.join("\n\n"));
}
