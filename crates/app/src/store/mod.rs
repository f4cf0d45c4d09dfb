//! The store: who lives in this household, their episodes, and the log of each.
//!
//! The log is append-only. A log entry that was acknowledged is on the disk: SQLite runs in WAL mode
//! and syncs at every commit. Queries are written with sea-orm alone, so the same code runs on
//! PostgreSQL; what is SQLite's own stands in [`open`] and in `backup.rs`.

pub mod backup;
mod entity;
mod household;
mod migration;

use std::path::{Path, PathBuf};
use std::time::Duration;

use lumbago_episode::log::Entry;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectOptions, Database, DatabaseConnection,
    DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set, SqlErr,
    TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use uuid::Uuid;

use self::entity::{entry, session, setting};
pub use self::entity::{episode, person};
pub use self::household::Came;
use self::migration::Migrator;

/// What can go wrong in the store.
#[derive(Debug)]
pub enum StoreError {
    /// The database refused.
    Database(DbErr),
    /// A folder or file could not be used.
    File(PathBuf, std::io::Error),
    /// What is stored cannot be read.
    Unreadable(String),
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Database(error) => write!(f, "the database: {error}"),
            Self::File(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Unreadable(what) => write!(f, "what is stored cannot be read: {what}"),
        }
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        Self::Database(error)
    }
}

/// Whether something was written, or had been written before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It is on the disk now.
    Now,
    /// The same form had been sent before: nothing was written twice.
    Before,
}

/// The store.
#[derive(Debug, Clone)]
pub struct Store {
    db: DatabaseConnection,
    /// Its file.
    path: PathBuf,
}

/// Opens the database file, creates it when there is none, and brings its tables up to date.
///
/// # Errors
/// When the file cannot be used or its tables are from a later version.
pub async fn open(path: &Path) -> Result<Store, StoreError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .map_err(|error| StoreError::File(folder.to_owned(), error))?;
        private(folder)?;
    }
    private_file(path)?;
    let options = at(path, 4, |options| {
        options
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .pragma("secure_delete", "ON")
            .busy_timeout(Duration::from_secs(10))
    });
    let db = Database::connect(options).await?;
    Migrator::up(&db, None).await?;
    Ok(Store { db, path: path.to_owned() })
}

/// How the file at a path is opened. The path is given as it is: in an address of a database `%` and
/// `?` would mean something else.
fn at(
    path: &Path,
    connections: u32,
    more: impl Fn(SqliteConnectOptions) -> SqliteConnectOptions + Send + Sync + 'static,
) -> ConnectOptions {
    let mut options = ConnectOptions::new("sqlite://file?mode=rw");
    let path = path.to_owned();
    options
        .max_connections(connections)
        .sqlx_logging(false)
        // A file of this machine does not go away between two questions.
        .test_before_acquire(false)
        .map_sqlx_sqlite_opts(move |options| more(options.filename(&path)));
    options
}

/// Only the owner of the account may look into the folder.
fn private(folder: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let is_own = folder.file_name().is_some_and(|name| name == "lumbago");
        if is_own {
            let mode = std::fs::Permissions::from_mode(0o700);
            std::fs::set_permissions(folder, mode)
                .map_err(|error| StoreError::File(folder.to_owned(), error))?;
        }
    }
    Ok(())
}

/// Only the owner may read the file. It is made here, because what SQLite makes beside it (the
/// write-ahead log) is as private as the file is at that moment.
fn private_file(path: &Path) -> Result<(), StoreError> {
    let failed = |error| StoreError::File(path.to_owned(), error);
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        let file = options.mode(0o600).open(path).map_err(failed)?;
        file.set_permissions(std::fs::Permissions::from_mode(0o600)).map_err(failed)?;
    }
    #[cfg(not(unix))]
    options.open(path).map_err(failed)?;
    Ok(())
}

impl Store {
    /// The people of this household, in the order in which they came.
    pub async fn people(&self) -> Result<Vec<person::Model>, StoreError> {
        Ok(person::Entity::find().order_by_asc(person::Column::Created).all(&self.db).await?)
    }

    /// One person.
    pub async fn person(&self, id: Uuid) -> Result<Option<person::Model>, StoreError> {
        Ok(person::Entity::find_by_id(id).one(&self.db).await?)
    }

    /// Calls a person something else.
    pub async fn rename(&self, id: Uuid, name: &str) -> Result<(), StoreError> {
        let row =
            person::ActiveModel { id: Set(id), name: Set(name.to_owned()), ..Default::default() };
        person::Entity::update(row).exec(&self.db).await?;
        Ok(())
    }

