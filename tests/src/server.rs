//! A private server for a test that kills it or takes its disk away: in a folder of its own, on a port of its own, never as
//! root, and durable where a killed process is concerned. Ends with the test. Leaves out the shared servers of a run
//! (`cargo xtask test`).

use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use driftline_schema::Engine;

use crate::engines;

/// How long a server may take to start or to end.
const PATIENCE: Duration = Duration::from_secs(60);

/// A private server.
#[derive(Debug)]
pub struct PrivateServer {
    engine: Engine,
    programs: PathBuf,
    data: PathBuf,
    user: Option<String>,
    /// The port on 127.0.0.1 where it answers.
    pub port: u16,
    child: Option<Child>,
    _folder: Option<tempfile::TempDir>,
}

impl PrivateServer {
    /// Whether the engine's programs are where the run says.
    #[must_use]
    pub fn can_start(engine: Engine) -> bool {
        let maker = if engine == Engine::Postgres { "initdb" } else { "mariadb-install-db" };
        programs(engine).join(maker).exists()
    }

    /// Makes and starts a server, its files in the folder given or in one of its own.
    ///
    /// # Errors
    /// When its programs are not found or it does not start.
    pub fn start(engine: Engine, place: Option<&Path>) -> Result<PrivateServer, String> {
        let folder = if place.is_none() { Some(tempfile::tempdir().map_err(told)?) } else { None };
        let base =
            place.map_or_else(|| folder.as_ref().map_or(PathBuf::new(), |f| f.path().to_owned()), Path::to_owned);
        let programs = programs(engine);
        let names: &[&str] = if engine == Engine::Postgres { &["postgres", "nobody"] } else { &["mysql", "nobody"] };
        let is_root = Command::new("id").arg("-u").output().is_ok_and(|said| said.stdout == b"0\n");
        let known = |name: &&&str| Command::new("id").arg(name).output().is_ok_and(|said| said.status.success());
        let user = if is_root { names.iter().find(known).map(|name| (*name).to_owned()) } else { None };
        let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(told)?;
        let port = listener.local_addr().map_err(told)?.port();
        drop(listener);
        if let Some(user) = &user {
            run(Command::new("chown").arg(user).arg(&base))?;
        }
        let mut server =
            PrivateServer { engine, programs, data: base.join("data"), user, port, child: None, _folder: folder };
        server.make()?;
        server.serve()?;
        Ok(server)
    }

