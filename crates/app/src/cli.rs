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
    /// What to do; `serve` when left out
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start the app for a person with back pain, in the browser of this machine
    Serve(Serve),
    /// Send one mail when a check-in is due, with nothing of health in it; for a daily timer
    Remind(Remind),
    /// Copy everything that is kept to one file, and verify the copy
    Backup {
        /// The file to write; it may not exist yet
        to: PathBuf,
        /// The database file (default: in your data folder)
        #[arg(long, value_name = "FILE")]
        data: Option<PathBuf>,
    },
    /// Verify a copy and put it in the place of what is kept; what was there stays beside it
    Restore {
        /// The file that `lumbago backup` wrote
        from: PathBuf,
        /// The database file (default: in your data folder)
        #[arg(long, value_name = "FILE")]
        data: Option<PathBuf>,
    },
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
        /// Show how many questions this person is asked, which of them cannot change what is
        /// decided, and how few remain in a better order
        #[arg(long)]
        shortest: bool,
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
        /// Instead: for every rule the plainest case that shows it, and what does not hang together
        #[arg(long, conflicts_with = "hazard")]
        witnesses: bool,
        /// Instead: compare the engine with what is proved in so many random cases
        #[arg(long, value_name = "CASES", conflicts_with_all = ["hazard", "witnesses"])]
        differential: Option<usize>,
        /// Instead: write all claims as one DIMACS formula that no assignment satisfies
        #[arg(long, value_name = "FILE", conflicts_with_all = ["hazard", "witnesses", "differential"])]
        dimacs: Option<PathBuf>,
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
        /// Write those cases into cases/borders/ beside the guideline; read each before you keep it
        #[arg(long, requires = "suggest")]
        write: bool,
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
    /// Answer a question from the guideline, danger first
    Answer {
        /// The question, in any words
        question: String,
        /// Fit the answer to the plan for these answers
        #[arg(long, value_name = "CASE")]
        case: Option<PathBuf>,
        /// The day it is made on (default: today)
        #[arg(long, value_name = "DATE")]
        today: Option<jiff::civil::Date>,
        /// How it is written
        #[arg(long, value_enum, default_value_t)]
        format: ListFormat,
    },
    /// Measure the answers on questions whose answers are known
    EvaluateQuestions {
        /// A TOML file of questions (default: cases/questions.toml, kept in the executable)
        file: Option<PathBuf>,
        /// List each question that came out wrong, too
        #[arg(long)]
        wrong: bool,
    },
    /// Print the JSON Schema of `plan --format json`
    Schema,
}

/// How the app is started.
#[derive(Debug, Clone, clap::Args)]
pub struct Serve {
    /// Where it listens; others can only reach it when a passcode is set
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7130")]
    pub listen: std::net::SocketAddr,
    /// The database file (default: in your data folder)
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
    /// The name under which a proxy in front of it speaks TLS, such as back.example.org
    #[arg(long, value_name = "HOST")]
    pub tls_host: Option<String>,
    /// Refuse to start with a guideline that no clinician has approved
    #[arg(long)]
    pub approved_only: bool,
    /// The day to use instead of today's
    #[arg(long, value_name = "DATE")]
    pub today: Option<jiff::civil::Date>,
    #[command(flatten, next_help_heading = "Reminders, once a day while a check-in is due")]
    pub mail: Mail,
}

impl Default for Serve {
    fn default() -> Self {
        Self {
            listen: std::net::SocketAddr::from(([127, 0, 0, 1], 7130)),
            data: None,
            tls_host: None,
            approved_only: false,
            mail: Mail::default(),
            today: None,
        }
    }
}

/// Where a reminder goes.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Mail {
    /// The mail server, such as smtps://USER:PASSWORD@mail.example.org; better told in the
    /// environment than on the command line
    #[arg(long, value_name = "URL", env = "LUMBAGO_SMTP", hide_env_values = true)]
    pub smtp: Option<String>,
    /// The address that reminders come from
    #[arg(long, value_name = "ADDRESS", requires = "to")]
    pub from: Option<String>,
    /// The address that reminders go to
    #[arg(long, value_name = "ADDRESS", requires_all = ["from", "smtp"])]
    pub to: Option<String>,
    /// The language of the reminders
    #[arg(long, value_name = "CODE", default_value = "en")]
    pub language: String,
}

/// How a reminder is sent.
#[derive(Debug, Clone, clap::Args)]
#[command(group = clap::ArgGroup::new("mailed").args(["to"]).required(true))]
pub struct Remind {
    #[command(flatten)]
    pub mail: Mail,
    /// The database file (default: in your data folder)
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
    /// The day to use instead of today's
    #[arg(long, value_name = "DATE")]
    pub today: Option<jiff::civil::Date>,
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
