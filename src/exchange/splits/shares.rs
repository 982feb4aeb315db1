//! The names of splits and how much goes to each.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// The names of splits, each with its share of the articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares(Vec<(String, f64)>);

/// Why words are no shares.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SharesError {
    /// A part is not a name, an equals sign and a number.
    #[error("{0:?} is no share: it is a name and a number, like train=80")]
    Part(String),
    /// A name that is no name for a file and a split alike.
    #[error("{0:?} is no name for a split: letters of English, digits and _ only")]
    Name(String),
    /// A name that is there twice.
    #[error("the split {0} is there twice")]
    Twice(String),
    /// There is nothing to split.
    #[error("one share at least must be more than nothing")]
    Nothing,
}

impl Shares {
    /// The splits in order, each with its part of the whole: the parts add up to 1.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, f64)> {
        let whole: f64 = self.0.iter().map(|(_, share)| share).sum();
        self.0.iter().map(move |(name, share)| (name.as_str(), share / whole))
    }
}

impl Default for Shares {
    fn default() -> Self {
        let share = |name: &str, share| (name.to_owned(), share);
        Self(vec![share("train", 80.0), share("validation", 10.0), share("test", 10.0)])
    }
}

impl FromStr for Shares {
    type Err = SharesError;

    /// Reads "train=80,validation=10,test=10"; the numbers need not add up to anything.
    fn from_str(text: &str) -> Result<Self, SharesError> {
        let mut shares: Vec<(String, f64)> = Vec::new();
        for part in text.split(',').map(str::trim) {
            let bad = || SharesError::Part(part.to_owned());
            let (name, number) = part.split_once('=').ok_or_else(bad)?;
            let (name, number) = (name.trim(), number.trim().trim_end_matches('%'));
            let share: f64 = number.parse().map_err(|_| bad())?;
            if !share.is_finite() || share < 0.0 {
                return Err(bad());
            }
            let is_name = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
            if name.is_empty() || !name.chars().all(is_name) {
                return Err(SharesError::Name(name.to_owned()));
            }
            if shares.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) {
                return Err(SharesError::Twice(name.to_owned()));
            }
            shares.push((name.to_owned(), share));
        }
        if shares.iter().all(|(_, share)| *share <= 0.0) {
            Err(SharesError::Nothing)
        } else {
            Ok(Self(shares))
        }
    }
}

impl fmt::Display for Shares {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self.0.iter().map(|(name, share)| format!("{name}={share}")).collect();
        formatter.write_str(&parts.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_and_written() {
        let shares: Shares = "train=80, test = 20%".parse().unwrap();
        assert_eq!(shares.iter().collect::<Vec<_>>(), [("train", 0.8), ("test", 0.2)]);
        assert_eq!(shares.to_string().parse(), Ok(shares));
        assert_eq!(Shares::default().to_string(), "train=80,validation=10,test=10");
    }

    #[test]
    fn what_is_no_share_is_refused() {
        let refused = |text: &str| text.parse::<Shares>().unwrap_err();
        assert_eq!(refused("train"), SharesError::Part("train".to_owned()));
        assert_eq!(refused("train=x"), SharesError::Part("train=x".to_owned()));
        assert_eq!(refused("train=-1"), SharesError::Part("train=-1".to_owned()));
        assert_eq!(refused("../x=1"), SharesError::Name("../x".to_owned()));
        assert_eq!(refused("a=1,A=2"), SharesError::Twice("A".to_owned()));
        assert_eq!(refused("a=0,b=0"), SharesError::Nothing);
    }
}
