//! `restore NAME`: brings a backup back. Checks it before anything is overwritten, and keeps what it replaces.

use std::fs;
use std::io;

use driftline_inspect::Access;

use super::agree;
use super::backup::{copies, entries, save};
use crate::archive::full;
use crate::archive::part::rows;
use crate::backup::{Place, copy};
use crate::context::Context;
use crate::error::RunError;
use crate::meter::Meter;

/// Arguments of `restore`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A backup's name or a unique part of it; `backup list` shows them
    #[arg(value_name = "NAME")]
    name: String,

    #[command(flatten)]
    agree: agree::Agreement,
}

/// Restores.
pub(crate) async fn run(context: &Context, args: &Args) -> Result<(), RunError> {
    match Place::of(&context.settings) {
        Some(place) => file(context, args, &place).await,
        None => tables(context, args).await,
    }
}

async fn file(context: &Context, args: &Args, place: &Place) -> Result<(), RunError> {
    let backup = place.find(&args.name)?;
    let checked = copy::check(&backup.path).await?;
    let (shown, count) = (place.file.display(), checked.total());
    let what = format!("this puts {} ({count} rows, checked) over {shown}", backup.name);
    agree::agree(context, &args.agree, &what)?;
    let is_there = place.file.exists();
    // Opening says what is wrong with a file that is no database, which is then moved away as it is.
    let is_sound = is_there && copy::check(&place.file).await.is_ok();
    if is_sound {
        save(context, "before-restore").await?;
    } else if is_there {
        let aside = aside(place)?;
        context.screen.line(format!("{shown} is no sound database; it was moved to {}", aside.display()))?;
    }
    let made = copy::put_over(&backup.path, &place.file, Meter::new(&context.screen, "restoring", "pages")).await?;
    copy::check(&place.file).await?;
    context.screen.line(format!("restored {} ({} tables, {count} rows, checked)", backup.name, made.rows.len()))?;
    let look = context.look().await?;
    let at = look.history.current().map_or("base", |entry| entry.name.as_str());
    context.screen.line(format!("the database is at {at}"))?;
    Ok(())
}

/// Moves a file that cannot be backed up out of the way, whole, with what SQLite keeps beside it.
pub(crate) fn aside(place: &Place) -> Result<std::path::PathBuf, RunError> {
    let failed = |error: io::Error| RunError::Backup { file: place.file.clone(), reason: error.to_string() };
    copy::private_folder(place.folder()).map_err(failed)?;
    let to = place.next("replaced-unsound").with_extension("broken");
    fs::rename(&place.file, &to)
        .or_else(|_| fs::copy(&place.file, &to).and_then(|_| fs::remove_file(&place.file)))
        .map_err(failed)?;
    for beside in ["-wal", "-shm", "-journal"] {
        let add = |path: &std::path::Path| std::path::PathBuf::from(format!("{}{beside}", path.display()));
        match fs::rename(add(&place.file), add(&to)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
    }
    Ok(to)
}

async fn tables(context: &Context, args: &Args) -> Result<(), RunError> {
    let copies = copies(&entries(context).await?);
    let fitting: Vec<&String> = copies
        .keys()
        .filter(|name| **name == args.name || (!args.name.is_empty() && name.contains(&args.name)))
        .collect();
    let exact = fitting.iter().find(|name| ***name == args.name).copied();
    let Some((name, copy)) = exact
        .or(if fitting.len() == 1 { fitting.first().copied() } else { None })
        .and_then(|name| Some((name, copies.get(name)?)))
    else {
        let candidates = if fitting.is_empty() { copies.keys().collect() } else { fitting };
        let candidates = candidates.into_iter().cloned().collect();
        return Err(RunError::NoSuchBackup { part: args.name.clone(), candidates });
    };
    let count = rows(copy.iter().map(|entry| entry.part.count).sum());
    let tables = copy.len();
    agree::agree(
        context,
        &args.agree,
        &format!("this puts the rows of {name} ({tables} tables, {count}) over those that are there"),
    )?;
    save(context, "before-restore").await?;
    let database = context.open(Access::Write).await?;
    full::restore(&database, copy).await?;
    context.screen.line(format!("restored {name} ({tables} tables, {count}, counted)"))?;
    Ok(())
}
