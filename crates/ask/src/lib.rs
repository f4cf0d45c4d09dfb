//! Follow-up questions, answered from the guideline alone.
//!
//! Danger in the words is looked for first, and can only raise the urgency. An answer is made of
//! statements that stand in the guideline, each with its sources and its status, and is fitted to
//! a person's plan where there is one. When nothing fits, it says so, and whom to ask.
//!
//! This crate knows nothing of files, the network or the clock.

mod age;
mod alike;
mod answer;
mod aside;
mod asked;
mod danger;
mod doubt;
mod evaluate;
mod fitted;
mod gates;
pub mod library;
mod lint;
mod phrase;
mod scored;
mod search;
mod statement;
mod words;

pub use answer::{
    Answer, AnswerStatement, BodyCheck, EmergencyTold, FactAsked, Index, NotHeld, Person,
};
pub use danger::DangerFound;
pub use evaluate::{Evaluation, Judged, Measures, Unseen, evaluate, unseen};
pub use lint::lint;
pub use statement::{Held, Kind, statements};
