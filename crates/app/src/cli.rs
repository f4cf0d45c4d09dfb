//! The commands and their options, with the help that people read.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Back pain care from the first question to recovery: looks for danger first, explains, and
/// makes a personal plan in which every statement cites its source.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    after_help = "Exit codes: 0 done; 1 `check`, `prove` or `mutate` found an error; 2 the command was not understood; \
                  3 an input could not be read or does not make sense; 4 the plan did not pass \
                  its safety check; 5 something outside Lumbago failed.\n\nLumbago is not a \
                  medical device. Its guideline has not yet been reviewed by a clinician."
)]
pub struct Arguments {
    /// Use the guideline in this folder instead of the one in the executable
    #[arg(long, global = true, value_name = "DIR")]
    pub guideline: Option<PathBuf>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the plan for one person's answers
    Plan {
        /// A TOML or JSON file of answers, or - for standard input
        case: PathBuf,
        /// Who reads it; the urgency is the same for both
        #[arg(long = "for", value_enum, default_value_t)]
        reader: Reader,
        /// How it is written
        #[arg(long, value_enum, default_value_t)]
        format: PlanFormat,
        /// The day it is made on, such as 2026-11-21 (default: today)
        #[arg(long, value_name = "DATE")]
        today: Option<jiff::civil::Date>,
    },
    /// Answer the questions here, one page at a time; ends in the plan
    Ask {
        /// Keep the answers in this file, and go on from it when it exists
        #[arg(long, value_name = "FILE")]
        save: Option<PathBuf>,
        /// The day it is made on (default: today)
        #[arg(long, value_name = "DATE")]
        today: Option<jiff::civil::Date>,
    },
    /// Say why a rule fired, did not, or cannot be known
    Explain {
        /// A TOML or JSON file of answers, or - for standard input
        case: PathBuf,
        /// A rule: a file name such as rf-07-severe-leg-weakness, a specification id such as
        /// RF-07, or a finding; all red flags that are present or possible when left out
        rule: Option<String>,
        /// Show what another answer would change; may be given several times
        #[arg(long, value_name = "FACT=VALUE")]
        what_if: Vec<String>,
        /// Show the smallest change of answers that would change the urgency
        #[arg(long)]
        nearest: bool,
        /// The day it is made on (default: today)
        #[arg(long, value_name = "DATE")]
        today: Option<jiff::civil::Date>,
    },
    /// Check a guideline: its files, its sources, its words, and every worked case
    Check {
        /// The folder of the guideline (default: the one in the executable)
        path: Option<PathBuf>,
        /// List which file carries each claim of the source documents
        #[arg(long)]
        claims: bool,
        /// The day that reviews are due against (default: today)
        #[arg(long, value_name = "DATE")]
        today: Option<jiff::civil::Date>,
    },
    /// Prove that no input whatever leads to a hazard
    Prove {
        /// One hazard, by file name or specification id such as k18; all when left out
        hazard: Option<String>,
    },
    /// Change the guideline one small thing at a time, and say which changes nothing catches
    Mutate {
        /// Try only this many changes, always the same ones
        #[arg(long, value_name = "N")]
        sample: Option<usize>,
        /// Try only the changes of files whose path contains this
        #[arg(long, value_name = "PATH")]
        file: Option<String>,
        /// Ask the cases and encounters alone: quicker, but what something else catches survives
        #[arg(long)]
        quick: bool,
        /// For each survivor, write a case that would catch it
        #[arg(long)]
        suggest: bool,
        /// Fail when fewer are caught, in percent of those that change anything
        #[arg(long, value_name = "PERCENT", default_value_t = 0.0)]
        at_least: f64,
    },
    /// Print the safety case: each hazard, how it is kept out, and what nobody has judged yet
    Safety,
    /// Write the skeleton of a new guideline file
    New {
        /// What kind of file
        #[arg(value_enum)]
        kind: NewKind,
        /// Its name, such as rf-82-night-sweats
        id: String,
    },
    /// List every fact that may be answered
    Facts {
        /// How it is written
        #[arg(long, value_enum, default_value_t)]
        format: ListFormat,
    },
    /// List every rule
    Rules {
        /// How it is written
        #[arg(long, value_enum, default_value_t)]
        format: ListFormat,
    },
    /// List every source
    Sources {
        /// How it is written
        #[arg(long, value_enum, default_value_t)]
        format: ListFormat,
    },
    /// Compare two editions: which rules changed, and which cases decide differently
    Diff {
        /// The folder of the older guideline
        old: PathBuf,
        /// The folder of the newer guideline
        new: PathBuf,
    },
    /// Print the JSON Schema of `plan --format json`
    Schema,
}

/// Who reads a plan.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum Reader {
    /// The person, or a carer
    #[default]
    Person,
    /// A clinician
    Clinician,
}

/// How a plan is written.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum PlanFormat {
    /// Plain text for a terminal
    #[default]
    Text,
    /// Markdown
    Markdown,
    /// One self-contained page
    Html,
    /// The JSON contract (see `lumbago schema`)
    Json,
}

/// How a list is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// Plain text
    #[default]
    Text,
    /// JSON
    Json,
}

/// A kind of guideline file that has a skeleton.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum NewKind {
    /// A red flag
    RedFlag,
    /// A recommendation
    Recommendation,
    /// A medicine
    Medicine,
    /// An exercise
    Exercise,
}
