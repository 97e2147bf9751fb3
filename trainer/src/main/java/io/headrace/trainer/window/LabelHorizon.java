package io.headrace.trainer.window;

import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.Label;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The event time up to which labels of both classes are known. Where silence means the negative class, the events of the last
 * {@code labels.within} have none but the labels that were given, nearly all of them positives: trained on or judged by, they would
 * tell of a world where nearly everything is positive. How far the stream has got is told by its negative labels alone: each
 * partition's newest label time of one less the wait, and of those the least. (Given labels may run far ahead where their events are
 * held up on the way.) Not for several threads.
 */
final class LabelHorizon {

    /** Before any event, and still a wait away from the least long. */
    private static final long LONG_AGO = Long.MIN_VALUE / 2;

    private final boolean waits;
    private final long waitMillis;
    private final Label positive;
    private final Map<Integer, Long> newestLabelTime = new TreeMap<>();

    private LabelHorizon(boolean waits, long waitMillis, Label positive) {
        this.waits = waits;
        this.waitMillis = waitMillis;
        this.positive = positive;
    }

    /** None where silence means nothing: labels of all classes then come alike. */
    static LabelHorizon of(PipelineDefinition definition) {
        Labels labels = definition.labels();
        return labels.silence() == Labels.Silence.NEGATIVE
                ? waiting(labels.within(), definition.problem().positive())
                : none();
    }

    /** For a problem where silence means another class than this one. */
    static LabelHorizon waiting(Duration within, String positive) {
        return new LabelHorizon(true, within.toMillis(), new Label.Category(positive));
    }

    /** Every example counts at once. */
    static LabelHorizon none() {
        return new LabelHorizon(false, 0, new Label.Category(""));
    }

    void note(Located located) {
        boolean negative = !located.example().label().equals(positive);
        newestLabelTime.merge(located.partition(), negative ? located.example().labelTime() : LONG_AGO, Math::max);
    }

    /** Whether an example counts later than it is known. */
    boolean waits() {
        return waits;
    }

    /** Whether an event is so old that silence about it would have been noticed. */
    boolean isPast(long eventTime) {
        return !waits || eventTime <= reached();
    }

    private long reached() {
        return newestLabelTime.values().stream()
                        .mapToLong(Long::longValue)
                        .min()
                        .orElse(LONG_AGO)
                - waitMillis;
    }
}
