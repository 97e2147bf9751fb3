package io.headrace.cleaning.topology;

import io.headrace.cleaning.program.CleaningProgram;
import io.headrace.cleaning.program.Outcome;
import io.headrace.cleaning.topology.CleaningMonitor.RecordOutcome;
import io.headrace.schemas.definition.Events;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Leaves out duplicates and takes the others through the program. Only an id that came clean, or was dropped on purpose,
 * counts as seen: an event that was quarantined may be mended and sent again under its id.
 */
@NullUnmarked // Kafka Streams hands over the context in init
final class CleanProcessor implements Processor<String, Arrival, Object, Object> {

    private final CleaningProgram program;
    private final EventPlace place;
    private final DeduplicationRule rule;
    private final CleaningMonitor monitor;
    private ProcessorContext<Object, Object> context;
    private QuarantineOutlet quarantine;
    private SeenEvents seen;

    CleanProcessor(CleaningProgram program, Events events, DeduplicationRule rule, CleaningMonitor monitor) {
        this.program = program;
        this.place = new EventPlace(events);
        this.rule = rule;
        this.monitor = monitor;
    }

    @Override
    public void init(ProcessorContext<Object, Object> given) {
        context = given;
        quarantine = new QuarantineOutlet(given, monitor);
        seen = new SeenEvents(given, rule);
    }

    @Override
    public void process(Record<String, Arrival> record) {
        Arrival arrival = record.value();
        seen.moveClock(arrival.eventTime());
        if (seen.isLate(arrival.eventTime())) {
            monitor.late();
        }
        if (seen.contains(arrival.id())) {
            monitor.counted(RecordOutcome.DUPLICATE);
            return;
        }
        switch (program.clean(arrival.event())) {
            case Outcome.Clean(GenericRecord event) -> forward(record, event);
            case Outcome.Quarantined why -> quarantine(record, why);
            case Outcome.Dropped(String _) -> {
                seen.remember(arrival.id());
                monitor.counted(RecordOutcome.DROPPED);
            }
        }
    }

    /** The time is read anew: a rule may have repaired it. */
    private void forward(Record<String, Arrival> record, GenericRecord event) {
        OptionalLong eventTime = place.time(event);
        if (eventTime.isEmpty() || eventTime.getAsLong() < 0) {
            quarantine(
                    record,
                    new Outcome.Quarantined(
                            RawRecordReader.INVALID_TIME,
                            "the rules left no time from 1970 on in the event's field " + place.timeField()));
            return;
        }
        String id = record.value().id();
        seen.remember(id);
        context.forward(
                new Record<Object, Object>(id, event, eventTime.getAsLong(), record.headers()),
                CleaningTopology.CLEAN_EVENTS);
        monitor.counted(RecordOutcome.CLEAN);
    }

    private void quarantine(Record<String, Arrival> record, Outcome.Quarantined why) {
        quarantine.send(
                record.key().getBytes(StandardCharsets.UTF_8),
                record.value().value(),
                record.timestamp(),
                record.headers(),
                why);
    }
}
