//! `verify`: every migration up, down and up again on tables full of rows, in throw-away databases of each engine.

use driftline_inspect::Database;
use driftline_schema::Engine;

use crate::context::Context;
use crate::error::RunError;
use crate::verify::report::{data, failures, print_end};
use crate::verify::{Task, verify, verify_copy};

/// Arguments of `verify`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// An engine: sqlite, postgres, mysql; otherwise every target that driftline.toml names
    #[arg(long = "engine", value_name = "ENGINE", value_parser = engine, conflicts_with = "from")]
    engines: Vec<Engine>,

    /// Only the newest N migrations
    #[arg(long, value_name = "N")]
    last: Option<usize>,

    /// Instead of generated rows, a copy of this database, which is only read
    #[arg(long, value_name = "URL", env = "DRIFTLINE_VERIFY_FROM", hide_env = true)]
    from: Option<String>,

    /// A server on which scratch databases may be made; its scheme tells the engine
    #[arg(long = "scratch-url", value_name = "URL")]
    scratch_urls: Vec<String>,

    /// Print JSON for other programs
    #[arg(long)]
    json: bool,
}

fn engine(word: &str) -> Result<Engine, String> {
    Engine::named(word).ok_or_else(|| format!("no engine is called `{word}`; write sqlite, postgres or mysql"))
}

/// Verifies on one engine after the other.
pub(crate) async fn run(context: &Context, args: &Args) -> Result<(), RunError> {
    let screen = &context.screen;
    let mut all = Vec::new();
    for engine in engines(context, args)? {
        let url = server(context, args, engine)?;
        if !args.json {
            let of = if args.from.is_some() { ", a copy" } else { "" };
            screen.line(format!("{engine}{of}"))?;
        }
        let task = Task {
            project: &context.project,
            engine,
            url: url.as_deref(),
            last: args.last,
            screen: (!args.json).then_some(screen),
        };
        all.push(match &args.from {
            Some(from) => verify_copy(&task, from).await?,
            None => verify(&task).await?,
        });
    }
    if args.json {
        let text = serde_json::to_string_pretty(&data(&all)).map_err(std::io::Error::other)?;
        screen.line(text)?;
    } else {
        print_end(screen, &all)?;
    }
    match failures(&all) {
        0 => Ok(()),
        count => Err(RunError::NotVerified { failures: count }),
    }
}

/// The engine of the database to copy, the engines asked for, else the project's.
fn engines(context: &Context, args: &Args) -> Result<Vec<Engine>, RunError> {
    if let Some(from) = &args.from {
        let engine = Database::engine_of_url(from).ok_or_else(|| RunError::NoEngine("--from".to_owned()))?;
        return Ok(vec![engine]);
    }
    let mut engines = if args.engines.is_empty() { context.settings.engines() } else { args.engines.clone() };
    if engines.is_empty() {
        // Says what is wrong with the URL.
        engines.push(context.engine()?);
    }
    engines.sort();
    engines.dedup();
    Ok(engines)
}

/// The server for an engine's scratch databases: from the command line, the environment, driftline.toml.
fn server(context: &Context, args: &Args, engine: Engine) -> Result<Option<String>, RunError> {
    if engine == Engine::Sqlite {
        return Ok(None);
    }
    let speaks = |url: &&String| Database::engine_of_url(url) == Some(engine);
    let named = args.scratch_urls.iter().find(speaks).cloned();
    let named = named.or_else(|| context.settings.server(engine));
    match named {
        Some(url) => Ok(Some(url)),
        None => Err(RunError::NoServer { engine }),
    }
}
