//! `lumbago remind`: sends a reminder when one is due; for a daily timer.

use std::process::ExitCode;

use crate::cli::Remind;
use crate::failure::Failure;
use crate::reminder::{Mailer, Reminded, remind};
use crate::web::Tongues;
use crate::{source, store};

/// Sends a reminder when something is due and none was sent on this day.
pub fn run(folder: Option<&std::path::Path>, options: &Remind) -> Result<ExitCode, Failure> {
    let engine = source::engine(folder)?;
    let data = super::serve::kept_data_file(options.data.as_deref())?;
    let today = options.today.unwrap_or_else(|| jiff::Zoned::now().date());
    let tongues = Tongues::load().map_err(Failure::Outside)?;
    let Some(mailer) = Mailer::new(&options.mail, &tongues)? else {
        return Err(Failure::Outside(
            "nobody was named to send a reminder to\n  help: give --to, --from and --smtp"
                .to_owned(),
        ));
    };
    let became = super::runtime()?.block_on(async {
        let store = store::open(&data).await?;
        Ok::<_, Failure>(remind(&engine, &store, &mailer, today).await?)
    })?;
    super::say(match became {
        Reminded::NothingDue => "Nothing is due.\n",
        Reminded::Before => "A reminder was sent today already.\n",
        Reminded::Now => "A reminder was sent.\n",
    })
}
