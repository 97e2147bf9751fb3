package io.headrace.scoring.history;

import io.headrace.features.engine.FeatureHistory;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.UnusableEventException;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import io.headrace.schemas.topics.Topics;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two topics a history is made of, and what their records mean to it. One thread. */
final class HistoryTopics {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryTopics.class);

    private final String clean;
    private final String examples;
    private final Map<String, Long> lookBacks;
    private final FeatureRecords records;
    private final AvroDecoder events;
    private final AvroDecoder labels;
    private final FeatureProgram program;
    private final FeatureHistory history;
    private final HistoryProgress progress = new HistoryProgress();

    /** @param history of the definition's features, as {@code program} computes them */
    HistoryTopics(PipelineDefinition definition, FeatureProgram program, AvroSerdes serdes, FeatureHistory history) {
        Topics topics = new Topics(definition.pipeline());
        this.clean = topics.clean();
        this.examples = topics.examples();
        this.lookBacks = lookBacks(program);
        this.records = new FeatureRecords(definition);
        this.events = serdes.decoder(records.schemas().event());
        this.labels = serdes.decoder(records.schemas().example());
        this.program = program;
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
        return switch (events.decode(record.value())) {
            case Decoded.Ok(var event) -> {
                try {
                    progress.see(record.partition(), program.eventTime(event));
                    history.observe(event, progress.now());
                    yield true;
                } catch (UnusableEventException problem) {
                    yield leftOut(record, problem.rule());
                }
            }
            case Decoded.Bad(String rule, String _) -> leftOut(record, rule);
        };
    }

    private boolean label(ConsumerRecord<byte[], byte[]> record) {
        return switch (labels.decode(record.value())) {
            case Decoded.Ok(var example) -> {
                history.learn(records.toExample(example), progress.now());
                yield true;
            }
            case Decoded.Bad(String rule, String _) -> leftOut(record, rule);
        };
    }

    private static boolean leftOut(ConsumerRecord<byte[], byte[]> record, String rule) {
        LOG.debug("history leaves out {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), rule);
        return false;
    }
}
