//! Hostile bytes from good ones, the same in every run.

/// Makes inputs from a corpus.
pub(crate) struct Mutator {
    state: u64,
    corpus: Vec<Vec<u8>>,
}

impl Mutator {
    pub(crate) fn new(seed: u64, corpus: Vec<Vec<u8>>) -> Self {
        let state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        Self { state, corpus }
    }

    /// One input of the corpus after one to four changes.
    pub(crate) fn next(&mut self) -> Vec<u8> {
        let mut input = self.one();
        for _ in 0..=self.below(4) {
            self.change(&mut input);
        }
        input
    }

    /// Xorshift, Marsaglia 2003.
    fn draw(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state
    }

    fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).expect("64 bits");
        usize::try_from(self.draw() % bound).expect("below a length")
    }

    fn one(&mut self) -> Vec<u8> {
        let at = self.below(self.corpus.len());
        self.corpus[at].clone()
    }

    fn byte(&mut self) -> u8 {
        self.draw().to_be_bytes()[0]
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let at = self.below(input.len());
        let length = self.below(input.len() - at).min(64);
        match self.below(7) {
            _ if input.is_empty() => *input = self.one(),
            0 => input[at] ^= 1 << self.below(8),
            1 => input[at] = self.byte(),
            2 => input[at] = [0, 1, 0x7f, 0x80, 0x81, 0xff][self.below(6)],
            3 => drop(input.drain(at..at + length)),
            4 => input.insert(at, self.byte()),
            5 => {
                let part = input[at..at + length].to_vec();
                let to = self.below(input.len());
                input.splice(to..to, part);
            }
            _ => {
                let other = self.one();
                let from = self.below(other.len());
                input.splice(at..at + length, other[from..].iter().copied().take(64));
            }
        }
    }
}
