//! One history for everybody: the stock migrator, sea-orm-cli's way of calling the binary, and this runner.

use driftline_runner::prelude::*;

use crate::support::{Family, Place};

#[tokio::test]
async fn the_stock_migrator_continues_what_the_runner_began() {
    let place = Place::new();
    place.run(Family, "up +1").await.ok();
    place.fill();
    let db = place.app(2).await;
    assert_eq!(Family::get_pending_migrations(&db).await.unwrap().len(), 2);
    Family::up(&db, None).await.unwrap();
    place.assert_filled();
    place.run(Family, "status").await.ok().prints("3 applied, 0 pending");
    Family::reset(&db).await.unwrap();
}

#[tokio::test]
async fn the_runner_continues_what_the_stock_migrator_began() {
    let place = Place::new();
    let db = place.app(2).await;
    Family::up(&db, Some(1)).await.unwrap();
    let stock = place.ask("SELECT sql FROM sqlite_schema WHERE name = 'seaql_migrations'");
    db.close().await.unwrap();
    place.fill();
    place.run(Family, "up").await.ok().prints("2 migrations up");
    place.assert_filled();
    place.run(Family, "down -n 3").await.ok();

    let own = Place::new();
    own.run(Family, "up").await.ok();
    assert_eq!(own.ask("SELECT sql FROM sqlite_schema WHERE name = 'seaql_migrations'"), stock);
    assert_eq!(own.ask("SELECT typeof(version), typeof(applied_at) FROM seaql_migrations LIMIT 1"), "text|integer");
}

#[tokio::test]
async fn sea_orm_clis_arguments_are_understood() {
    let place = Place::new();
    place.run(Family, "up -n 2 -v").await.ok();
    place.run(Family, "down -n 1").await.ok();
    place.run(Family, "status -v").await.ok().prints("1 applied, 2 pending");
}
