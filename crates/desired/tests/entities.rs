//! Entities with every kind of attribute and every kind of declaration come out as whole schemas, on every engine.
#![allow(clippy::expect_used, clippy::panic)]
#![recursion_limit = "1024"]
// SeaORM's macros need their items public, whoever can reach them, and make more than a declaration uses.
#![allow(unreachable_pub, dead_code)]

#[path = "entities/server.rs"]
mod server;

use driftline_desired::{Declared, DesiredError, declared};
use driftline_schema::notation::print_schema;
use driftline_schema::{Engine, ObjectName};

/// What attributes alone can say and every engine understands.
mod sink {
    pub(crate) mod parent {
        use sea_orm::entity::prelude::*;

        #[sea_orm::compact_model]
        #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
        #[sea_orm(table_name = "parents")]
        pub struct Model {
            #[sea_orm(primary_key, auto_increment = false)]
            pub a: i32,
            #[sea_orm(primary_key, auto_increment = false, column_type = "String(StringLen::N(8))")]
            pub b: String,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub(crate) mod kinds {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
        #[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "Mood Kind")]
        pub enum Mood {
            #[sea_orm(string_value = "it's")]
            Its,
            #[sea_orm(string_value = "so, so")]
            SoSo,
        }

        #[derive(Clone, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
        #[sea_orm(rs_type = "String", db_type = "String(StringLen::N(3))")]
        pub enum Code {
            #[sea_orm(string_value = "a")]
            A,
        }

        #[sea_orm::compact_model]
        #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
        #[sea_orm(table_name = "all \"kinds\"", comment = "it's \"all\" kinds")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub plain: String,
            #[sea_orm(column_type = "Text", nullable)]
            pub long_text: Option<String>,
            pub tiny: i8,
            pub small: i16,
            pub whole: i32,
            pub unsigned: u32,
            pub large: u64,
            pub single: f32,
            pub double: f64,
            #[sea_orm(column_type = "Decimal(Some((12, 4)))", default_value = "-1.50")]
            pub amount: Decimal,
            #[sea_orm(default_value = true)]
            pub yes: bool,
            pub uuid: Uuid,
            #[sea_orm(column_type = "JsonBinary")]
            pub json: Json,
            #[sea_orm(default_expr = "Expr::current_timestamp()")]
            pub at: DateTimeUtc,
            pub local: DateTime,
            pub day: Date,
            pub hour: Option<Time>,
            pub bytes: Vec<u8>,
            #[sea_orm(column_type = "VarBinary(StringLen::N(16))")]
            pub short_bytes: Vec<u8>,
            #[sea_orm(column_type = "custom(\"point\")")]
            pub place: String,
            #[sea_orm(unique, default_value = "it's \\ \"x\"")]
            pub single_unique: String,
            #[sea_orm(indexed)]
            pub indexed: i32,
            #[sea_orm(unique_key = "pair")]
            pub left: i32,
            #[sea_orm(unique_key = "pair")]
            pub right: i32,
            #[sea_orm(default_expr = "Expr::cust(\"(1 + 2)\")")]
            pub sum: i32,
            #[sea_orm(extra = "CHECK (checked > 0) CONSTRAINT ck_small CHECK (checked < 9)")]
            pub checked: i32,
            #[sea_orm(extra = "GENERATED ALWAYS AS (whole * 2) STORED")]
            pub doubled: i32,
            #[sea_orm(comment = "it's; a comment", renamed_from = "old name")]
            pub commented: i32,
            #[sea_orm(renamed_from = "before")]
            pub after: i32,
            #[sea_orm(column_name = "Select")]
            pub keyword: i32,
            #[sea_orm(ignore)]
            pub ignored: i32,
            pub mood: Mood,
            pub code: Option<Code>,
            pub parent_a: Option<i32>,
            #[sea_orm(column_type = "String(StringLen::N(8))")]
            pub parent_b: Option<String>,
            pub self_id: Option<i64>,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {
            #[sea_orm(
                belongs_to = "super::parent::Entity",
                from = "(Column::ParentA, Column::ParentB)",
                to = "(super::parent::Column::A, super::parent::Column::B)",
                on_delete = "SetNull",
                on_update = "Cascade"
            )]
            Parent,
            #[sea_orm(belongs_to = "Entity", from = "Column::SelfId", to = "Column::Id", fk_name = "fk self")]
            Itself,
        }

