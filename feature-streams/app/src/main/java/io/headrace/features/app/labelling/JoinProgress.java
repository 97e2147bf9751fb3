package io.headrace.features.app.labelling;

import java.nio.ByteBuffer;

/**
 * How far a partition's join has got: kept with its store, so that the two never disagree.
 *
 * @param now event time, epoch milliseconds; the least long while unknown. It never falls
 * @param rowsWaiting rows without a label yet
 * @param labelsWaiting labels without a row yet
 */
public record JoinProgress(long now, long rowsWaiting, long labelsWaiting) {

    public static final JoinProgress NONE = new JoinProgress(Long.MIN_VALUE, 0, 0);

    private static final byte VERSION = 1;

    JoinProgress to(long eventTime) {
        return eventTime > now ? new JoinProgress(eventTime, rowsWaiting, labelsWaiting) : this;
    }

    JoinProgress withRows(int more) {
        return new JoinProgress(now, rowsWaiting + more, labelsWaiting);
    }

    JoinProgress withLabels(int more) {
        return new JoinProgress(now, rowsWaiting, labelsWaiting + more);
    }

    /** Version (1) in a byte, then the three numbers in 8 bytes each. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(1 + 3 * Long.BYTES)
                .put(VERSION)
                .putLong(now)
                .putLong(rowsWaiting)
                .putLong(labelsWaiting)
                .array();
    }

    /** @throws IllegalStateException if the bytes are of a version that this release does not know */
    public static JoinProgress read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException(
                    "a join's stored progress has version " + version + "; this release reads version " + VERSION);
        }
        return new JoinProgress(in.getLong(), in.getLong(), in.getLong());
    }
}
