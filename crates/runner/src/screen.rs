//! Where a command writes: results to one stream, progress and questions to the other. Colours only on a terminal.

use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// A stream that several tasks may write to.
type Stream = Arc<Mutex<Box<dyn Write + Send>>>;

/// The two streams of a command, and what they can show.
#[derive(Clone)]
pub struct Screen {
    out: Stream,
    err: Stream,
    colour: bool,
    interactive: bool,
}

/// How a piece of text stands out on a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paint {
    Good,
    Warn,
    Bad,
    Dim,
    Bold,
}

impl std::fmt::Debug for Screen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Screen").field("colour", &self.colour).field("interactive", &self.interactive).finish()
    }
}

impl Screen {
    /// The process's own streams. Colours need a terminal and no NO_COLOR (<https://no-color.org>: set and not empty);
    /// questions need a terminal at both ends.
    #[must_use]
    pub fn terminal() -> Screen {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Screen {
            out: stream(io::stdout()),
            err: stream(io::stderr()),
            colour: io::stdout().is_terminal() && !refused,
            interactive: io::stdin().is_terminal() && io::stderr().is_terminal(),
        }
    }

    /// Streams of the caller's own, without colours and without anybody to ask.
    #[must_use]
    pub fn captured(out: impl Write + Send + 'static, err: impl Write + Send + 'static) -> Screen {
        Screen { out: stream(out), err: stream(err), colour: false, interactive: false }
    }

    /// Whether somebody can be asked.
    pub(crate) fn interactive(&self) -> bool {
        self.interactive
    }

    /// Writes a line of the result.
    pub(crate) fn line(&self, text: impl AsRef<str>) -> io::Result<()> {
        write_line(&self.out, text.as_ref())
    }

    /// Writes a line beside the result.
    pub(crate) fn note(&self, text: impl AsRef<str>) -> io::Result<()> {
        write_line(&self.err, text.as_ref())
    }

    /// The text as it stands out on this screen.
    pub(crate) fn paint(&self, paint: Paint, text: &str) -> String {
        if !self.colour {
            return text.to_owned();
        }
        let code = match paint {
            Paint::Good => "32",
            Paint::Warn => "33",
            Paint::Bad => "31",
            Paint::Dim => "2",
            Paint::Bold => "1",
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }
}

fn stream(writer: impl Write + Send + 'static) -> Stream {
    Arc::new(Mutex::new(Box::new(writer)))
}

fn write_line(stream: &Stream, text: &str) -> io::Result<()> {
    let mut stream = stream.lock().unwrap_or_else(PoisonError::into_inner);
    writeln!(stream, "{text}")?;
    stream.flush()
}