        impl Related<super::parent::Entity> for Entity {
            fn to() -> RelationDef {
                Relation::Parent.def()
            }
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    // Its path begins with that of `kinds`, which SeaORM's own filter does not tell apart.
    pub(crate) mod kinds_too {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
        #[sea_orm(table_name = "dense")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: String,
            pub all_id: i64,
            #[sea_orm(belongs_to, from = "all_id", to = "id", on_delete = "Restrict")]
            pub all: BelongsTo<super::kinds::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

/// What only PostgreSQL has.
mod arrays {
    pub(crate) mod plain {
        use sea_orm::entity::prelude::*;

        #[sea_orm::compact_model]
        #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
        #[sea_orm(table_name = "plain", schema_name = "notes")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            #[sea_orm(comment = "nobody sees this")]
            pub words: Vec<String>,
            #[sea_orm(indexed)]
            pub address: i32,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    }

    // Its path begins with that of `plain`, and the other engines' printers panic on that one only.
    pub(crate) mod plain_labels {
        use driftline_desired::prelude::*;
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
        #[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "Colour")]
        pub enum Colour {
            #[sea_orm(string_value = "red")]
            Red,
            #[sea_orm(string_value = "blue")]
            Blue,
        }

        #[sea_orm::compact_model]
        #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
        #[sea_orm(table_name = "labels", schema_name = "public", comment = "seen through the declaration")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            #[sea_orm(comment = "all of them", renamed_from = "colors")]
            pub colours: Vec<Colour>,
            pub plain_id: i32,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {
            #[sea_orm(belongs_to = "super::plain::Entity", from = "Column::PlainId", to = "super::plain::Column::Id")]
            Plain,
        }

        impl ActiveModelBehavior for ActiveModel {}

        declare!(Entity);
    }
}

/// What attributes cannot say.
mod beside {
    pub(crate) mod contact {
        use driftline_desired::prelude::*;
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
        #[sea_orm(table_name = "contacts", comment = "an attribute says this")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub name: String,
            pub email: Option<String>,
            pub age: i32,
            pub twice: i32,
            pub deleted_at: Option<DateTimeUtc>,
            pub boss_id: Option<i32>,
            #[sea_orm(self_ref, relation_enum = "Boss", from = "boss_id", to = "id")]
            pub boss: BelongsTo<Option<Entity>>,
        }

        impl ActiveModelBehavior for ActiveModel {}

        declare!(Entity, |table| {
            table.renamed_from("people").comment("the declaration says this");
            table.except(Engine::MySql, |table| {
                table.index(Index::create().name("ix_live").col("name").and_where(Expr::col("deleted_at").is_null()));
                table
                    .index(Index::create().name("ix_qualified").col(Column::Age).and_where(Column::Name.is_not_null()));
                table.foreign_key(["boss_id"]).deferrable(Deferrable::InitiallyDeferred);
            });
            table.on(Engine::MySql, |table| {
                table.index(Index::create().name("ix_words").full_text().col("name"));
                table.index(Index::create().name("ix_mail").col(("email", 10)));
                table.column("name").collation("utf8mb4_bin").data_type("MediumText").default("'x'");
                table.column("deleted_at").on_update(Expr::current_timestamp()).invisible();
            });
            table.index(Index::create().name("ux_mail").unique().col(Func::lower(Expr::col("email"))));
            table.index(Index::create().col("email").col(("age", IndexOrder::Desc)));
            table.check("ck_age", Expr::col("age").gte(0));
            table.check("ck_text", "age >= 0 AND age < 200");
            table.unique("uq_pair", ["age", "email"]);
            table.foreign_key(["boss_id"]).name("fk_boss");
            table.column("email").comment("private").renamed_from("mail");
            table.column("twice").generated("age * 2", true);
            table.on(Engine::Sqlite, |table| {
                table.column("name").collation("nocase");
            });
            table.index_sql(
                Engine::Postgres,
                "CREATE INDEX ix_brin ON contacts USING brin (id) WITH (pages_per_range = 4)",
            );
        });

        declare!(Entity, |table| table.check("ck_more", "length(name) > 0"));
    }
}

/// Views, triggers, routines and options of tables.
mod beside_tables {
    pub(crate) mod note {
        use driftline_desired::prelude::*;
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
        #[sea_orm(table_name = "notes")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            #[sea_orm(column_type = "String(StringLen::N(20))")]
            pub title: String,
            pub done: bool,
        }