    /// The episodes of a person, the newest first.
    pub async fn episodes(&self, person: Uuid) -> Result<Vec<episode::Model>, StoreError> {
        Ok(episode::Entity::find()
            .filter(episode::Column::PersonId.eq(person))
            .order_by_desc(episode::Column::Created)
            .all(&self.db)
            .await?)
    }

    /// One episode.
    pub async fn episode(&self, id: Uuid) -> Result<Option<episode::Model>, StoreError> {
        Ok(episode::Entity::find_by_id(id).one(&self.db).await?)
    }

    /// The episode of a code that somebody wrote down.
    pub async fn episode_of_code(&self, code: &str) -> Result<Option<episode::Model>, StoreError> {
        let code = code.trim().to_uppercase().replace([' ', '-'], "");
        Ok(episode::Entity::find().filter(episode::Column::Code.eq(code)).one(&self.db).await?)
    }

    /// Begins an episode with its first entries, for somebody known or somebody new: all of it or
    /// nothing. The key of the form makes a double click harmless: nothing is begun twice.
    pub async fn begin(
        &self,
        whose: Whose<'_>,
        key: Uuid,
        now: i64,
        entries: &[Entry],
    ) -> Result<Written, StoreError> {
        let transaction = self.db.begin().await?;
        match begin_in(&transaction, whose, key, now, entries).await {
            Ok(()) => {
                transaction.commit().await?;
                Ok(Written::Now)
            }
            Err(error) => {
                transaction.rollback().await?;
                if is_duplicate(&error) { Ok(Written::Before) } else { Err(error.into()) }
            }
        }
    }

    /// The log of an episode, in order.
    pub async fn log(&self, episode: Uuid) -> Result<Vec<Entry>, StoreError> {
        Ok(self.log_and_last(episode).await?.0)
    }

    /// The log of an episode, in order, and the id of its last entry; 0 while there is none.
    pub async fn log_and_last(&self, episode: Uuid) -> Result<(Vec<Entry>, i64), StoreError> {
        let rows = entry::Entity::find()
            .filter(entry::Column::EpisodeId.eq(episode))
            .order_by_asc(entry::Column::Id)
            .all(&self.db)
            .await?;
        let last = rows.last().map_or(0, |row| row.id);
        let read = rows.into_iter().map(|row| {
            serde_json::from_value(row.body).map_err(|error| {
                StoreError::Unreadable(format!("entry {} of {episode}: {error}", row.id))
            })
        });
        Ok((read.collect::<Result<_, _>>()?, last))
    }

    /// The id of the last entry of an episode's log, which no other entry ever had or will have; 0
    /// while there is none.
    pub async fn last_entry(&self, episode: Uuid) -> Result<i64, StoreError> {
        let found: Option<Option<i64>> = entry::Entity::find()
            .select_only()
            .column_as(entry::Column::Id.max(), "last")
            .filter(entry::Column::EpisodeId.eq(episode))
            .into_tuple()
            .one(&self.db)
            .await?;
        Ok(found.flatten().unwrap_or(0))
    }

    /// Appends entries, all or none. The key is that of the form: sent twice, written once.
    pub async fn append(
        &self,
        episode: Uuid,
        key: &str,
        entries: &[Entry],
    ) -> Result<Written, StoreError> {
        let transaction = self.db.begin().await?;
        match append_in(&transaction, episode, key, entries).await {
            Ok(()) => {
                transaction.commit().await?;
                Ok(Written::Now)
            }
            Err(error) if is_duplicate(&error) => {
                transaction.rollback().await?;
                Ok(Written::Before)
            }
            Err(error) => {
                transaction.rollback().await?;
                Err(error.into())
            }
        }
    }

