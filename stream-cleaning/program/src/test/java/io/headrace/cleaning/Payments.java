package io.headrace.cleaning;

import io.headrace.schemas.definition.Cleaning;
import io.headrace.schemas.definition.CleaningRule;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Fill;
import io.headrace.schemas.definition.Gates;
import io.headrace.schemas.definition.LabelType;
import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ModelFamily;
import io.headrace.schemas.definition.Monitoring;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.definition.Rollout;
import io.headrace.schemas.definition.Training;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** A small pipeline and its events. */
public final class Payments {

    public static final long NOON = 1_767_268_800_000L;

    public static final Schema SCHEMA = SchemaBuilder.record("Payment")
            .namespace("io.headrace.test")
            .fields()
            .requiredString("txId")
            .name("at")
            .type(LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)))
            .noDefault()
            .requiredDouble("amount")
            .requiredString("currency")
            .optionalString("channel")
            .endRecord();

    public static final List<CleaningRule> RULES = List.of(
            new CleaningRule.Require("amount-positive", "amount > 0.0", CleaningRule.Otherwise.QUARANTINE),
            new CleaningRule.Require("no-tests", "currency != 'XTS'", CleaningRule.Otherwise.DROP),
            new CleaningRule.Repair("currency-case", Map.of("currency", "currency.upperAscii()")));

    private Payments() {}

    public static PipelineDefinition definition() {
        return definition(RULES, Map.of("channel", new Fill.Constant("unknown")));
    }

    public static PipelineDefinition definition(List<CleaningRule> rules, Map<String, Fill> fill) {
        return new PipelineDefinition(
                new PipelineName("payments"),
                new Problem(
                        ProblemKind.BINARY,
                        "fraud",
                        LabelType.BOOLEAN,
                        List.of("false", "true"),
                        Metric.PR_AUC,
                        Optional.empty(),
                        List.of()),
                new Events(SCHEMA, "txId", "at", List.of(), Duration.ofMinutes(10), Duration.ofHours(1)),
                new Labels("txId", Duration.ofDays(8), Labels.Silence.NEGATIVE),
                new Cleaning(Duration.ofDays(1), rules, fill),
                List.of(new Feature.Numeric("amount", "amount")),
                new Training(
                        new Training.Window.Examples(1000),
                        OptionalInt.empty(),
                        1000,
                        new Training.Split(0.6, 0.2),
                        List.of(ModelFamily.LINEAR),
                        new Training.Budget(1),
                        1),
                new Gates(Optional.empty(), true, new Gates.ChampionGate(true, 0.05)),
                new Rollout(Rollout.Mode.AUTOMATIC),
                new Monitoring(1000, 0.01, 0.1, 1000, 0.2, Duration.ofDays(1)),
                "hash");
    }

    public static GenericRecord payment(String id, long at, double amount) {
        return payment(id, at, amount, "EUR");
    }

    public static GenericRecord payment(String id, long at, double amount, String currency) {
        GenericRecord payment = new GenericData.Record(SCHEMA);
        payment.put("txId", id);
        payment.put("at", at);
        payment.put("amount", amount);
        payment.put("currency", currency);
        return payment;
    }
}