        impl ActiveModelBehavior for ActiveModel {}

        declare!(Entity, |table| {
            table.on(Engine::Sqlite, |table| {
                table.strict();
            });
            table.on(Engine::Postgres, |table| {
                table.unlogged().option("fillfactor=70");
            });
            table.on(Engine::MySql, |table| {
                table.storage_engine("Aria").collation("utf8mb4_bin").option("transactional=1");
                table.partition_by("PARTITION BY HASH (id) PARTITIONS 2");
            });
            table.trigger(
                Engine::Sqlite,
                "CREATE TRIGGER touch AFTER UPDATE ON Notes BEGIN UPDATE notes SET done = 1; SELECT 2; END;",
            );
            table.dropped_trigger("old");
        });

        declare_schema!(|schema| {
            schema.view(
                "open_notes",
                Query::select().columns(["id", "title"]).from("notes").and_where(Expr::col("done").eq(false)),
            );
            schema.view("titles", "SELECT title FROM notes;").comment("all of them");
            schema.on(Engine::Postgres, |schema| {
                schema
                    .materialized_view("counts", "SELECT done, count(*) AS n FROM notes GROUP BY done")
                    .index(Index::create().name("ux_counts").unique().col("done"))
                    .option("fillfactor=80");
            });
            schema.create(
                Engine::Postgres,
                "CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;",
            );
            schema.create(
                Engine::Postgres,
                "CREATE TRIGGER touch BEFORE UPDATE ON public.notes FOR EACH ROW EXECUTE FUNCTION touch()",
            );
            schema.create(
                Engine::Postgres,
                "CREATE FUNCTION audit.f(a int DEFAULT 1) RETURNS int LANGUAGE sql AS 'select 1'",
            );
            schema.create(Engine::Sqlite, "CREATE VIRTUAL TABLE words USING fts5(title)");
            schema.create(
                Engine::Sqlite,
                "CREATE TRIGGER through INSTEAD OF INSERT ON titles BEGIN INSERT INTO notes (title) VALUES (new.title); END",
            );
            schema.create(Engine::MySql, "CREATE VIEW made AS SELECT 1 AS one");
            schema.dropped_view("gone").dropped(ObjectKind::Function, "gone");
        });
    }

    /// Reads the view of that name.
    pub(crate) mod open_note {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
        #[sea_orm(table_name = "open_notes")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub title: String,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

/// What some engines cannot hold, and `declare!` shows the rest.
mod unheld {
    pub(crate) mod tag {
        use driftline_desired::prelude::*;
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
        #[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "mood")]
        pub enum Mood {
            #[sea_orm(string_value = "it's")]
            Its,
        }

        #[sea_orm::compact_model]
        #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
        #[sea_orm(table_name = "tags", comment = "a table with everything")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(unique)]
            pub name: String,
            #[sea_orm(renamed_from = "words")]
            pub labels: Vec<String>,
            #[sea_orm(indexed, column_type = "Inet", nullable)]
            pub address: Option<String>,
            pub moods: Vec<Mood>,
            #[sea_orm(default_value = "it's", renamed_from = "humour")]
            pub mood: Mood,
            pub tiny: i8,
            pub large: u64,
            pub bytes: Vec<u8>,
            #[sea_orm(column_type = "Interval(None, None)", nullable)]
            pub span: Option<String>,
            #[sea_orm(column_type = "custom(\"tsvector\")", nullable)]
            pub search: Option<String>,
            #[sea_orm(column_type = "Bit(Some(3))", nullable)]
            pub bits: Option<Vec<u8>>,
            #[sea_orm(extra = "GENERATED ALWAYS AS (array_length(labels, 1)) STORED")]
            pub labelled: i32,
            #[sea_orm(extra = "CHECK (labelled > 0) CHECK (name <> '')")]
            pub other: i32,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}

        declare!(Entity, |table| {
            table.index(Index::create().name("ix_labels").col("labels"));
            table.index(Index::create().name("ix_name_labels").col("name").col("labels"));
            table.index(Index::create().name("ix_tiny").col("tiny"));
            table.check("ck_labels", "array_length(labels, 1) < 9");
            table.on(Engine::Sqlite, |table| {
                table.column("bits").data_type("BLOB");
            });
        });
    }

