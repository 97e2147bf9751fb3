package io.headrace.features.app.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.labelling.Awaited;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.features.app.labelling.InMemoryEvents;
import io.headrace.features.app.labelling.JoinListener;
import io.headrace.features.app.labelling.JoinProgress;
import io.headrace.features.app.labelling.LabelJoin;
import io.headrace.features.app.labelling.LabelRules;
import io.headrace.runtime.streams.eventtime.Batches;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.Label;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.Stores;

/** A join whose events lie in blocks, and begins anew now and then, against one whose events are in maps. */
class AwaitedStoreTest {

    private static final AwaitedStore.Names NAMES = AwaitedStore.Names.OF_EXAMPLES;
    private static final LabelRules RULES =
            new LabelRules(300, 340, 400, Optional.of(new Label.Category("false")), 1000);

    private final TaskStore state = state();

    @Property(tries = 100)
    void theJoinFindsWhatOneInMemoryFinds(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 60) int ids,
            @ForAll @IntRange(max = 400) int disorder) {
        Recorded blocks = new Recorded();
        Recorded maps = new Recorded();
        LabelJoin join = new LabelJoin(RULES, store(), JoinProgress.at(0), blocks);
        LabelJoin plain = new LabelJoin(RULES, new InMemoryEvents(), JoinProgress.at(0), maps);
        long progress = 1000;
        for (int i = 0; i < 600; i++) {
            progress += random.nextInt(4);
            long time = Math.max(0, progress + random.nextInt(disorder + 1) - disorder / 2);
            String id = "é" + random.nextInt(ids);
            byte[] row = (id + "@" + i).getBytes(StandardCharsets.UTF_8);
            GivenLabel label = new GivenLabel(id, new Label.Category("label " + i), time);
            int what = random.nextInt(20);
            for (LabelJoin one : List.of(join, plain)) {
                one.advance(progress);
                one.pass(1);
                if (what < 12) {
                    one.row(id, Math.max(time, progress), time, row);
                } else {
                    one.label(label, Math.max(time, progress));
                }
            }
            if (random.nextInt(10) == 0) {
                commit();
            }
            if (random.nextInt(30) == 0) {
                commit();
                join = new LabelJoin(RULES, store(), join.progress(), blocks);
            }
            if (i % 20 == 0) {
                assertThat(blocks.found).as("after %s", i).containsExactlyInAnyOrderElementsOf(maps.found);
            }
        }
        for (int i = 0; i < 20; i++) {
            join.pass(2000);
            join.advance(1_000_000);
            commit();
        }

        assertThat(count(state.values(NAMES.byId()).range(null, null)))
                .as("known by id in the end")
                .isZero();
        assertThat(count(Batches.growing(state, NAMES.byTurn()).range(null, null)))
                .as("blocks in the end, beside the next one's number")
                .isLessThanOrEqualTo(1);
    }

    private AwaitedStore store() {
        return new AwaitedStore(NAMES, RULES.silentFor(), state);
    }

    private void commit() {
        state.flushCache();
    }

    private static final class Recorded implements JoinListener {

        private final List<String> found = new ArrayList<>();

        @Override
        public void labelled(String eventId, Awaited.Row row, Label label, long labelTime, Example.LabelSource source) {
            found.add(new String(row.row(), StandardCharsets.UTF_8) + " " + label + " " + labelTime + " " + source);
        }

        @Override
        public void counted(Count count) {
            found.add(count.name());
        }
    }

    private static TaskStore state() {
        TaskStore state = TaskStore.around(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("state"), Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingDisabled()
                        .build());
        state.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), state);
        return state;
    }

    private static int count(KeyValueIterator<Bytes, byte[]> entries) {
        int count = 0;
        try (entries) {
            while (entries.hasNext()) {
                entries.next();
                count++;
            }
        }
        return count;
    }
}
