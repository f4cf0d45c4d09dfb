//! How a command ends when it cannot do what was asked.

use std::io::Write;
use std::process::ExitCode;

use lumbago_guideline::problem::Problem;

/// The exit codes, as `lumbago help` documents them.
pub mod code {
    /// `check` found an error.
    pub const FOUND: u8 = 1;
    /// An input could not be read or does not make sense.
    pub const BAD_INPUT: u8 = 3;
    /// The plan did not pass the safety check.
    pub const UNSAFE_PLAN: u8 = 4;
    /// Something outside Lumbago failed, such as writing a file.
    pub const OUTSIDE: u8 = 5;
}

/// Why a command stopped.
#[derive(Debug)]
pub enum Failure {
    /// The input, with each mistake's place and remedy.
    Input(Vec<Problem>),
    /// Something outside Lumbago.
    Outside(String),
    /// Whoever read the output went away; nothing to say.
    Quiet,
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Input(vec![problem])
    }
}

impl From<Vec<Problem>> for Failure {
    fn from(problems: Vec<Problem>) -> Self {
        Self::Input(problems)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Self::Quiet,
            _ => Self::Outside(error.to_string()),
        }
    }
}

impl Failure {
    /// Tells it on standard error, and gives the exit code.
    pub fn report(self) -> ExitCode {
        let mut out = std::io::stderr().lock();
        match self {
            Self::Input(problems) => {
                for problem in problems {
                    // Nobody is left to tell when standard error is gone.
                    let _ = writeln!(out, "{problem}");
                }
                ExitCode::from(code::BAD_INPUT)
            }
            Self::Outside(message) => {
                let _ = writeln!(out, "{message}");
                ExitCode::from(code::OUTSIDE)
            }
            Self::Quiet => ExitCode::SUCCESS,
        }
    }
}
