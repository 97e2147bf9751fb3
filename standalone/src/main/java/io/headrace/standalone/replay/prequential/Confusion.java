package io.headrace.standalone.replay.prequential;

import java.util.List;

/**
 * How often each class was taken for which.
 *
 * @param classes in the definition's order, then those it does not name as they appeared
 * @param counts by true class, then by decided class
 */
public record Confusion(List<String> classes, List<List<Long>> counts) {

    public Confusion {
        classes = List.copyOf(classes);
        counts = counts.stream().map(List::copyOf).toList();
    }
}
