package io.headrace.features.app.spread;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store that is a sorted map, so that what a transaction did to it can be undone. Values are immutable by convention. */
final class MapStore implements KeyValueStore<Bytes, byte[]> {

    private final String name;
    private TreeMap<Bytes, byte[]> content = new TreeMap<>();
    private TreeMap<Bytes, byte[]> committed = new TreeMap<>();
    private int largest;

    MapStore(String name) {
        this.name = name;
    }

    void commit() {
        committed = new TreeMap<>(content);
    }

    void abort() {
        content = new TreeMap<>(committed);
    }

    /** Bytes of the largest value that was ever put. */
    int largest() {
        return largest;
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        if (value == null) {
            content.remove(key);
        } else {
            content.put(key, value);
            largest = Math.max(largest, value.length);
        }
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        return content.putIfAbsent(key, value);
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public byte[] delete(Bytes key) {
        return content.remove(key);
    }

    @Override
    public byte[] get(Bytes key) {
        return content.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        NavigableMap<Bytes, byte[]> found = content;
        if (from != null) {
            found = found.tailMap(from, true);
        }
        if (to != null) {
            found = found.headMap(to, true);
        }
        return new Entries(new ArrayList<>(found.entrySet()).iterator());
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return range(null, null);
    }

    @Override
    public long approximateNumEntries() {
        return content.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {}

    @Override
    public void close() {}

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    private record Entries(Iterator<Map.Entry<Bytes, byte[]>> entries) implements KeyValueIterator<Bytes, byte[]> {

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            Map.Entry<Bytes, byte[]> next = entries.next();
            return KeyValue.pair(next.getKey(), next.getValue());
        }

        @Override
        public Bytes peekNextKey() {
            throw new IllegalStateException("nobody peeks");
        }

        @Override
        public void close() {}
    }
}
