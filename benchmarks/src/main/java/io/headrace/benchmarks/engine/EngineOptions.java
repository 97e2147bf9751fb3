package io.headrace.benchmarks.engine;

import java.util.List;

/**
 * What is measured.
 *
 * @param perKey numbers of events that each key has within the longest window
 * @param events measured in each repetition
 */
public record EngineOptions(List<Integer> perKey, int events, int repetitions) {

    public EngineOptions {
        perKey = List.copyOf(perKey);
    }
}
