//! `lumbago serve`, `backup` and `restore`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use lumbago_guideline::Guideline;
use lumbago_guideline::standing::Status;

use crate::cli::Serve;
use crate::failure::Failure;
use crate::reminder::{self, Mailer};
use crate::store::{self, Store, StoreError};
use crate::web::{self, App, Options};
use crate::{source, web::Tongues};

/// The setting that holds the secret of the forms' tokens.
const SECRET: &str = "secret";

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Outside(error.to_string())
    }
}

/// Refuses a guideline of which the edition, or any file, was approved by nobody.
fn must_be_approved(guideline: &Guideline) -> Result<(), Failure> {
    let open = guideline.unapproved();
    let edition = guideline.texts.edition.status == Status::Approved;
    let told = match open.first() {
        None if edition => return Ok(()),
        None => "this edition of the guideline was approved by no clinician".to_owned(),
        Some(first) => {
            format!(
                "no clinician approved {} of the guideline's files, such as {first}",
                open.len()
            )
        }
    };
    Err(Failure::Outside(format!(
        "{told}, and --approved-only was given\n  help: leave that option out to try the app; \
         every page says what nobody approved"
    )))
}

/// Starts the app.
pub fn run(folder: Option<&Path>, options: &Serve) -> Result<ExitCode, Failure> {
    let engine = source::engine(folder)?;
    if options.approved_only {
        must_be_approved(&engine.guideline)?;
    }
    let tongues = Tongues::load().map_err(Failure::Outside)?;
    let mailer = Mailer::new(&options.mail, &tongues)?;
    let data = data_file(options.data.as_deref())?;
    super::runtime()?.block_on(async {
        let store = store::open(&data).await?;
        let has_passcode = web::has_passcode(&store).await?;
        let how = Options {
            listen: options.listen,
            tls_host: options.tls_host.clone(),
            today: options.today,
        };
        if how.needs_passcode() && !has_passcode {
            return Err(Failure::Outside(format!(
                "refused: {} can be reached by others, and anyone there could read what you \
                 tell\n  help: start it on 127.0.0.1 without --tls-host, set a passcode on the \
                 page \"Yours\", and start it like this again",
                options.tls_host.clone().unwrap_or_else(|| options.listen.to_string())
            )));
        }
        if how.is_in_the_clear() {
            eprintln!(
                "lumbago: what goes to and from {} is not encrypted, and others on the way can \
                 read it\n  help: put a proxy that speaks TLS in front, and name its host with \
                 --tls-host",
                options.listen
            );
        }
        let secret = secret(&store).await?;
        let app = Arc::new(App {
            engine,
            store,
            tongues,
            options: how,
            secret,
            limits: web::Limits::default(),
            turn: tokio::sync::Mutex::default(),
            made: web::Made::default(),
            kept: web::Kept::default(),
        });
        let serves = web::serve(app.clone(), |address| {
            let mut out = std::io::stdout().lock();
            // Whoever closed the output still has the app.
            let _ = writeln!(
                out,
                "Lumbago is ready: open http://{address} in your browser.\nWhat you tell is kept \
                 in {} and goes nowhere else.\nThis guideline was reviewed by no clinician yet. \
                 In an emergency call your emergency number.\nStop with Ctrl-C.",
                data.display()
            );
            let _ = out.flush();
        });
        match mailer {
            Some(mailer) => tokio::select! {
                served = serves => served,
                () = reminder::daily(&app, &mailer) => Ok(()),
            },
            None => serves.await,
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Copies everything that is kept to one file.
pub fn backup(to: &Path, data: Option<&Path>) -> Result<ExitCode, Failure> {
    let data = kept_data_file(data)?;
    let held = super::runtime()?.block_on(async {
        let store = store::open(&data).await?;
        Ok::<_, Failure>(store::backup::backup(&store, to).await?)
    })?;
    super::say(&format!(
        "{} written and read back: {} people, {} episodes, {} entries\n",
        to.display(),
        held.people,
        held.episodes,
        held.entries
    ))
}

/// Puts a copy in the place of what is kept.
pub fn restore(from: &Path, data: Option<&Path>) -> Result<ExitCode, Failure> {
    let data = data_file(data)?;
    let (held, kept) = super::runtime()?.block_on(store::backup::restore(from, &data))?;
    let aside = kept
        .map(|kept| format!("; what was there is kept as {}", kept.display()))
        .unwrap_or_default();
    super::say(&format!(
        "{} verified and put in place: {} people, {} episodes, {} entries{aside}\n",
        from.display(),
        held.people,
        held.episodes,
        held.entries
    ))
}

/// The database file, once something was kept: opening one that is not there would make an empty
/// store, of which nothing is ever due and whose copy holds nothing.
pub fn kept_data_file(asked: Option<&Path>) -> Result<PathBuf, Failure> {
    let data = data_file(asked)?;
    if data.is_file() {
        return Ok(data);
    }
    Err(Failure::Outside(format!(
        "{} does not exist: nothing was kept yet\n  help: name the database with --data",
        data.display()
    )))
}

/// The database file: what was asked for, else the one in the data folder of this account.
pub fn data_file(asked: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(asked) = asked {
        return Ok(asked.to_owned());
    }
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share"));
    let data =
        std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    match data.or_else(home) {
        Some(folder) => Ok(folder.join("lumbago").join("lumbago.db")),
        None => Err(Failure::Outside(
            "there is no home folder to keep the data in\n  help: name a file with --data".into(),
        )),
    }
}

async fn secret(store: &Store) -> Result<String, Failure> {
    if let Some(secret) = store.setting(SECRET).await? {
        return Ok(secret);
    }
    let secret = web::secret();
    store.set(SECRET, Some(&secret)).await?;
    Ok(secret)
}
