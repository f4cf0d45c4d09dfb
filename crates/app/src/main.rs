//! `lumbago`: from the first question to recovery. The one executable, and the only crate that
//! knows of files, the clock and the terminal.

mod cli;
mod commands;
mod failure;
mod reminder;
mod source;
mod store;
mod web;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let arguments = cli::Arguments::parse();
    match commands::run(arguments) {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}
