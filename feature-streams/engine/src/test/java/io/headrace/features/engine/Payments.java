package io.headrace.features.engine;

import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Cleaning;
import io.headrace.schemas.definition.Criterion;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.Extent;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
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
import io.headrace.schemas.feature.FeatureRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** A small payments pipeline for tests: every kind of feature, one, two and composite keys. */
final class Payments {

    static final long HOUR = Duration.ofHours(1).toMillis();
    static final Duration LATENESS = Duration.ofHours(2);
    static final Duration WITHIN = Duration.ofHours(12);
    static final Duration SHORT = Duration.ofHours(6);
    static final Duration LONG = Duration.ofHours(24);

    static final Schema EVENT = SchemaBuilder.record("Payment")
            .namespace("test")
            .fields()
            .requiredString("txId")
            .name("at")
            .type(LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)))
            .noDefault()
            .optionalString("customerId")
            .optionalString("terminalId")
            .optionalDouble("amount")
            .optionalString("channel")
            .optionalString("merchant")
            .endRecord();

    private static final List<String> CUSTOMER = List.of("customerId");
    private static final List<String> TERMINAL = List.of("terminalId");
    private static final List<String> NUMBERS = List.of("1", "amount");
    private static final List<String> OPERANDS = List.of("1", "amount", "merchant");
    static final List<AggregateFunction> SKETCHED =
            List.of(AggregateFunction.DISTINCT, AggregateFunction.MODE, AggregateFunction.MODE_SHARE);
    private static final List<String> BOTH = List.of("terminalId", "customerId");

    static final List<Feature> FEATURES = List.of(
            new Feature.Numeric("ratio", "amount / mean_long"),
            new Feature.Numeric("twice_ratio", "ratio * 2.0"),
            new Feature.Numeric("amount", "amount"),
            new Feature.Categorical("channel", "channel"),
            aggregate("count_short", AggregateFunction.COUNT, "1", CUSTOMER, SHORT),
            aggregate("count_long", AggregateFunction.COUNT, "1", CUSTOMER, LONG),
            aggregate("amounts_long", AggregateFunction.COUNT, "amount", CUSTOMER, LONG),
            aggregate("sum_short", AggregateFunction.SUM, "amount", CUSTOMER, SHORT),
            aggregate("mean_short", AggregateFunction.MEAN, "amount", CUSTOMER, SHORT),
            aggregate("mean_long", AggregateFunction.MEAN, "amount", CUSTOMER, LONG),
            aggregate("min_long", AggregateFunction.MIN, "amount", CUSTOMER, LONG),
            aggregate("max_short", AggregateFunction.MAX, "amount", CUSTOMER, SHORT),
            aggregate("deviation_long", AggregateFunction.STDDEV, "amount", CUSTOMER, LONG),
            aggregate("square_long", AggregateFunction.SUM, "amount * amount", CUSTOMER, LONG),
            new Feature.TimeSinceLast("pause", CUSTOMER),
            new Feature.TimeSinceLast("terminal_pause", TERMINAL),
            new Feature.LabelRate("risk_short", TERMINAL, SHORT),
            new Feature.LabelRate("risk_long", TERMINAL, LONG),
            aggregate("pair_count", AggregateFunction.COUNT, "1", BOTH, LONG),
            new Feature.LabelRate("customer_risk", CUSTOMER, LONG),
            new Feature.LastLabel("customer_last", FeatureKind.CATEGORICAL, CUSTOMER),
            new Feature.LastLabel("terminal_last", FeatureKind.CATEGORICAL, TERMINAL));

    private static final Problem FRAUD = new Problem(
            ProblemKind.BINARY,
            "fraud",
            LabelType.BOOLEAN,
            List.of("false", "true"),
            Metric.PR_AUC,
            Optional.of(new Criterion(Metric.PR_AUC, Criterion.Comparison.AT_LEAST, 0.3)),
            List.of());

    private Payments() {}

    static Feature aggregate(String name, AggregateFunction function, String operand, List<String> by, Duration over) {
        return new Feature.WindowedAggregate(name, function, operand, by, over);
    }

    /** Aggregates with conditions, without the event itself, of one value, and comparisons: in all combinations. */
    static final List<Feature> COMBINED = combined(Arrays.stream(AggregateFunction.values())
            .filter(function -> !SKETCHED.contains(function))
            .toList());

    /** Those that need more of a column than its sums, in all combinations. */
    static final List<Feature> COMBINED_SKETCHES = combined(SKETCHED);

    /** Quantiles, decayed aggregates, streaks and sessions. */
    static final List<Feature> KINDS = kinds();

    /** Aggregates, quantiles and streaks of so many events, in all combinations; further ones in their order. */
    static final List<Feature> NEWEST = newest();

    /** The same of a lifetime. */
    static final List<Feature> LIFETIMES = ofExtents(List.of(new Extent.Lifetime()));

    /** Rates, counts and pauses of labels by class, of times, of so many events and of lifetimes. */
    static final List<Feature> LABELS = labels();

    private static List<Feature> newest() {
        Duration within = Duration.ofDays(400);
        List<Feature> features = new ArrayList<>(ofExtents(
                List.of(new Extent.Events(1, within), new Extent.Events(4, LONG), new Extent.Events(40, within))));
        for (AggregateFunction function :
                List.of(AggregateFunction.LAST, AggregateFunction.MODE, AggregateFunction.MODE_SHARE)) {
            for (String operand : OPERANDS) {
                for (Extent extent : List.of(new Extent.Time(LONG), new Extent.Events(6, within))) {
                    for (int nth : List.of(2, 3)) {
                        features.add(new Feature.WindowedAggregate(
                                "nth" + features.size(),
                                function,
                                SpecifiedOperands.operand(operand, Optional.empty()),
                                features.size() % 5 == 0 ? List.of() : CUSTOMER,
                                new Feature.Window(extent, features.size() % 3 == 0),
                                nth));
                    }
                }
            }
        }
        return List.copyOf(features);
    }

    private static List<Feature> ofExtents(List<Extent> extents) {
        List<Feature> features = new ArrayList<>();
        for (Extent extent : extents) {
            for (Optional<String> where :
                    List.of(Optional.<String>empty(), Optional.of(SpecifiedOperands.CHEAP_OR_MISSING))) {
                for (boolean excluding : new boolean[] {false, true}) {
                    Feature.Window window = new Feature.Window(extent, excluding);
                    for (AggregateFunction function : AggregateFunction.values()) {
                        if (function != AggregateFunction.RATE && !(excluding && function.isComparison())) {
                            for (String operand : function.takesTexts() ? OPERANDS : NUMBERS) {
                                features.add(new Feature.WindowedAggregate(
                                        "e" + features.size(),
                                        function,
                                        SpecifiedOperands.operand(operand, where),
                                        features.size() % 4 == 0 ? List.of() : CUSTOMER,
                                        window));
                            }
                        }
                    }
                    Feature.Operand amount = new Feature.Operand("amount", where);
                    features.add(new Feature.Quantile("e" + features.size(), 0.5, amount, CUSTOMER, window));
                    if (!(extent instanceof Extent.Lifetime)) {
                        Feature.Operand holds = new Feature.Operand(SpecifiedOperands.ONLINE_AND_DEAR, where);
                        features.add(new Feature.Streak("e" + features.size(), holds, CUSTOMER, window));
                    }
                }
            }
        }
        return List.copyOf(features);
    }

    private static List<Feature> labels() {
        List<Feature> features = new ArrayList<>();
        for (List<String> by : List.of(CUSTOMER, TERMINAL, List.<String>of())) {
            for (Optional<String> ofClass :
                    List.of(Optional.<String>empty(), Optional.of("true"), Optional.of("false"))) {
                for (Extent extent : List.of(
                        new Extent.Time(SHORT),
                        new Extent.Time(LONG),
                        new Extent.Events(1, Extent.LONGEST),
                        new Extent.Events(4, LONG),
                        new Extent.Events(40, Extent.LONGEST),
                        new Extent.Lifetime())) {
                    features.add(new Feature.LabelRate("l" + features.size(), ofClass, by, extent));
                    features.add(new Feature.LabelCount("l" + features.size(), ofClass, by, extent));
                }
                features.add(new Feature.TimeSinceLabel("l" + features.size(), ofClass, by));
            }
        }
        return List.copyOf(features);
    }

    private static List<Feature> kinds() {
        List<Feature> features = new ArrayList<>();
        for (Optional<String> where :
                List.of(Optional.<String>empty(), Optional.of(SpecifiedOperands.CHEAP_OR_MISSING))) {
            for (boolean excluding : new boolean[] {false, true}) {
                for (Duration length : List.of(Duration.ofMinutes(20), SHORT, LONG)) {
                    List<String> by = features.size() % 3 == 0 ? List.of() : CUSTOMER;
                    Feature.Operand amount = new Feature.Operand("amount", where);
                    Feature.Window window = new Feature.Window(length, excluding);
                    String name = "f" + features.size();
                    features.add(new Feature.Quantile(name, 0.5, amount, by, window));
                    features.add(new Feature.Quantile(name + "high", 0.95, amount, by, window));
                    for (Feature.DecayedFunction function : Feature.DecayedFunction.values()) {
                        features.add(new Feature.Decayed(name + function, function, amount, by, length, excluding));
                    }
                    features.add(new Feature.Streak(
                            name + "row", new Feature.Operand(SpecifiedOperands.ONLINE_AND_DEAR, where), by, window));
                    for (Feature.SessionMeasure measure : Feature.SessionMeasure.values()) {
                        features.add(new Feature.Session(
                                name + "of" + measure, measure, by, length.plusMinutes(features.size())));
                    }
                }
            }
        }
        return List.copyOf(features);
    }

    private static List<Feature> combined(List<AggregateFunction> functions) {
        List<Feature> features = new ArrayList<>();
        List<Optional<String>> conditions = List.of(
                Optional.empty(),
                Optional.of(SpecifiedOperands.ONLINE_AND_DEAR),
                Optional.of(SpecifiedOperands.CHEAP_OR_MISSING));
        for (AggregateFunction function : functions) {
            for (Optional<String> where : conditions) {
                for (String operand : function.takesTexts() ? OPERANDS : NUMBERS) {
                    for (Duration over : List.of(SHORT, LONG)) {
                        for (boolean excluding : new boolean[] {false, true}) {
                            if (!excluding || !function.isComparison()) {
                                features.add(new Feature.WindowedAggregate(
                                        "f" + features.size(),
                                        function,
                                        SpecifiedOperands.operand(operand, where),
                                        features.size() % 3 == 0 ? List.of() : CUSTOMER,
                                        new Feature.Window(over, excluding)));
                            }
                        }
                    }
                }
            }
        }
        return List.copyOf(features);
    }

    static FeatureProgram program() {
        return FeatureProgram.compile(definition(FEATURES));
    }

    static PipelineDefinition definition(List<Feature> features) {
        return definition(FRAUD, features);
    }

    static PipelineDefinition definition(Problem problem, List<Feature> features) {
        return definition(problem, features, new Labels("txId", WITHIN, Labels.Silence.NEGATIVE));
    }

    static PipelineDefinition definition(List<Feature> features, Duration within, Labels.Silence silence) {
        return definition(FRAUD, features, new Labels("txId", within, silence));
    }

    private static PipelineDefinition definition(Problem problem, List<Feature> features, Labels labels) {
        return new PipelineDefinition(
                new PipelineName("payments"),
                problem,
                new Events(EVENT, "txId", "at", CUSTOMER, LATENESS, Duration.ofHours(1)),
                labels,
                new Cleaning(Duration.ofDays(1), List.of(), Map.of()),
                features,
                new Training(
                        new Training.Window.Examples(100),
                        OptionalInt.of(100),
                        10,
                        new Training.Split(0.6, 0.2),
                        List.of(ModelFamily.LINEAR),
                        new Training.Budget(1),
                        1),
                new Gates(Optional.empty(), true, new Gates.ChampionGate(true, 0.05)),
                new Rollout(Rollout.Mode.AUTOMATIC),
                new Monitoring(1000, 0.01, 0.1, 1000, 0.1, Duration.ofDays(1)),
                "0000");
    }

    /** A feature's value; of a category the class's number. */
    static double number(FeatureProgram program, FeatureRow row, String name) {
        int numeric = program.signature().numeric().indexOf(name);
        if (numeric >= 0) {
            return row.values().numeric()[numeric];
        }
        String category =
                row.values().categorical()[program.signature().categorical().indexOf(name)];
        return category.isEmpty() ? Double.NaN : Boolean.parseBoolean(category) ? 1.0 : 0.0;
    }

    /** A payment; the channel and the merchant follow from the id. */
    record Payment(
            String id,
            long at,
            @Nullable String customer,
            @Nullable String terminal,
            @Nullable Double amount) {

        GenericRecord toRecord() {
            GenericRecord record = new GenericData.Record(EVENT);
            record.put("txId", id);
            record.put("at", at);
            record.put("customerId", customer);
            record.put("terminalId", terminal);
            record.put("amount", amount);
            record.put("channel", channel());
            record.put("merchant", merchant());
            return record;
        }

        @Nullable String channel() {
            return id.hashCode() % 3 == 0 ? null : "online";
        }

        /** Few different ones, some of them long; none where it would be the empty text. */
        @Nullable String merchant() {
            int hash = Integer.rotateLeft(id.hashCode() * 0x9E3779B9, 7) & 0xFF;
            return switch (hash % 9) {
                case 0 -> null;
                case 1 -> "";
                case 2 -> "long ".repeat(250) + hash % 2;
                case 3, 4, 5 -> "m" + hash % 3;
                default -> "é" + hash % 40;
            };
        }
    }
}
