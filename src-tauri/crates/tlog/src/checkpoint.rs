//! `tlog-checkpoint` of C2SP: the text that says how large a log is and what
//! root covers it. Extension lines are neither written nor accepted.

use std::fmt;

use chancery_domain::Sha256Digest;

use crate::line;

/// The head of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: the first line.
    pub origin: String,
    /// How many leaves.
    pub size: u64,
    /// The root over them.
    pub root: Sha256Digest,
}

/// Why a text is no checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Not three lines that end in a newline.
    #[error("the checkpoint does not have exactly three lines")]
    Lines,
    /// The origin is empty or has control characters.
    #[error("the checkpoint has no usable origin")]
    Origin,
    /// Not a decimal number without leading zeros.
    #[error("the checkpoint's size is not a plain decimal number")]
    Size,
    /// Not the base64 of 32 bytes.
    #[error("the checkpoint's root is not the base64 of 32 bytes")]
    Root,
}

impl Checkpoint {
    /// Reads the text of a note, which ends in a newline.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let lines: Vec<&str> = text.split('\n').collect();
        let [origin, size, root, ""] = lines[..] else {
            return Err(CheckpointError::Lines);
        };
        if origin.is_empty() || origin.contains(char::is_control) {
            return Err(CheckpointError::Origin);
        }
        Ok(Self {
            origin: origin.to_owned(),
            size: line::decimal(size).ok_or(CheckpointError::Size)?,
            root: line::hash(root).ok_or(CheckpointError::Root)?,
        })
    }
}

/// The note text, with its last newline.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}\n{}\n{}\n",
            self.origin,
            self.size,
            line::of_hash(&self.root)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    #[test]
    fn example_of_the_specification_reads_and_writes_back() {
        let checkpoint = Checkpoint::parse(TEXT).expect("the specification's own example");
        assert_eq!(checkpoint.size, 20_852_163);
        assert_eq!(checkpoint.to_string(), TEXT);
    }

    #[test]
    fn anything_else_is_refused() {
        let cases = [
            (TEXT.trim_end().to_owned(), CheckpointError::Lines),
            (format!("{TEXT}extension\n"), CheckpointError::Lines),
            (
                TEXT.replace("example.com/behind-the-sofa", ""),
                CheckpointError::Origin,
            ),
            (TEXT.replace("20852163", "020852163"), CheckpointError::Size),
            (TEXT.replace("20852163", "+20852163"), CheckpointError::Size),
            (TEXT.replace("20852163", ""), CheckpointError::Size),
            (
                TEXT.replace("20852163", "18446744073709551616"),
                CheckpointError::Size,
            ),
            (TEXT.replace("CsUY", ""), CheckpointError::Root),
            (TEXT.replace("q2I=", "q2J="), CheckpointError::Root),
        ];
        for (text, want) in cases {
            assert_eq!(Checkpoint::parse(&text), Err(want), "{text:?}");
        }
    }
}
