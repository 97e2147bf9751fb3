package io.headrace.features.app.spread;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store that is a sorted map, so that what a transaction did to it can be undone. Values are immutable by convention. */
final class MapStore<K extends Comparable<K>, V> implements KeyValueStore<K, V> {

    private final String name;
    private TreeMap<K, V> content = new TreeMap<>();
    private TreeMap<K, V> committed = new TreeMap<>();
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

    int size() {
        return content.size();
    }

    @Override
    public void put(K key, @Nullable V value) {
        if (value == null) {
            content.remove(key);
        } else {
            content.put(key, value);
            if (value instanceof byte[] bytes) {
                largest = Math.max(largest, bytes.length);
            }
        }
    }

    @Override
    public V putIfAbsent(K key, V value) {
        return content.putIfAbsent(key, value);
    }

    @Override
    public void putAll(List<KeyValue<K, V>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public V delete(K key) {
        return content.remove(key);
    }

    @Override
    public V get(K key) {
        return content.get(key);
    }

    @Override
    public KeyValueIterator<K, V> range(@Nullable K from, @Nullable K to) {
        NavigableMap<K, V> found = content;
        if (from != null) {
            found = found.tailMap(from, true);
        }
        if (to != null) {
            found = found.headMap(to, true);
        }
        return new Entries<>(new ArrayList<>(found.entrySet()).iterator());
    }

    @Override
    public KeyValueIterator<K, V> all() {
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

    private record Entries<K, V>(Iterator<Map.Entry<K, V>> entries) implements KeyValueIterator<K, V> {

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public KeyValue<K, V> next() {
            Map.Entry<K, V> next = entries.next();
            return KeyValue.pair(next.getKey(), next.getValue());
        }

        @Override
        public K peekNextKey() {
            throw new IllegalStateException("nobody peeks");
        }

        @Override
        public void close() {}
    }
}
