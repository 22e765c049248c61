//! A person in the contact book.

use sea_orm::entity::prelude::*;

/// One person.
#[sea_orm::compact_model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contacts")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// Full name.
    #[sea_orm(column_type = "String(StringLen::N(255))")]
    pub name: String,
    /// Mail address.
    #[sea_orm(column_type = "String(StringLen::N(255))")]
    pub email: Option<String>,
    /// Phone number as it was entered.
    #[sea_orm(column_type = "String(StringLen::N(50))")]
    pub phone: Option<String>,
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
    /// What is known of this contact.
    #[sea_orm(has_one = "super::relationship::Entity")]
    Relationship,
}

impl Related<super::relationship::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Relationship.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
