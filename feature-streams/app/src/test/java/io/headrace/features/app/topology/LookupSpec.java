package io.headrace.features.app.topology;

import static io.headrace.features.app.Payments.HOUR;
import static io.headrace.features.app.Payments.MINUTE;
import static io.headrace.features.app.Payments.NOON;
import static io.headrace.features.app.Payments.payment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.intake.ChangedFeatures;
import io.headrace.features.app.intake.FeatureListener.Input;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.definition.reading.DefinitionResult;
import io.headrace.schemas.definition.reading.SchemaLoader;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.PipelineSchemas;
import io.headrace.schemas.quarantine.Quarantined;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds of lookups however the topology is wired. */
abstract class LookupSpec {

    private static final Double MISSING = Double.NaN;
    private static final PipelineDefinition DEFINITION = read();
    private static final Schema CUSTOMER =
            PipelineSchemas.reference(DEFINITION.pipeline(), DEFINITION.reference("customers"));
    private static final Schema TERMINAL =
            PipelineSchemas.reference(DEFINITION.pipeline(), DEFINITION.reference("terminals"));

    private final FeatureDriver driver;

    LookupSpec(FeatureDriver.Wiring wiring) {
        this.driver = new FeatureDriver(DEFINITION, wiring);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void anEventGetsTheRowThatWasSoStrictlyBeforeItsMillisecond() {
        customer("c1", NOON, 1.0);
        customer("c1", NOON + HOUR, 2.0);

        assertThat(scores(NOON, NOON + 1, NOON + HOUR, NOON + HOUR + 1)).containsExactly(MISSING, 1.0, 1.0, 2.0);
    }

    @Test
    void aRowThatIsGoneIsMissingFromThenOn() {
        customer("c1", NOON, 1.0);
        driver.change("customers", "c1", NOON + HOUR, null);
        customer("c1", NOON + 2 * HOUR, 3.0);

        assertThat(scores(NOON + HOUR, NOON + HOUR + 1, NOON + 2 * HOUR + 1)).containsExactly(1.0, MISSING, 3.0);
    }

    @Test
    void aRowThatNeverComesAndOneWithoutTheValueAreMissing() {
        customer("c1", NOON, null);
        driver.pay(payment("p1", NOON + 1, "c1", "t1", 1));
        driver.pay(payment("p2", NOON + 1, "unknown", "t1", 1));

        assertThat(driver.rows()).extracting(row -> driver.value(row, "score")).containsExactly(MISSING, MISSING);
    }

    @Test
    void aChangeOfThePastCountsForLateEventsToo() {
        customer("c1", NOON, 1.0);
        driver.pay(payment("p0", NOON + HOUR, "c1", "t1", 1));
        driver.settle();
        customer("c1", NOON + 10 * MINUTE, 2.0);

        assertThat(scores(NOON + 5 * MINUTE, NOON + 10 * MINUTE + 1)).containsExactly(1.0, 1.0, 2.0);
    }

    @Test
    void whenARowIsSoMayBeAFieldOfIt() {
        GenericRecord terminal = new GenericData.Record(TERMINAL);
        terminal.put("since", NOON);
        terminal.put("country", "BE");
        driver.change("terminals", "t1", NOON + 9 * HOUR, terminal);
        driver.pay(payment("p1", NOON + 1, "c1", "t1", 1));
        driver.change("terminals", "t1", NOON + HOUR, null);
        driver.pay(payment("p2", NOON + HOUR, "c1", "t1", 1));
        driver.pay(payment("p3", NOON + HOUR + 1, "c1", "t1", 1));

        assertThat(driver.rows())
                .extracting(row -> row.values().categorical()[0])
                .containsExactly("BE", "BE", "");
    }

    @Test
    void aProducerMayHaveASchemaOfItsOwn() {
        Schema own = SchemaBuilder.record("customers")
                .fields()
                .requiredString("name")
                .requiredInt("score")
                .endRecord();
        GenericRecord row = new GenericData.Record(own);
        row.put("name", "Ann");
        row.put("score", 5);
        driver.change("customers", "c1", NOON, row);

        assertThat(scores(NOON + 1)).containsExactly(5.0);
    }

    @Test
    void otherFeaturesMayReadALookup() {
        customer("c1", NOON, 21.0);
        driver.pay(payment("p1", NOON + 1, "c1", "t1", 1));

        assertThat(driver.rows())
                .extracting(row -> driver.value(row, "doubled"))
                .containsExactly(42.0);
    }

    @Test
    void whatANamedFieldLooksUpIsTheSameTable() {
        customer("t7", NOON, 7.0);
        driver.pay(payment("p1", NOON + 1, "c1", "t7", 1));

        assertThat(driver.rows())
                .extracting(row -> driver.value(row, "of_terminal"))
                .containsExactly(7.0);
    }

    @Test
    void whoAsksIsAnsweredTheRowThatTheEventGets() {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            long at = NOON + i * MINUTE - random.nextInt(5) * MINUTE;
            if (random.nextBoolean()) {
                customer("c" + random.nextInt(5), at, random.nextInt(3) == 0 ? null : (double) i);
            }
            if (random.nextInt(20) == 0) {
                driver.change("customers", "c" + random.nextInt(5), at, null);
            }
            driver.settle();
            GenericRecord event = payment("p" + i, at, "c" + random.nextInt(6), "t" + random.nextInt(3), 1);
            FeatureRow asked = driver.kept().of(event);
            driver.pay(event);

            assertThat(driver.rows()).containsExactly(asked);
        }
    }

