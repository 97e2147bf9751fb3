package io.headrace.features.app.state;

import io.headrace.features.app.labelling.AwaitedEvents.Turn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits for its turn, as it lies in a block. One after the other:
 *
 * <pre>{@code
 * byte     kind
 * 8 bytes  from
 * 8 bytes  since
 * 8 bytes  event time; 0 where it is not a row
 * 4 bytes  length of the id, and the id in UTF-8
 * 4 bytes  length of the row, and the row
 * }</pre>
 *
 * @param turn the event's
 * @param since by the wall clock, epoch milliseconds
 * @param row none where it is not one
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Waiting(Kind kind, Turn turn, long since, long eventTime, byte[] row) {

    private static final byte[] NOTHING = {};
    private static final int FIXED_BYTES = 1 + 3 * Long.BYTES + 2 * Integer.BYTES;

    /** Why an event is looked at. */
    enum Kind {
        /** Its row may still wait. */
        ROW(1),
        /** It was given up without a label. */
        SILENT(2),
        /** Something else, which its entry by id says. */
        OTHER(3);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        static Kind of(byte code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalStateException("something of unknown kind " + code + " waits");
        }
    }

    static Waiting without(Kind kind, Turn turn, long since) {
        return new Waiting(kind, turn, since, 0, NOTHING);
    }

    byte[] toBytes() {
        byte[] id = turn.id().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(FIXED_BYTES + id.length + row.length)
                .put(kind.code)
                .putLong(turn.from())
                .putLong(since)
                .putLong(eventTime)
                .putInt(id.length)
                .put(id)
                .putInt(row.length)
                .put(row)
                .array();
    }

    static List<Waiting> read(byte[] block) {
        ByteBuffer in = ByteBuffer.wrap(block);
        List<Waiting> all = new ArrayList<>();
        while (in.hasRemaining()) {
            Kind kind = Kind.of(in.get());
            long from = in.getLong();
            long since = in.getLong();
            long eventTime = in.getLong();
            String id = new String(bytes(in), StandardCharsets.UTF_8);
            all.add(new Waiting(kind, new Turn(from, id), since, eventTime, bytes(in)));
        }
        return all;
    }

    private static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return bytes;
    }
}
