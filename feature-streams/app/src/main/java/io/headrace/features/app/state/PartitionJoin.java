package io.headrace.features.app.state;

import io.headrace.features.app.intake.FeatureMonitor;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.features.app.labelling.JoinOutcomes;
import io.headrace.features.app.labelling.JoinProgress;
import io.headrace.features.app.labelling.LabelJoin;
import io.headrace.features.app.labelling.LabelRules;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** The label join of one partition, with its stores: looked at by the wall clock, too. */
public final class PartitionJoin {

    private static final Duration PASS_EVERY = Duration.ofMillis(200);

    private final ProcessorContext<?, ?> context;
    private final LabelJoin join;

    /** @param told hears how it stands, now and some times a second */
    public PartitionJoin(
            AwaitedStore.Names stores,
            LabelRules rules,
            JoinOutcomes outcomes,
            Consumer<JoinProgress> told,
            ProcessorContext<?, ?> context) {
        this.context = context;
        AwaitedStore store = new AwaitedStore(stores, rules.silentFor(), context);
        join = new LabelJoin(rules, store, store.progress(), outcomes, context.currentSystemTimeMs());
        store.keep(join::progress);
        told.accept(join.progress());
        context.schedule(PASS_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> {
            join.pass(now);
            told.accept(join.progress());
        });
    }

    /** The join that makes examples: how much waits in it is reported. */
    public static PartitionJoin ofExamples(
            LabelRules rules, JoinOutcomes outcomes, FeatureMonitor monitor, ProcessorContext<?, ?> context) {
        int partition = context.taskId().partition();
        return new PartitionJoin(
                AwaitedStore.Names.OF_EXAMPLES,
                rules,
                outcomes,
                now -> monitor.waiting(partition, now.rowsWaiting(), now.labelsWaiting()),
                context);
    }

    /** Whether something would be given up if event time had come so far. */
    public boolean isDue(long progress) {
        return join.isDue(progress);
    }

    /** Event time has come so far. */
    public void advance(long progress) {
        join.advance(progress);
    }

    /** @param position of the row in event time */
    public void row(String eventId, long position, long eventTime, byte[] row) {
        join.row(eventId, position, eventTime, row, context.currentSystemTimeMs());
    }

    /** @param position of the label in event time */
    public void label(GivenLabel label, long position) {
        join.label(label, position, context.currentSystemTimeMs());
    }
}
