package io.headrace.standalone.backfill;

import io.headrace.cleaning.program.CleaningResult;
import io.headrace.features.app.labelling.Awaited;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.features.app.labelling.JoinListener;
import io.headrace.features.app.labelling.JoinProgress;
import io.headrace.features.app.labelling.LabelJoin;
import io.headrace.features.app.labelling.LabelRules;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.LearnedLabel;
import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.Example.LabelSource;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.time.PartitionClock;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;

/**
 * Everything whose outcome depends on what came before: duplicates, the order of events and labels, progress, and which label an event
 * gets. It does no more than that, for it is the one step that cannot be shared out: what is to be answered, learned and written is a list
 * of {@link Work} that others do.
 *
 * <p>The rules are the stream's own: {@link LabelJoin} and {@link PartitionClock}. Used by one thread at a time.
 */
final class Sequencer implements JoinListener, Resumable {

    /** The wall clock stands still: event time alone ends anyone's patience. */
    private static final long NOW = 0;

    /** An event that gets no label is heard of, too, so that nothing of it is kept. */
    private static final Label NONE = new Label.Category("");

    private final FeatureProgram program;
    private final Labels.Silence silence;
    private final LabelRules rules;
    private final Source.LabelsBeside labels;
    private final EventOrder order;
    private PartitionClock labelClock = new PartitionClock();
    private LabelJoin join;
    private final MemoryEvents awaited = new MemoryEvents();

    /** Those without a label yet, by their number. */
    private final Map<Long, Work.Answer> waiting = new HashMap<>();

    private final SortedMap<String, Long> quarantined = new TreeMap<>();
    private List<Work> works = new ArrayList<>();
    private long numbers;
    private long events;
    private long clean;
    private long duplicates;
    private long dropped;
    private long labelled;

    Sequencer(PipelineDefinition definition, FeatureProgram program, Source source) {
        this.program = program;
        this.silence = definition.labels().silence();
        LabelRules given = LabelRules.of(definition, Duration.ofDays(1));
        this.rules = new LabelRules(
                given.within(),
                given.patience(),
                given.earlyFor(),
                Optional.of(given.silence().orElse(NONE)),
                given.quiet());
        this.labels = source.labels();
        this.order = new EventOrder(
                source.partitions(), definition.clean().deduplicate().toMillis());
        this.join = new LabelJoin(rules, awaited, JoinProgress.at(NOW), this);
    }

    /** What follows from the next ones. */
    List<Work> take(List<CleanedInput> next) {
        for (CleanedInput tried : next) {
            switch (tried) {
                case CleanedInput.Refused(String rule) -> {
                    events++;
                    quarantined.merge(rule, 1L, Long::sum);
                }
                case CleanedInput.Label(GivenLabel given) -> label(given);
                case CleanedInput.End(int partition) -> order.end(partition, this::answer);
                case CleanedInput.Event cleaned -> {
                    events++;
                    cleaned(cleaned);
                }
            }
        }
        return taken();
    }

    /** What follows from that there are no more. */
    List<Work> finish() {
        order.endAll(this::answer);
        long end = order.progress();
        Optional<GivenLabel> last = labels.before(Long.MAX_VALUE);
        while (last.isPresent()) {
            label(last.get());
            last = labels.before(Long.MAX_VALUE);
        }
        do {
            join.advance(end);
        } while (join.isDue(end) && !works.isEmpty());
        return taken();
    }

    private List<Work> taken() {
        List<Work> taken = works;
        works = new ArrayList<>(taken.size());
        return taken;
    }

    private void cleaned(CleanedInput.Event cleaned) {
        SeenIds seen = order.seen(cleaned.partition());
        if (seen.contains(cleaned.id())) {
            duplicates++;
            return;
        }
        switch (cleaned.result()) {
            case CleaningResult.Clean(GenericRecord event) -> {
                clean++;
                long position = seen.clean(cleaned.id(), cleaned.time());
                order.add(new EventOrder.Placed(position, cleaned, event), this::answer);
            }
            case CleaningResult.Quarantined(String rule, String _) -> quarantined.merge(rule, 1L, Long::sum);
            case CleaningResult.Dropped(String _) -> {
                dropped++;
                seen.dropped(cleaned.id(), cleaned.time());
            }
        }
    }

