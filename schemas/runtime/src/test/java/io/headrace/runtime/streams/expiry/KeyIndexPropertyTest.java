package io.headrace.runtime.streams.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class KeyIndexPropertyTest {

    private record Entry(long hash, long block) {}

    /** The oracle is a list. Few hashes of few parts, so that many lie at one place, and some at the end of their part. */
    @Property(tries = 40)
    void everyEntryIsFoundUntilItIsRemoved(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        KeyIndex index = new KeyIndex();
        List<Entry> oracle = new ArrayList<>();
        for (int i = 0; i < 6000; i++) {
            boolean grows = i / 1500 % 2 == 0;
            Entry entry = new Entry(hash(random), random.nextInt(50) - 25L);
            if (random.nextInt(5) == 0 == grows && !oracle.isEmpty()) {
                Entry removed = oracle.remove(random.nextInt(oracle.size()));
                index.remove(removed.hash(), removed.block());
            } else if (random.nextInt(20) == 0) {
                index.remove(entry.hash(), entry.block());
                oracle.remove(entry);
            } else {
                index.add(entry.hash(), entry.block());
                oracle.add(entry);
            }
            Entry asked = random.nextBoolean() && !oracle.isEmpty() ? oracle.getLast() : new Entry(hash(random), 0);
            assertThat(blocks(index, asked.hash()))
                    .containsExactlyInAnyOrderElementsOf(oracle.stream()
                            .filter(one -> one.hash() == asked.hash())
                            .map(one -> one.block() & 0xffff_ffffL)
                            .toList());
            assertThat(index.any(asked.hash())).isEqualTo(oracle.stream().anyMatch(one -> one.hash() == asked.hash()));
            assertThat(index.entries()).isEqualTo(oracle.size());
        }
    }

    private static List<Long> blocks(KeyIndex index, long hash) {
        List<Long> blocks = new ArrayList<>();
        index.any(hash, block -> {
            blocks.add(block);
            return false;
        });
        return blocks;
    }

    /** Odd in the upper half: the index does not tell the others from these. */
    private static long hash(Random random) {
        int place = random.nextInt(4) == 0 ? -1 - random.nextInt(40) : random.nextInt(300) << 23;
        return (long) (place | 1) << Integer.SIZE | random.nextInt(2);
    }
}
