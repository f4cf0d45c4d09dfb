pub struct Asked<'a> { pub rule: Option<&'a str>, pub what_if: &'a [String], pub nearest: bool }
pub fn run(_: Option<&std::path::Path>, _: &std::path::Path, _: &Asked<'_>, _: Option<jiff::civil::Date>) -> Result<std::process::ExitCode, crate::failure::Failure> { super::say("") }
