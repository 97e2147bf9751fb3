package io.headrace.features.timeline;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The nth in an order. */
final class Ranked {

    private Ranked() {}

    /** @param nth 1 for the first; empty where there are not so many */
    static <T> Optional<T> nth(int nth, Stream<T> all, Comparator<T> order) {
        return nth == 1 ? all.min(order) : all.sorted(order).skip(nth - 1L).findFirst();
    }
}
