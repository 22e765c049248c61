//! The command line of the `migration` binary. Each command is a file of its own under `commands`; this file names them
//! and turns their outcome into an exit code.

use std::ffi::OsString;
use std::pin::Pin;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};
use sea_orm_migration::MigratorTrait;

use crate::commands::{
    accept, backup, current, data, down, fresh, history, journal, refresh, replay, reset, restore, setup, show, stamp,
    status, unlock, up, verify,
};
use crate::context::Context;
use crate::data::DataMigration;
use crate::error::RunError;
use crate::history::Project;
use crate::screen::{Paint, Screen};
use crate::settings::Settings;

/// Applies, takes back and shows the migrations of this application.
#[derive(Debug, Parser)]
#[command(name = "migration", version, arg_required_else_help = true)]
struct Cli {
    /// The database; otherwise DATABASE_URL, a .env file, driftline.toml, the application's default
    #[arg(long, short = 'u', global = true, value_name = "URL")]
    database_url: Option<String>,

    /// Wait so long for another runner, then give up; without it as driftline.toml says, else without an end
    #[arg(long, global = true, value_name = "SECONDS")]
    lock_timeout: Option<u64>,

    /// Say more
    #[arg(long, short = 'v', global = true)]
    verbose: bool,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Apply pending migrations, all of them unless a target is given
    Up(up::Args),
    /// Take applied migrations back, one unless a target is given
    Down(down::Args),
    /// List every migration and whether it is applied
    Status(status::Args),
    /// Print the revision the database is at
    Current(current::Args),
    /// List the migrations of the code, newest first
    History,
    /// Show one migration: its state, its file, its steps
    Show(show::Args),
    /// Record a revision as the current one without running anything
    Stamp(stamp::Args),
    /// Drop everything in the database, then apply every migration
    Fresh(fresh::Args),
    /// Take every migration back, then apply every migration
    Refresh(refresh::Args),
    /// Take every migration back
    Reset(reset::Args),
    /// Try every migration up, down and up again on tables full of rows, in throw-away databases
    Verify(verify::Args),
    /// Back the database up now; list or prune what there is
    Backup(backup::Args),
    /// Make what is missing: folder, database, configuration, credentials
    Setup(setup::Args),
    /// The numbered data migrations: list, state, run, roll back, new
    Data(data::Args),
    /// Bring a backup back, keeping what it replaces
    Restore(restore::Args),
    /// Show what is written down of a half-applied migration, or settle by hand what no catalog tells
    Journal(journal::Args),
    /// Take an edited or moved revision, as the code has it now, for what was applied
    Accept(accept::Args),
    /// Take the lock away from a runner that never ends
    Unlock(unlock::Args),
    /// What the migrations make, for other programs
    #[command(hide = true)]
    Replay(replay::Args),
}

/// The `migration` binary: reads the arguments of the process, runs the command, prints what went wrong.
///
/// `default_url` names the database when nothing else does; a relative SQLite file counts from the workspace.
///
/// Exit codes: 0 done or nothing to do; 1 failed; 2 a difference or a needed answer, also for wrong arguments.
pub async fn main<M: MigratorTrait>(migrator: M, default_url: &str) -> ExitCode {
    main_with_data(migrator, Vec::new(), default_url).await
}

/// As [`main`], with the application's numbered data migrations, in order.
pub async fn main_with_data<M: MigratorTrait>(
    migrator: M,
    data: Vec<Box<dyn DataMigration>>,
    default_url: &str,
) -> ExitCode {
    ExitCode::from(run_with_data(migrator, data, std::env::args_os(), default_url, Screen::terminal()).await)
}

/// As [`main`], with the arguments (the program's name first) and the screen of the caller. Returns the exit code.
pub async fn run<M, I, A>(migrator: M, arguments: I, default_url: &str, screen: Screen) -> u8
where
    M: MigratorTrait,
    I: IntoIterator<Item = A>,
    A: Into<OsString> + Clone,
{
    run_with_data(migrator, Vec::new(), arguments, default_url, screen).await
}

/// As [`run`], with the application's numbered data migrations.
pub async fn run_with_data<M, I, A>(
    _migrator: M,
    data: Vec<Box<dyn DataMigration>>,
    arguments: I,
    default_url: &str,
    screen: Screen,
) -> u8
where
    M: MigratorTrait,
    I: IntoIterator<Item = A>,
    A: Into<OsString> + Clone,
{
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return usage(&error, &screen),
    };
    let done = match Project::of::<M>() {
        Ok(project) => execute(cli, project, data, default_url.to_owned(), screen.clone()).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => 0,
        // Whoever read the output has closed it, as `head` does; there is nobody to tell.
        Err(RunError::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => 0,
        Err(error) => {
            let mark = screen.paint(Paint::Bad, "error:");
            let _ = screen.note(format!("{mark} {error}"));
            error.exit_code()
        }
    }
}

/// What a command does, behind a pointer: with three drivers the compiler would otherwise meet its limit for nested types in
/// every program that calls [`main`] (`recursion_limit`).
type Work = Pin<Box<dyn Future<Output = Result<(), RunError>> + Send>>;

fn execute(cli: Cli, project: Project, data: Vec<Box<dyn DataMigration>>, default_url: String, screen: Screen) -> Work {
    Box::pin(async move {
        let mut settings = Settings::load_or(cli.database_url.as_deref(), Some(&default_url))?;
        settings.waits.runner = cli.lock_timeout.map(Duration::from_secs).or(settings.waits.runner);
        let context = Context { settings, project, data, screen, verbose: cli.verbose };
        command(&cli.command, &context).await
    })
}

async fn command(command: &Command, context: &Context) -> Result<(), RunError> {
    match command {
        Command::Up(args) => up::run(context, args).await,
        Command::Down(args) => down::run(context, args).await,
        Command::Status(args) => status::run(context, args).await,
        Command::Current(args) => current::run(context, args).await,
        Command::History => history::run(context).await,
        Command::Show(args) => show::run(context, args).await,
        Command::Stamp(args) => stamp::run(context, args).await,
        Command::Fresh(args) => fresh::run(context, args).await,
        Command::Refresh(args) => refresh::run(context, args).await,
        Command::Reset(args) => reset::run(context, args).await,
        Command::Verify(args) => verify::run(context, args).await,
        Command::Backup(args) => backup::run(context, args).await,
        Command::Setup(args) => setup::run(context, args).await,
        Command::Data(args) => data::run(context, args).await,
        Command::Restore(args) => restore::run(context, args).await,
        Command::Journal(args) => journal::run(context, args).await,
        Command::Accept(args) => accept::run(context, args).await,
        Command::Unlock(args) => unlock::run(context, args).await,
        Command::Replay(args) => replay::run(context, args).await,
    }
}

/// `--help` and `--version` are answers; anything else is a wrong argument.
fn usage(error: &clap::Error, screen: &Screen) -> u8 {
    let text = error.render();
    // A stream that is gone changes nothing about the exit code.
    if error.use_stderr() {
        let _ = screen.note(text.to_string().trim_end());
        2
    } else {
        let _ = screen.line(text.to_string().trim_end());
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
