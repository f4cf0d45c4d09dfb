//! A copy of the whole store in one file, verified after it was written, and brought back.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use lumbago_episode::archive::Archive;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement,
};

use super::{Store, StoreError, open};

/// Gives deleted pages back to the disk, so that nothing of them stays.
pub(super) async fn shrink(db: &DatabaseConnection) -> Result<(), StoreError> {
    db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    db.execute_unprepared("VACUUM").await?;
    db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    Ok(())
}

/// What a copy holds, after it was read back.
#[derive(Debug, PartialEq, Eq)]
pub struct Held {
    /// How many people.
    pub people: usize,
    /// How many episodes.
    pub episodes: usize,
    /// How many log entries.
    pub entries: usize,
}

fn held_in(archive: &Archive) -> Held {
    let episodes = || archive.people.iter().flat_map(|person| &person.episodes);
    Held {
        people: archive.people.len(),
        episodes: episodes().count(),
        entries: episodes().map(|episode| episode.log.len()).sum(),
    }
}

/// Writes a copy to a file that does not exist yet, opens the copy, and compares all that it holds
/// with the store.
///
/// # Errors
/// When the file exists, cannot be written, or does not hold what the store holds.
pub async fn backup(store: &Store, to: &Path) -> Result<Held, StoreError> {
    if to.exists() {
        return Err(refused(to, ErrorKind::AlreadyExists, EXISTS));
    }
    super::private_file(to)?;
    let name = to.display().to_string().replace('\'', "''");
    store.db.execute_unprepared(&format!("VACUUM INTO '{name}'")).await?;
    let held = verified(to, to).await;
    if held.is_err() {
        let _ = std::fs::remove_file(to);
    }
    let copied = held?;
    // Somebody may answer while the copy is made: what was there before must be in it.
    let then = copied.people.iter().flat_map(|person| &person.episodes);
    let now = store.archive().await?;
    for episode in then {
        let all = now.people.iter().flat_map(|person| &person.episodes);
        let known = all.into_iter().find(|known| known.id == episode.id);
        if known.is_some_and(|known| !known.log.starts_with(&episode.log)) {
            let what = format!("{} does not hold what the store holds", to.display());
            return Err(StoreError::Unreadable(what));
        }
    }
    Ok(held_in(&copied))
}

const EXISTS: &str = "there is such a file already; name one that does not exist yet";
const IN_USE: &str = "it is in use; stop `lumbago serve` first\n  help: then run this again";
const NO_COPY: &str = "this is no whole copy that `lumbago backup` wrote; nothing was changed\n  \
                       help: name another copy";

fn refused(path: &Path, kind: ErrorKind, why: &str) -> StoreError {
    StoreError::File(path.to_owned(), std::io::Error::new(kind, why.to_owned()))
}

/// Verifies a copy, then puts it in the place of the store; what was there is kept beside it.
/// Says where.
///
/// # Errors
/// When the copy is damaged or cannot be read, or when the store is in use; it is then left as it
/// was.
pub async fn restore(from: &Path, to: &Path) -> Result<(Held, Option<PathBuf>), StoreError> {
    if !from.is_file() {
        return Err(refused(from, ErrorKind::NotFound, "there is no such file"));
    }
    let moving = |path: &Path| {
        let path = path.to_owned();
        move |error| StoreError::File(path, error)
    };
    let fresh = beside(to, "restoring");
    if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(moving(folder))?;
    }
    std::fs::copy(from, &fresh).map_err(moving(&fresh))?;
    super::private_file(&fresh)?;
    let holds = match swap(from, &fresh, to).await {
        Ok(holds) => holds,
        Err(error) => {
            for ending in ["", "-wal", "-shm", "-journal"] {
                let _ = std::fs::remove_file(with_ending(&fresh, ending));
            }
            return Err(error);
        }
    };
    let mut kept = None;
    if to.exists() {
        let aside = (1..)
            .map(|number: u32| match number {
                1 => beside(to, "before-restore"),
                number => beside(to, &format!("before-restore-{number}")),
            })
            .find(|path| !path.exists())
            .unwrap_or_else(|| beside(to, "before-restore"));
        for ending in ["-wal", "-shm", ""] {
            let from = with_ending(to, ending);
            if from.exists() {
                std::fs::rename(&from, with_ending(&aside, ending)).map_err(moving(&from))?;
            }
        }
        kept = Some(aside);
    }
    std::fs::rename(&fresh, to).map_err(moving(to))?;
    Ok((holds, kept))
}

/// Verifies what was copied, and that nobody uses the store that it shall replace.
async fn swap(from: &Path, fresh: &Path, to: &Path) -> Result<Held, StoreError> {
    let holds = held_in(&verified(fresh, from).await?);
    if to.exists() {
        // A store that is broken may be replaced all the same: it is kept as it is.
        if let Err(StoreError::File(path, error)) = settle(to).await {
            return Err(StoreError::File(path, error));
        }
    }
    Ok(holds)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    with_ending(path, &format!(".{ending}"))
}

/// What a copy holds, once it is known to be whole and brought up to date; `named` is what it is
/// called in an error.
async fn verified(copy: &Path, named: &Path) -> Result<Archive, StoreError> {
    let no_copy = || refused(named, ErrorKind::InvalidData, NO_COPY);
    // Looked at before it is opened as a store: opening would make one of an empty file.
    let db = alone(copy, "rw").await.map_err(|_| no_copy())?;
    let whole = said(&db, "PRAGMA integrity_check").await;
    let ours = said(&db, "SELECT name FROM sqlite_master WHERE name = 'entry'").await;
    db.close().await?;
    if whole.as_deref() != Some("ok") || ours.as_deref() != Some("entry") {
        return Err(no_copy());
    }
    let store = open(copy).await?;
    let archive = store.archive().await;
    store.db.close().await?;
    let archive = archive.map_err(|_| no_copy())?;
    settle(copy).await?;
    Ok(archive)
}

/// One connection and nothing else.
async fn alone(path: &Path, mode: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode={mode}", path.display()));
    options.max_connections(1).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|options| options.busy_timeout(Duration::from_millis(500)));
    Database::connect(options).await
}

/// The first word that a query says.
async fn said(db: &DatabaseConnection, query: &str) -> Option<String> {
    let ask = Statement::from_string(DbBackend::Sqlite, query);
    let row = db.query_one_raw(ask).await.ok().flatten()?;
    row.try_get_by_index(0).ok()
}

/// Makes a closed store stand in its one file, without a write-ahead log. Only who uses it alone
/// can do that.
async fn settle(path: &Path) -> Result<(), StoreError> {
    let db = alone(path, "rw").await?;
    let ask = Statement::from_string(DbBackend::Sqlite, "PRAGMA journal_mode = DELETE");
    let done = db.query_one_raw(ask).await;
    db.close().await?;
    let mode: Option<String> = match done {
        Ok(row) => row.and_then(|row| row.try_get_by_index(0).ok()),
        Err(error) if error.to_string().contains("locked") => None,
        Err(error) => return Err(error.into()),
    };
    match mode.as_deref() {
        Some("delete") => Ok(()),
        _ => Err(refused(path, ErrorKind::ResourceBusy, IN_USE)),
    }
}
