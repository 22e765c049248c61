//! The `driftline` binary: the command line over this workspace's entities.

use std::process::ExitCode;

use clap::Parser as _;
use driftline_autogenerate::commands::{Driftline, Outcome};
// Links the entities, so that their registrations are there to be found.
use entity as _;

#[tokio::main]
async fn main() -> ExitCode {
    match Driftline::parse().run().await {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Differs) => ExitCode::from(2),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}
