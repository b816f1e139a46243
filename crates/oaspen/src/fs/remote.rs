//! Files on the network: fetched once, kept beside the document, and read from there.
//!
//! `oaspen.lock` notes the hash of each. A library never fetches: it has no way to.

use std::fs;
use std::path::{Path, PathBuf};

use oaspen_document::{LoadError, Uri};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::load::DiskLoader;

/// The list of what was fetched, beside the document.
const LOCK: &str = "oaspen.lock";
/// The folder of what was fetched, beside the document.
const FOLDER: &str = "oaspen-vendor";
const HEAD: &str = "# Files that oaspen fetched, with the SHA-256 of each. Commit it together with the folder\n# `oaspen-vendor`. Remove an entry and its file to have that file fetched again.\n\n";

/// Gets the content of an address, or says in words why not.
pub type Fetch = fn(&str) -> Result<Vec<u8>, String>;

/// What may be read from the network.
#[derive(Clone, Debug, Default)]
pub struct Remote {
    /// Origins, such as `https://example.com`.
    pub allowed: Vec<String>,
    /// How to fetch what has not been fetched; `None` when nothing may be.
    pub fetch: Option<Fetch>,
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct LockFile {
    #[serde(default)]
    file: Vec<Locked>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Locked {
    url: String,
    sha256: String,
}

impl Remote {
    /// Whether files of an origin may be read: it was named, or files of it were fetched before.
    pub(crate) fn allows(&self, origin: &str, beside: &Path) -> bool {
        let is_same = |allowed: &String| allowed.trim_end_matches('/').eq_ignore_ascii_case(origin);
        self.allowed.iter().any(is_same)
            || read_lock(beside).is_ok_and(|lock| {
                let urls = lock.file.iter().map(|locked| Uri::new(&locked.url));
                urls.into_iter().any(|url| url.origin() == Some(origin))
            })
    }

    /// Where the copy of a file is kept.
    pub(crate) fn copy_of(uri: &Uri, beside: &Path) -> PathBuf {
        beside.join(FOLDER).join(path_of(uri))
    }

    /// The text of a file on the network. `beside` is the document's folder.
    pub(crate) fn load(&self, uri: &Uri, beside: &Path) -> Result<String, LoadError> {
        let mut lock = read_lock(beside).map_err(LoadError::Other)?;
        let noted = lock.file.iter().find(|locked| locked.url == uri.as_str());
        let noted = noted.map(|locked| locked.sha256.clone());
        let path = Self::copy_of(uri, beside);
        if noted.is_some() && path.exists() {
            let folder = Uri::new(&beside.join(FOLDER).to_string_lossy());
            let copy = Uri::new(&path.to_string_lossy());
            let text = DiskLoader.load_below(&copy, folder.as_str())?;
            return checked(text, noted);
        }
        let origin = uri.origin().unwrap_or_default();
        let is_allowed = self
            .allowed
            .iter()
            .any(|allowed| allowed.trim_end_matches('/').eq_ignore_ascii_case(origin));
        let Some(fetch) = self.fetch.filter(|_| is_allowed) else {
            return Err(LoadError::NotVendored(format!(
                "there is no copy of it in `{FOLDER}`; run `oaspen generate` with `--allow-remote {origin}` once"
            )));
        };
        let bytes = fetch(uri.as_str()).map_err(LoadError::Other)?;
        let text = String::from_utf8(bytes)
            .map_err(|error| LoadError::NotUtf8(error.utf8_error().valid_up_to()))?;
        let is_new = noted.is_none();
        let text = checked(text, noted)?;
        if is_new {
            lock.file.push(Locked {
                url: uri.as_str().to_owned(),
                sha256: hash(&text),
            });
            lock.file.sort_by(|one, other| one.url.cmp(&other.url));
        }
        keep(&path, &text).and_then(|()| write_lock(beside, &lock))?;
        Ok(text)
    }
}

fn checked(text: String, noted: Option<String>) -> Result<String, LoadError> {
    let found = hash(&text);
    match noted {
        Some(noted) if noted != found => Err(LoadError::HashMismatch { noted, found }),
        Some(_) | None => Ok(text),
    }
}

fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where the copy of a file stands in the folder. The list does not say, so that it cannot lie.
fn path_of(uri: &Uri) -> PathBuf {
    let text = uri.as_str();
    let rest = text.split_once("//").map_or(text, |(_, rest)| rest);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/');
    let plain: String = rest
        .chars()
        .map(|c| if is_plain(c) { c } else { '_' })
        .collect();
    let mut path: PathBuf = plain
        .split('/')
        .filter(|part| !matches!(*part, "" | "." | ".."))
        .collect();
    let is_exact = plain == rest && text.starts_with("https://") && rest.len() < 200;
    if !is_exact {
        // Two addresses never share a copy.
        let mark: String = hash(text).chars().take(12).collect();
        let name: String = path
            .file_name()
            .map(|name| name.to_string_lossy().chars().rev().take(60).collect())
            .unwrap_or_default();
        let name: String = name.chars().rev().collect();
        path.set_file_name(format!("{mark}-{name}"));
    }
    path
}

fn read_lock(beside: &Path) -> Result<LockFile, String> {
    match fs::read_to_string(beside.join(LOCK)) {
        Ok(text) => toml::from_str(&text)
            .map_err(|error| format!("`{LOCK}` is not valid: {}", error.message())),
        Err(_) => Ok(LockFile::default()),
    }
}

fn keep(path: &Path, text: &str) -> Result<(), LoadError> {
    let folder = path.parent().unwrap_or(path);
    let draft = path.with_extension("part");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&draft, text))
        .and_then(|()| fs::rename(&draft, path))
        .map_err(|error| LoadError::Other(format!("cannot keep a copy of it: {error}")))
}

fn write_lock(beside: &Path, lock: &LockFile) -> Result<(), LoadError> {
    let text = toml::to_string(lock).map_err(|error| LoadError::Other(error.to_string()))?;
    keep(&beside.join(LOCK), &format!("{HEAD}{text}"))
}
