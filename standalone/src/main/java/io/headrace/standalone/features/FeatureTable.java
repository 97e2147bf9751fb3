package io.headrace.standalone.features;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.features.engine.FeatureCost;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Lookups;
import io.headrace.features.engine.Stage;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.FeatureText;
import io.headrace.standalone.page.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A definition's features: what each is, whose state it reads, how far back, what is kept for it, what work it is. */
public final class FeatureTable {

    private static final String NONE = "–";

    private final PipelineDefinition definition;
    private final FeatureProgram program;

    private FeatureTable(PipelineDefinition definition) {
        this.definition = definition;
        this.program = FeatureProgram.compile(definition);
    }

    public static FeatureTable of(PipelineDefinition definition) {
        return new FeatureTable(definition);
    }

    /** For a person. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        int all = definition.features().size();
        int stateful = program.stateful().size();
        lines.add(definition.pipeline() + "   " + (all == 1 ? "1 feature" : all + " features") + ": " + (all - stateful)
                + " of the event and other features, " + stateful + " of what came before it");
        lines.add("");
        TextTable features = new TextTable().row("feature", "what it is", "state", "looks back", "keeps", "work");
        definition.features().forEach(feature -> addTo(features, feature));
        lines.addAll(features.lines());
        if (!program.stages().isEmpty() || !program.lookups().isEmpty()) {
            lines.add("");
            TextTable states = new TextTable().row("state", "features", "an event is kept", "and takes about");
            program.stages()
                    .forEach(stage -> states.row(
                            stage.stream().map(stream -> stream + " ").orElse("") + key(stage.by()),
                            Integer.toString(stage.to() - stage.from()),
                            Words.duration(Duration.ofMillis(stage.lookBack()))
                                    + (stage.lasts() ? ", then in a total" : ""),
                            stage.eventBytes() + " bytes"));
            program.lookups()
                    .forEach(lookups ->
                            states.row(rows(lookups), Integer.toString(lookups.to() - lookups.from()), NONE, NONE));
            lines.addAll(states.lines());
        }
        lines.add("");
        lines.addAll(LEGEND);
        return List.copyOf(lines);
    }

    private static final List<String> LEGEND = List.of(
            "keeps   place: the event's id and time, once for all features of a key; number: one besides, shared by all features over the",
            "        same operand; label: the label with a place of its own; row: nothing of an event. Numbers of few decimals take less than is said here. For a lifetime",
            "        one total of each operand is kept besides, for good.",
            "work    event: nothing but the event; newest: the newest entry of the key's state; window: a path through its pieces for each",
            "        window, shared by all features over the same operand; lookup: the row that a reference had then.",
            "A reference keeps the newest version of each row, and of the others those that an event may still ask for.");

    private void addTo(TextTable table, Feature feature) {
        FeatureCost cost = program.cost(feature.name());
        table.row(
                feature.name(),
                FeatureText.words(feature),
                cost.by().map(by -> from(feature) + key(by)).orElse(NONE),
                cost.by().map(_ -> lookBack(cost)).orElse(NONE),
                keeps(cost),
                lower(cost.work()));
    }

    private static String from(Feature feature) {
        return feature instanceof Feature.OfEntity ofEntity
                ? ofEntity.from().map(stream -> stream + " ").orElse("")
                : "";
    }

    private static String keeps(FeatureCost cost) {
        return switch (cost.keeps()) {
            case NOTHING -> NONE;
            case PLACE -> "place";
            case OPERAND -> "number";
            case LABEL -> "label";
            case ROW -> "row";
        };
    }

    private static String lookBack(FeatureCost cost) {
        return cost.isForLife() ? "lifetime" : Words.duration(cost.lookBack());
    }

    private static String rows(Lookups lookups) {
        return "rows of " + lookups.reference() + " by " + lookups.by();
    }

    private static String key(List<String> by) {
        return by.isEmpty() ? "of all events" : "by " + String.join(" and ", by);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** For a program. */
    public ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("pipeline", definition.pipeline().value());
        ArrayNode features = node.putArray("features");
        for (Feature feature : definition.features()) {
            FeatureCost cost = program.cost(feature.name());
            ObjectNode one = features.addObject()
                    .put("name", feature.name())
                    .put("kind", lower(feature.kind()))
                    .put("words", FeatureText.words(feature));
            put(one, "by", cost.by());
            one.put("lookBack", lookBack(cost))
                    .put("keeps", lower(cost.keeps()))
                    .put("work", lower(cost.work()));
        }
        ArrayNode states = node.putArray("states");
        for (Stage stage : program.stages()) {
            ObjectNode one = states.addObject();
            put(one, "by", Optional.of(stage.by()));
            one.put("features", stage.to() - stage.from())
                    .put("kept", Words.duration(Duration.ofMillis(stage.lookBack())))
                    .put("eventBytes", stage.eventBytes());
            if (stage.lasts()) {
                one.put("lasts", true);
            }
        }
        ArrayNode references = node.putArray("references");
        for (Lookups lookups : program.lookups()) {
            references
                    .addObject()
                    .put("reference", lookups.reference())
                    .put("by", lookups.by())
                    .put("features", lookups.to() - lookups.from());
        }
        return node;
    }

    /** Null where there is none. */
    private static void put(ObjectNode node, String key, Optional<List<String>> fields) {
        if (fields.isPresent()) {
            fields.get().forEach(node.putArray(key)::add);
        } else {
            node.putNull(key);
        }
    }
}
