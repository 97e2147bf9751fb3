package io.headrace.features.app.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.labelling.Awaited;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.features.app.labelling.JoinListener;
import io.headrace.features.app.labelling.LabelRules;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.feature.Example.LabelSource;
import io.headrace.schemas.feature.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** What counts as waited where event time stands still: only time of whose topics all has been read. */
class PartitionJoinTest {

    private static final AwaitedStore.Names NAMES = AwaitedStore.Names.OF_EXAMPLES;
    private static final long SECOND = 1_000;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long NOON = 1_767_268_800_000L;
    private static final LabelRules RULES =
            new LabelRules(8 * DAY, 8 * DAY, 8 * DAY, Optional.of(new Label.Category("false")), 60 * SECOND);

    private final KeyValueStore<Bytes, byte[]> kept = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("state"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private TaskStore state = TaskStore.around(kept);
    private final List<String> found = new ArrayList<>();
    private final JoinListener outcomes = new JoinListener() {
        @Override
        public void labelled(String eventId, Awaited.Row row, Label label, long labelTime, LabelSource source) {
            found.add(eventId + " " + source);
        }

        @Override
        public void counted(Count count) {
            if (count == Count.ORPHANED_LABEL) {
                found.add("orphan");
            }
        }
    };

    private MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    private long now = NOON;
    private long readAt;
    private PartitionJoin join = started();

    @Test
    void aRowIsSilentWhenItHasWaitedInAProcessThatHadReadAll() {
        join.row("e", NOON, NOON, new byte[] {1});
        waits(8 * DAY);
        assertThat(found).isEmpty();

        waits(120 * SECOND);
        assertThat(found).containsExactly("e SILENCE");
    }

    @Test
    void noLabelBecomesSilenceBecauseTheProcessWasDown() {
        join.row("e", NOON, NOON, new byte[] {1});
        waits(DAY);

        now += 100 * DAY;
        join = started();
        waits(DAY);
        assertThat(found).isEmpty();

        join.label(given(), NOON + DAY);
        assertThat(found).containsExactly("e GIVEN");
    }

    @Test
    void noLabelBecomesSilenceWhileItIsReadAfterAStart() {
        join.row("e", NOON, NOON, new byte[] {1});
        now += 100 * DAY;
        join = started();
        readsFor(100 * DAY);

        join.label(given(), NOON + DAY);
        assertThat(found).containsExactly("e GIVEN");
    }

    @Test
    void anEarlyLabelIsKeptOverADowntimeUntilItsRowCanHaveCome() {
        join.label(given(), NOON);
        join.advance(NOON + 50 * DAY);
        now += 100 * DAY;
        join = started();
        readsFor(10 * DAY);
        join.advance(NOON + 60 * DAY);
        assertThat(found).isEmpty();

        join.row("e", NOON + 60 * DAY, NOON, new byte[] {1});
        assertThat(found).containsExactly("e GIVEN");
    }

    @Test
    void whatWasWaitedBeforeAStartStillCounts() {
        join.label(given(), NOON);
        waits(5 * DAY);
        join = started();
        waits(4 * DAY);

        assertThat(found).containsExactly("orphan");
    }

    private GivenLabel given() {
        return new GivenLabel("e", new Label.Category("true"), NOON + SECOND);
    }

    private PartitionJoin started() {
        context = new MockProcessorContext<>();
        context.setCurrentSystemTimeMs(now);
        state.flushCache();
        state = TaskStore.around(kept);
        state.init(context.getStateStoreContext(), state);
        readAt = now - 1;
        return new PartitionJoin(NAMES, RULES, outcomes, () -> readAt, _ -> {}, state, context);
    }

    /** All that comes is read at once. */
    private void waits(long time) {
        passes(time, true);
    }

    /** Not all has been read. */
    private void readsFor(long time) {
        passes(time, false);
    }

    private void passes(long time, boolean allRead) {
        for (long until = now + time; now < until; now += 30 * SECOND) {
            readAt = allRead ? now : readAt;
            context.setCurrentSystemTimeMs(now);
            context.scheduledPunctuators()
                    .forEach(scheduled -> scheduled.getPunctuator().punctuate(now));
        }
    }
}
