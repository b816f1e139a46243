//! How many parts of a multipart body a field of bytes is.

use bytes::Bytes;

use super::file::File;

/// Bytes that travel as parts: one ([`File`], or [`Bytes`] alone), at most one (`Option`), any number (`Vec`).
pub trait Parts: Sized {
    /// Whether it cannot hold a part that is a stream.
    const NEEDS_BYTES: bool;

    /// Shows every part, in order.
    fn each(&self, show: &mut dyn FnMut(File));

    /// Takes the parts of one name; `None` when there are too few or too many.
    fn gather(parts: Vec<File>) -> Option<Self>;
}

impl Parts for File {
    const NEEDS_BYTES: bool = false;

    fn each(&self, show: &mut dyn FnMut(Self)) {
        show(self.clone());
    }

    fn gather(mut parts: Vec<Self>) -> Option<Self> {
        let only = parts.pop()?;
        parts.is_empty().then_some(only)
    }
}

impl Parts for Bytes {
    const NEEDS_BYTES: bool = true;

    fn each(&self, show: &mut dyn FnMut(File)) {
        show(File::new(self.clone()));
    }

    fn gather(parts: Vec<File>) -> Option<Self> {
        let only = File::gather(parts)?;
        only.body().as_bytes().cloned()
    }
}

impl<P: Parts> Parts for Option<P> {
    const NEEDS_BYTES: bool = P::NEEDS_BYTES;

    fn each(&self, show: &mut dyn FnMut(File)) {
        if let Some(parts) = self {
            parts.each(show);
        }
    }

    fn gather(parts: Vec<File>) -> Option<Self> {
        if parts.is_empty() {
            Some(None)
        } else {
            P::gather(parts).map(Some)
        }
    }
}

impl<P: Parts> Parts for Vec<P> {
    const NEEDS_BYTES: bool = P::NEEDS_BYTES;

    fn each(&self, show: &mut dyn FnMut(File)) {
        self.iter().for_each(|parts| parts.each(show));
    }

    fn gather(parts: Vec<File>) -> Option<Self> {
        let each = parts.into_iter().map(|part| P::gather(vec![part]));
        each.collect()
    }
}
