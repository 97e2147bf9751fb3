package io.headrace.model.baseline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bin i holds the i-th category; one more holds all others. */
final class CategoryBins {

    private final Map<String, Integer> binOf = new HashMap<>();

    CategoryBins(List<String> categories) {
        categories.forEach(category -> binOf.put(category, binOf.size()));
    }

    int bin(String category) {
        return binOf.getOrDefault(category, binOf.size());
    }
}
