package io.headrace.features.app.spread;

import io.headrace.features.app.avro.EventKeys;
import io.headrace.features.app.avro.KnownLabel;
import io.headrace.features.app.avro.LearnedLabel;
import io.headrace.features.app.avro.MadeRow;
import io.headrace.features.app.avro.ReferenceChange;
import io.headrace.features.app.avro.StageEvent;
import io.headrace.features.app.avro.StreamEvent;
import io.headrace.features.app.avro.Travelling;
import io.headrace.features.app.avro.WaitingEvent;
import io.headrace.runtime.streams.eventtime.Sequencer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One of those that travel together.
 *
 * @param lives in which its source saw what it feeds when it sent it
 */
record Item(int source, Map<String, Integer> lives, Object body) {

    /** What travels together has about so many bytes at most, and one item: far from the limit of internal topics. */
    static final int ENOUGH_BYTES = 1 << 20;

    /** For positions, names of stages and the like. */
    private static final int HEAD_BYTES = 128;

    /** What is in a parcel, in its positions. */
    static List<Sequencer.Item<Item>> of(Travelling parcel) {
        return parcel.getItems().stream()
                .map(body -> place(new Item(parcel.getSource(), parcel.getLives(), body)))
                .toList();
    }

    /** About how many bytes one takes in a parcel, and at least as many as its texts and its record have. */
    static int bytes(Object body) {
        return HEAD_BYTES
                + switch (body) {
                    case StageEvent event -> event.getEvent().remaining();
                    case StreamEvent event -> event.getEvent().remaining();
                    case WaitingEvent event -> event.getEvent().remaining();
                    case MadeRow row -> row.getRow().remaining() + bytes(row.getEventId());
                    case EventKeys keys ->
                        bytes(keys.getEventId())
                                + keys.getKeys().values().stream()
                                        .mapToInt(Item::bytes)
                                        .sum();
                    case ReferenceChange change ->
                        bytes(change.getKey())
                                + (change.getRow() == null ? 0 : change.getRow().remaining());
                    case KnownLabel label -> bytes(label.getEventId());
                    case LearnedLabel label -> bytes(label.getEntity()) + bytes(label.getEventId());
                    default -> throw new IllegalStateException("nothing that travels: " + body.getClass());
                };
    }

    /** In UTF-8 at most. */
    private static int bytes(String text) {
        return 3 * text.length();
    }

    private static Sequencer.Item<Item> place(Item item) {
        return switch (item.body()) {
            case StageEvent event -> place(item, event.getPosition(), event.getOffset());
            case StreamEvent event -> place(item, event.getPosition(), event.getOffset());
            case WaitingEvent event -> place(item, event.getPosition(), event.getOffset());
            case EventKeys keys -> place(item, keys.getPosition(), keys.getOffset());
            case KnownLabel label -> place(item, label.getPosition(), label.getOffset());
            case ReferenceChange change -> place(item, change.getPosition(), change.getOffset());
            case MadeRow row -> place(new Item(row.getSource(), item.lives(), row), row.getPosition(), row.getOffset());
            case LearnedLabel label ->
                new Sequencer.Item<>(
                        label.getPosition(), tie(item.source(), 0, label.getStage() + '|' + label.getEventId()), item);
            default ->
                throw new IllegalStateException(
                        "nothing that waits for its turn: " + item.body().getClass());
        };
    }

    private static Sequencer.Item<Item> place(Item item, long position, long offset) {
        return new Sequencer.Item<>(position, tie(item.source(), offset, ""), item);
    }

    /** Of one time, by source and offset; of one event's labels, by stage. */
    private static byte[] tie(int source, long offset, String rest) {
        byte[] text = rest.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + Long.BYTES + text.length)
                .putInt(source)
                .putLong(offset)
                .put(text)
                .array();
    }
}
