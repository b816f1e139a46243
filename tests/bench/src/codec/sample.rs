//! Values to measure with: the same in every run, of the lengths that real answers have.

use indexmap::IndexMap;

use super::theirs::{
    ByKey, ByKind, ByTag, Card, Color, Event, Labelled, License, Owner, Picture, PictureType,
    Place, PlaceType, Repository, Text, TextType, Transfer, Wallet,
};

/// Numbers that look random and are the same each time (xorshift).
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `limit`.
    fn below<N: TryFrom<u64> + Default>(&mut self, limit: u64) -> N {
        N::try_from(self.next() % limit).unwrap_or_default()
    }

    fn one_in(&mut self, count: u64) -> bool {
        self.next().is_multiple_of(count)
    }

    fn float(&mut self) -> f64 {
        f64::from(self.below::<i32>(2_000_000_000) - 1_000_000_000) / 1_000_000.0
    }

    /// A value in two of three cases.
    fn often<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.one_in(3) {
            None
        } else {
            Some(make(self))
        }
    }

    fn pick<'t>(&mut self, words: &[&'t str]) -> &'t str {
        let place: usize = self.below(words.len() as u64);
        words.get(place).copied().unwrap_or_default()
    }

    fn word(&mut self) -> &'static str {
        self.pick(&[
            "alpha", "of", "river", "stone", "quick", "lamp", "Zürich", "bridge", "on", "cloud",
        ])
    }

    /// A sentence of up to `limit` words; one in ten has an escape.
    fn sentence(&mut self, limit: u64) -> String {
        let count = 2 + self.below::<usize>(limit);
        let words: Vec<&str> = (0..count).map(|_| self.word()).collect();
        let text = words.join(" ");
        if self.one_in(10) {
            format!("\"{text}\"\n")
        } else {
            text
        }
    }

    fn identifier(&mut self) -> String {
        format!("{:016x}", self.next())
    }

    fn time(&mut self) -> String {
        let (day, hour, minute) = (
            1 + self.below::<u8>(28),
            self.below::<u8>(24),
            self.below::<u8>(60),
        );
        format!("2026-05-{day:02}T{hour:02}:{minute:02}:00Z")
    }
}

pub(super) fn event(chance: &mut Chance) -> Event {
    Event {
        id: chance.below(1 << 40),
        name: chance.sentence(4),
        count: chance.below(10_000),
        ratio: chance.float(),
        active: chance.one_in(2),
        created_at: chance.time(),
        note: chance.often(|chance| chance.sentence(12)),
        parent: chance.often(|chance| chance.below(1 << 40)),
    }
}

fn owner(chance: &mut Chance, login: &str) -> Owner {
    Owner {
        login: login.to_owned(),
        id: chance.below(100_000_000),
        node_id: chance.identifier(),
        avatar_url: format!(
            "https://avatars.example.com/u/{}?v=4",
            chance.below::<u32>(100_000)
        ),
        gravatar_id: chance.often(|_| String::new()),
        html_url: format!("https://example.com/{login}"),
        repos_url: format!("https://api.example.com/users/{login}/repos"),
        kind: chance.pick(&["User", "Organization"]).to_owned(),
        site_admin: chance.one_in(20),
    }
}

fn license(chance: &mut Chance) -> License {
    License {
        key: "mit".to_owned(),
        name: "MIT License".to_owned(),
        spdx_id: chance.often(|_| "MIT".to_owned()),
        url: chance.often(|_| "https://api.example.com/licenses/mit".to_owned()),
    }
}

