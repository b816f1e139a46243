//! The types of `bench.yaml` as a user of `serde` would write them: the same fields, derives.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Event {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) count: i32,
    pub(super) ratio: f64,
    pub(super) active: bool,
    pub(super) created_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) parent: Option<i64>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Owner {
    pub(super) login: String,
    pub(super) id: i64,
    pub(super) node_id: String,
    pub(super) avatar_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) gravatar_id: Option<String>,
    pub(super) html_url: String,
    pub(super) repos_url: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) site_admin: bool,
}

#[derive(Serialize, Deserialize)]
pub(super) struct License {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) spdx_id: Option<String>,
    pub(super) url: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Repository {
    pub(super) id: i64,
    pub(super) node_id: String,
    pub(super) name: String,
    pub(super) full_name: String,
    pub(super) private: bool,
    pub(super) owner: Owner,
    pub(super) html_url: String,
    pub(super) description: Option<String>,
    pub(super) fork: bool,
    pub(super) url: String,
    pub(super) forks_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) homepage: Option<String>,
    pub(super) size: i64,
    pub(super) stargazers_count: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) open_issues_count: Option<i64>,
    pub(super) default_branch: String,
    pub(super) topics: Vec<String>,
    pub(super) license: Option<License>,
    pub(super) archived: bool,
    pub(super) language: Option<String>,
    pub(super) pushed_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) created_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) updated_at: Option<String>,
    pub(super) score: f64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Labelled {
    pub(super) id: i64,
    pub(super) name: String,
    #[serde(flatten)]
    pub(super) additional: IndexMap<String, String>,
}

/// The only value of a property that is a constant; without it `untagged` would mistake members.
#[derive(Serialize, Deserialize)]
pub(super) enum TextType {
    #[serde(rename = "text")]
    Text,
}

#[derive(Serialize, Deserialize)]
pub(super) enum PictureType {
    #[serde(rename = "picture")]
    Picture,
}

#[derive(Serialize, Deserialize)]
pub(super) enum PlaceType {
    #[serde(rename = "place")]
    Place,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Text {
    #[serde(rename = "type")]
    pub(super) kind: TextType,
    pub(super) body: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) preview_url: Option<bool>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Picture {
    #[serde(rename = "type")]
    pub(super) kind: PictureType,
    pub(super) link: String,
    pub(super) width: i32,
    pub(super) height: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) caption: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Place {
    #[serde(rename = "type")]
    pub(super) kind: PlaceType,
    pub(super) latitude: f64,
    pub(super) longitude: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum ByTag {
    Text(Text),
    Picture(Picture),
    Place(Place),
}

/// The same union with `tag`, where the members have no field for the tag.
#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum Tagged {
    Text {
        body: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        preview_url: Option<bool>,
    },
    Picture {
        link: String,
        width: i32,
        height: i32,
        #[serde(skip_serializing_if = "Option::is_none")]
        caption: Option<String>,
    },
    Place {
        latitude: f64,
        longitude: f64,
        #[serde(skip_serializing_if = "Option::is_none")]
        address: Option<String>,
    },
}

#[derive(Serialize, Deserialize)]
pub(super) struct Card {
    pub(super) card_number: String,
    pub(super) holder: String,
    pub(super) expiry_month: i32,
    pub(super) expiry_year: i32,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Transfer {
    pub(super) iban: String,
    pub(super) holder: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reference: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Wallet {
    pub(super) wallet_id: String,
    pub(super) balance: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) currency: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum ByKey {
    Card(Card),
    Transfer(Transfer),
    Wallet(Wallet),
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum ByKind {
    Text(Text),
    Name(String),
    Number(i64),
}

/// Open: what it does not list is kept.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Color {
    Red,
    Orange,
    Yellow,
    Green,
    Cyan,
    Blue,
    Violet,
    Black,
    White,
    Grey,
    Brown,
    Pink,
    #[serde(untagged)]
    Other(String),
}
