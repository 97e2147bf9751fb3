package io.headrace.scoring.history;

import io.headrace.features.engine.FeatureHistory;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.RecordIntake;
import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.runtime.streams.intake.SizeLimit;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.EventFields;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.PipelineSchemas;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.TopicLimits;
import io.headrace.schemas.topics.Topics;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two topics a history is made of, and what their records mean to it. One thread. */
final class HistoryTopics {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryTopics.class);

    /** Of an example, what features of labels need; its own features, the bulk of it, are passed over unread. */
    private static final Set<String> LABEL_FIELDS =
            Set.of("eventId", "eventTime", "keys", "label", "labelTime", "labelSource");

    private final String clean;
    private final String examples;
    private final Map<String, Long> lookBacks;
    private final RecordIntake<GenericRecord> events;
    private final RecordIntake<Example> labels;
    private final FeatureHistory history;
    private final HistoryProgress progress = new HistoryProgress();

    /** @param history of the definition's features, as {@code program} computes them */
    HistoryTopics(PipelineDefinition definition, FeatureProgram program, AvroSerdes serdes, FeatureHistory history) {
        Topics topics = new Topics(definition.pipeline());
        this.clean = topics.clean();
        this.examples = topics.examples();
        this.lookBacks = lookBacks(program);
        FeatureRecords records = new FeatureRecords(definition);
        this.events = RecordIntake.ofEvents(
                serdes.decoder(records.schemas().event()),
                new SizeLimit(clean, TopicLimits.CLEAN),
                new EventFields(definition.events()),
                (event, _) -> event);
        this.labels = RecordIntake.ofMade(
                serdes.decoder(PipelineSchemas.only(records.schemas().example(), LABEL_FIELDS)),
                new SizeLimit(examples, TopicLimits.EXAMPLES),
                (example, _) -> records.toExample(example));
        this.history = history;
    }

    /**
     * How far back each topic must be read, milliseconds of event time before its newest record; a topic that no feature needs is not
     * among them. Features of labels need events, too: each is taken to have the label that silence gives it.
     */
    Map<String, Long> lookBacks() {
        return lookBacks;
    }

    private Map<String, Long> lookBacks(FeatureProgram program) {
        if (program.stages().isEmpty()) {
            return Map.of();
        }
        return program.learns()
                ? Map.of(clean, program.lookBack(), examples, program.lookBack())
                : Map.of(clean, program.lookBack());
    }

    /** Lets go of what is of no use any more; to be called at least once for every thousand records. */
    void expire() {
        history.expire(progress.now());
    }

    /**
     * Takes a record in. One that cannot be read is left out: the app that works on that topic puts it into quarantine.
     *
     * @return whether it was taken in
     */
    boolean accept(ConsumerRecord<byte[], byte[]> record) {
        return record.topic().equals(clean) ? event(record) : label(record);
    }

    private boolean event(ConsumerRecord<byte[], byte[]> record) {
        return switch (events.read(record)) {
            case Intake.Accepted<GenericRecord> event -> {
                progress.see(record.partition(), event.time());
                history.observe(event.value(), progress.now());
                yield true;
            }
            case Intake.Refused<GenericRecord>(Refusal why) -> leftOut(record, why);
        };
    }

    private boolean label(ConsumerRecord<byte[], byte[]> record) {
        return switch (labels.read(record)) {
            case Intake.Accepted<Example> example -> {
                history.learn(example.value(), progress.now());
                yield true;
            }
            case Intake.Refused<Example>(Refusal why) -> leftOut(record, why);
        };
    }

    private static boolean leftOut(ConsumerRecord<byte[], byte[]> record, Refusal why) {
        LOG.debug("history leaves out {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), why.rule());
        return false;
    }
}
