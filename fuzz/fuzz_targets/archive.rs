//! Whatever stands in a file that somebody brings back, it is an export or it is refused; what it
//! tells of a course can be read on any day, and comes out again as it went in.

#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use lumbago_episode::archive::Archive;
use lumbago_episode::overdue::overdue;
use lumbago_episode::timetable::timetable;
use lumbago_episode::way::{next_step, pages_left};
use lumbago_episode::{Course, carry, changes, ladder, scores};
use lumbago_fuzz::ENGINE;
use lumbago_guideline::fact::Who;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let archive = match Archive::read(text) {
        Ok(archive) => archive,
        Err(problem) => return assert!(!problem.is_empty(), "a refusal says why"),
    };
    let written = archive.json().expect("an archive that was read can be written");
    assert_eq!(Archive::read(&written).as_ref(), Ok(&archive), "nothing is lost on the way");
    drop(archive.csv());
    let (engine, today) = (&*ENGINE, date(2026, 11, 21));
    let guideline = &engine.guideline;
    for episode in archive.people.into_iter().flat_map(|person| person.episodes) {
        let course = Course::of(episode.log);
        let sheet = carry::sheet(engine, &course, today);
        let decision = engine.decide(&sheet);
        drop(next_step(engine, &course, &sheet, Who::Person));
        pages_left(engine, &course, &sheet, Who::Person);
        drop(timetable(engine, &decision, &course, today));
        overdue(guideline, &course, decision.urgency, today);
        drop(ladder::standing(&guideline.texts.activity, &course));
        drop(scores::series(guideline, &course));
        drop(changes::changes(&course));
    }
});
