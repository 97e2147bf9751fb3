package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.PipelineDefinition;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a definition's features and problem mean, as hashes that rows, examples, predictions and models carry: what was made for
 * another meaning is never mixed with it, whatever the names.
 *
 * <p>Part of it are the features (names, kinds, expressions, windows, keys, down to the event's fields, their types and what
 * cleaning makes of them) and the label (problem kind, classes, within, silence). No part of it are the order of features,
 * spaces in expressions, metric and gates, training, rollout, monitoring, lateness and ordering: they change what is done with
 * the values, or how soon, and not what the values are.
 *
 * @param hash 16 lower-case hexadecimal digits: the first 64 bits of a SHA-256
 * @param features per feature its own hash, of the same form: equal where a feature means the same in two definitions
 */
public record Meaning(String hash, Map<String, String> features) {

    private static final int DIGITS = 16;

    public Meaning {
        features = Collections.unmodifiableSortedMap(new TreeMap<>(features));
    }

    /** Takes about a millisecond; make it once. */
    public static Meaning of(PipelineDefinition definition) {
        FeatureMeaning meaning = new FeatureMeaning(definition);
        SortedMap<String, String> features = new TreeMap<>();
        for (Feature feature : definition.features()) {
            features.put(feature.name(), digest(meaning.of(feature)));
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.set("problem", ProblemMeaning.of(definition));
        ObjectNode named = whole.putObject("features");
        features.forEach(named::put);
        return new Meaning(digest(whole), features);
    }

    /**
     * What an aggregate's operand means, its condition included, down to the event's fields, their types and what cleaning makes of
     * them: as the features that read it, the same in two definitions where this is equal.
     *
     * @return 16 lower-case hexadecimal digits
     */
    public static String ofOperand(PipelineDefinition definition, Feature.Operand operand) {
        return digest(new FeatureMeaning(definition).ofOperand(operand));
    }

    private static String digest(ObjectNode form) {
        return CanonicalForm.sha256(CanonicalForm.written(form)).substring(0, DIGITS);
    }
}
