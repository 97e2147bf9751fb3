package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The words of a text, hashed into columns of numbers. */
record HashForm(Feature.HashedWords feature) implements FeatureForm {

    static final Reader READER = new Reader() {
        @Override
        public List<String> kinds() {
            return List.of("hash");
        }

        @Override
        public List<String> settings() {
            return List.of("into", "column");
        }

        @Override
        public List<FeatureDraft> read(FeatureEntry entry) {
            Optional<FeatureDraft.Expression> text =
                    FeatureDraft.Expression.of(entry.value(), FeatureDraft.Role.CATEGORY, "a CEL expression");
            Optional<Integer> into = entry.section()
                    .require("into", "write into how many columns, 16")
                    .flatMap(number ->
                            number.integer(Feature.HashedWords.FEWEST_COLUMNS, Feature.HashedWords.MOST_COLUMNS));
            if (text.isEmpty() || into.isEmpty()) {
                return List.of();
            }
            return entry.each(
                    columns(entry, into.get()),
                    List.of(text.get()),
                    (name, column) -> new Feature.HashedWords(name, text.get().cel(), into.get(), column));
        }
    };

    /** All of them, or those that are asked for; none after a mistake. */
    private static List<FeatureEntry.Variant<Integer>> columns(FeatureEntry entry, int into) {
        if (!entry.section().has("column")) {
            return IntStream.range(0, into)
                    .mapToObj(column -> FeatureEntry.Variant.named(Integer.toString(column), column))
                    .toList();
        }
        List<FeatureEntry.Variant<Integer>> columns = new ArrayList<>();
        entry.section()
                .find("column")
                .ifPresent(asked -> asked.items()
                        .forEach(item -> item.integer(0, into - 1)
                                .map(column -> asked.isList()
                                        ? FeatureEntry.Variant.named(Integer.toString(column), column)
                                        : FeatureEntry.Variant.only(column))
                                .ifPresent(columns::add)));
        return columns;
    }

    @Override
    public JsonNode canonical(String label) {
        return CanonicalSections.object()
                .put("hash", feature.expression())
                .put("into", feature.into())
                .put("column", feature.column());
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        node.put("into", feature.into()).put("column", feature.column());
        meaning.expression(node, "hash", feature.expression(), feature.name());
    }

    @Override
    public String words() {
        return "words of " + feature.expression() + " hashed, column " + feature.column() + " of 0 to "
                + (feature.into() - 1);
    }
}
