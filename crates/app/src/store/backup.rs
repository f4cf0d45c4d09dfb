//! A copy of the whole store in one file, verified after it was written, and brought back.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use lumbago_episode::archive::{Archive, Episode};
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement};

use super::{Store, StoreError, open};

/// Gives deleted pages back to the disk, so that nothing of them stays.
///
/// # Errors
/// When the store is so busy that the write-ahead log still holds something.
pub(super) async fn shrink(db: &DatabaseConnection) -> Result<(), StoreError> {
    db.execute_unprepared("VACUUM").await?;
    let ask = Statement::from_string(DbBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
    let row = db.query_one_raw(ask).await?;
    let busy: Option<i64> = row.and_then(|row| row.try_get_by_index(0).ok());
    if busy == Some(0) {
        return Ok(());
    }
    let what = "the write-ahead log could not be emptied, because the store is busy";
    Err(StoreError::Unreadable(what.to_owned()))
}

/// Removes the stores that a restore kept beside this one.
pub(super) fn remove_kept(path: &Path) -> Result<(), StoreError> {
    let kept = beside(path, KEPT);
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| StoreError::File(path, error)
    };
    let (Some(folder), Some(name)) = (kept.parent(), kept.file_name()) else { return Ok(()) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let name = name.to_string_lossy();
    for found in std::fs::read_dir(folder).map_err(failed(folder))? {
        let found = found.map_err(failed(folder))?;
        if found.file_name().to_string_lossy().starts_with(&*name) {
            std::fs::remove_file(found.path()).map_err(failed(&found.path()))?;
        }
    }
    Ok(())
}

/// What a store that was replaced is called.
const KEPT: &str = "before-restore";

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
    let held = copied(store, to).await;
    if held.is_err() {
        for ending in ENDINGS {
            let _ = std::fs::remove_file(with_ending(to, ending));
        }
    }
    held
}

async fn copied(store: &Store, to: &Path) -> Result<Held, StoreError> {
    super::private_file(to)?;
    // Somebody may answer while the copy is made: what was there before must be in it.
    let before = store.archive().await?;
    let name = to.display().to_string().replace('\'', "''");
    store.db.execute_unprepared(&format!("VACUUM INTO '{name}'")).await?;
    let copied = verified(to, to).await?;
    let in_copy = |id: &str| {
        let mut all = copied.people.iter().flat_map(|person| &person.episodes);
        all.find(|known| known.id == id)
    };
    let mut all = before.people.iter().flat_map(|person| &person.episodes);
    let is_in_it = |episode: &Episode| {
        in_copy(&episode.id).is_some_and(|known| known.log.starts_with(&episode.log))
    };
    if all.all(is_in_it) && copied.people.len() >= before.people.len() {
        return Ok(held_in(&copied));
    }
    let what = format!("{} does not hold what the store holds", to.display());
    Err(StoreError::Unreadable(what))
}

/// The endings of the files of one store.
const ENDINGS: [&str; 4] = ["", "-wal", "-shm", "-journal"];
const EXISTS: &str = "there is such a file already; name one that does not exist yet";
const IN_USE: &str = "it is in use; stop `lumbago serve` first\n  help: then run this again";
const NOT_SETTLED: &str = "part of it stands in a file beside it: this is no copy but a store that \
                           was not closed; nothing was changed\n  help: make a copy of it with \
                           `lumbago backup COPY --data` and its name, then restore that copy";
const NO_COPY: &str = "this is no whole copy that `lumbago backup` wrote; nothing was changed\n  \
                       help: name another copy";

fn refused(path: &Path, kind: ErrorKind, why: &str) -> StoreError {
    StoreError::File(path.to_owned(), std::io::Error::new(kind, why.to_owned()))
}

/// Verifies a copy, then puts it in the place of the store; what was there is kept beside it.
/// Says where.
///
/// # Errors
/// When the copy is damaged, cannot be read or was not closed, or when the store is in use; it is
/// then left as it was.
pub async fn restore(from: &Path, to: &Path) -> Result<(Held, Option<PathBuf>), StoreError> {
    if !from.is_file() {
        return Err(refused(from, ErrorKind::NotFound, "there is no such file"));
    }
    for ending in ["-wal", "-journal"] {
        let beside = with_ending(from, ending);
        if std::fs::metadata(&beside).is_ok_and(|file| file.len() > 0) {
            return Err(refused(from, ErrorKind::InvalidData, NOT_SETTLED));
        }
    }
    let moving = |path: &Path| {
        let path = path.to_owned();
        move |error| StoreError::File(path, error)
    };
    let fresh = beside(to, "restoring");
    if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(moving(folder))?;
    }
    // What was left by a restore that was cut off is no part of this one.
    for ending in ENDINGS {
        let _ = std::fs::remove_file(with_ending(&fresh, ending));
    }
    // As private as the store is from its first byte on.
    super::private_file(&fresh)?;
    let mut source = std::fs::File::open(from).map_err(moving(from))?;
    let mut target =
        std::fs::OpenOptions::new().append(true).open(&fresh).map_err(moving(&fresh))?;
    std::io::copy(&mut source, &mut target).map_err(moving(&fresh))?;
    target.sync_all().map_err(moving(&fresh))?;
    drop(target);
    let holds = match swap(from, &fresh, to).await {
        Ok(holds) => holds,
        Err(error) => {
            for ending in ENDINGS {
                let _ = std::fs::remove_file(with_ending(&fresh, ending));
            }
            return Err(error);
        }
    };
    let mut kept = None;
    if to.exists() {
        let aside = (1..)
            .map(|number: u32| match number {
                1 => beside(to, KEPT),
                number => beside(to, &format!("{KEPT}-{number}")),
            })
            .find(|path| !path.exists())
            .unwrap_or_else(|| beside(to, KEPT));
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
    let db = alone(copy).await.map_err(|_| no_copy())?;
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
async fn alone(path: &Path) -> Result<DatabaseConnection, DbErr> {
    let waits = |options: SqliteConnectOptions| options.busy_timeout(Duration::from_millis(500));
    Database::connect(super::at(path, 1, waits)).await
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
    let db = alone(path).await?;
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
