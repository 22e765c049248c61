//! The migration binary with every kind of step (`bin/every_kind.rs`), run as a process of its own: to its end, up to a point,
//! or until it is killed. Leaves out what it leaves behind.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How long a run may take that nobody stops.
const PATIENCE: Duration = Duration::from_secs(120);

/// The binary, with its database.
#[derive(Clone, Debug)]
pub struct Program {
    file: PathBuf,
    url: String,
}

/// What a run said, and how it ended.
#[derive(Clone, Debug)]
pub struct Said {
    /// The exit code; `None` where a signal ended it.
    pub code: Option<i32>,
    /// Its output.
    pub out: String,
    /// What it said beside it.
    pub err: String,
}

/// How a run was stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// Killed at the point of this name.
    At(String),
    /// Killed at some moment.
    SomeTime,
    /// It was over before.
    Over,
}

impl Program {
    /// The built binary against a database.
    #[must_use]
    pub fn new(file: &Path, url: &str) -> Program {
        Program { file: file.to_owned(), url: url.to_owned() }
    }

    /// A command of it, its output kept.
    #[must_use]
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.file);
        command.args(["--database-url", &self.url]).args(arguments);
        command.env_remove("DATABASE_URL").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // No settings and no .env file of anybody's.
        command.current_dir(std::env::temp_dir());
        command
    }

    /// Runs it to its end.
    ///
    /// # Errors
    /// When it cannot be started, or does not end in two minutes.
    pub fn run(&self, arguments: &[&str]) -> Result<Said, String> {
        finish(self.start(arguments)?, PATIENCE)
    }

    /// Runs it and insists on success.
    ///
    /// # Errors
    /// What it said otherwise.
    pub fn succeed(&self, arguments: &[&str]) -> Result<Said, String> {
        let said = self.run(arguments)?;
        if said.code == Some(0) { Ok(said) } else { Err(format!("{arguments:?} failed: {said:#?}")) }
    }

    /// Starts it.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(&self, arguments: &[&str]) -> Result<Child, String> {
        self.command(arguments).spawn().map_err(|error| format!("cannot start {}: {error}", self.file.display()))
    }

    /// Runs it up to the point of this number and kills it there.
    ///
    /// # Errors
    /// When it cannot be started or killed.
    pub fn kill_at(&self, arguments: &[&str], point: u64) -> Result<Stopped, String> {
        let mut command = self.command(arguments);
        let mut child = command.env("DRIFTLINE_TEST_STOP_AT", point.to_string()).spawn().map_err(text)?;
        let stderr = child.stderr.take().ok_or("no stderr")?;
        let mut found = None;
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            if let Some(rest) = line.strip_prefix("stopped at point ") {
                found = Some(rest.to_owned());
                break;
            }
        }
        let _ = child.kill();
        let status = child.wait().map_err(text)?;
        match found {
            Some(name) => Ok(Stopped::At(name)),
            None if status.success() => Ok(Stopped::Over),
            None => Err(format!("{arguments:?} ended with {status} before point {point}")),
        }
    }

    /// Runs it and kills it after so long.
    ///
    /// # Errors
    /// When it cannot be started or killed, or has failed by itself.
    pub fn kill_after(&self, arguments: &[&str], moment: Duration) -> Result<Stopped, String> {
        let mut child = self.start(arguments)?;
        std::thread::sleep(moment);
        let _ = child.kill();
        let said = finish(child, PATIENCE)?;
        match said.code {
            None => Ok(Stopped::SomeTime),
            Some(0) => Ok(Stopped::Over),
            Some(_) => Err(format!("{arguments:?} failed by itself: {said:#?}")),
        }
    }
}

/// Waits for a process, and kills it when it takes too long.
///
/// # Errors
/// When it takes too long.
pub fn finish(mut child: Child, patience: Duration) -> Result<Said, String> {
    let out = reader(child.stdout.take());
    let err = reader(child.stderr.take());
    let began = Instant::now();
    let status: ExitStatus = loop {
        if let Some(status) = child.try_wait().map_err(text)? {
            break status;
        }
        if began.elapsed() > patience {
            let _ = child.kill();
            let _ = child.wait();
            let said = (out.recv().unwrap_or_default(), err.recv().unwrap_or_default());
            return Err(format!("it did not end within {} s: {said:#?}", patience.as_secs()));
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    Ok(Said { code: status.code(), out: out.recv().unwrap_or_default(), err: err.recv().unwrap_or_default() })
}

fn reader(stream: Option<impl Read + Send + 'static>) -> mpsc::Receiver<String> {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let mut text = String::new();
        if let Some(mut stream) = stream {
            let _ = stream.read_to_string(&mut text);
        }
        let _ = send.send(text);
    });
    receive
}

fn text(error: std::io::Error) -> String {
    error.to_string()
}
