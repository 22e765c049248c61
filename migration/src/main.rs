//! PRT's migration binary. Everything it can do is the runner's; `cargo run -p migration -- --help` lists it.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    driftline_runner::cli::main_with_data(
        migration::Migrator,
        migration::data::migrations(),
        "sqlite://prt_data/prt.db?mode=rwc",
    )
    .await
}