    /// No table without its key.
    pub(crate) mod host {
        use driftline_desired::prelude::*;
        use sea_orm::entity::prelude::*;

        #[sea_orm::compact_model]
        #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
        #[sea_orm(table_name = "hosts")]
        pub struct Model {
            #[sea_orm(primary_key, auto_increment = false, column_type = "Inet")]
            pub address: String,
            #[sea_orm(primary_key, auto_increment = false)]
            pub port: i32,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}

        declare!(Entity, |table| table.renamed_from("machines"));
    }

    pub(crate) mod visit {
        use sea_orm::entity::prelude::*;

        #[sea_orm::compact_model]
        #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
        #[sea_orm(table_name = "visits")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub host: String,
            pub port: i32,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {
            #[sea_orm(
                belongs_to = "super::host::Entity",
                from = "(Column::Host, Column::Port)",
                to = "(super::host::Column::Address, super::host::Column::Port)"
            )]
            Host,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    /// Only MySQL has years.
    pub(crate) mod car {
        use driftline_desired::prelude::*;
        use sea_orm::entity::prelude::*;

        #[sea_orm::compact_model]
        #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
        #[sea_orm(table_name = "cars")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub owner: Option<Uuid>,
            #[sea_orm(column_type = "Year", default_value = 1999)]
            pub built: i16,
            #[sea_orm(indexed)]
            pub mood: Option<super::tag::Mood>,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}

        declare!(Entity);
    }
}

/// What some engines cannot hold, and nothing shows the rest.
mod bare {
    pub(crate) mod tag {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
        #[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "bare_mood")]
        pub enum Mood {
            #[sea_orm(string_value = "it's")]
            Its,
        }

        #[sea_orm::compact_model]
        #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
        #[sea_orm(table_name = "tags")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(unique, default_value = "it's")]
            pub name: String,
            pub labels: Vec<String>,
            pub mood: Mood,
            pub tiny: i8,
            pub large: u64,
            pub bytes: Vec<u8>,
            #[sea_orm(column_type = "Decimal(Some((12, 4)))")]
            pub amount: Decimal,
            #[sea_orm(default_expr = "Expr::current_timestamp()")]
            pub at: DateTimeUtc,
            #[sea_orm(extra = "CHECK (checked > 0)")]
            pub checked: i32,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    }
}

/// What only MariaDB and MySQL have, said by attributes.
mod only_mysql {
    pub(crate) mod it {
        use sea_orm::entity::prelude::*;

        #[sea_orm::compact_model]
        #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
        #[sea_orm(table_name = "t")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: u64,
            #[sea_orm(default_expr = "Expr::current_timestamp()", extra = "ON UPDATE CURRENT_TIMESTAMP")]
            pub at: DateTimeUtc,
            #[sea_orm(
                column_type = "custom(\"datetime(3)\")",
                default_expr = "Expr::cust(\"CURRENT_TIMESTAMP(3)\")",
                extra = "ON UPDATE CURRENT_TIMESTAMP(3) INVISIBLE"
            )]
            pub fine: DateTime,
            #[sea_orm(extra = "UNSIGNED CHECK (small < 9)")]
            pub small: i16,
            #[sea_orm(extra = "CHARACTER SET latin1")]
            pub plain: String,
            #[sea_orm(extra = "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", comment = "as it is")]
            pub exact: String,
            #[sea_orm(column_type = "custom(\"MEDIUMTEXT\")", extra = "COMPRESSED")]
            pub long: Option<String>,
            #[sea_orm(column_type = "custom(\"set('a','it''s')\")", default_value = "a")]
            pub many: String,
            #[sea_orm(extra = "GENERATED ALWAYS AS (small * 2) PERSISTENT")]
            pub doubled: i32,
            pub nothing: Option<bool>,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    }
}

/// Mistakes, one module each.
mod wrong {
    pub(crate) mod twice {
        pub(crate) mod one {
            use sea_orm::entity::prelude::*;

            #[sea_orm::compact_model]
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = "same")]
            pub struct Model {
                #[sea_orm(primary_key)]
                pub id: i32,
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }

        pub(crate) mod two {
            use sea_orm::entity::prelude::*;

