//! A text about relationships.

use sea_orm::entity::prelude::*;

/// One note.
#[sea_orm::compact_model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notes")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// Headline.
    #[sea_orm(column_type = "String(StringLen::N(255))")]
    pub title: String,
    /// The text.
    #[sea_orm(column_type = "Text")]
    pub content: String,
    /// When the row was made, in UTC.
    #[sea_orm(default_expr = "Expr::current_timestamp()")]
    pub created_at: DateTimeUtc,
    /// When the row was changed last, in UTC.
    #[sea_orm(default_expr = "Expr::current_timestamp()")]
    pub updated_at: DateTimeUtc,
}

/// How the table hangs together with others.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The relationships it hangs on.
    #[sea_orm(has_many = "super::relationship_note::Entity")]
    RelationshipNote,
}

impl Related<super::relationship_note::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::RelationshipNote.def()
    }
}

impl Related<super::relationship::Entity> for Entity {
    fn to() -> RelationDef {
        super::relationship_note::Relation::Relationship.def()
    }

    fn via() -> Option<RelationDef> {
        Some(super::relationship_note::Relation::Note.def().rev())
    }
}

impl ActiveModelBehavior for ActiveModel {}
