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
import io.headrace.schemas.definition.Cleaning;
import io.headrace.schemas.definition.EventStream;
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

    /** By lane; those of one stream share one. */
    private final List<LaneCounts> counts = new ArrayList<>();

    private final LaneCounts own = new LaneCounts();
    private final SortedMap<String, LaneCounts> streams = new TreeMap<>();
    private final Lanes lanes;
    private List<Work> works = new ArrayList<>();
    private long numbers;
    private long labelled;

    Sequencer(PipelineDefinition definition, FeatureProgram program, Source source, EventCleaner cleaner) {
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
        this.lanes = source.lanes();
        definition.streams().forEach(stream -> streams.put(stream.name(), new LaneCounts()));
        List<SeenIds> seen = new ArrayList<>();
        for (int lane = 0; lane < lanes.count(); lane++) {
            Optional<EventStream> stream = lanes.stream(lane).map(definition::stream);
            Cleaning clean = stream.map(EventStream::clean).orElse(definition.clean());
            seen.add(new SeenIds(clean.deduplicate().toMillis()));
            counts.add(stream.map(of -> streams.getOrDefault(of.name(), own)).orElse(own));
        }
        this.order = new EventOrder(lanes, seen, new SavedEvents(definition, lanes, cleaner));
        this.join = new LabelJoin(rules, awaited, JoinProgress.at(NOW), this);
    }

    /** What follows from the next ones. */
    List<Work> take(List<CleanedInput> next) {
        for (CleanedInput tried : next) {
            switch (tried) {
                case CleanedInput.Refused(int lane, String rule) ->
                    counts.get(lane).quarantined(rule);
                case CleanedInput.Label(GivenLabel given) -> label(given);
                case CleanedInput.End(int lane) -> order.end(lane, this::count);
                case CleanedInput.Event cleaned -> cleaned(cleaned);
            }
        }
        return taken();
    }

    /** What follows from that there are no more. */
    List<Work> finish() {
        order.endAll(this::count);
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
        SeenIds seen = order.seen(cleaned.lane());
        LaneCounts count = counts.get(cleaned.lane());
        if (seen.contains(cleaned.id())) {
            count.duplicate();
            return;
        }
        switch (cleaned.result()) {
            case CleaningResult.Clean(GenericRecord event) -> {
                count.clean();
                long position = seen.clean(cleaned.id(), cleaned.time());
                order.add(new EventOrder.Placed(position, seen.progress(), cleaned, event), this::count);
            }
            case CleaningResult.Quarantined(String rule, String _) -> count.quarantined(rule);
            case CleaningResult.Dropped(String _) -> {
                count.dropped();
                seen.dropped(cleaned.id(), cleaned.time());
            }
        }
    }

    /** Its turn has come. */
    private void count(EventOrder.Placed placed) {
        if (lanes.isOfRows(placed.cleaned().lane())) {
            answer(placed);
        } else {
            works.add(new Work.Recorded(placed.cleaned().parts(), placed.reached()));
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
        Work.Answer answer = new Work.Answer(
                event.id(), event.time(), placed.reached(), placed.event(), event.parts(), program.blank());
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
        own.save(out);
        for (LaneCounts stream : streams.values()) {
            stream.save(out);
        }
        out.writeLong(numbers);
        out.writeLong(labelled);
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
        own.restore(in);
        for (LaneCounts stream : streams.values()) {
            stream.restore(in);
        }
        numbers = in.readLong();
        labelled = in.readLong();
    }

    /**
     * So far; rows and examples are counted where they are written.
     *
     * @param refusedLabels by rule, of the source
     */
    BackfillCounts counts(SortedMap<String, Long> refusedLabels, long rows, long examples) {
        SortedMap<String, BackfillCounts.OfEvents> ofStreams = new TreeMap<>();
        streams.forEach((name, stream) -> ofStreams.put(name, stream.all()));
        return new BackfillCounts(
                own.all(), ofStreams, labelled, new TreeMap<>(refusedLabels), rows, examples, waiting.size());
    }
}
