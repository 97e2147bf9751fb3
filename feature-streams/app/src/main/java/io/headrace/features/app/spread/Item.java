package io.headrace.features.app.spread;

import io.headrace.features.app.avro.EventKeys;
import io.headrace.features.app.avro.KnownLabel;
import io.headrace.features.app.avro.LearnedLabel;
import io.headrace.features.app.avro.MadeRow;
import io.headrace.features.app.avro.StageEvent;
import io.headrace.features.app.avro.Travelling;
import io.headrace.features.app.avro.WaitingEvent;
import io.headrace.runtime.streams.eventtime.Sequencer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One of those that travel together. */
record Item(int source, Object body) {

    /** What travels together has about so many bytes at most, and one item: far from the limit of internal topics. */
    static final int ENOUGH_BYTES = 1 << 20;

    /** For positions, names of stages and the like. */
    private static final int HEAD_BYTES = 128;

    /** What is in a parcel, in its positions. */
    static List<Sequencer.Item<Item>> of(Travelling parcel) {
        return parcel.getItems().stream()
                .map(body -> place(parcel.getSource(), body))
                .toList();
    }

    /** About how many bytes one takes in a parcel, and at least as many as its texts and its record have. */
    static int bytes(Object body) {
        return HEAD_BYTES
                + switch (body) {
                    case StageEvent event -> event.getEvent().remaining();
                    case WaitingEvent event -> event.getEvent().remaining();
                    case MadeRow row -> row.getRow().remaining() + bytes(row.getEventId());
                    case EventKeys keys ->
                        bytes(keys.getEventId())
                                + keys.getKeys().values().stream()
                                        .mapToInt(Item::bytes)
                                        .sum();
                    case KnownLabel label -> bytes(label.getEventId());
                    case LearnedLabel label -> bytes(label.getEntity()) + bytes(label.getEventId());
                    default -> throw new IllegalStateException("nothing that travels: " + body.getClass());
                };
    }

    /** In UTF-8 at most. */
    private static int bytes(String text) {
        return 3 * text.length();
    }

    private static Sequencer.Item<Item> place(int source, Object body) {
        return switch (body) {
            case StageEvent event -> place(source, body, event.getPosition(), event.getOffset());
            case WaitingEvent event -> place(source, body, event.getPosition(), event.getOffset());
            case EventKeys keys -> place(source, body, keys.getPosition(), keys.getOffset());
            case KnownLabel label -> place(source, body, label.getPosition(), label.getOffset());
            case MadeRow row -> place(row.getSource(), body, row.getPosition(), row.getOffset());
            case LearnedLabel label ->
                new Sequencer.Item<>(
                        label.getPosition(),
                        tie(source, 0, label.getStage() + '|' + label.getEventId()),
                        new Item(source, body));
            default -> throw new IllegalStateException("nothing that waits for its turn: " + body.getClass());
        };
    }

    private static Sequencer.Item<Item> place(int source, Object body, long position, long offset) {
        return new Sequencer.Item<>(position, tie(source, offset, ""), new Item(source, body));
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
