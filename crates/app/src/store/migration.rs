//! The tables, one step for each version. A step that was released is never changed.

use sea_orm_migration::prelude::*;

/// All steps, in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(First)]
    }
}

/// Version 1: people, episodes, logs, settings, sessions.
struct First;

impl MigrationName for First {
    fn name(&self) -> &str {
        "v1"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for First {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = |text: &'static str| Alias::new(text);
        manager
            .create_table(
                Table::create()
                    .table(name("person"))
                    .col(ColumnDef::new(name("id")).uuid().not_null().primary_key())
                    .col(ColumnDef::new(name("name")).text().not_null())
                    .col(ColumnDef::new(name("created")).big_integer().not_null())
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table(name("episode"))
                    .col(ColumnDef::new(name("id")).uuid().not_null().primary_key())
                    .col(ColumnDef::new(name("person_id")).uuid().not_null())
                    .col(ColumnDef::new(name("code")).text().not_null().unique_key())
                    .col(ColumnDef::new(name("created")).big_integer().not_null())
                    .foreign_key(
                        ForeignKey::create()
                            .from(name("episode"), name("person_id"))
                            .to(name("person"), name("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table(name("entry"))
                    .col(
                        ColumnDef::new(name("id"))
                            .big_integer()
                            .not_null()
                            .auto_increment()
                            .primary_key(),
                    )
                    .col(ColumnDef::new(name("episode_id")).uuid().not_null())
                    .col(ColumnDef::new(name("at")).big_integer().not_null())
                    .col(ColumnDef::new(name("body")).json().not_null())
                    .col(ColumnDef::new(name("form")).text().not_null())
                    .foreign_key(
                        ForeignKey::create()
                            .from(name("entry"), name("episode_id"))
                            .to(name("episode"), name("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("entry_form")
                    .table(name("entry"))
                    .col(name("episode_id"))
                    .col(name("form"))
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table(name("setting"))
                    .col(ColumnDef::new(name("name")).text().not_null().primary_key())
                    .col(ColumnDef::new(name("value")).text().not_null())
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table(name("session"))
                    .col(ColumnDef::new(name("token")).text().not_null().primary_key())
                    .col(ColumnDef::new(name("until")).big_integer().not_null())
                    .to_owned(),
            )
            .await
    }
}
