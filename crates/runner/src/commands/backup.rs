//! `backup`: a copy of the database now, the list of copies, and pruning them.

use std::collections::BTreeMap;
use std::fs;

use driftline_inspect::Access;

use super::status::time;
use crate::archive::full::{self, FULL};
use crate::archive::part::rows;
use crate::archive::store::{Entry, Store};
use crate::backup::{self, Backup, Place, copy};
use crate::context::Context;
use crate::error::RunError;
use crate::meter::Meter;

/// Arguments of `backup`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List the backups, oldest first, and what migrations have archived
    List,
    /// Remove all backups but the newest
    Prune(Prune),
}

/// Arguments of `backup prune`.
#[derive(Debug, clap::Args)]
struct Prune {
    /// How many stay
    #[arg(long, value_name = "N")]
    keep: usize,

    /// Also what migrations have archived, but for the newest N migrations: going back no longer brings it back
    #[arg(long)]
    archives: bool,
}

/// Files of this database's backups, for `status` and `history`.
pub(crate) struct Saved(Vec<Backup>);

impl Saved {
    /// Reads the folder. Writes nothing.
    ///
    /// # Errors
    /// When the folder is there and cannot be read.
    pub(crate) fn of(context: &Context) -> Result<Saved, RunError> {
        Ok(Saved(Place::of(&context.settings).map_or(Ok(Vec::new()), |place| place.list())?))
    }

    /// The newest one made before the revision was applied.
    pub(crate) fn before(&self, revision: &str) -> Option<String> {
        let what = format!("before-up-{revision}");
        self.0.iter().rev().find(|backup| backup.what == what).map(|backup| backup.name.clone())
    }

    /// All that a run of the revision made.
    pub(crate) fn all(&self, revision: &str) -> Vec<String> {
        let made = [format!("before-up-{revision}"), format!("before-down-{revision}")];
        self.0.iter().filter(|backup| made.contains(&backup.what)).map(|backup| backup.name.clone()).collect()
    }
}

/// Makes, lists or prunes.
pub(crate) async fn run(context: &Context, args: &Args) -> Result<(), RunError> {
    match &args.command {
        None => {
            make(context, "at").await?;
            Ok(())
        }
        Some(Command::List) => list(context).await,
        Some(Command::Prune(prune)) => pruned(context, prune).await,
    }
}

/// Backs up now and says so. The name says the revision behind `word`.
pub(crate) async fn make(context: &Context, word: &str) -> Result<String, RunError> {
    let look = context.look().await?;
    if look.database.is_none() {
        let file = context.settings.database_url.clone();
        return Err(RunError::Backup { file: file.into(), reason: "there is no database yet".to_owned() });
    }
    let at = look.history.current().map_or("base", |entry| entry.name.as_str()).to_owned();
    drop(look);
    save(context, &format!("{word}-{at}")).await
}

/// Backs up under a name that ends in `what`, and says so. Returns the name.
pub(crate) async fn save(context: &Context, what: &str) -> Result<String, RunError> {
    let screen = &context.screen;
    if let Some(place) = Place::of(&context.settings) {
        let made = copy::make(&place.file, &place.next(what), Meter::new(screen, "backing up", "pages")).await?;
        let size = backup::size(fs::metadata(&made.path).map_or(0, |metadata| metadata.len()));
        let (tables, shown) = (made.rows.len(), made.path.display());
        screen.line(format!("backup {shown}: {tables} tables, {} rows, {size}, checked", made.total()))?;
        return Ok(made.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default());
    }
    let database = context.open(Access::Write).await?;
    let name = format!("{}.{what}", sea_orm::prelude::ChronoUtc::now().format("%Y%m%dT%H%M%S%3fZ"));
    let meter = Meter::new(screen, "copying", "rows");
    let (tables, count) = full::make(&database, &name, &meter).await?;
    screen.line(format!("backup {name}: {tables} tables, {count} rows, inside the database"))?;
    Ok(name)
}

/// Everything in the archive, nothing where there is no database.
pub(crate) async fn entries(context: &Context) -> Result<Vec<Entry>, RunError> {
    let look = context.look().await?;
    let Some(database) = &look.database else { return Ok(Vec::new()) };
    let failed = || RunError::database("reading the archive");
    let store = Store::of(database).await.map_err(failed())?;
    store.entries(&database.connection).await.map_err(failed())
}

