package io.headrace.registry.protocol;

import io.headrace.model.ModelArtifact;

/** What came of looking for a model's bytes. */
public sealed interface Fetched {

    /** The bytes, which have the digest that was asked for. */
    record Found(ModelArtifact artifact) implements Fetched {}

    /**
     * The topic does not hold the bytes: chunks are missing, or what they hold has another digest.
     *
     * @param sentence what was found and what would be right
     */
    record Broken(String sentence) implements Fetched {}
}
