package io.headrace.schemas.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PartitionClockTest {

    private static final long STEP = 1000;

    @Test
    void namesNoTimeBeforeAMajorityCould() {
        PartitionClock clock = new PartitionClock();

        for (int event = 0; event < PartitionClock.STRAYS; event++) {
            clock.see(event * STEP);
        }
        assertThat(clock.now()).isEqualTo(PartitionClock.UNKNOWN);

        clock.see(100 * STEP);
        assertThat(clock.now()).isZero();
    }

    @Test
    void followsAHundredEventsBehind() {
        PartitionClock clock = new PartitionClock();

        for (int event = 0; event < 5000; event++) {
            clock.see(event * STEP);
            if (event >= PartitionClock.STRAYS) {
                assertThat(clock.now()).isEqualTo((event - PartitionClock.STRAYS) * STEP);
            }
        }
    }

    /** The strays lie anywhere: at the start, in a row, ahead, behind, at the ends of time. */
    @Property(tries = 300)
    void noMinorityOfWrongClocksMovesItBeyondAGoodEvent(@ForAll Random random) {
        PartitionClock clock = new PartitionClock();
        long good = 0;
        int[] straysOfSpan = new int[PartitionClock.SPAN];
        int strays = 0;

        for (int event = 0; event < 4000; event++) {
            int slot = event % PartitionClock.SPAN;
            strays -= straysOfSpan[slot];
            boolean stray = strays < PartitionClock.STRAYS && random.nextInt(event < 200 ? 2 : 6) == 0;
            straysOfSpan[slot] = stray ? 1 : 0;
            strays += straysOfSpan[slot];
            good += stray ? 0 : random.nextInt(3) * STEP;
            clock.see(stray ? strayTime(random, good) : good);

            assertThat(clock.now()).isLessThanOrEqualTo(good);
        }
    }

    @Property(tries = 100)
    void isTheHundredAndFirstLargestOfTheLastBlocks(@ForAll Random random, @ForAll @IntRange(max = 3000) int events) {
        PartitionClock clock = new PartitionClock();
        List<Long> times = new ArrayList<>();
        long highest = PartitionClock.UNKNOWN;

        for (int event = 0; event < events; event++) {
            long time = random.nextInt(1_000_000);
            times.add(time);
            clock.see(time);
            int from = Math.max(0, (event / 500 - 1) * 500);
            List<Long> recent = new ArrayList<>(times.subList(from, times.size()));
            recent.sort(Collections.reverseOrder());
            if (recent.size() > PartitionClock.STRAYS) {
                highest = Math.max(highest, recent.get(PartitionClock.STRAYS));
            }
        }

        assertThat(clock.now()).isEqualTo(highest);
    }

    @Property(tries = 50)
    void goesOnWhereItWasWritten(@ForAll Random random, @ForAll @IntRange(max = 2500) int before) {
        PartitionClock whole = new PartitionClock();
        for (int event = 0; event < before; event++) {
            whole.see(random.nextLong());
        }

        PartitionClock read = PartitionClock.read(whole.toBytes());
        for (int event = 0; event < 1500; event++) {
            long time = random.nextLong();
            whole.see(time);
            read.see(time);
            assertThat(read.now()).isEqualTo(whole.now());
        }
        assertThat(read.toBytes()).isEqualTo(whole.toBytes());
    }

    /** Stored by a release: must load for ever. */
    @Test
    void readsVersionOne() {
        byte[] stored = HexFormat.of()
                .parseHex("01" + "8000000000000000" + "00000002" + "00000002" + "0000000000000005" + "0000000000000007"
                        + "00000002" + "0000000000000005" + "0000000000000007");
        PartitionClock clock = new PartitionClock();
        clock.see(7);
        clock.see(5);

        assertThat(clock.toBytes()).isEqualTo(stored);
        assertThat(PartitionClock.read(stored).toBytes()).isEqualTo(stored);
    }

    @Test
    void refusesAVersionItDoesNotKnow() {
        byte[] bytes = new PartitionClock().toBytes();
        bytes[0] = 9;

        assertThatThrownBy(() -> PartitionClock.read(bytes)).hasMessageContaining("version 9");
    }

    private static long strayTime(Random random, long good) {
        return switch (random.nextInt(5)) {
            case 0 -> Long.MAX_VALUE - random.nextInt(3);
            case 1 -> Long.MIN_VALUE + random.nextInt(3);
            case 2 -> good + 1 + random.nextInt(3_600_000);
            case 3 -> good - random.nextInt(3_600_000);
            default -> good + 4_102_444_800_000L;
        };
    }
}