/// Copies of every table inside the database by name, oldest first (the name begins with the time).
pub(crate) fn copies(entries: &[Entry]) -> BTreeMap<String, Vec<Entry>> {
    let mut all: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.direction == FULL) {
        all.entry(entry.revision.clone()).or_default().push(entry.clone());
    }
    all
}

async fn list(context: &Context) -> Result<(), RunError> {
    let screen = &context.screen;
    let mut any = false;
    if let Some(place) = Place::of(&context.settings) {
        for backup in place.list()? {
            any = true;
            screen.line(format!("{}  {}  {}", backup.name, time(backup.made_at), backup::size(backup.size)))?;
        }
    }
    let entries = entries(context).await?;
    for (name, copy) in copies(&entries) {
        any = true;
        let count = copy.iter().map(|entry| entry.part.count).sum();
        let at = copy.first().map_or(0, |entry| entry.made_at);
        screen.line(format!("{name}  {}  {} tables, {}", time(at), copy.len(), rows(count)))?;
    }
    for entry in entries.iter().filter(|entry| entry.direction != FULL) {
        any = true;
        let Entry { revision, direction, made_at, part, .. } = entry;
        let (what, count) = (part.what(), rows(part.count));
        let direction = match direction.strip_prefix("was ") {
            Some(direction) => format!("an earlier {direction} of"),
            None => direction.clone(),
        };
        screen.line(format!("archived by {direction} {revision}  {}  {what} ({count})", time(*made_at)))?;
    }
    if !any {
        screen.line("no backups yet: `backup` makes one")?;
    }
    Ok(())
}

async fn pruned(context: &Context, prune: &Prune) -> Result<(), RunError> {
    let screen = &context.screen;
    let mut removed = 0;
    if let Some(place) = Place::of(&context.settings) {
        let all = place.list()?;
        for backup in all.iter().take(all.len().saturating_sub(prune.keep)) {
            fs::remove_file(&backup.path)
                .map_err(|error| RunError::Backup { file: backup.path.clone(), reason: error.to_string() })?;
            screen.line(format!("removed {}", backup.name))?;
            removed += 1;
        }
    }
    let entries = entries(context).await?;
    let mut going: Vec<Entry> = Vec::new();
    let copies = copies(&entries);
    for (name, copy) in copies.iter().take(copies.len().saturating_sub(prune.keep)) {
        screen.line(format!("removed {name}"))?;
        going.extend(copy.iter().cloned());
        removed += 1;
    }
    if prune.archives {
        let mut groups: Vec<Vec<&Entry>> = Vec::new();
        for entry in entries.iter().filter(|entry| entry.direction != FULL) {
            match groups
                .iter_mut()
                .find(|group| group[0].revision == entry.revision && group[0].direction == entry.direction)
            {
                Some(group) => group.push(entry),
                None => groups.push(vec![entry]),
            }
        }
        for group in groups.iter().take(groups.len().saturating_sub(prune.keep)) {
            screen.line(format!("removed what {} {} archived", group[0].direction, group[0].revision))?;
            going.extend(group.iter().map(|entry| (*entry).clone()));
            removed += 1;
        }
    }
    if !going.is_empty() {
        remove(context, &going).await?;
    }
    if removed == 0 {
        screen.line("nothing to prune")?;
    }
    Ok(())
}

/// Takes parts out of the archive: the line first, so that none ever names a table that is gone.
async fn remove(context: &Context, entries: &[Entry]) -> Result<(), RunError> {
    use sea_orm::ConnectionTrait as _;
    let database = context.open(Access::Write).await?;
    let failed = || RunError::database("pruning the archive");
    let ids: Vec<i64> = entries.iter().map(|entry| entry.id).collect();
    Store::forget(&database.connection, database.engine, &ids).await.map_err(failed())?;
    for sql in entries.iter().flat_map(|entry| entry.part.drop(database.engine)) {
        database.connection.execute_unprepared(&sql).await.map_err(failed())?;
    }
    Ok(())
}
