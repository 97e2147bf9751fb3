package io.headrace.features.app.spread;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.Payments;
import io.headrace.features.app.intake.FeatureInput;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.feature.Label;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long an event waits for its row where partitions bring less than they would have to for being waited for. */
class QuietPartitionsTest {

    private static final int PARTITIONS = 4;

    /** A partition is idle after 100 ms; asking, and each of at most five hops, takes a turn of 20 ms or two. */
    static final long BOUND_MS = 350;

    private final Random random = new Random(7);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSingleEventIsAnsweredOnceItsPartitionIsIdle(boolean learns) {
        SimulatedCluster cluster = cluster(learns);
        event(cluster, 0, 0);

        cluster.live(Duration.ofMillis(BOUND_MS));

        assertThat(cluster.made()).isOne();
    }

    /** So that at no moment all partitions are idle. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tenEventsASecondAreAnsweredThoughOnePartitionOrAnotherIsAlwaysBusy(boolean learns) {
        SimulatedCluster cluster = cluster(learns);
        List<Long> waited = new ArrayList<>();
        Deque<Long> waiting = new ArrayDeque<>();
        int answered = 0;
        for (int i = 0; i < 400; i++) {
            event(cluster, random.nextInt(PARTITIONS), i);
            if (i % 10 == 0) {
                cluster.label(
                        random.nextInt(PARTITIONS),
                        new FeatureInput.Given(
                                new GivenLabel("quiet" + i, new Label.Category("true"), Payments.NOON + i * 100L)));
            }
            waiting.add(cluster.now());
            for (int turn = 0; turn < 5; turn++) {
                cluster.live(Duration.ofMillis(20));
                for (; answered < cluster.made(); answered++) {
                    waited.add(cluster.now() - waiting.remove());
                }
            }
        }
        Collections.sort(waited);

        assertThat(waited).hasSizeGreaterThan(380);
        assertThat(waited.get(waited.size() / 2)).as("median, milliseconds").isLessThan(BOUND_MS);
        assertThat(waited.get(waited.size() * 99 / 100)).as("p99, milliseconds").isLessThan(4 * BOUND_MS);
    }

    private SimulatedCluster cluster(boolean learns) {
        SimulatedCluster cluster = new SimulatedCluster(
                Payments.definition(
                        Payments.definition().features().stream()
                                .filter(feature -> learns || !(feature instanceof Feature.LabelRate))
                                .toList(),
                        Payments.definition().labels().silence()),
                PARTITIONS,
                random);
        cluster.live(Duration.ofSeconds(1));
        return cluster;
    }

    private static void event(SimulatedCluster cluster, int partition, int number) {
        cluster.event(
                partition,
                Payments.payment(
                        "quiet" + number, Payments.NOON + number * 100L, "c" + number % 5, "t" + number % 3, 1));
    }
}