    /// The URL of one of its databases.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        self.url_through(self.port, database)
    }

    /// The URL of one of its databases behind another port.
    #[must_use]
    pub fn url_through(&self, port: u16, database: &str) -> String {
        match self.engine {
            Engine::Postgres => format!("postgres://postgres@127.0.0.1:{port}/{database}"),
            _ => format!("mysql://root@127.0.0.1:{port}/{database}"),
        }
    }

    /// Kills the server and every process of it, as a power cut would for them.
    ///
    /// # Errors
    /// When it does not end.
    pub fn kill(&mut self) -> Result<(), String> {
        let Some(mut child) = self.child.take() else { return Ok(()) };
        // The group: PostgreSQL's sessions are processes of their own.
        let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).status();
        child.wait().map_err(told)?;
        Ok(())
    }

    /// Starts it again.
    ///
    /// # Errors
    /// When it does not start.
    pub fn serve(&mut self) -> Result<(), String> {
        let began = Instant::now();
        loop {
            let mut command = self.command();
            command.process_group(0).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            let mut child = command.spawn().map_err(told)?;
            loop {
                if self.answers() {
                    self.child = Some(child);
                    return Ok(());
                }
                // The memory of a killed server is let go of a little later.
                if child.try_wait().map_err(told)?.is_some() {
                    break;
                }
                if began.elapsed() > PATIENCE {
                    let _ = child.kill();
                    return Err("the private server does not answer".to_owned());
                }
                std::thread::sleep(Duration::from_millis(50));
            }
            if began.elapsed() > PATIENCE {
                return Err("the private server does not start".to_owned());
            }
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    fn answers(&self) -> bool {
        if TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            return false;
        }
        let ready = match self.engine {
            Engine::Postgres => Command::new(self.programs.join("pg_isready"))
                .args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()])
                .status(),
            _ => Command::new(self.programs.join("mariadb"))
                .args([
                    "--no-defaults",
                    "-h",
                    "127.0.0.1",
                    "-u",
                    "root",
                    "-P",
                    &self.port.to_string(),
                    "-e",
                    "SELECT 1",
                ])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status(),
        };
        ready.is_ok_and(|status| status.success())
    }

    fn as_user(&self, program: &Path) -> Command {
        match &self.user {
            Some(user) => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid", user, "--regid", user, "--init-groups", "--"]).arg(program);
                command
            }
            None => Command::new(program),
        }
    }

    fn make(&self) -> Result<(), String> {
        let data = self.data.display();
        match self.engine {
            Engine::Postgres => run(self
                .as_user(&self.programs.join("initdb"))
                .arg(format!("--pgdata={data}"))
                .args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"])),
            _ => {
                let maker = self.programs.join("mariadb-install-db").canonicalize().map_err(told)?;
                let base = maker.ancestors().nth(2).unwrap_or(Path::new("/usr")).to_owned();
                run(self
                    .as_user(&maker)
                    .args(["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db"])
                    .arg(format!("--basedir={}", base.display()))
                    .arg(format!("--datadir={data}")))
            }
        }
    }

    fn command(&self) -> Command {
        let (data, port) = (self.data.display(), self.port);
        let beside = self.data.parent().unwrap_or(Path::new("/tmp")).display();
        match self.engine {
            Engine::Postgres => {
                let mut command = self.as_user(&self.programs.join("postgres"));
                command.arg("-D").arg(&self.data);
                for setting in [
                    "listen_addresses=127.0.0.1".to_owned(),
                    format!("port={port}"),
                    format!("unix_socket_directories={data}"),
                    // A killed process loses nothing that it has handed to the system.
                    "fsync=off".to_owned(),
                    "max_wal_size=32MB".to_owned(),
                    "min_wal_size=32MB".to_owned(),
                ] {
                    command.arg("-c").arg(setting);
                }
                command
            }
            _ => {
                let bin = self.programs.join("mariadb-install-db").canonicalize().unwrap_or_default();
                let base = bin.ancestors().nth(2).unwrap_or(Path::new("/usr")).to_owned();
                let folders = [base.join("sbin"), base.join("libexec"), base.join("bin")];
                let program = folders.iter().map(|folder| folder.join("mariadbd")).find(|path| path.exists());
                let mut command = self.as_user(&program.unwrap_or_else(|| "mariadbd".into()));
                command.args([
                    "--no-defaults".to_owned(),
                    format!("--datadir={data}"),
                    format!("--port={port}"),
                    "--bind-address=127.0.0.1".to_owned(),
                    format!("--socket={data}/server.sock"),
                    format!("--pid-file={data}/server.pid"),
                    format!("--tmpdir={beside}"),
                    "--innodb-flush-log-at-trx-commit=2".to_owned(),
                    "--innodb-buffer-pool-size=32M".to_owned(),
                    "--innodb-log-file-size=8M".to_owned(),
                    "--skip-log-bin".to_owned(),
                    "--skip-name-resolve".to_owned(),
                ]);
                command
            }
        }
    }
}

impl Drop for PrivateServer {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

/// The folder of the engine's programs.
fn programs(engine: Engine) -> PathBuf {
    let variable = if engine == Engine::Postgres { engines::POSTGRES_PROGRAMS } else { engines::MYSQL_PROGRAMS };
    PathBuf::from(std::env::var(variable).unwrap_or_default())
}

fn run(command: &mut Command) -> Result<(), String> {
    let said = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if said.status.success() { Ok(()) } else { Err(format!("{command:?}: {}", String::from_utf8_lossy(&said.stderr))) }
}

fn told(error: std::io::Error) -> String {
    error.to_string()
}
