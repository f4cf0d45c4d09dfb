//! Before and now: what was measured at each round, as a chart drawn here and as a table beside
//! it, with the change that a person notices.

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use fluent_bundle::FluentValue;
use jiff::civil::Date;
use lumbago_episode::scores::{Series, series};
use lumbago_episode::timetable::days_between;
use maud::{Markup, html};

use super::App;
use super::day;
use super::episode::Episode;
use super::layout::{self, Page};
use super::tongue::Tongue;

/// The size of a chart in its own units, and the space at its left and below for the marks.
const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 150.0;
const LEFT: f64 = 34.0;
const BELOW: f64 = 22.0;
const ABOVE: f64 = 10.0;

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new().route("/e/{episode}/scores", get(show))
}

async fn show(episode: Episode) -> Response {
    if let Some(first) = episode.must_go() {
        return first;
    }
    let visit = &episode.visit;
    let t = visit.tongue();
    let title = t.say("scores-title");
    let frame = Page::new(visit, &title).of(episode.id, episode.region()).at("scores");
    let all = series(&visit.engine.guideline, &episode.course);
    let body = html! {
        h1 { (title) }
        p.lead { (t.say("scores-lead")) }
        @if all.is_empty() { p.notice { (t.say("scores-none")) } }
        @for one in &all { (measured(t, one)) }
    };
    layout::render(visit, &frame, &body).into_response()
}

/// One number over time: in words, as a chart, as a table.
fn measured(t: Tongue<'_>, one: &Series<'_>) -> Markup {
    let band = one.band();
    html! {
        section.card.score {
            h2 { (one.title) }
            p { (before_and_now(t, one)) }
            @if one.points.len() > 1 {
                figure {
                    (chart(t, one))
                    @if band.is_some() { figcaption.hint { (t.say("scores-band")) } }
                }
            }
            // One number is told in words already.
            @if one.points.len() > 1 {
                table {
                    caption.quiet { (t.say("scores-table")) }
                    thead { tr {
                        th scope="col" { (t.say("scores-day")) }
                        th scope="col" { (t.say("scores-value")) }
                    } }
                    tbody {
                        @for (on, value) in &one.points {
                            tr { td { (day::in_words(t, *on)) } td { (number(*value)) } }
                        }
                    }
                }
            }
        }
    }
}

/// A number without needless decimals.
fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    rounded.to_string()
}

/// Before and now in words: better, worse, or too little to tell.
fn before_and_now(t: Tongue<'_>, one: &Series<'_>) -> String {
    let Some((before, now)) = one.before_and_now() else { return String::new() };
    let values =
        [("before", FluentValue::from(number(before))), ("now", FluentValue::from(number(now)))];
    if one.points.len() < 2 {
        return t.with("scores-first", &values);
    }
    t.with(verdict(one, before, now), &values)
}

fn verdict(one: &Series<'_>, before: f64, now: f64) -> &'static str {
    let (Some(least), Some(higher)) = (one.meaningful, one.higher_is_better) else {
        return "scores-plain";
    };
    let change = now - before;
    match () {
        () if change == 0.0 || change.abs() < least => "scores-same",
        () if (change > 0.0) == higher => "scores-better",
        () => "scores-worse",
    }
}

/// The chart. Its text says what it shows; the table beside it holds the numbers.
fn chart(t: Tongue<'_>, one: &Series<'_>) -> Markup {
    let Some((first, last)) = one.points.first().zip(one.points.last()) else { return html! {} };
    let span = f64::from(days_between(first.0, last.0).max(1));
    let (low, high) = bounds(one);
    let x = |on: Date| LEFT + f64::from(days_between(first.0, on)) / span * (WIDTH - LEFT - 12.0);
    let room = HEIGHT - BELOW - ABOVE;
    let y = |value: f64| ABOVE + (high - value) / (high - low) * room;
    let points: Vec<(f64, f64)> =
        one.points.iter().map(|(on, value)| (x(*on), y(*value))).collect();
    let line: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let label = format!("{}. {}", one.title, before_and_now(t, one));
    let day_of = |on: Date| {
        t.with(
            "scores-chart-day",
            &[
                ("day", FluentValue::from(on.day().to_string())),
                ("month", FluentValue::from(t.say(&format!("month-{}", on.month())))),
            ],
        )
    };
    html! {
        svg.chart viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(label) {
            @if let Some((from, to)) = one.band() {
                rect.band x=(LEFT) y=(format!("{:.1}", y(to))) width=(WIDTH - LEFT)
                    height=(format!("{:.1}", (y(from) - y(to)).max(1.0))) {}
            }
            line.axis x1=(LEFT) x2=(LEFT) y1=(ABOVE) y2=(HEIGHT - BELOW) {}
            line.axis x1=(LEFT) x2=(WIDTH) y1=(HEIGHT - BELOW) y2=(HEIGHT - BELOW) {}
            text.scale x=(LEFT - 6.0) y=(ABOVE + 4.0) { (number(high)) }
            text.scale x=(LEFT - 6.0) y=(HEIGHT - BELOW + 4.0) { (number(low)) }
            polyline.course points=(line.join(" ")) {}
            @for (x, y) in &points { circle.point cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r="4" {} }
            text.from x=(LEFT) y=(HEIGHT - 6.0) { (day_of(first.0)) }
            text.to x=(WIDTH) y=(HEIGHT - 6.0) { (day_of(last.0)) }
        }
    }
}

/// A number with at most so many steps is a scale of its own, such as sleep from 0 to 10.
const MOST_STEPS: f64 = 10.0;

/// What the chart spans: the whole scale of a score, else what was measured.
fn bounds(one: &Series<'_>) -> (f64, f64) {
    let (low, high) = one.range;
    let is_scale = one.higher_is_better.is_some() || high - low <= MOST_STEPS;
    if is_scale && high > low {
        return (low, high);
    }
    let values = one.points.iter().map(|(_, value)| *value);
    let top = values.fold(1.0f64, f64::max);
    (low.min(top - 1.0), top)
}

/// The numbers before and now as a table, so that they are printed and kept with the plan; none
/// before something was measured twice.
pub fn table(episode: &Episode) -> Option<(Vec<String>, Vec<[String; 4]>)> {
    let t = episode.visit.tongue();
    let all = series(&episode.visit.engine.guideline, &episode.course);
    let rows: Vec<[String; 4]> = all
        .iter()
        .filter(|one| one.points.len() > 1)
        .filter_map(|one| {
            let (before, now) = one.before_and_now()?;
            Some([one.title.clone(), number(before), number(now), before_and_now(t, one)])
        })
        .collect();
    let head = ["scores-what", "scores-before", "scores-now", "scores-says"];
    (!rows.is_empty()).then(|| (head.map(|key| t.say(key)).to_vec(), rows))
}
