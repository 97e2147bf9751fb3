package io.headrace.schemas.definition;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How raw events become clean ones.
 *
 * @param deduplicate for how much event time an event id is remembered
 * @param rules checked in order; the first that quarantines or drops ends it
 * @param fill per field, what stands in for a missing value; sorted by field
 */
public record Cleaning(Duration deduplicate, List<CleaningRule> rules, Map<String, Fill> fill) {

    public Cleaning {
        Bounds.positive("clean.deduplicate", deduplicate);
        rules = List.copyOf(rules);
        fill = Collections.unmodifiableMap(new TreeMap<>(fill));
        long names = rules.stream().map(CleaningRule::name).distinct().count();
        if (names < rules.size()) {
            throw new IllegalArgumentException("rules have names of their own, found "
                    + rules.stream().map(CleaningRule::name).toList());
        }
    }
}
