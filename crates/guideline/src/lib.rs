//! The guideline folder as checked types: read, resolve, cite.
//!
//! This crate knows what a guideline file may hold and what its names mean. It knows nothing of
//! one person's answers' consequences (that is `lumbago-decision`), of pages, or of the network.

pub mod answers;
pub mod case;
pub mod checklist;
pub mod class;
pub mod disagreement;
pub mod exercise;
pub mod fact;
pub mod finding;
pub mod folder;
pub mod follow_up;
pub mod gate;
pub mod guideline;
pub mod hazard;
pub mod imaging;
pub mod interview;
pub mod medicine;
mod named;
pub mod problem;
pub mod question;
pub mod questionnaire;
pub mod recommendation;
pub mod red_flag;
pub mod shown;
pub mod source;
pub mod standing;
pub mod texts;
pub mod translation;
pub mod urgency;
pub mod wording;

pub use guideline::{Entry, Guideline};
