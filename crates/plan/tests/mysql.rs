//! Plans executed on a real MariaDB server, up and down, over tables with rows.
//!
//! Each case is two sets of definitions, one before and one after. Both are made in databases of their own and read by
//! the real reader; the plan between them is executed, one statement after the other and each committed by itself, the
//! result is read back and must be what was wanted; then it is taken back, and schema and rows must be what they were.

mod mysql {
    pub(crate) mod cases;
    pub(crate) mod check;
    pub(crate) mod key_cases;
    pub(crate) mod random;
}

use driftline_diff::Renames;
use driftline_inspect::Database;
use mysql::check::Case;
use mysql::random::{Chance, Model};
use mysql::{cases, check, key_cases};

fn all() -> Vec<&'static Case> {
    cases::CASES.iter().chain(key_cases::CASES).collect()
}

#[tokio::test]
async fn every_case_goes_up_and_comes_back() {
    let Some(server) = server() else { return };
    let only = std::env::var("DRIFTLINE_CASE").ok();
    let (live, wanted) = databases(&server, "plan_cases").await.unwrap();
    let mut failures = Vec::new();
    for case in all() {
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
    let all = all();
    for stride in strides {
        for (place, one) in all.iter().enumerate() {
            let other = all[(place + stride) % all.len()];
            if let Err(failure) = check::check_pair(&live, &wanted, one, other).await {
                failures.push(format!("== {} -> {}\n{failure}", one.name, other.name));
            }
        }
    }
    end(&server, "plan_pairs", live, wanted).await;
    assert!(failures.is_empty(), "{} pairs fail\n{}", failures.len(), failures.join("\n\n"));
}

/// Schemas made by chance; others by `DRIFTLINE_SEEDS=100-200`.
#[tokio::test]
async fn any_schema_can_become_another() {
    let Some(server) = server() else { return };
    let seeds = std::env::var("DRIFTLINE_SEEDS").unwrap_or_else(|_| "1-25".to_owned());
    let (first, last) = seeds.split_once('-').expect("DRIFTLINE_SEEDS is a range");
    let range = first.parse::<u64>().unwrap()..=last.parse::<u64>().unwrap();
    let (live, wanted) = databases(&server, "plan_random").await.unwrap();
    let mut failures = Vec::new();
    for seed in range {
        let mut chance = Chance::new(seed);
        let before = Model::new(&mut chance);
        let after = before.changed(&mut chance);
        let mut renames = Renames::default();
        renames.tables.extend(after.renamed_tables.iter().map(|(from, to)| (from.as_str().into(), to.as_str().into())));
        renames
            .columns
            .extend(after.renamed_columns.iter().map(|(of, from, to)| (of.as_str().into(), from.clone(), to.clone())));
        let rows = if seed % 2 == 0 { before.rows() } else { String::new() };
        let from = (before.sql(), rows);
        let checked = check::check_way(&live, &wanted, (&from.0, &from.1), &after.sql(), &renames).await;
        if let Err(failure) = checked {
            failures.push(format!("== seed {seed}\n{failure}\nbefore: {}; {}\nafter: {}", from.0, from.1, after.sql()));
        }
    }
    end(&server, "plan_random", live, wanted).await;
    assert!(failures.is_empty(), "{} seeds fail\n{}", failures.len(), failures.join("\n\n"));
}

fn server() -> Option<check::Server> {
    let server = check::Server::from_environment();
    if server.is_none() {
        println!("skipped: DRIFTLINE_TEST_MYSQL is not set (mysql://root@127.0.0.1:3306/test)");
    }
    server
}

async fn databases(server: &check::Server, name: &str) -> Result<(Database, Database), String> {
    Ok((server.database(&format!("p_{name}_live")).await?, server.database(&format!("p_{name}_wanted")).await?))
}

async fn end(server: &check::Server, name: &str, live: Database, wanted: Database) {
    for (side, database) in [("live", live), ("wanted", wanted)] {
        let closed = database.close().await.map_err(|error| error.to_string());
        let dropped = server.drop_database(&format!("p_{name}_{side}")).await;
        assert_eq!((closed, dropped), (Ok(()), Ok(())));
    }
}
