package io.headrace.schemas.feature;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.definition.reading.Meaning;
import io.headrace.schemas.feature.Example.LabelSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Feature rows and examples to and from their Avro records, which carry what they mean and how they were ordered. Immutable; safe
 * for use by many threads.
 */
public final class FeatureRecords {

    private static final GenericRecord NO_FEATURES =
            new GenericData.Record(Schema.createRecord("Features", null, null, false, List.of()));

    private final PipelineSchemas schemas;
    private final FeatureSignature signature;
    private final Meaning meaning;
    private final String ordering;
    private final boolean regression;

    /** By the schema of their rows: another definition's may still be on their way. */
    private final Map<Schema, Schema> examples = new ConcurrentHashMap<>();

    public FeatureRecords(PipelineDefinition definition) {
        this.schemas = PipelineSchemas.of(definition);
        this.signature = FeatureSignature.of(definition);
        examples.put(schemas.features(), schemas.example());
        this.meaning = Meaning.of(definition);
        this.ordering = definition.events().ordering().text();
        this.regression = definition.problem().kind() == ProblemKind.REGRESSION;
    }

    public FeatureSignature signature() {
        return signature;
    }

    public PipelineSchemas schemas() {
        return schemas;
    }

    /** What the definition's features and problem mean; every record made here carries its hash. */
    public Meaning meaning() {
        return meaning;
    }

    /** Whether a row or an example was made for what the definition means; false for one that does not say. */
    public boolean isOfThisMeaning(GenericRecord source) {
        return meaning.hash().equals(statedMeaning(source));
    }

    /** What a row or an example says it means; the empty string where it does not say. */
    public static String statedMeaning(GenericRecord source) {
        Schema.Field field = source.getSchema().getField(PipelineSchemas.MEANING);
        return field == null ? "" : source.get(field.pos()).toString();
    }

    public GenericRecord toRecord(FeatureRow row) {
        return fill(new GenericData.Record(schemas.features()), row);
    }

    public GenericRecord toRecord(Example example) {
        GenericRecord target = fill(new GenericData.Record(schemas.example()), example.row());
        return label(target, example.label(), example.labelTime(), example.source());
    }

    /**
     * An example of a row as it was written, by this definition or another: it keeps the row's features and what these mean.
     *
     * @param row in the schema it was written with
     * @param labelTime epoch milliseconds
     */
    public GenericRecord toExample(GenericRecord row, Label label, long labelTime, LabelSource source) {
        Schema schema = examples.computeIfAbsent(row.getSchema(), schemas::exampleOf);
        GenericRecord target = new GenericData.Record(schema);
        for (Schema.Field field : row.getSchema().getFields()) {
            target.put(field.pos(), row.get(field.pos()));
        }
        return label(target, label, labelTime, source);
    }

    private static GenericRecord label(GenericRecord target, Label label, long labelTime, LabelSource source) {
        target.put(
                "label",
                switch (label) {
                    case Label.Category(String name) -> name;
                    case Label.Quantity(double value) -> value;
                });
        target.put("labelTime", labelTime);
        target.put(
                "labelSource",
                new GenericData.EnumSymbol(
                        target.getSchema().getField("labelSource").schema(), source.name()));
        return target;
    }

    /** Reads a feature row; features the record lacks are missing. */
    public FeatureRow toRow(GenericRecord source) {
        return new FeatureRow(
                source.get("eventId").toString(), (Long) source.get("eventTime"), keys(source), values(source));
    }

    /** Reads an example; features the record lacks are missing. */
    public Example toExample(GenericRecord source) {
        Object label = source.get("label");
        return new Example(
                toRow(source),
                regression ? new Label.Quantity(((Number) label).doubleValue()) : new Label.Category(label.toString()),
                (Long) source.get("labelTime"),
                LabelSource.valueOf(source.get("labelSource").toString()));
    }

    private GenericRecord fill(GenericRecord target, FeatureRow row) {
        target.put("eventId", row.eventId());
        target.put("eventTime", row.eventTime());
        target.put("keys", row.keys());
        GenericRecord features =
                new GenericData.Record(schemas.features().getField("features").schema());
        List<String> numeric = signature.numeric();
        for (int i = 0; i < numeric.size(); i++) {
            double value = row.values().numeric()[i];
            if (!Double.isNaN(value)) {
                features.put(numeric.get(i), value);
            }
        }
        List<String> categorical = signature.categorical();
        for (int i = 0; i < categorical.size(); i++) {
            String value = row.values().categorical()[i];
            if (!value.isEmpty()) {
                features.put(categorical.get(i), value);
            }
        }
        target.put("features", features);
        target.put(PipelineSchemas.MEANING, meaning.hash());
        target.put(PipelineSchemas.ORDERING, ordering);
        return target;
    }

    private FeatureValues values(GenericRecord source) {
        GenericRecord features = source.hasField("features") ? (GenericRecord) source.get("features") : NO_FEATURES;
        double[] numeric = new double[signature.numeric().size()];
        for (int i = 0; i < numeric.length; i++) {
            Object value = value(features, signature.numeric().get(i));
            numeric[i] = value == null ? Double.NaN : ((Number) value).doubleValue();
        }
        String[] categorical = new String[signature.categorical().size()];
        for (int i = 0; i < categorical.length; i++) {
            Object value = value(features, signature.categorical().get(i));
            categorical[i] = value == null ? "" : value.toString();
        }
        return new FeatureValues(numeric, categorical);
    }

    private static @Nullable Object value(GenericRecord features, String name) {
        Schema.Field field = features.getSchema().getField(name);
        return field == null ? null : features.get(field.pos());
    }

    /** The entities of a row or an example. */
    public static Map<String, String> keys(GenericRecord source) {
        return ((Map<?, ?>) source.get("keys"))
                .entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                entry -> entry.getKey().toString(),
                                entry -> entry.getValue().toString()));
    }
}
