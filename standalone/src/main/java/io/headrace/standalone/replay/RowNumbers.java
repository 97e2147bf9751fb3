package io.headrace.standalone.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Which row an event is of, and which row is the newest at an event time. Rows count from 0. */
final class RowNumbers {

    private final Map<String, Long> byId = new HashMap<>();
    private final NavigableMap<Long, Long> byTime = new TreeMap<>();

    /** Notes a row; of several with one id the first is the event, since the others are duplicates. */
    boolean note(String id, long eventTime, long row) {
        byTime.put(eventTime, row);
        return byId.putIfAbsent(id, row) == null;
    }

    OptionalLong of(String id) {
        Long row = byId.get(id);
        return row == null ? OptionalLong.empty() : OptionalLong.of(row);
    }

    /** The newest row whose event time is not later. */
    OptionalLong at(long eventTime) {
        Map.Entry<Long, Long> found = byTime.floorEntry(eventTime);
        return found == null ? OptionalLong.empty() : OptionalLong.of(found.getValue());
    }
}
