package io.headrace.monitor.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * The same events in 1, 4 and 16 partitions, each in the order of time with ties in any order, read at whatever pace, and with
 * processes killed at any moment: the same reports, alerts and requests, each once.
 */
class PartitionsPropertyTest {

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void theNumberOfPartitionsAndThePaceOfReadingChangeNothing(@ForAll long seed) throws IOException {
        SimulatedMonitor monitor = new SimulatedMonitor(new SplittableRandom(seed));

        List<String> one = monitor.run(1, false, new SplittableRandom(seed + 1));

        assertThat(one).as("there is something to compare").hasSizeGreaterThan(8);
        assertThat(monitor.run(4, false, new SplittableRandom(seed + 2))).isEqualTo(one);
        assertThat(monitor.run(16, false, new SplittableRandom(seed + 3))).isEqualTo(one);
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void killsBetweenCommitsChangeNothing(@ForAll long seed) throws IOException {
        SimulatedMonitor monitor = new SimulatedMonitor(new SplittableRandom(seed));

        List<String> undisturbed = monitor.run(1, false, new SplittableRandom(seed + 1));

        assertThat(monitor.run(1, true, new SplittableRandom(seed + 2))).isEqualTo(undisturbed);
        assertThat(monitor.run(3, true, new SplittableRandom(seed + 3))).isEqualTo(undisturbed);
    }
}
