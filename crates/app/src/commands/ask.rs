pub fn run(_: Option<&std::path::Path>, _: Option<&std::path::Path>, _: Option<jiff::civil::Date>) -> Result<std::process::ExitCode, crate::failure::Failure> { super::say("") }
