package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.PipelineDefinition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A definition as one line of JSON: every default spelled out, keys in the order of the reference, durations in their
 * shortest form, one entry for each feature, the event schema inside. Two files that mean the same have the same form.
 */
public final class CanonicalForm {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CanonicalForm() {}

    /** The form of a definition; its hash takes no part. */
    public static String of(PipelineDefinition definition) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("pipeline", definition.pipeline().value());
        root.set("problem", CanonicalSections.problem(definition.problem()));
        root.set("events", CanonicalSections.events(definition.events()));
        root.set("labels", CanonicalSections.labels(definition.labels()));
        root.set("clean", CanonicalCleaning.of(definition.clean()));
        if (!definition.streams().isEmpty()) {
            root.set("streams", CanonicalStreams.of(definition.streams()));
        }
        if (!definition.references().isEmpty()) {
            root.set("references", CanonicalReferences.of(definition.references()));
        }
        root.set("features", CanonicalFeatures.of(definition));
        root.set("train", CanonicalSections.train(definition.train()));
        root.set("gates", CanonicalSections.gates(definition.gates()));
        root.set("rollout", CanonicalSections.rollout(definition.rollout()));
        root.set("monitor", CanonicalSections.monitor(definition.monitor()));
        return written(root);
    }

    /** Lower-case hexadecimal SHA-256 of the form in UTF-8. */
    public static String hash(PipelineDefinition definition) {
        return sha256(of(definition));
    }

    static String sha256(String form) {
        try {
            byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The same definition with its hash set. */
    static PipelineDefinition hashed(PipelineDefinition definition) {
        return new PipelineDefinition(
                definition.pipeline(),
                definition.problem(),
                definition.events(),
                definition.labels(),
                definition.clean(),
                definition.streams(),
                definition.references(),
                definition.features(),
                definition.train(),
                definition.gates(),
                definition.rollout(),
                definition.monitor(),
                definition.source(),
                hash(definition));
    }

    static String written(ObjectNode root) {
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can be written", e);
        }
    }
}
