//! `setup`: everything a first run needs: the folder, the database at head, the configuration and the credentials, each only where
//! it is missing. What is there and sound stays as it is.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use driftline_inspect::Access;
use driftline_schema::Engine;

use crate::backup::{Place, copy};
use crate::context::Context;
use crate::error::RunError;

/// Arguments of `setup`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Make new credentials, keeping the old file aside
    #[arg(long)]
    force: bool,

    /// Say only what needs attention
    #[arg(long)]
    quiet: bool,
}

/// The file with the application's secret, beside the database.
const CREDENTIALS: &str = "credentials.env";

/// Sets up.
pub(crate) async fn run(context: &Context, args: &Args) -> Result<(), RunError> {
    let setup = Setup { context, quiet: args.quiet };
    let place = Place::of(&context.settings);
    if let Some(place) = &place {
        setup.folder(place)?;
        setup.sound(place).await?;
    }
    setup.database().await?;
    if let Some(place) = &place {
        private(&place.file)?;
    }
    setup.configuration()?;
    let folder = place.as_ref().and_then(|place| place.file.parent()).unwrap_or(&context.settings.root);
    setup.credentials(&folder.join(CREDENTIALS), args.force)
}

struct Setup<'a> {
    context: &'a Context,
    quiet: bool,
}

impl Setup<'_> {
    fn say(&self, line: &str) -> Result<(), RunError> {
        if self.quiet { Ok(()) } else { Ok(self.context.screen.line(line)?) }
    }

    fn folder(&self, place: &Place) -> Result<(), RunError> {
        let Some(folder) = place.file.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
        if folder.is_dir() {
            return self.say(&format!("folder {}: there", folder.display()));
        }
        copy::private_folder(folder).map_err(|source| RunError::Module { file: folder.to_owned(), source })?;
        self.say(&format!("folder {}: made", folder.display()))
    }

    /// A file that is no sound database is moved away whole, and said so in any case.
    async fn sound(&self, place: &Place) -> Result<(), RunError> {
        // An empty file is an empty database.
        if !place.file.exists() {
            return Ok(());
        }
        let Err(RunError::Backup { reason, .. }) = copy::check(&place.file).await else { return Ok(()) };
        if is_busy(&reason) {
            return Err(RunError::Backup { file: place.file.clone(), reason });
        }
        let to = super::restore::aside(place)?;
        let (from, to) = (place.file.display(), to.display());
        Ok(self.context.screen.note(format!("{from} is no sound database ({reason}); it was moved to {to}, whole"))?)
    }

    async fn database(&self) -> Result<(), RunError> {
        let database = self.context.open(Access::Create).await?;
        let history = self.context.history(&database).await?;
        history.refuse_unknown()?;
        let pending = history.pending();
        if pending.is_empty() {
            return self.say(&format!("database {}: there, at head", database.shown_url));
        }
        let scope = driftline_inspect::Scope::default();
        let is_empty = driftline_inspect::inspect(&database.connection, &scope).await?.schema.tables.is_empty();
        if !is_empty {
            let what =
                format!("database {}: there, {} pending", database.shown_url, crate::target::migrations(pending.len()));
            let next = if history.applied().is_empty() {
                "it was not made by these migrations: `data status` and docs/adopting-a-legacy-database.md say how to go on"
            } else {
                "`up` applies them"
            };
            return Ok(self.context.screen.line(format!("{what}; {next}"))?);
        }
        let listener = std::sync::Arc::new(Silent);
        let up = crate::apply::Direction::Up;
        crate::apply::run(&database, &self.context.project, &pending, up, self.context.settings.waits, listener)
            .await?;
        self.say(&format!("database {}: made, at head", database.shown_url))
    }

    fn configuration(&self) -> Result<(), RunError> {
        let settings = &self.context.settings;
        let file = settings.root.join("driftline.toml");
        if file.exists() {
            return self.say(&format!("configuration {}: there", file.display()));
        }
        // A URL with a password in it belongs into a file that only its owner reads.
        let is_file = driftline_inspect::Database::engine_of_url(&settings.database_url) == Some(Engine::Sqlite);
        let line = if is_file {
            // A JSON string is a TOML string (TOML 1.0, "String").
            format!("database_url = {}\n", serde_json::Value::from(settings.database_url.clone()))
        } else {
            "# The database's URL holds a password: it stands in the environment (DATABASE_URL) or in .env.\n"
                .to_owned()
        };
        let text = format!("# Settings of `cargo xtask` and the `migration` binary.\n{line}");
        create(&file, &text, false).map_err(|source| RunError::Module { file: file.clone(), source })?;
        self.say(&format!("configuration {}: made", file.display()))
    }

    fn credentials(&self, file: &Path, force: bool) -> Result<(), RunError> {
        let failed = |source: io::Error| RunError::Module { file: file.to_owned(), source };
        if file.exists() && !force {
            private(file)?;
            return self.say(&format!("credentials {}: there", file.display()));
        }
        if file.exists() {
            let aside = PathBuf::from(format!(
                "{}.{}",
                file.display(),
                sea_orm::prelude::ChronoUtc::now().format("%Y%m%dT%H%M%S%3fZ")
            ));
            fs::rename(file, &aside).map_err(failed)?;
            private(&aside)?;
            self.say(&format!("the old credentials are kept in {}", aside.display()))?;
        }
        let text = format!(
            "# The application's secret. Whoever reads it can sign in its name.\nSECRET_KEY={}\n",
            secret().map_err(failed)?
        );
        create(file, &text, true).map_err(failed)?;
        self.say(&format!("credentials {}: made", file.display()))
    }
}

/// Another process's lock says nothing about the file.
fn is_busy(reason: &str) -> bool {
    reason.contains("database is locked") || reason.contains("permission") || reason.contains("unable to open")
}

/// 256 bits from the system's source of randomness, in hexadecimal.
fn secret() -> io::Result<String> {
    let mut bytes = [0_u8; 32];
    fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A new file; one that appeared meanwhile is not written over.
fn create(file: &Path, text: &str, is_secret: bool) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if is_secret { 0o600 } else { 0o644 });
    options.open(file)?.write_all(text.as_bytes())
}

/// Only its owner may read it from now on.
fn private(file: &Path) -> Result<(), RunError> {
    #[cfg(unix)]
    fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o600))
        .map_err(|source| RunError::Module { file: file.to_owned(), source })?;
    Ok(())
}

/// What the migrations do is no news where everything is new.
struct Silent;

impl crate::progress::Progress for Silent {
    fn step(&self, _summary: &str, _loses: Option<&str>) {}
}

impl crate::apply::Listener for Silent {
    fn begins(&self, _name: &str) {}

    fn ended(&self, _name: &str, _outcome: crate::apply::Outcome) {}
}
