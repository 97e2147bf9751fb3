package io.headrace.benchmarks.engine;

import java.util.List;

/**
 * The engine with so many events a key.
 *
 * @param perKey events of each key within the longest window
 * @param keys so many keys of each kind
 * @param nanos an event took, one for each repetition
 * @param bytesAllocated an event, one for each repetition
 * @param storedBytes an event takes in stored state, all keys together, keys of the store included
 */
public record EngineRun(int perKey, int keys, List<Double> nanos, List<Double> bytesAllocated, double storedBytes) {

    public EngineRun {
        nanos = List.copyOf(nanos);
        bytesAllocated = List.copyOf(bytesAllocated);
    }
}
