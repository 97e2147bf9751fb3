package io.headrace.cleaning.topology;

import io.headrace.cleaning.program.CleaningProgram;
import io.headrace.cleaning.program.CleaningResult;
import io.headrace.cleaning.topology.CleaningListener.RecordOutcome;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.QuarantineSink;
import io.headrace.runtime.streams.intake.RecordIntake;
import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.runtime.streams.intake.SizeLimit;
import io.headrace.schemas.definition.Cleaning;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.quarantine.QuarantineRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Gives each raw record its one outcome. Only an id that came clean, or was dropped on purpose, counts as seen: an event that
 * was quarantined may be mended and sent again under its id. Only events that come clean move the partition's progress.
 */
@NullUnmarked // Kafka Streams hands over the context in init
final class CleanProcessor implements Processor<byte[], byte[], Object, Object> {

    private static final String APP = "cleaning";

    /**
     * What it needs that is the same for every partition.
     *
     * @param store in which ids are remembered
     * @param sink of clean events
     */
    record Parts(
            Events events,
            Cleaning clean,
            String store,
            String sink,
            CleaningProgram program,
            RecordIntake<GenericRecord> intake,
            Serializer<GenericRecord> serializer,
            SizeLimit limit) {}

    private final Parts parts;
    private final ArrivalTime arrival;
    private final CleaningListener monitor;
    private final Optional<String> next;
    private final long aheadMillis;
    private ProcessorContext<Object, Object> context;
    private QuarantineSink quarantine;
    private SeenEvents seen;

    /** @param next a processor beside the sinks that hears what became of each record */
    CleanProcessor(Parts parts, ArrivalTime arrival, CleaningListener monitor, Optional<String> next) {
        this.parts = parts;
        this.arrival = arrival;
        this.monitor = monitor;
        this.next = next;
        this.aheadMillis = parts.events().ahead().toMillis();
    }

    @Override
    public void init(ProcessorContext<Object, Object> given) {
        context = given;
        quarantine = new QuarantineSink(given, APP);
        seen = new SeenEvents(given, parts.store(), parts.events(), parts.clean());
        tellDiscarded(seen.discarded());
    }

    @Override
    public void close() {
        tellDiscarded(Discarded.NONE);
    }

    private void tellDiscarded(Discarded ever) {
        monitor.discarded(context.taskId().partition(), ever);
    }

    @Override
    public void process(Record<byte[], byte[]> raw) {
        // An unreachable schema registry throws here, before anything is counted: the record comes again.
        Intake<GenericRecord> intake = parts.intake().read(raw);
        monitor.received();
        switch (intake) {
            case Intake.Refused<GenericRecord>(Refusal why) -> quarantine(raw, why);
            case Intake.Accepted<GenericRecord> event -> place(raw, event);
        }
    }

    private void place(Record<byte[], byte[]> raw, Intake.Accepted<GenericRecord> event) {
        long arrived = arrival.of(raw, context);
        if (event.time() - arrived > aheadMillis) {
            quarantine(raw, aheadOfTime(event.time(), arrived));
            return;
        }
        if (seen.isLate(event.time())) {
            monitor.late();
        }
        if (seen.contains(event.id())) {
            seen.duplicate();
            discard(raw, RecordOutcome.DUPLICATE);
            return;
        }
        switch (parts.program().clean(event.value())) {
            case CleaningResult.Clean(GenericRecord cleaned) -> forward(raw, event, cleaned);
            case CleaningResult.Quarantined(String rule, String reason) -> quarantine(raw, new Refusal(rule, reason));
            case CleaningResult.Dropped(String _) -> {
                seen.dropped(event.id(), event.time());
                discard(raw, RecordOutcome.DROPPED);
            }
        }
    }

    private void forward(Record<byte[], byte[]> raw, Intake.Accepted<GenericRecord> event, GenericRecord cleaned) {
        byte[] bytes = parts.serializer().serialize(parts.limit().topic(), cleaned);
        Optional<Refusal> tooLarge = parts.limit().check(raw.key(), bytes, raw.headers());
        if (tooLarge.isPresent()) {
            quarantine(raw, tooLarge.get());
            return;
        }
        seen.clean(event.id(), event.time());
        CleanEvent clean = new CleanEvent(
                event.id(), event.time(), cleaned, bytes, context.taskId().partition());
        Record<Object, Object> record = new Record<>(event.id(), clean, event.time(), raw.headers());
        context.forward(record, parts.sink());
        monitor.counted(RecordOutcome.CLEAN);
        next.ifPresent(one -> context.forward(record, one));
    }

    private void discard(Record<byte[], byte[]> raw, RecordOutcome outcome) {
        monitor.counted(outcome);
        tellDiscarded(seen.discarded());
        passOver(raw);
    }

    private void passOver(Record<byte[], byte[]> raw) {
        next.ifPresent(one -> context.forward(raw.withKey("").withValue(Cleaned.Nothing.NOTHING), one));
    }

    private void quarantine(Record<byte[], byte[]> raw, Refusal why) {
        quarantine.send(raw, why);
        monitor.counted(RecordOutcome.QUARANTINED);
        monitor.quarantined(why.rule());
        passOver(raw);
    }

    private Refusal aheadOfTime(long eventTime, long arrived) {
        Duration ahead = parts.events().ahead();
        return new Refusal(
                QuarantineRule.AHEAD_OF_TIME,
                "the event's time, %s, is further ahead of its arrival, %s, than events.ahead allows, %s"
                        .formatted(Instant.ofEpochMilli(eventTime), Instant.ofEpochMilli(arrived), ahead));
    }
}
