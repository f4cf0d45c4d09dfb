//! Everything of a household, to take it along and to bring it in again.

use std::collections::{BTreeMap, BTreeSet};

use lumbago_episode::archive::{Archive, Episode, Person};
use lumbago_episode::log::Entry;
use sea_orm::{EntityTrait, TransactionTrait};
use uuid::Uuid;

use super::{Store, StoreError, add_person, append_in, episode, new_episode};

/// What came in with an archive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Came {
    /// Episodes that were not here.
    pub episodes: usize,
    /// Episodes that were here, and had grown elsewhere.
    pub longer: usize,
    /// Episodes that went on here and elsewhere in different ways; they stay as they are here.
    pub differ: usize,
}

impl Store {
    /// Everything of this household.
    pub async fn archive(&self) -> Result<Archive, StoreError> {
        let mut people = Vec::new();
        for person in self.people().await? {
            let mut episodes = Vec::new();
            for found in self.episodes(person.id).await? {
                let log = self.log(found.id).await?;
                episodes.push(Episode { id: found.id.to_string(), log });
            }
            episodes.reverse();
            people.push(Person { name: person.name, episodes });
        }
        Ok(Archive::of(people))
    }

    /// Brings an archive in, all or nothing. What is there already is left as it is; what was added
    /// to it elsewhere is added here, too.
    pub async fn import(&self, archive: &Archive, now: i64) -> Result<Came, StoreError> {
        let mut owners: BTreeMap<Uuid, Uuid> = episode::Entity::find()
            .all(&self.db)
            .await?
            .into_iter()
            .map(|row| (row.id, row.person_id))
            .collect();
        let names: BTreeSet<String> =
            self.people().await?.into_iter().map(|person| person.name).collect();
        let mut logs: BTreeMap<Uuid, Vec<Entry>> = BTreeMap::new();
        for id in owners.keys() {
            logs.insert(*id, self.log(*id).await?);
        }
        let form = Uuid::new_v4();
        let transaction = self.db.begin().await?;
        let mut came = Came::default();
        for person in &archive.people {
            let mut owner = None;
            let mut fresh = Vec::new();
            for found in &person.episodes {
                let id: Uuid = found.id.parse().map_err(|_| {
                    StoreError::Unreadable(format!("`{}` is no id of an episode", found.id))
                })?;
                let Some(known) = owners.get(&id) else {
                    fresh.push((id, &found.log));
                    continue;
                };
                owner = owner.or(Some(*known));
                let here = logs.get(&id).map(Vec::as_slice).unwrap_or_default();
                if let Some(rest) = found.log.strip_prefix(here) {
                    if !rest.is_empty() {
                        append_in(&transaction, id, &format!("import-{form}"), rest).await?;
                        logs.insert(id, found.log.clone());
                        came.longer += 1;
                    }
                } else if !here.starts_with(&found.log) {
                    came.differ += 1;
                }
            }
            // Whoever is known with all that the archive holds of them is not added again.
            if fresh.is_empty() && (!person.episodes.is_empty() || names.contains(&person.name)) {
                continue;
            }
            let owner = match owner {
                Some(owner) => owner,
                None => add_person(&transaction, &person.name, now).await?,
            };
            for (id, log) in fresh {
                // The same episode twice in one file: the first counts.
                if owners.insert(id, owner).is_some() {
                    continue;
                }
                let created = log.first().map_or(now, |entry| entry.at.as_millisecond());
                let row = new_episode(id, owner, created);
                episode::Entity::insert(row).exec_without_returning(&transaction).await?;
                append_in(&transaction, id, "import", log).await?;
                logs.insert(id, log.clone());
                came.episodes += 1;
            }
        }
        transaction.commit().await?;
        Ok(came)
    }
}
