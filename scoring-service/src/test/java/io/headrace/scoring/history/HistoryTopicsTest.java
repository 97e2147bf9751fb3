package io.headrace.scoring.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.engine.FeatureHistory;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.Example.LabelSource;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.time.PartitionClock;
import io.headrace.schemas.topics.Topics;
import io.headrace.scoring.fixture.Payments;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** No train/serve skew: what a request is answered with is what the stream would have written. */
class HistoryTopicsTest {

    private static final PipelineDefinition DEFINITION = Payments.DEFINITION;
    private static final FeatureProgram PROGRAM = FeatureProgram.compile(DEFINITION);
    private static final Topics TOPICS = new Topics(DEFINITION.pipeline());
    private static final int EVENTS = 1500;

    private final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", "mock://history"));
    private final FeatureRecords records = new FeatureRecords(DEFINITION);
    private final FeatureHistory requests = new FeatureHistory(PROGRAM);
    private final HistoryTopics topics = new HistoryTopics(DEFINITION, PROGRAM, serdes, requests);

    @Test
    void requestTimeFeaturesEqualStreamingFeaturesToTheBit() {
        Random random = new Random(7);
        List<ConsumerRecord<byte[], byte[]>> history = new ArrayList<>();
        FeatureHistory stream = new FeatureHistory(PROGRAM);
        PriorityQueue<Example> unknown = new PriorityQueue<>(Comparator.comparingLong(Example::labelTime));
        long time = Payments.START;
        for (int i = 0; i < EVENTS; i++) {
            time += random.nextInt(1_500_000);
            while (!unknown.isEmpty() && unknown.element().labelTime() <= time) {
                Example known = unknown.remove();
                stream.learn(known, PartitionClock.UNKNOWN);
                history.add(record(TOPICS.examples(), records.toRecord(known)));
            }
            GenericRecord event = event(i, time, random);
            FeatureRow row = stream.observe(event, PartitionClock.UNKNOWN);
            unknown.add(example(row, random));
            history.add(record(TOPICS.clean(), event));
        }
        // Partitions are read side by side, so records come in any order.
        Collections.shuffle(history, random);
        assertThat(history).allMatch(topics::accept);

        for (int i = 0; i < 200; i++) {
            GenericRecord next = event(EVENTS + i, time + random.nextInt(600_000), random);
            assertThat(requests.values(next)).isEqualTo(stream.values(next));
        }
    }

    @Test
    void anEventThatTheStreamHasSeenMeanwhileIsAnsweredTheSame() {
        GenericRecord event = Payments.event("t1", Payments.START, "c1", "k1", 10);
        FeatureRow before = requests.values(event);

        topics.accept(record(TOPICS.clean(), event));

        assertThat(requests.values(event)).isEqualTo(before);
    }

    /** The pause looks back 400 days, so keys that come once in twelve years leave at that rate; a stray does not hurry them. */
    @Test
    void keysThatComeOnceLeaveWithTheProgressOfTheCleanTopic() {
        long events = 12 * 365;
        long day = Duration.ofDays(1).toMillis();
        for (int i = 0; i < events; i++) {
            topics.accept(
                    record(TOPICS.clean(), Payments.event("t" + i, Payments.START + i * day, "c" + i, "k" + i, 10)));
        }
        topics.accept(
                record(TOPICS.clean(), Payments.event("stray", Payments.START + 10 * events * day, "c0", "k0", 10)));
        for (int i = 0; i < 5; i++) {
            topics.expire();
        }

        // Customers, terminals, and the stray's; progress follows some hundred events behind.
        long pauses = PROGRAM.lookBack() / day;
        assertThat(requests.entities()).isBetween(pauses, 4 * pauses);
        assertThat(topics.lookBacks()).containsOnlyKeys(TOPICS.clean(), TOPICS.examples());
    }

    @Test
    void whatCannotBeReadIsLeftOut() {
        byte[] key = "t1".getBytes(StandardCharsets.UTF_8);

        assertThat(topics.accept(new ConsumerRecord<>(TOPICS.clean(), 0, 0, key, new byte[] {1, 2})))
                .isFalse();
        assertThat(topics.accept(new ConsumerRecord<>(TOPICS.examples(), 0, 0, key, new byte[] {1, 2})))
                .isFalse();
    }

    /** The stream would have none of them either. */
    @Test
    void whatTheFeaturesPutIntoQuarantineIsLeftOut() {
        GenericRecord event = Payments.event("t1", Payments.START, "c1", "k1", 10);
        GenericRecord old = Payments.event("t2", -1, "c1", "k1", 10);
        GenericRecord nameless = Payments.event("", Payments.START, "c1", "k1", 10);

        assertThat(topics.accept(record(TOPICS.clean(), "another", event))).isFalse();
        assertThat(topics.accept(record(TOPICS.clean(), "t2", old))).isFalse();
        assertThat(topics.accept(record(TOPICS.clean(), "", nameless))).isFalse();

        assertThat(requests.entities()).isZero();
    }

    @Test
    void aLabelCountsWhateverFeaturesTheDefinitionBeforeHad() {
        PipelineDefinition before = Payments.changed("night: at", "early: at");
        FeatureRecords then = new FeatureRecords(before);
        GenericRecord event = Payments.event("t1", Payments.START, "c1", "k1", 10);
        assertThat(topics.accept(record(TOPICS.clean(), event))).isTrue();
        GenericRecord next = Payments.event("t2", Payments.START + 1000, "c2", "k1", 10);
        FeatureRow unknown = requests.values(next);
        FeatureRow row = new FeatureHistory(FeatureProgram.compile(before)).observe(event, PartitionClock.UNKNOWN);
        GenericRecord example =
                then.toRecord(new Example(row, new Label.Category("true"), Payments.START + 1, LabelSource.GIVEN));

        assertThat(topics.accept(record(TOPICS.examples(), example))).isTrue();

        assertThat(requests.values(next)).isNotEqualTo(unknown);
    }

    private static GenericRecord event(int number, long time, Random random) {
        return Payments.event(
                "t" + number,
                time,
                "c" + random.nextInt(40),
                "k" + random.nextInt(25),
                Math.round(random.nextDouble() * 20_000) / 100.0);
    }

    private static Example example(FeatureRow row, Random random) {
        boolean given = random.nextInt(4) == 0;
        long delay = given
                ? Duration.ofHours(1 + random.nextInt(190)).toMillis()
                : DEFINITION.labels().within().toMillis();
        return new Example(
                row,
                new Label.Category(given ? "true" : "false"),
                row.eventTime() + delay,
                given ? LabelSource.GIVEN : LabelSource.SILENCE);
    }

    private ConsumerRecord<byte[], byte[]> record(String topic, GenericRecord value) {
        String id = value.hasField("eventId") ? "eventId" : DEFINITION.events().id();
        return record(topic, value.get(id).toString(), value);
    }

    private ConsumerRecord<byte[], byte[]> record(String topic, String key, GenericRecord value) {
        byte[] bytes = serdes.generic(value.getSchema()).serializer().serialize(topic, value);
        return new ConsumerRecord<>(topic, 0, 0, key.getBytes(StandardCharsets.UTF_8), bytes);
    }
}