pub(super) fn repository(chance: &mut Chance) -> Repository {
    let login = format!(
        "{}-{}",
        chance.pick(&["ada", "grace"]),
        chance.below::<u16>(900)
    );
    let name = format!(
        "{}-{}",
        chance.pick(&["lamp", "kit"]),
        chance.below::<u16>(900)
    );
    let full_name = format!("{login}/{name}");
    let url = format!("https://api.example.com/repos/{full_name}");
    Repository {
        id: chance.below(1_000_000_000),
        node_id: chance.identifier(),
        private: chance.one_in(9),
        owner: owner(chance, &login),
        html_url: format!("https://example.com/{full_name}"),
        description: chance.often(|chance| chance.sentence(16)),
        fork: chance.one_in(3),
        forks_url: format!("{url}/forks"),
        url,
        homepage: chance.often(|chance| format!("https://{}.example.org", chance.word())),
        size: chance.below(1_000_000),
        stargazers_count: chance.below(100_000),
        open_issues_count: chance.often(|chance| chance.below(900)),
        default_branch: "main".to_owned(),
        topics: (0..chance.below::<usize>(6))
            .map(|_| chance.word().to_owned())
            .collect(),
        license: chance.often(license),
        archived: chance.one_in(12),
        language: chance.often(|chance| chance.pick(&["Rust", "C", "Go"]).to_owned()),
        pushed_at: chance.often(Chance::time),
        created_at: chance.often(Chance::time),
        updated_at: chance.often(Chance::time),
        score: chance.float(),
        full_name,
        name,
    }
}

pub(super) fn counters(chance: &mut Chance, count: usize) -> IndexMap<String, i64> {
    (0..count)
        .map(|_| (chance.identifier(), chance.below(1 << 30)))
        .collect()
}

pub(super) fn labelled(chance: &mut Chance) -> Labelled {
    let labels = 2 + chance.below::<usize>(6);
    Labelled {
        id: chance.below(1 << 30),
        name: chance.sentence(3),
        additional: (0..labels)
            .map(|label| (format!("x-{}-{label}", chance.word()), chance.sentence(2)))
            .collect(),
    }
}

fn text(chance: &mut Chance) -> Text {
    Text {
        kind: TextType::Text,
        body: chance.sentence(10),
        preview_url: chance.often(|chance| chance.one_in(2)),
    }
}

pub(super) fn by_tag(chance: &mut Chance) -> ByTag {
    match chance.below::<u8>(3) {
        0 => ByTag::Text(text(chance)),
        1 => ByTag::Picture(Picture {
            kind: PictureType::Picture,
            link: format!("https://example.com/{}", chance.identifier()),
            width: chance.below(4000),
            height: chance.below(4000),
            caption: chance.often(|chance| chance.sentence(5)),
        }),
        _ => ByTag::Place(Place {
            kind: PlaceType::Place,
            latitude: chance.float(),
            longitude: chance.float(),
            address: chance.often(|chance| chance.sentence(5)),
        }),
    }
}

pub(super) fn by_key(chance: &mut Chance) -> ByKey {
    match chance.below::<u8>(3) {
        0 => ByKey::Card(Card {
            card_number: chance.identifier(),
            holder: chance.sentence(2),
            expiry_month: chance.below(12),
            expiry_year: 2030,
        }),
        1 => ByKey::Transfer(Transfer {
            iban: chance.identifier(),
            holder: chance.sentence(2),
            reference: chance.often(|chance| chance.sentence(5)),
        }),
        _ => ByKey::Wallet(Wallet {
            wallet_id: chance.identifier(),
            balance: chance.float(),
            currency: chance.often(|_| "EUR".to_owned()),
        }),
    }
}

pub(super) fn by_kind(chance: &mut Chance) -> ByKind {
    match chance.below::<u8>(3) {
        0 => ByKind::Text(text(chance)),
        1 => ByKind::Name(chance.sentence(3)),
        _ => ByKind::Number(chance.below(1 << 40)),
    }
}

/// One in fifty is not listed.
pub(super) fn color(chance: &mut Chance) -> Color {
    const LISTED: [Color; 12] = [
        Color::Red,
        Color::Orange,
        Color::Yellow,
        Color::Green,
        Color::Cyan,
        Color::Blue,
        Color::Violet,
        Color::Black,
        Color::White,
        Color::Grey,
        Color::Brown,
        Color::Pink,
    ];
    if chance.one_in(50) {
        return Color::Other("magenta".to_owned());
    }
    let place: usize = chance.below(12);
    LISTED.get(place).cloned().unwrap_or(Color::Red)
}
