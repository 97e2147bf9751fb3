package io.headrace.features.app.spread;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;

/** A partition of a topic: committed records in order. */
final class SimulatedPartition<V> {

    private final List<Record<String, V>> records = new ArrayList<>();
    private int first;

    void add(Record<String, V> record) {
        records.add(record);
    }

    Record<String, V> get(int offset) {
        return records.get(offset);
    }

    int size() {
        return records.size();
    }

    /** Nobody reads what lies before an offset any more. */
    void purge(int before) {
        while (first < before) {
            records.set(first++, null);
        }
    }

    List<Record<String, V>> records() {
        return List.copyOf(records);
    }
}
