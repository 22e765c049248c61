//! A word that groups relationships.

use sea_orm::entity::prelude::*;

/// One tag.
#[sea_orm::compact_model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tags")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// The word.
    #[sea_orm(column_type = "String(StringLen::N(100))", unique)]
    pub name: String,
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
    #[sea_orm(has_many = "super::relationship_tag::Entity")]
    RelationshipTag,
}

impl Related<super::relationship_tag::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::RelationshipTag.def()
    }
}

impl Related<super::relationship::Entity> for Entity {
    fn to() -> RelationDef {
        super::relationship_tag::Relation::Relationship.def()
    }

    fn via() -> Option<RelationDef> {
        Some(super::relationship_tag::Relation::Tag.def().rev())
    }
}

impl ActiveModelBehavior for ActiveModel {}
