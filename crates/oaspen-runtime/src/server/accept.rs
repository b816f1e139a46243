//! Content negotiation by `Accept` (RFC 9110 §12.5.1).
//!
//! Parameters other than `q` are not compared. A header that cannot be read at all excludes nothing.

use http::HeaderMap;
use http::header::ACCEPT;

use crate::body::MediaType;

/// What a request accepts.
#[derive(Debug)]
pub(crate) struct Accept<'h> {
    /// Empty when the request does not say.
    ranges: Vec<Range<'h>>,
}

#[derive(Debug)]
struct Range<'h> {
    media: MediaType<'h>,
    /// 0 to 1000.
    quality: u16,
}

impl<'h> Accept<'h> {
    pub(crate) fn new(headers: &'h HeaderMap) -> Self {
        let values = headers
            .get_all(ACCEPT)
            .iter()
            .filter_map(|value| value.to_str().ok());
        Self {
            ranges: values
                .flat_map(|value| value.split(','))
                .filter_map(Range::parse)
                .collect(),
        }
    }

    /// How much a media type (or a range such as `image/*`) is wanted: 0 (not at all) to 1000.
    pub(crate) fn quality(&self, media: &str) -> u16 {
        if self.ranges.is_empty() {
            return 1000;
        }
        let Some(media) = MediaType::parse(media) else {
            return 0;
        };
        // RFC 9110 §12.5.1: the most specific range that fits decides.
        let fitting = self
            .ranges
            .iter()
            .filter_map(|range| range.fit(&media).map(|fit| (fit, range.quality)));
        fitting.max().map_or(0, |(_, quality)| quality)
    }

    /// The position of the media type that is wanted most; of equals the first. `None` when none is wanted.
    pub(crate) fn preferred(&self, media: &[&str]) -> Option<usize> {
        let mut best = None;
        for (position, name) in media.iter().enumerate() {
            let quality = self.quality(name);
            if quality > best.map_or(0, |(quality, _)| quality) {
                best = Some((quality, position));
            }
        }
        best.map(|(_, position)| position)
    }
}

impl<'h> Range<'h> {
    fn parse(text: &'h str) -> Option<Self> {
        let media = MediaType::parse(text)?;
        let quality = media.parameter("q");
        Some(Self {
            media,
            quality: quality.map_or(1000, |quality| read_quality(&quality)),
        })
    }

    /// How specific the range is for a media type that is in it. A documented range such as
    /// `image/*` may become any type of those that are wanted.
    fn fit(&self, media: &MediaType<'_>) -> Option<u8> {
        let fits = self.media.contains(media) || media.contains(&self.media);
        fits.then(|| u8::from(self.media.kind() != "*") + u8::from(self.media.subtype() != "*"))
    }
}

/// A quality in thousandths. What is no number counts as 1, so that a typing error does not refuse the request.
fn read_quality(text: &str) -> u16 {
    match text.parse::<f32>() {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to 0..=1000"
        )]
        Ok(quality) if quality.is_finite() => (quality.clamp(0.0, 1.0) * 1000.0).round() as u16,
        Ok(_) | Err(_) => 1000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, media: &[&str], expect: Option<usize>) {
        let mut headers = HeaderMap::new();
        if !header.is_empty() {
            headers.insert(ACCEPT, header.parse().unwrap());
        }
        assert_eq!(Accept::new(&headers).preferred(media), expect, "{header}");
    }

    #[test]
    fn negotiates() {
        let both = &["application/json", "text/plain; charset=utf-8"];
        check("", both, Some(0));
        check("*/*", both, Some(0));
        check("text/plain", both, Some(1));
        check("TEXT/*", both, Some(1));
        check("text/plain;q=0.5, application/json;q=0.4", both, Some(1));
        check("text/html, application/xml", both, None);
        check("*/*;q=0.1, application/json;q=0", both, Some(1));
        check("application/json;q=0", both, None);
        check("image/png", &["image/*"], Some(0));
        check("image/png", &["*/*"], Some(0));
        check("image/*", &["image/png"], Some(0));
        check("nonsense", both, Some(0));
        check("a b/c, te xt/plain", both, Some(0));
        check("text/plain; format=flowed; Q=\"0.5\"", both, Some(1));
        check("image/*, */*;q=0.5", &["text/plain", "*/*"], Some(1));
        check("text/*;q=0, text/plain", both, Some(1));
        check("application/json;q=x", both, Some(0));
        check("", &[], None);
    }

    #[test]
    fn several_headers_are_one_list() {
        let mut headers = HeaderMap::new();
        headers.append(ACCEPT, "text/html".parse().unwrap());
        headers.append(ACCEPT, "text/plain;q=0.1".parse().unwrap());
        assert_eq!(Accept::new(&headers).quality("text/plain"), 100);
    }
}
