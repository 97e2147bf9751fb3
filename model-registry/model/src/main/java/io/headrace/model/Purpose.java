package io.headrace.model;

import io.headrace.schemas.avro.Lineage;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.Meaning;
import io.headrace.schemas.feature.FeatureSignature;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a model must have been made for, to serve a pipeline or to be compared with its candidates.
 *
 * @param signature its inputs
 * @param meaning what the inputs and the problem mean
 * @param definitionHash of the whole definition; a version that does not state its meaning is of this one if it was made by the
 *     same definition
 */
public record Purpose(FeatureSignature signature, Meaning meaning, String definitionHash) {

    public static Purpose of(PipelineDefinition definition) {
        return new Purpose(FeatureSignature.of(definition), Meaning.of(definition), definition.hash());
    }

    /** Whether a version was made for this meaning of features and problem. */
    public boolean isOf(ModelVersion version) {
        Lineage lineage = version.getLineage();
        return lineage.getMeaning().isEmpty()
                ? lineage.getDefinitionHash().equals(definitionHash)
                : lineage.getMeaning().equals(meaning.hash());
    }

    /** How a version's meaning differs, as a clause such as {@code spent is defined otherwise; large is new}; empty where it does not. */
    public Optional<String> difference(ModelVersion version) {
        return isOf(version) ? Optional.empty() : Optional.of(explained(version.getLineage()));
    }

    private String explained(Lineage lineage) {
        if (lineage.getMeaning().isEmpty()) {
            return "it does not state what its features mean, and was made by another definition";
        }
        Map<String, String> then = lineage.getFeatureMeanings();
        Map<String, String> now = meaning.features();
        String features = Stream.of(
                        clause(
                                both(then, now),
                                name -> !Objects.equals(then.get(name), now.get(name)),
                                "is defined otherwise",
                                "are defined otherwise"),
                        clause(now.keySet(), name -> !then.containsKey(name), "is new", "are new"),
                        clause(then.keySet(), name -> !now.containsKey(name), "is gone", "are gone"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        return features.isEmpty() ? "the label is defined otherwise" : features;
    }

    private static SortedSet<String> both(Map<String, String> then, Map<String, String> now) {
        SortedSet<String> names = new TreeSet<>(then.keySet());
        names.retainAll(now.keySet());
        return names;
    }

    private static Optional<String> clause(
            Iterable<String> names, Predicate<String> chosen, String ofOne, String ofSeveral) {
        SortedSet<String> found = new TreeSet<>();
        names.forEach(name -> {
            if (chosen.test(name)) {
                found.add(name);
            }
        });
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(", ", List.copyOf(found)) + " " + (found.size() == 1 ? ofOne : ofSeveral));
    }
}
