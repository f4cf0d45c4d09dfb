//! A copy of the whole store in one file, verified after it was written, and brought back.

use std::path::{Path, PathBuf};

use lumbago_episode::archive::Archive;
use sea_orm::{ConnectionTrait, DatabaseConnection};

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

fn held(archive: &Archive) -> Held {
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
        let exists = std::io::Error::new(
            std::io::ErrorKind::AlreadyExists,
            "there is such a file already; name one that does not exist yet",
        );
        return Err(StoreError::File(to.to_owned(), exists));
    }
    let before = store.archive().await?;
    let name = to.display().to_string().replace('\'', "''");
    store.db.execute_unprepared(&format!("VACUUM INTO '{name}'")).await?;
    let copy = open(to).await?;
    check(&copy, to).await?;
    let after = copy.archive().await?;
    settle(copy, to).await?;
    if before != after {
        let what = format!("{} does not hold what the store holds", to.display());
        return Err(StoreError::Unreadable(what));
    }
    Ok(held(&after))
}

/// Verifies a copy, then puts it in the place of the store; what was there is kept beside it.
/// Says where.
///
/// # Errors
/// When the copy is damaged or cannot be read; the store is then left as it was.
pub async fn restore(from: &Path, to: &Path) -> Result<(Held, Option<PathBuf>), StoreError> {
    if !from.is_file() {
        let missing = std::io::Error::new(std::io::ErrorKind::NotFound, "there is no such file");
        return Err(StoreError::File(from.to_owned(), missing));
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
    let verified = async {
        let copy = open(&fresh).await?;
        check(&copy, from).await?;
        let holds = held(&copy.archive().await?);
        settle(copy, &fresh).await?;
        Ok(holds)
    };
    let holds = match verified.await {
        Ok(holds) => holds,
        Err(error) => {
            let _ = std::fs::remove_file(&fresh);
            return Err(error);
        }
    };
    let mut kept = None;
    if to.exists() {
        // What is still in the write-ahead log belongs to the old store.
        let old = open(to).await?;
        settle(old, to).await?;
        let aside = beside(to, "before-restore");
        std::fs::rename(to, &aside).map_err(moving(&aside))?;
        kept = Some(aside);
    }
    std::fs::rename(&fresh, to).map_err(moving(to))?;
    Ok((holds, kept))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

/// Whether the file is a whole database.
async fn check(store: &Store, path: &Path) -> Result<(), StoreError> {
    use sea_orm::{DbBackend, Statement};
    let ask = Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check");
    let row = store.db.query_one_raw(ask).await?;
    let said: Option<String> = row.and_then(|row| row.try_get_by_index(0).ok());
    match said.as_deref() {
        Some("ok") => Ok(()),
        other => Err(StoreError::Unreadable(format!(
            "{} is damaged: {}",
            path.display(),
            other.unwrap_or("no answer")
        ))),
    }
}

/// Closes a store so that everything stands in its one file.
async fn settle(store: Store, path: &Path) -> Result<(), StoreError> {
    store.db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    store.db.close().await?;
    for ending in ["-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        let _ = std::fs::remove_file(name);
    }
    Ok(())
}