            #[sea_orm::compact_model]
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = "same")]
            pub struct Model {
                #[sea_orm(primary_key)]
                pub key: i32,
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    }

    pub(crate) mod twice_nested {
        pub(crate) mod one {
            use sea_orm::entity::prelude::*;

            #[sea_orm::compact_model]
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = "same")]
            pub struct Model {
                #[sea_orm(primary_key)]
                pub id: i32,
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}

            pub(crate) mod below {
                use sea_orm::entity::prelude::*;

                #[sea_orm::compact_model]
                #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
                #[sea_orm(table_name = "same")]
                pub struct Model {
                    #[sea_orm(primary_key)]
                    pub key: i32,
                }

                #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
                pub enum Relation {}

                impl ActiveModelBehavior for ActiveModel {}
            }
        }
    }

    /// One entity with one column, and perhaps a declaration.
    macro_rules! one_column {
        ($module:ident, $table:literal, [$($attribute:tt)*], $column:ident: $type:ty $(, $declare:expr)?) => {
            pub(crate) mod $module {
                pub(crate) mod it {
                    #[allow(unused_imports)]
                    use driftline_desired::prelude::*;
                    use sea_orm::entity::prelude::*;

                    #[sea_orm::compact_model]
                    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
                    #[sea_orm(table_name = $table)]
                    pub struct Model {
                        #[sea_orm(primary_key)]
                        pub id: i32,
                        #[sea_orm($($attribute)*)]
                        pub $column: $type,
                    }

                    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
                    pub enum Relation {}

                    impl ActiveModelBehavior for ActiveModel {}

                    $(fn fill(table: &mut driftline_desired::Declaration) {
                        let fill: fn(&mut driftline_desired::Declaration) = $declare;
                        fill(table);
                    }

                    declare!(Entity, |table| fill(table));)?
                }
            }
        };
    }

    one_column!(extra, "t", [extra = "CHEK (x > 0)"], x: i32);
    one_column!(column, "t", [], x: i32, |table| {
        table.index(Index::create().name("ix").col("y"));
    });
    one_column!(method, "t", [], x: i32, |table| {
        table.index(Index::create().name("ix").col("x").index_type(IndexType::Hash));
    });
    one_column!(key, "t", [], x: i32, |table| {
        table.foreign_key(["x"]).name("fk");
    });
    one_column!(member, "t", [unique], x: i32, |table| {
        table.check("t_x_key", "x > 0");
    });
    one_column!(index_twice, "t", [], x: i32, |table| {
        table.index(Index::create().name("T").col("x")).index(Index::create().name("u").col("x"));
    });
    one_column!(year, "t", [column_type = "Year"], x: i32);
    one_column!(charset, "t", [extra = "CHARACTER SET utf8mb4"], x: String);
    one_column!(identity, "t", [extra = "GENERATED ALWAYS AS IDENTITY"], x: i32);
    one_column!(on_update, "t", [extra = "ON UPDATE CURRENT_TIMESTAMP"], x: Option<DateTimeUtc>);
    one_column!(update_of_all, "t", [], x: DateTimeUtc, |table| {
        table.column("x").on_update(Expr::current_timestamp());
    });
    one_column!(text_key, "t", [indexed, column_type = "Text"], x: String);
    one_column!(max, "t", [column_type = "String(StringLen::Max)"], x: String);
    one_column!(partial, "t", [], x: i32, |table| {
        table.index(Index::create().name("ix").col("x").and_where(Expr::col("x").gt(0)));
    });
    one_column!(space, "t", [column_name = "x "], x: i32);
    one_column!(letters, "t", [column_name = "ID"], x: i32);

    pub(crate) mod counter {
        pub(crate) mod it {
            use sea_orm::entity::prelude::*;

            #[sea_orm::compact_model]
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = "t")]
            pub struct Model {
                #[sea_orm(primary_key)]
                pub id: u32,
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    }

    pub(crate) mod one_key {
        macro_rules! child {
            ($module:ident, $table:literal) => {
                pub(crate) mod $module {
                    use sea_orm::entity::prelude::*;

                    #[sea_orm::compact_model]
                    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
                    #[sea_orm(table_name = $table)]
                    pub struct Model {
                        #[sea_orm(primary_key)]
                        pub id: i32,
                        pub parent: i32,
                    }

                    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
                    pub enum Relation {
                        #[sea_orm(belongs_to = "Entity", from = "Column::Parent", to = "Column::Id", fk_name = "fk")]
                        Parent,
                    }

                    impl ActiveModelBehavior for ActiveModel {}
                }
            };
        }

        child!(one, "one");
        child!(two, "two");
    }

    pub(crate) mod namespace {
        pub(crate) mod it {
            use sea_orm::entity::prelude::*;

            #[sea_orm::compact_model]
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = "t", schema_name = "audit")]
            pub struct Model {
                #[sea_orm(primary_key)]
                pub id: i32,
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    }

    pub(crate) mod long {
        one_column!(
            one,
            "a_table_whose_name_is_longer_than_postgresql_keeps_and_therefore_cut_one",
            [indexed],
            x: i32
        );
        one_column!(
            two,
            "a_table_whose_name_is_longer_than_postgresql_keeps_and_therefore_cut_two",
            [indexed],
            x: i32
        );
    }

    pub(crate) mod labels {
        pub(crate) mod it {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
            #[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "hidden")]
            pub enum Hidden {
                #[sea_orm(string_value = "a")]
                A,
            }

            #[sea_orm::compact_model]
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = "t")]
            pub struct Model {
                #[sea_orm(primary_key)]
                pub id: i32,
                pub all: Vec<Hidden>,
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    }
}