    @Test
    void whatCannotBeUsedGoesToQuarantineWithOriginAndReasonAndTheStreamGoesOn() {
        customer("c1", NOON, 1.0);
        byte[] good = driver.encode("payments.reference.customers", customer(2.0));
        driver.sendReference("customers", null, good, NOON);
        driver.sendReference("customers", new byte[] {}, good, NOON);
        driver.sendReference("customers", new byte[] {(byte) 0xC3, 0x28}, good, NOON);
        driver.sendReference("customers", "c1".getBytes(UTF_8), new byte[] {7, 7, 7}, NOON);
        driver.sendReference("customers", "c1".getBytes(UTF_8), new byte[] {0, 0, 0, 9, 9, 1}, NOON);
        driver.sendReference(
                "customers", "c1".getBytes(UTF_8), driver.encode("other", payment("p", NOON, "c", "t", 1)), NOON);
        driver.sendReference("customers", "c1".getBytes(UTF_8), good, NOON + 365_000 * 24 * HOUR);
        driver.sendReference("customers", "c1".getBytes(UTF_8), new byte[2 << 20], NOON);

        List<TestRecord<byte[], byte[]>> quarantine = driver.quarantine();

        assertThat(quarantine)
                .extracting(record -> Quarantined.read(record.headers()).orElseThrow())
                .satisfies(all -> {
                    assertThat(all).extracting(Quarantined::topic).containsOnly("payments.reference.customers");
                    assertThat(all).extracting(Quarantined::app).containsOnly("features");
                    assertThat(all).extracting(Quarantined::offset).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
                    assertThat(all)
                            .extracting(Quarantined::rule)
                            .containsExactly(
                                    "missing-key",
                                    "missing-key",
                                    "missing-key",
                                    "not-avro",
                                    "unknown-schema",
                                    "incompatible-schema",
                                    "ahead-of-time",
                                    "too-large");
                });
        assertThat(quarantine.get(3).value()).containsExactly(7, 7, 7);
        assertThat(scores(NOON + 1)).containsExactly(1.0);
        FeatureDriver.Heard heard = driver.heard();
        assertThat(heard.read).containsEntry(Input.REFERENCE, 9L);
        assertThat(heard.quarantined).containsEntry(Input.REFERENCE, 8L);
    }

    @Test
    void badRecordsOfAReferenceChangeNothingAboutTheEvents() {
        for (int i = 0; i < 300; i++) {
            driver.sendReference("customers", null, new byte[] {1}, NOON);
            driver.pay(payment("p" + i, NOON + i, "c1", "t1", 1));
        }

        assertThat(driver.rows()).hasSize(300);
    }

    @Test
    void aDefinitionThatIsNewChangesNothing() {
        assertThat(driver.heard().changes).extracting(ChangedFeatures::cold).isEmpty();
    }

    String description() {
        return driver.description();
    }

    private List<Double> scores(long... times) {
        for (long at : times) {
            driver.pay(payment("p" + at, at, "c1", "t1", 1));
        }
        return driver.rows().stream().map(row -> driver.value(row, "score")).toList();
    }

    private void customer(String key, long at, @Nullable Double score) {
        driver.change("customers", key, at, customer(score));
    }

    private static GenericRecord customer(@Nullable Double score) {
        GenericRecord row = new GenericData.Record(CUSTOMER);
        row.put("score", score);
        return row;
    }

    private static PipelineDefinition read() {
        String yaml = """
                pipeline: payments
                problem: {kind: binary, label: fraud, positive: true}
                events: {schema: payment.avsc, id: txId, time: at, lateness: P1D}
                references:
                  customers: {key: customerId, fields: {score: number}}
                  terminals: {key: terminalId, time: since, fields: {country: text}}
                features:
                  score: {lookup: customers.score}
                  of_terminal: {lookup: customers.score, by: terminalId}
                  doubled: score * 2.0
                  country: {lookup: terminals.country}
                """;
        return switch (DefinitionReader.read(
                yaml, "lookups.yaml", SchemaLoader.relativeTo(Path.of("../../examples/payments")))) {
            case DefinitionResult.Valid(PipelineDefinition definition) -> definition;
            case DefinitionResult.Invalid invalid ->
                throw new IllegalStateException(invalid.mistakes().toString());
        };
    }
}
