package io.headrace.features.engine;

import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Reference;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.FeatureValues;
import io.headrace.schemas.feature.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * A definition's features, compiled. Immutable and thread-safe; the one thing that computes features, wherever they are
 * wanted.
 *
 * <p>A row is made in two steps. Each {@link Stage} answers its features from what it remembers of the event's entity,
 * into one array of all stateful features ({@link #blank()}); stages may do so in any order and in different processes. So do
 * {@link Lookups}, from the rows of a reference.
 * Then {@link #row} adds the features of the event itself. {@link FeatureHistory} does both in memory.
 */
public final class FeatureProgram {

    private final FeatureSignature signature;
    private final RequiredFields fields;
    private final List<Schema.Field> keys;
    private final List<Stage> stages;
    private final List<Lookups> lookups;
    private final List<Reference> references;
    private final List<EventStream> streams;
    private final long lateness;
    private final List<String> stateful;
    private final int[] numericPlaces;
    private final int[] categoricalPlaces;
    private final boolean categories;
    private final RowExpressions expressions;
    private final LabelNumbers labels;
    private final Map<String, FeatureCost> costs;

    private FeatureProgram(
            PipelineDefinition definition,
            List<Stage> stages,
            List<Lookups> lookups,
            List<String> stateful,
            Expressions expressions) {
        this.signature = FeatureSignature.of(definition);
        this.fields = new RequiredFields(definition.events());
        this.stages = List.copyOf(stages);
        this.lookups = List.copyOf(lookups);
        this.references = lookups.stream()
                .map(Lookups::reference)
                .distinct()
                .map(definition::reference)
                .toList();
        this.streams = definition.streams().stream()
                .sorted(Comparator.comparing(EventStream::name))
                .toList();
        this.lateness = definition.events().lateness().toMillis();
        this.stateful = List.copyOf(stateful);
        this.numericPlaces =
                stateful.stream().mapToInt(signature.numeric()::indexOf).toArray();
        this.categoricalPlaces =
                stateful.stream().mapToInt(signature.categorical()::indexOf).toArray();
        this.categories = Arrays.stream(categoricalPlaces).anyMatch(place -> place >= 0);
        this.expressions = RowExpressions.of(definition.features(), signature, expressions);
        this.labels = new LabelNumbers(definition.problem());
        this.costs = costs(definition);
        this.keys = Stream.concat(
                        definition.events().keys().stream(), stages.stream().flatMap(stage -> stage.by().stream()))
                .distinct()
                .map(name -> EntityKey.keyField(definition.events().schema(), name))
                .toList();
    }

    /**
     * Compiles a definition.
     *
     * @throws IllegalArgumentException if its features cannot be computed; one from the definition reader never throws
     */
    public static FeatureProgram compile(PipelineDefinition definition) {
        FeatureSignature signature = FeatureSignature.of(definition);
        Expressions expressions = new Expressions(definition.events().schema(), signature);
        List<Stage> stages = new ArrayList<>();
        List<String> stateful = new ArrayList<>();
        byKey(definition.features()).values().forEach(group -> {
            Optional<EventStream> stream = group.from().map(definition::stream);
            Expressions own = stream.map(from -> new Expressions(from.events().schema(), signature))
                    .orElse(expressions);
            StageCompiler compiler = new StageCompiler(definition, own, stream, group.by(), stateful.size());
            stages.add(compiler.compile(group.features()));
            group.features().forEach(feature -> stateful.add(feature.name()));
        });
        List<Lookups> lookups = new ArrayList<>();
        byReference(definition.features()).forEach((table, features) -> {
            lookups.add(new Lookups(definition, table.reference(), table.by(), features, stateful.size()));
            features.forEach(feature -> stateful.add(feature.name()));
        });
        return new FeatureProgram(definition, stages, lookups, stateful, expressions);
    }

    /** The order of a row's values. */
    public FeatureSignature signature() {
        return signature;
    }

    /** One for each stream and key of stateful features, in the order of their names; empty where no feature is stateful. */
    public List<Stage> stages() {
        return stages;
    }

    /** One for each reference and field by which features look up in it; empty where none does. */
    public List<Lookups> lookups() {
        return lookups;
    }

    /** The further streams that features are of, in the order of their names. */
    public List<EventStream> streams() {
        return streams;
    }

    /** The references that features look up in, in the order of their names. */
    public List<Reference> references() {
        return references;
    }

    /**
     * The schema of a reference's rows.
     *
     * @throws IllegalArgumentException if no feature looks up in it
     */
    public Schema rowSchema(String reference) {
        return lookups.stream()
                .filter(one -> one.reference().equals(reference))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no feature looks up in " + reference))
                .rowSchema();
    }

    /**
     * The earliest time of an event that is not late.
     *
     * @param progress how far the stream has come in event time, epoch milliseconds; {@link Long#MIN_VALUE} where it is not known
     */
    public long horizon(long progress) {
        return LookBack.before(progress, lateness);
    }

    /** Whether any stage wants to {@link Stage#learn}. */
    public boolean learns() {
        return stages.stream().anyMatch(Stage::learns);
    }

    /**
     * How much of the past must be known so that no feature lacks anything, milliseconds of event time: the longest of the
     * stages' {@link Stage#lookBack}s, 0 where no feature is stateful; the largest number where one looks back a lifetime.
     */
    public long lookBack() {
        if (stages.stream().anyMatch(Stage::lasts)) {
            return LookBack.FOREVER;
        }
        return stages.stream().mapToLong(Stage::lookBack).max().orElse(0);
    }

    /**
     * For how long a stateful feature that begins without any past lacks some of it: its window, with the time that a label may take
     * where it is of labels; {@link java.time.temporal.ChronoUnit#FOREVER} for a lifetime. A lookup lacks nothing as soon as its reference has been
     * read, so zero.
     *
     * @throws IllegalArgumentException if there is no such feature
     */
    public Duration lookBack(String feature) {
        if (!stateful.contains(feature)) {
            throw new IllegalArgumentException(feature + " is not one of the stateful features " + stateful);
        }
        return cost(feature).lookBack();
    }

    /**
     * What a feature costs.
     *
     * @throws IllegalArgumentException if there is no such feature
     */
    public FeatureCost cost(String feature) {
        FeatureCost cost = costs.get(feature);
        if (cost == null) {
            throw new IllegalArgumentException(feature + " is not one of the features " + costs.keySet());
        }
        return cost;
    }

    /** Names of the stateful features in the order of {@link #blank()}: stage after stage, then lookups. */
    public List<String> stateful() {
        return stateful;
    }

    /** The features that one reads itself, by name; none of a stateful one. */
    public Set<String> reads(String feature) {
        return expressions.reads(feature);
    }

    /** A place for each stateful feature, all missing. */
    public StatefulValues blank() {
        return new StatefulValues(stateful.size(), categories);
    }

    /** Whether the stateful feature of a place is a category. */
    public boolean isCategory(int place) {
        return categoricalPlaces[place] >= 0;
    }

    /**
     * The event's id as text.
     *
     * @throws UnusableEventException if it has none
     */
    public String eventId(GenericRecord event) {
        return fields.id(event);
    }

    /**
     * The event's time, epoch milliseconds.
     *
     * @throws UnusableEventException if it has none
     */
    public long eventTime(GenericRecord event) {
        return fields.time(event);
    }

    /**
     * Makes sure that an event can be placed.
     *
     * @throws UnusableEventException if it has no id or no time
     */
    public void require(GenericRecord event) {
        fields.id(event);
        fields.time(event);
    }

    /** Entity key fields and their values as text; those that are null are left out. */
    public Map<String, String> keys(GenericRecord event) {
        Map<String, String> values = HashMap.newHashMap(keys.size());
        for (Schema.Field field : keys) {
            RequiredFields.optionalText(event, field).ifPresent(value -> values.put(field.name(), value));
        }
        return values;
    }

    /**
     * The event's whole row.
     *
     * @param answers of the stages, in {@link #stateful()} order
     * @throws UnusableEventException if the event has no id or no time
     */
    public FeatureRow row(GenericRecord event, StatefulValues answers) {
        double[] numeric = new double[signature.numeric().size()];
        String[] categorical = new String[signature.categorical().size()];
        Arrays.fill(numeric, Double.NaN);
        Arrays.fill(categorical, "");
        for (int i = 0; i < answers.size(); i++) {
            if (numericPlaces[i] >= 0) {
                numeric[numericPlaces[i]] = answers.number(i);
            } else {
                categorical[categoricalPlaces[i]] = answers.text(i);
            }
        }
        expressions.compute(event, numeric, categorical);
        return new FeatureRow(eventId(event), eventTime(event), keys(event), new FeatureValues(numeric, categorical));
    }

    /**
     * A label as the number that stages learn: a quantity itself, a class as its place among the definition's classes, so
     * 1 for the positive one of two; NaN, which none learns, for a class that the definition does not have.
     */
    public double labelNumber(Label label) {
        return labels.of(label);
    }

    private static Map<String, FeatureCost> costs(PipelineDefinition definition) {
        Map<String, FeatureCost> costs = new HashMap<>();
        definition.features().forEach(feature -> costs.put(feature.name(), FeatureCost.of(feature, definition)));
        return costs;
    }

    private record Table(String reference, String by) {}

    private static SortedMap<Table, List<Feature.Lookup>> byReference(List<Feature> features) {
        SortedMap<Table, List<Feature.Lookup>> tables =
                new TreeMap<>(Comparator.comparing(Table::reference).thenComparing(Table::by));
        for (Feature feature : features) {
            if (feature instanceof Feature.Lookup lookup) {
                tables.computeIfAbsent(new Table(lookup.reference(), lookup.by()), _ -> new ArrayList<>())
                        .add(lookup);
            }
        }
        return tables;
    }

    private record Group(Optional<String> from, List<String> by, List<Feature.OfEntity> features) {}

    /** Stateful features by their stream and key; ["a", "b"] and ["b", "a"] name the same entities. */
    private static Map<String, Group> byKey(List<Feature> features) {
        Map<String, Group> groups = new TreeMap<>();
        for (Feature feature : features) {
            if (feature instanceof Feature.OfEntity ofEntity) {
                List<String> by = ofEntity.by().stream().sorted().distinct().toList();
                String from = ofEntity.from().map(stream -> stream + ".").orElse("");
                groups.computeIfAbsent(
                                from + String.join("-", by), _ -> new Group(ofEntity.from(), by, new ArrayList<>()))
                        .features()
                        .add(ofEntity);
            }
        }
        return groups;
    }
}
