//! Sums of what is read, to tell whether it is still the same later.

use flate2::Crc;

/// The sums of the blocks that a source is made of.
pub(super) struct BlockSums {
    block: usize,
    filled: usize,
    crc: Crc,
    sums: Vec<u32>,
}

impl BlockSums {
    pub fn new(block: usize) -> BlockSums {
        BlockSums {
            block,
            filled: 0,
            crc: Crc::new(),
            sums: Vec::new(),
        }
    }

    pub fn add(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(self.block - self.filled));
            self.crc.update(now);
            self.filled += now.len();
            if self.filled == self.block {
                self.end_block();
            }
            bytes = later;
        }
    }

    fn end_block(&mut self) {
        self.sums.push(self.crc.sum());
        self.crc.reset();
        self.filled = 0;
    }

    /// Whether the last block is whole.
    pub fn are_whole(&self) -> bool {
        self.filled == 0
    }

    /// The sums. An incomplete last block has one only if the source ends with it.
    pub fn finish(mut self, is_end: bool) -> Vec<u32> {
        if is_end && self.filled > 0 {
            self.end_block();
        }
        self.sums
    }
}

/// The sum of one block.
pub(super) fn block_sum(block: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(block);
    crc.sum()
}
