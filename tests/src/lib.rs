//! The test kit: databases of its own for each test, cases read from plain SQL files, and the law every case obeys.
//! Leaves out the tests themselves (`it/`) and starting servers (`cargo xtask test`).

pub mod case;
pub mod chain;
pub mod database;
pub mod engines;
pub mod every_kind;
pub mod heavy;
pub mod law;
pub mod legacy;
pub mod oracle;
pub mod parser;
pub mod proxy;
pub mod rows;
pub mod sample;
pub mod server;
pub mod state;
pub mod workspace;

pub use case::Case;
pub use database::TestDatabase;
pub use law::check_case;
