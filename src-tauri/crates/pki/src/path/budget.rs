//! How much work one question may cause. Certificates and lists are hostile: what
//! they can ask for grows with products of their sizes, so everything that can is
//! counted.

/// The bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Signatures verified: each costs some hundred microseconds, and no more than one
    /// look through a list follows from it.
    pub signatures: u32,
    /// Everything else that is tried or compared.
    pub steps: u32,
    /// CA certificates between the leaf and the anchor.
    pub depth: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            signatures: 100,
            steps: 250_000,
            depth: 10,
        }
    }
}

/// What was spent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effort {
    /// Signatures verified.
    pub signatures: u32,
    /// Steps taken.
    pub steps: u32,
}

/// The bounds are reached: no verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Exhausted {
    /// Of signatures.
    #[error("more signatures would have to be verified than is allowed")]
    Signatures,
    /// Of steps.
    #[error("more steps would have to be taken than is allowed")]
    Steps,
}

/// Counts.
#[derive(Debug)]
pub(crate) struct Meter {
    budget: Budget,
    pub(crate) effort: Effort,
}

impl Meter {
    pub(crate) fn new(budget: Budget) -> Self {
        Self {
            budget,
            effort: Effort::default(),
        }
    }

    pub(crate) fn depth(&self) -> usize {
        self.budget.depth
    }

    pub(crate) fn signature(&mut self) -> Result<(), Exhausted> {
        if self.effort.signatures == self.budget.signatures {
            return Err(Exhausted::Signatures);
        }
        self.effort.signatures += 1;
        Ok(())
    }

    pub(crate) fn steps(&mut self, count: usize) -> Result<(), Exhausted> {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let steps = self.effort.steps.saturating_add(count);
        if steps > self.budget.steps {
            return Err(Exhausted::Steps);
        }
        self.effort.steps = steps;
        Ok(())
    }
}