fn module(name: &str) -> String {
    format!("{}::{name}", module_path!())
}

fn found(engine: Engine, name: &str) -> Declared {
    declared(engine, &module(name)).expect(name)
}

fn error(engine: Engine, name: &str) -> DesiredError {
    declared(engine, &module(name)).map(|declared| print_schema(&declared.schema)).expect_err(name)
}

#[track_caller]
fn check(engine: Engine, name: &str, wanted: &str) -> Declared {
    let declared = found(engine, name);
    let printed = print_schema(&declared.schema);
    assert_eq!(printed.trim(), wanted.trim(), "\n{printed}");
    // The notation tells every difference it has words for; the values themselves tell the rest.
    assert_eq!(driftline_schema::notation::schema(engine, wanted).expect("notation"), declared.schema);
    assert_eq!(found(engine, name), declared, "two runs differ");
    declared
}

#[test]
fn what_attributes_say() {
    for (engine, wanted) in [
        (Engine::Sqlite, include_str!("expected/sink.sqlite.txt")),
        (Engine::Postgres, include_str!("expected/sink.postgres.txt")),
        (Engine::MySql, include_str!("expected/sink.mysql.txt")),
    ] {
        let declared = check(engine, "sink", wanted);
        let kinds = ObjectName::new("all \"kinds\"");
        assert_eq!(declared.renamed_tables, []);
        assert_eq!(
            declared.renamed_columns,
            [
                (kinds.clone(), "after".to_owned(), "before".to_owned()),
                (kinds.clone(), "commented".to_owned(), "old name".to_owned()),
            ]
        );
        assert_eq!(declared.modules[&kinds], module("sink::kinds"));
        assert_eq!(declared.modules[&"dense".into()], module("sink::kinds_too"));
    }
}

#[test]
fn what_stands_beside_tables() {
    for (engine, wanted) in [
        (Engine::Sqlite, include_str!("expected/beside_tables.sqlite.txt")),
        (Engine::Postgres, include_str!("expected/beside_tables.postgres.txt")),
        (Engine::MySql, include_str!("expected/beside_tables.mysql.txt")),
    ] {
        let declared = check(engine, "beside_tables", wanted);
        assert_eq!(declared.absent.views, [ObjectName::new("gone")].into());
        assert_eq!(declared.absent.triggers, [("notes".into(), "old".to_owned())].into());
        assert_eq!(declared.absent.objects.len(), 1);
        assert!(!declared.modules.contains_key(&"open_notes".into()));
    }
}

#[test]
fn what_only_postgresql_has() {
    let declared = check(Engine::Postgres, "arrays", include_str!("expected/arrays.postgres.txt"));
    assert_eq!(declared.renamed_columns, [("labels".into(), "colours".to_owned(), "colors".to_owned())]);
    for engine in [Engine::Sqlite, Engine::MySql] {
        let DesiredError::Namespace { namespace, .. } = error(engine, "wrong::namespace") else { panic!() };
        assert_eq!(namespace, "audit");
    }
}