    private void answer(EventOrder.Placed placed) {
        CleanedInput.Event event = placed.cleaned();
        Optional<GivenLabel> earlier = labels.before(event.time());
        while (earlier.isPresent()) {
            label(earlier.get());
            earlier = labels.before(event.time());
        }
        long progress = order.progress();
        join.advance(labels.isAtEnd() ? progress : Math.min(progress, labelClock.now()));
        Work.Answer answer =
                new Work.Answer(event.id(), event.time(), progress, placed.event(), event.parts(), program.blank());
        works.add(answer);
        long number = numbers++;
        waiting.put(number, answer);
        byte[] handle = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        join.row(event.id(), placed.position(), event.time(), handle);
    }

    private void label(GivenLabel given) {
        labelClock.see(given.labelledAt());
        join.label(given, Math.max(given.labelledAt(), order.progress()));
    }

    @Override
    public void labelled(String eventId, Awaited.Row row, Label label, long labelTime, LabelSource source) {
        long number = ByteBuffer.wrap(row.row()).getLong();
        Work.Answer event = waiting.remove(number);
        if (event == null) {
            throw new IllegalStateException(eventId + " got a label and waits for none");
        }
        if (source == LabelSource.GIVEN) {
            works.add(new Work.Example(event, label, labelTime, source));
            LearnedLabel learned = new LearnedLabel(eventId, event.time, labelTime, program.labelNumber(label), false);
            works.add(new Work.Learn(event, learned, order.progress()));
        } else if (silence == Labels.Silence.NEGATIVE) {
            works.add(new Work.Example(event, label, labelTime, source));
        }
    }

    @Override
    public void counted(Count count) {
        switch (count) {
            case LABEL -> labelled++;
            // Its id was forgotten as a duplicate's and is not yet as an event's: this row waits for nothing.
            case REPEATED_ROW -> waiting.remove(numbers - 1);
            case ROW, LABELLED, SILENT, UNLABELLED, REPEATED_LABEL, LATE_LABEL, ORPHANED_LABEL -> {}
        }
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
        order.save(out);
        Saved.clock(out, labelClock);
        Saved.bytes(out, join.progress().toBytes());
        awaited.save(out);
        out.writeInt(waiting.size());
        for (Map.Entry<Long, Work.Answer> event : waiting.entrySet()) {
            out.writeLong(event.getKey());
            event.getValue().save(out);
        }
        Saved.counts(out, quarantined);
        for (long count : List.of(numbers, events, clean, duplicates, dropped, labelled)) {
            out.writeLong(count);
        }
    }

    @Override
    public void restore(DataInputStream in) throws IOException {
        order.restore(in);
        labelClock = Saved.clock(in);
        join = new LabelJoin(rules, awaited, JoinProgress.read(Saved.bytes(in)), this);
        awaited.restore(in);
        for (int left = in.readInt(); left > 0; left--) {
            long number = in.readLong();
            waiting.put(number, Work.Answer.read(in, program.blank()));
        }
        quarantined.putAll(Saved.counts(in));
        numbers = in.readLong();
        events = in.readLong();
        clean = in.readLong();
        duplicates = in.readLong();
        dropped = in.readLong();
        labelled = in.readLong();
    }

    /**
     * So far; rows and examples are counted where they are written.
     *
     * @param refusedLabels by rule, of the source
     */
    BackfillCounts counts(SortedMap<String, Long> refusedLabels, long rows, long examples) {
        return new BackfillCounts(
                events,
                clean,
                duplicates,
                dropped,
                new TreeMap<>(quarantined),
                labelled,
                new TreeMap<>(refusedLabels),
                rows,
                examples,
                waiting.size());
    }
}
