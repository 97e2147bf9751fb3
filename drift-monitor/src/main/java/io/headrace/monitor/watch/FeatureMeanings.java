package io.headrace.monitor.watch;

import io.headrace.monitor.avro.StoredMeanings;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.Meaning;
import java.util.HashMap;
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
        Map<String, String> hashes = Meaning.of(definition).features();
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
}
