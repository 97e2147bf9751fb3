package io.headrace.monitor.watch;

import io.headrace.monitor.avro.StoredMeanings;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.PipelineDefinition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the definition's features mean, beside what they meant when the monitor last ran.
 *
 * @param now what is to be stored from now on
 * @param changed features that are gone, or have the same name and another meaning
 */
record FeatureMeanings(StoredMeanings now, Set<String> changed) {

    /**
     * Compares.
     *
     * @param before as stored; empty where the monitor runs for the first time
     * @param nextRow sequence of the next row: the first that can have a changed meaning
     */
    static FeatureMeanings of(PipelineDefinition definition, StoredMeanings before, long nextRow) {
        Map<String, String> hashes = new HashMap<>();
        definition.features().forEach(feature -> hashes.put(feature.name(), hash(feature)));
        Map<String, Long> since = new HashMap<>();
        Set<String> changed = new TreeSet<>();
        before.getFeatures().forEach((name, hash) -> {
            if (!hash.equals(hashes.get(name))) {
                changed.add(name);
            }
        });
        hashes.forEach((name, hash) -> {
            if (!hash.equals(before.getFeatures().get(name))) {
                since.put(name, nextRow);
            } else if (before.getSince().containsKey(name)) {
                since.put(name, before.getSince().get(name));
            }
        });
        return new FeatureMeanings(new StoredMeanings(hashes, since), changed);
    }

    /** A feature is a record of texts, numbers and durations: its text says all of it. */
    private static String hash(Feature feature) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(feature.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a JDK without SHA-256", e);
        }
    }
}