    /// A setting of the household.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        let row = setting::Entity::find_by_id(name.to_owned()).one(&self.db).await?;
        Ok(row.map(|row| row.value))
    }

    /// Writes a setting, or removes it.
    pub async fn set(&self, name: &str, value: Option<&str>) -> Result<(), StoreError> {
        let transaction = self.db.begin().await?;
        setting::Entity::delete_by_id(name.to_owned()).exec(&transaction).await?;
        if let Some(value) = value {
            let row =
                setting::ActiveModel { name: Set(name.to_owned()), value: Set(value.to_owned()) };
            setting::Entity::insert(row).exec_without_returning(&transaction).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Remembers that a browser gave the passcode, until an instant in milliseconds. What is past
    /// is forgotten; the same browser may come twice.
    pub async fn unlock(&self, token_hash: &str, now: i64, until: i64) -> Result<(), StoreError> {
        let transaction = self.db.begin().await?;
        session::Entity::delete_many()
            .filter(session::Column::Until.lte(now))
            .exec(&transaction)
            .await?;
        session::Entity::delete_by_id(token_hash.to_owned()).exec(&transaction).await?;
        let row = session::ActiveModel { token: Set(token_hash.to_owned()), until: Set(until) };
        session::Entity::insert(row).exec_without_returning(&transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// Whether a browser gave the passcode and may still come in.
    pub async fn is_unlocked(&self, token_hash: &str, now: i64) -> Result<bool, StoreError> {
        let row = session::Entity::find_by_id(token_hash.to_owned()).one(&self.db).await?;
        Ok(row.is_some_and(|row| row.until > now))
    }

    /// Forgets every browser that gave the passcode.
    pub async fn lock_all(&self) -> Result<(), StoreError> {
        session::Entity::delete_many().exec(&self.db).await?;
        Ok(())
    }

    /// Deletes one person with everything of theirs.
    pub async fn delete_person(&self, id: Uuid) -> Result<(), StoreError> {
        let found: Vec<Uuid> = self.episodes(id).await?.into_iter().map(|row| row.id).collect();
        let transaction = self.db.begin().await?;
        entry::Entity::delete_many()
            .filter(entry::Column::EpisodeId.is_in(found.clone()))
            .exec(&transaction)
            .await?;
        episode::Entity::delete_many()
            .filter(episode::Column::Id.is_in(found))
            .exec(&transaction)
            .await?;
        person::Entity::delete_by_id(id).exec(&transaction).await?;
        transaction.commit().await?;
        backup::shrink(&self.db).await
    }

    /// Deletes everything: people, episodes, logs, sessions, all settings but those named, and the
    /// files that a restore kept beside the store.
    pub async fn delete_all(&self, but: &[&str]) -> Result<(), StoreError> {
        let transaction = self.db.begin().await?;
        entry::Entity::delete_many().exec(&transaction).await?;
        episode::Entity::delete_many().exec(&transaction).await?;
        person::Entity::delete_many().exec(&transaction).await?;
        setting::Entity::delete_many()
            .filter(setting::Column::Name.is_not_in(but.iter().copied()))
            .exec(&transaction)
            .await?;
        session::Entity::delete_many().exec(&transaction).await?;
        transaction.commit().await?;
        backup::remove_kept(&self.path)?;
        backup::shrink(&self.db).await
    }
}

/// Whose episode begins.
#[derive(Debug, Clone, Copy)]
pub enum Whose<'a> {
    /// A person who is known.
    Known(Uuid),
    /// Somebody new, with what they are called.
    New(&'a str),
}

async fn begin_in(
    transaction: &DatabaseTransaction,
    whose: Whose<'_>,
    key: Uuid,
    now: i64,
    entries: &[Entry],
) -> Result<(), DbErr> {
    let person = match whose {
        Whose::Known(person) => person,
        Whose::New(name) => add_person(transaction, name, now).await?,
    };
    let row = new_episode(key, person, now);
    episode::Entity::insert(row).exec_without_returning(transaction).await?;
    append_in(transaction, key, "start", entries).await
}

async fn add_person(
    transaction: &DatabaseTransaction,
    name: &str,
    now: i64,
) -> Result<Uuid, DbErr> {
    let id = Uuid::new_v4();
    let row = person::ActiveModel { id: Set(id), name: Set(name.to_owned()), created: Set(now) };
    person::Entity::insert(row).exec_without_returning(transaction).await?;
    Ok(id)
}

fn new_episode(id: Uuid, person: Uuid, created: i64) -> episode::ActiveModel {
    episode::ActiveModel {
        id: Set(id),
        person_id: Set(person),
        code: Set(code()),
        created: Set(created),
    }
}

async fn append_in(
    transaction: &DatabaseTransaction,
    episode: Uuid,
    key: &str,
    entries: &[Entry],
) -> Result<(), DbErr> {
    for (index, written) in entries.iter().enumerate() {
        let body =
            serde_json::to_value(written).map_err(|error| DbErr::Custom(error.to_string()))?;
        let row = entry::ActiveModel {
            episode_id: Set(episode),
            at: Set(written.at.as_millisecond()),
            body: Set(body),
            form: Set(format!("{key}/{index}")),
            ..Default::default()
        };
        row.insert(transaction).await?;
    }
    Ok(())
}

fn is_duplicate(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

/// A code that can be read aloud: 10 letters and digits that do not look alike (50 bits).
fn code() -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let random = Uuid::new_v4();
    random
        .as_bytes()
        .iter()
        .enumerate()
        // Bytes 6 and 8 of a random UUID hold its version.
        .filter(|(at, _)| ![6, 8].contains(at))
        .take(10)
        .filter_map(|(_, byte)| LETTERS.get(usize::from(*byte) % LETTERS.len()))
        .map(|letter| char::from(*letter))
        .collect()
}
