package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Extent;
import io.headrace.schemas.definition.Feature;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A quantile over an entity's events in a window. */
record QuantileForm(Feature.Quantile feature) implements FeatureForm {

    static final Reader READER = new Reader() {
        @Override
        public List<String> kinds() {
            return List.of("quantile");
        }

        @Override
        public List<String> settings() {
            return Stream.concat(AggregateParts.OF_ANY_STREAM.stream(), Stream.of("at"))
                    .toList();
        }

        @Override
        public List<FeatureDraft> read(FeatureEntry entry) {
            Optional<AggregateParts> parts = AggregateParts.read(entry, "a CEL expression", FeatureDraft.Role.OPERAND);
            List<FeatureEntry.Variant<Extent>> windows = ExtentText.read(entry, _ -> Optional.empty());
            Optional<Double> at = entry.section()
                    .require("at", "write the share of the values that are at most as large, 0.9")
                    .flatMap(written -> written.between(0, 1));
            return AggregateParts.each(
                    entry,
                    parts.filter(_ -> at.isPresent()),
                    windows,
                    (name, read, over) -> new Feature.Quantile(
                            name,
                            at.orElseThrow(),
                            read.number(),
                            read.by(),
                            new Feature.Window(over, read.excludingThis())));
        }
    };

    private WrittenAggregate written() {
        return WrittenAggregate.over(feature, "quantile", feature.operand(), feature.window());
    }

    @Override
    public JsonNode canonical(String label) {
        return written()
                .canonical(CanonicalSections.object()
                        .put("quantile", feature.operand().expression())
                        .put("at", feature.at()));
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        written().addMeaning(node.put("at", feature.at()), meaning);
    }

    @Override
    public String words() {
        return written()
                .words(feature.at() + " quantile of " + feature.operand().expression());
    }
}
