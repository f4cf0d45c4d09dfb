//! Days and minutes in words.

use fluent_bundle::FluentValue;
use jiff::civil::Date;

use super::tongue::Tongue;

/// A day, such as `28 November 2026`.
pub fn in_words(t: Tongue<'_>, day: Date) -> String {
    let month = t.say(&format!("month-{}", day.month()));
    t.with(
        "day",
        &[
            ("day", FluentValue::from(day.day().to_string())),
            ("month", FluentValue::from(month)),
            ("year", FluentValue::from(day.year().to_string())),
        ],
    )
}

/// A number of minutes.
pub fn minutes(t: Tongue<'_>, minutes: u16) -> String {
    t.with("minutes", &[("count", FluentValue::from(minutes))])
}
