//! What connects us with a contact: one per contact, with many tags and many notes.

use sea_orm::entity::prelude::*;

/// One relationship.
#[sea_orm::compact_model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "relationships")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// The contact it is with.
    #[sea_orm(unique)]
    pub contact_id: i32,
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
    /// The contact it is with; without the contact there is no relationship.
    #[sea_orm(
        belongs_to = "super::contact::Entity",
        from = "Column::ContactId",
        to = "super::contact::Column::Id",
        on_delete = "Cascade",
        fk_name = "relationships_contact_id_fkey"
    )]
    Contact,
    /// Its tags.
    #[sea_orm(has_many = "super::relationship_tag::Entity")]
    RelationshipTag,
    /// Its notes.
    #[sea_orm(has_many = "super::relationship_note::Entity")]
    RelationshipNote,
}

impl Related<super::contact::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Contact.def()
    }
}

impl Related<super::relationship_tag::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::RelationshipTag.def()
    }
}

impl Related<super::relationship_note::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::RelationshipNote.def()
    }
}

impl Related<super::tag::Entity> for Entity {
    fn to() -> RelationDef {
        super::relationship_tag::Relation::Tag.def()
    }

    fn via() -> Option<RelationDef> {
        Some(super::relationship_tag::Relation::Relationship.def().rev())
    }
}

impl Related<super::note::Entity> for Entity {
    fn to() -> RelationDef {
        super::relationship_note::Relation::Note.def()
    }

    fn via() -> Option<RelationDef> {
        Some(super::relationship_note::Relation::Relationship.def().rev())
    }
}

impl ActiveModelBehavior for ActiveModel {}
