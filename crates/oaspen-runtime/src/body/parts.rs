//! How many parts of a multipart body a field of bytes is.

use bytes::Bytes;

/// Bytes that travel as parts: one ([`Bytes`]), at most one (`Option`), any number (`Vec`).
pub trait Parts: Sized {
    /// Shows every part, in order.
    fn each(&self, show: &mut dyn FnMut(&Bytes));

    /// Takes the parts of one name; `None` when there are too few or too many.
    fn gather(parts: Vec<Bytes>) -> Option<Self>;
}

impl Parts for Bytes {
    fn each(&self, show: &mut dyn FnMut(&Bytes)) {
        show(self);
    }

    fn gather(mut parts: Vec<Bytes>) -> Option<Self> {
        let only = parts.pop()?;
        parts.is_empty().then_some(only)
    }
}

impl<P: Parts> Parts for Option<P> {
    fn each(&self, show: &mut dyn FnMut(&Bytes)) {
        if let Some(parts) = self {
            parts.each(show);
        }
    }

    fn gather(parts: Vec<Bytes>) -> Option<Self> {
        if parts.is_empty() {
            Some(None)
        } else {
            P::gather(parts).map(Some)
        }
    }
}

impl Parts for Vec<Bytes> {
    fn each(&self, show: &mut dyn FnMut(&Bytes)) {
        self.iter().for_each(show);
    }

    fn gather(parts: Vec<Bytes>) -> Option<Self> {
        Some(parts)
    }
}