#[test]
fn what_only_mysql_has() {
    check(Engine::MySql, "only_mysql", include_str!("expected/only_mysql.mysql.txt"));
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let error = error(engine, "only_mysql");
        match (engine, &error) {
            (Engine::Sqlite, DesiredError::Extra { column, .. }) => assert_eq!(column, "at"),
            (Engine::Postgres, DesiredError::Refused { .. }) => {}
            _ => panic!("{engine}: {error}"),
        }
    }
    assert_eq!(print_schema(&found(Engine::MySql, "wrong::counter").schema), "t: id int unsigned pk auto");
    assert_eq!(print_schema(&found(Engine::Sqlite, "wrong::counter").schema), "t: id integer pk auto");
}

#[test]
fn what_an_engine_cannot_hold_is_left_out_and_said() {
    for (engine, wanted, left_out, renamed) in [
        (
            Engine::Sqlite,
            include_str!("expected/unheld.sqlite.txt"),
            &["cars.built", "hosts", "tags.labels", "tags.address", "tags.moods", "tags.span", "tags.labelled"][..],
            &["mood"][..],
        ),
        (Engine::Postgres, include_str!("expected/unheld.postgres.txt"), &["cars.built"], &["labels", "mood"]),
        (
            Engine::MySql,
            include_str!("expected/unheld.mysql.txt"),
            &["hosts", "tags.labels", "tags.address", "tags.moods", "tags.span", "tags.search", "tags.labelled"],
            &["mood"],
        ),
    ] {
        let declared = check(engine, "unheld", wanted);
        let found: Vec<_> = declared.unheld.iter().map(driftline_desired::Unheld::object).collect();
        let found: Vec<_> = found.iter().filter_map(|object| object.split(' ').next_back()).collect();
        assert_eq!(found, left_out, "{engine}");
        for unheld in &declared.unheld {
            let is_said = |said: &&driftline_schema::NotCompared| said.object == unheld.object();
            assert_eq!(
                declared.schema.not_compared.iter().find(is_said).map(|said| &said.reason),
                Some(&unheld.reason)
            );
            assert_eq!(unheld.engine, engine);
        }
        let columns: Vec<_> = declared.renamed_columns.iter().map(|(_, column, _)| column.as_str()).collect();
        assert_eq!(columns, renamed);
        assert_eq!(declared.renamed_tables.len(), usize::from(engine == Engine::Postgres));
        assert!(declared.modules.contains_key(&"hosts".into()));
    }
}

#[test]
fn what_sqlite_cannot_hold_hides_no_other_column() {
    check(Engine::Sqlite, "bare", include_str!("expected/bare.sqlite.txt"));
    let message = error(Engine::MySql, "bare").to_string();
    assert!(message.contains("no type `character varying[]` (column `labels`)"), "{message}");
    assert!(message.contains("declare!(Entity);"), "{message}");
}

#[test]
fn an_index_that_an_engine_does_not_have_is_left_out_and_said() {
    let method = declared(Engine::Sqlite, &module("wrong::method")).unwrap();
    assert_eq!((method.unheld.len(), method.unheld[0].object()), (1, "index t.ix".to_owned()));
    assert_eq!(method.unheld[0].reason, "SQLite has no index with a method");
}

#[test]
fn what_is_declared_beside() {
    for (engine, wanted) in [
        (Engine::Sqlite, include_str!("expected/beside.sqlite.txt")),
        (Engine::Postgres, include_str!("expected/beside.postgres.txt")),
        (Engine::MySql, include_str!("expected/beside.mysql.txt")),
    ] {
        let declared = check(engine, "beside", wanted);
        assert_eq!(declared.renamed_tables, [("contacts".into(), "people".into())]);
        assert_eq!(declared.renamed_columns, [("contacts".into(), "email".to_owned(), "mail".to_owned())]);
    }
}

#[test]
fn a_module_whose_path_begins_alike_is_told_apart() {
    let declared = found(Engine::Sqlite, "sink::kinds_too");
    assert_eq!(declared.modules.len(), 1, "{:?}", declared.modules);
    assert_eq!(found(Engine::Sqlite, "sink::kinds").modules.len(), 1);
}

#[test]
fn no_entity_is_an_error_that_says_what_to_do() {
    for engine in [Engine::Sqlite, Engine::Postgres, Engine::MySql] {
        let message = error(engine, "nothing").to_string();
        assert!(message.contains("use entities as _;") && message.contains("entity-registry"), "{message}");
    }
}

