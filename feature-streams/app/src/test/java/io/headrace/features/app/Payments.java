package io.headrace.features.app;

import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.feature.PipelineSchemas;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** The demo's pipeline, and events and labels for it. */
public final class Payments {

    public static final long MINUTE = Duration.ofMinutes(1).toMillis();
    public static final long HOUR = Duration.ofHours(1).toMillis();
    public static final long DAY = Duration.ofDays(1).toMillis();
    public static final long NOON = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();

    private static final PipelineDefinition DEFINITION =
            DefinitionReader.readValid(Path.of("../../examples/payments/payments.yaml"));
    private static final Schema LABEL = PipelineSchemas.of(DEFINITION).label();

    private Payments() {}

    public static PipelineDefinition definition() {
        return DEFINITION;
    }

    public static PipelineDefinition definition(List<Feature> features, Labels.Silence silence) {
        PipelineDefinition demo = definition();
        return new PipelineDefinition(
                demo.pipeline(),
                demo.problem(),
                demo.events(),
                new Labels(demo.labels().joinOn(), demo.labels().within(), silence),
                demo.clean(),
                features,
                demo.train(),
                demo.gates(),
                demo.rollout(),
                demo.monitor(),
                demo.hash());
    }

    public static GenericRecord payment(String id, long at, String customer, String terminal, double amount) {
        GenericRecord payment = new GenericData.Record(definition().events().schema());
        payment.put("txId", id);
        payment.put("at", at);
        payment.put("customerId", customer);
        payment.put("terminalId", terminal);
        payment.put("amount", amount);
        payment.put("currency", "EUR");
        payment.put("channel", "chip");
        return payment;
    }

    public static GenericRecord label(String id, boolean fraud, long labelledAt) {
        GenericRecord label = new GenericData.Record(LABEL);
        label.put("txId", id);
        label.put("fraud", fraud);
        label.put("labelledAt", labelledAt);
        return label;
    }
}
