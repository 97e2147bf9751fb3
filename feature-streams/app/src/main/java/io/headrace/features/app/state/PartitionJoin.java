package io.headrace.features.app.topology;

import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.features.app.labelling.JoinOutcomes;
import io.headrace.features.app.labelling.JoinProgress;
import io.headrace.features.app.labelling.LabelJoin;
import io.headrace.features.app.labelling.LabelRules;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** The label join of one partition, with its stores: looked at once a second by the wall clock, too. */
final class PartitionJoin {

    private static final Duration PASS_EVERY = Duration.ofSeconds(1);

    private final ProcessorContext<?, ?> context;
    private final AwaitedStore store;
    private final LabelJoin join;
    private JoinProgress saved;

    /** @param told hears how it stands, now and about once a second */
    PartitionJoin(
            AwaitedStore.Names stores,
            LabelRules rules,
            JoinOutcomes outcomes,
            Consumer<JoinProgress> told,
            ProcessorContext<?, ?> context) {
        this.context = context;
        store = new AwaitedStore(stores, context);
        saved = store.progress();
        join = new LabelJoin(rules, store, saved, outcomes, context.currentSystemTimeMs());
        told.accept(saved);
        context.schedule(PASS_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> {
            join.pass(now);
            save();
            told.accept(saved);
        });
    }

    /** The join that makes examples: what waits in it is told. */
    static PartitionJoin ofExamples(
            LabelRules rules, JoinOutcomes outcomes, FeatureMonitor monitor, ProcessorContext<?, ?> context) {
        int partition = context.taskId().partition();
        return new PartitionJoin(
                AwaitedStore.Names.OF_EXAMPLES,
                rules,
                outcomes,
                now -> monitor.waiting(partition, now.rowsWaiting(), now.labelsWaiting()),
                context);
    }

    /** Before {@link #row}: everything that is over by then gets its outcome. */
    void advance(long eventTime) {
        join.advance(eventTime, context.currentSystemTimeMs());
    }

    void row(String eventId, long eventTime, byte[] row) {
        join.row(eventId, eventTime, row);
        save();
    }

    void label(GivenLabel label) {
        join.label(label, context.currentSystemTimeMs());
        save();
    }

    private void save() {
        if (!join.progress().equals(saved)) {
            saved = join.progress();
            store.save(saved);
        }
    }
}