#[test]
fn two_entities_on_one_table_are_both_named() {
    for (name, other) in [("twice", "two"), ("twice_nested", "one::below")] {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let base = module(&format!("wrong::{name}"));
            let wanted = DesiredError::DuplicateTable {
                table: Some("same".into()),
                first: format!("{base}::one"),
                second: format!("{base}::{other}"),
            };
            assert_eq!(error(engine, &format!("wrong::{name}")), wanted);
        }
    }
}

#[test]
fn mistakes_name_the_entity_and_the_cause() {
    use Engine::{MySql, Postgres, Sqlite};
    for (engine, name, wanted) in [
        (Sqlite, "extra", "column `x` has `extra` text that is not understood at `CHEK (x > 0)`"),
        (Postgres, "extra", "column `x` has `extra` text that is not understood at `CHEK (x > 0)`"),
        (Sqlite, "column", "index `ix` names the column `y`, which `t` does not have; its columns are id, x"),
        (Postgres, "key", "no relation of `t` has a foreign key on (x)"),
        (Postgres, "member", "two members are called `t_x_key`: unique and check"),
        (Sqlite, "year", "SeaORM cannot print this table for SQLite, which has no type `year` (column `x`)"),
        (Postgres, "year", "SeaORM cannot print this table for PostgreSQL, which has no type `year` (column `x`)"),
        (
            Postgres,
            "counter",
            "SeaORM cannot print this entity for PostgreSQL: not implemented: Unsigned doesn't support",
        ),
        (MySql, "extra", "column `x` has `extra` text that is not understood at `CHEK (x > 0)`"),
        (
            MySql,
            "charset",
            "column `x` has `extra` text that is not understood at `CHARACTER SET utf8mb4` without `COLLATE",
        ),
        (Postgres, "charset", "column `x` has `extra` text that is not understood at `CHARACTER SET utf8mb4`"),
        (MySql, "identity", "column `x` has `extra` text that is not understood at `GENERATED ALWAYS AS IDENTITY`"),
        (Sqlite, "on_update", "column `x` has `extra` text that is not understood at `ON UPDATE CURRENT_TIMESTAMP`"),
        (Postgres, "on_update", "column `x` has `extra` text that is not understood at `ON UPDATE CURRENT_TIMESTAMP`"),
        (Sqlite, "update_of_all", "column(\"x\") on SQLite: only MariaDB and MySQL have ON UPDATE"),
        (MySql, "text_key", "the index `idx-t-x` has the column `x` of type `text`"),
        (MySql, "max", "column `x` has the type `varchar(65535)`, which is longer than a row"),
        (MySql, "space", "MariaDB/MySQL refuses the name `x ` of a column: a name cannot end in a space"),
        (MySql, "member", "two members are called `t_x_key`: check and unique"),
        (Postgres, "labels", "column `all` is an array of `hidden`"),
    ] {
        let message = error(engine, &format!("wrong::{name}")).to_string();
        let start = format!("{}: {wanted}", module(&format!("wrong::{name}::it")));
        assert!(message.starts_with(&start), "{engine}: {message}\nwanted {start}");
    }
}

#[test]
fn names_meet_only_where_the_engine_makes_them_one() {
    let long = "a_table_whose_name_is_longer_than_postgresql_keeps_and_therefore_cut";
    let DesiredError::SameName { stored, .. } = error(Engine::Postgres, "wrong::long") else { panic!() };
    assert_eq!(stored, long[..63]);
    let declared = found(Engine::Sqlite, "wrong::long");
    let names: Vec<_> =
        declared.schema.tables.values().flat_map(|table| &table.indexes).map(|index| &index.name).collect();
    assert!(names.iter().all(|name| name.len() <= 63) && names[0] != names[1], "{names:?}");
    let DesiredError::SameName { stored, .. } = error(Engine::Sqlite, "wrong::index_twice") else { panic!() };
    assert_eq!(stored, "T");
    assert_eq!(found(Engine::Postgres, "wrong::index_twice").schema.tables.len(), 1);
    let DesiredError::SameName { stored, .. } = error(Engine::MySql, "wrong::letters") else { panic!() };
    assert_eq!(stored, "ID");
    let DesiredError::SameName { first, .. } = error(Engine::MySql, "wrong::one_key") else { panic!() };
    assert!(first.starts_with("the foreign key `fk` of "), "{first}");
    assert_eq!(found(Engine::Postgres, "wrong::one_key").schema.tables.len(), 2);
    assert_eq!(found(Engine::MySql, "wrong::index_twice").schema.tables.len(), 1);
}
