package io.headrace.features.app.state;

import io.headrace.features.app.intake.FeatureListener;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.features.app.labelling.JoinListener;
import io.headrace.features.app.labelling.JoinProgress;
import io.headrace.features.app.labelling.LabelJoin;
import io.headrace.features.app.labelling.LabelRules;
import io.headrace.runtime.streams.store.TaskStore;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** The label join of one partition, with its stores: looked at by the wall clock, too. */
public final class PartitionJoin {

    private static final Duration PASS_EVERY = Duration.ofMillis(200);

    /** A pass that is longer was not awake: of what was down, or behind, no more than this counts as waited. */
    private static final long AWAKE_MS = Duration.ofMinutes(1).toMillis();

    private final LabelJoin join;
    private long readAt;

    /** Says up to when everything in the topics is known to have been read and worked on. */
    @FunctionalInterface
    public interface Reading {

        /** @return epoch milliseconds by the wall clock, as of before; less than any that counts where it is not known */
        long readAt();
    }

    /**
     * @param reading asked some times a second
     * @param told hears how it stands, now and some times a second
     */
    public PartitionJoin(
            AwaitedStore.Names sections,
            LabelRules rules,
            JoinListener outcomes,
            Reading reading,
            Consumer<JoinProgress> told,
            TaskStore state,
            ProcessorContext<?, ?> context) {
        AwaitedStore store = new AwaitedStore(sections, rules.silentFor(), state);
        readAt = context.currentSystemTimeMs();
        JoinProgress begun = store.progress().orElseGet(() -> JoinProgress.at(readAt));
        join = new LabelJoin(rules, store, begun, outcomes);
        store.keep(join::progress);
        told.accept(join.progress());
        context.schedule(PASS_EVERY, PunctuationType.WALL_CLOCK_TIME, _ -> {
            pass(reading.readAt());
            told.accept(join.progress());
        });
    }

    /** The join that makes examples: how much waits in it is reported. */
    public static PartitionJoin ofExamples(
            LabelRules rules,
            JoinListener outcomes,
            Reading reading,
            FeatureListener listener,
            TaskStore state,
            ProcessorContext<?, ?> context) {
        int partition = context.taskId().partition();
        return new PartitionJoin(
                AwaitedStore.Names.OF_EXAMPLES,
                rules,
                outcomes,
                reading,
                now -> listener.waiting(partition, now.rowsWaiting(), now.labelsWaiting()),
                state,
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
        join.row(eventId, position, eventTime, row);
    }

    /** @param position of the label in event time */
    public void label(GivenLabel label, long position) {
        join.label(label, position);
    }

    private void pass(long nowReadAt) {
        if (nowReadAt > readAt) {
            join.pass(Math.min(nowReadAt - readAt, AWAKE_MS));
            readAt = nowReadAt;
        }
    }
}
