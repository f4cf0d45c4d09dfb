//! Records that a red flag was looked into and closed (RF-92), and what they need to count.

use lumbago_guideline::Guideline;
use lumbago_guideline::answers::{Given, Raw};
use lumbago_guideline::problem::{Place, Problem, did_you_mean, shorten};

use crate::facts::FactSheet;

/// Reads `[[closed]]` records: `flag`, `on`, `by`, `test`, `result`, `team` (`clinician` or
/// `emergency-team`) and `unchanged` (`yes`, `no` or `unknown`). A record counts for the
/// guideline's number of days, and only while the person confirms that the sign is unchanged.
pub(crate) fn read(
    guideline: &Guideline,
    given: &Given,
    place: &Place,
    today: Option<jiff::civil::Date>,
    sheet: &mut FactSheet,
    problems: &mut Vec<Problem>,
) {
    let records = match &given.value {
        Raw::List(records) => records.as_slice(),
        single @ Raw::Table(_) => std::slice::from_ref(single),
        _ => {
            problems.push(
                Problem::error("closed", place.clone(), "`closed` is a list of records")
                    .help("write [[closed]] with flag, on, by, test, result, team and unchanged"),
            );
            return;
        }
    };
    for record in records {
        match one(guideline, record, today) {
            Ok(Some(flag)) => sheet.close(flag),
            Ok(None) => {}
            Err((message, help)) => {
                problems.push(Problem::error("closed", place.clone(), message).help(help));
            }
        }
    }
}

fn one(
    guideline: &Guideline,
    record: &Raw,
    today: Option<jiff::civil::Date>,
) -> Result<Option<u16>, (String, String)> {
    let Raw::Table(rows) = record else {
        return Err((
            "a closing record is a table".into(),
            "name flag, on, by, test, result".into(),
        ));
    };
    let text = |name: &str| {
        rows.iter().find(|(key, _)| key == name).and_then(|(_, value)| match value {
            Raw::Text(text) if !text.trim().is_empty() => Some(text.as_str()),
            _ => None,
        })
    };
    let needed = |name: &str| {
        text(name).ok_or_else(|| {
            (
                format!("a closing record needs `{name}`"),
                "it names flag, on, by, test and result".to_owned(),
            )
        })
    };
    let named = needed("flag")?;
    for name in ["by", "test", "result"] {
        needed(name)?;
    }
    let on: jiff::civil::Date = needed("on")?.parse().map_err(|_| {
        (
            "the day of a closing record is not a day".to_owned(),
            "write it like 2026-11-21".to_owned(),
        )
    })?;
    let position = guideline.red_flags.iter().position(|flag| {
        flag.id == named || flag.body.spec.iter().any(|spec| spec.as_str() == named)
    });
    let Some((position, flag)) =
        position.and_then(|position| Some((position, guideline.red_flags.get(position)?)))
    else {
        let known = guideline.red_flags.iter().map(|flag| flag.id.as_str());
        let help = did_you_mean(named, known, "`lumbago rules` lists the red flags");
        return Err((format!("unknown red flag `{}`", shorten(named)), help));
    };
    let team = text("team").unwrap_or("clinician");
    if !flag.body.closing.accepts(team) {
        return Err((
            format!("`{named}` cannot be closed by a {}", shorten(team)),
            "only the emergency team that assessed that very sign can close it".into(),
        ));
    }
    let age = today.map(|today| (today - on).get_days());
    let fresh =
        age.is_some_and(|days| (0..=i32::from(guideline.texts.closing.days)).contains(&days));
    let unchanged = text("unchanged") == Some("yes");
    Ok((fresh && unchanged).then_some(u16::try_from(position).unwrap_or(u16::MAX)))
}
