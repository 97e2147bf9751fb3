package io.headrace.scoring.serving;

import io.headrace.schemas.feature.Label;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The labels known so far, counted.
 *
 * @param counts of each class
 * @param quantities how many are quantities
 * @param sum of those
 */
public record KnownLabels(Map<String, Long> counts, long quantities, double sum) {

    public KnownLabels {
        counts = Map.copyOf(counts);
    }

    public static KnownLabels none() {
        return new KnownLabels(Map.of(), 0, 0);
    }

    /** These and some more. */
    public KnownLabels and(List<Label> more) {
        Map<String, Long> all = new HashMap<>(counts);
        long number = quantities;
        double total = sum;
        for (Label label : more) {
            switch (label) {
                case Label.Category(String name) -> all.merge(name, 1L, Long::sum);
                case Label.Quantity(double value) -> {
                    number++;
                    total += value;
                }
            }
        }
        return new KnownLabels(all, number, total);
    }

    /** The class known most often; of several the first, and of none known the first of all. Empty where there are no classes. */
    Optional<String> majority(List<String> classes) {
        return classes.stream().max(Comparator.comparingLong(name -> counts.getOrDefault(name, 0L)));
    }

    /** The class's share, 0 to 1; empty while none is known. */
    OptionalDouble share(String name, List<String> classes) {
        long all =
                classes.stream().mapToLong(one -> counts.getOrDefault(one, 0L)).sum();
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of(counts.getOrDefault(name, 0L) / (double) all);
    }

    /** Empty while no quantity is known. */
    OptionalDouble mean() {
        return quantities == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / quantities);
    }
}
