//! The runner on real databases: SQLite files in temporary folders always, PostgreSQL and MariaDB where a server is given.

// What a test sets up may fail only by failing the test.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod compatible;
mod destroy;
mod looking;
mod mysql;
mod postgres;
mod provenance;
mod script;
mod setup;
mod stamp;
mod steps;
mod support;
mod travel;
mod verify;
