package io.headrace.features.app.labelling;

import java.nio.ByteBuffer;

/**
 * How far a partition's join has got: kept with its store, so that the two never disagree.
 *
 * @param now event time, epoch milliseconds; the least long while unknown. It never falls
 * @param rowsWaiting rows without a label yet
 * @param labelsWaiting labels without a row yet
 * @param waitedTo the time by which its patience is measured where event time stands still, epoch milliseconds: a wall clock that
 *     stands still while the join cannot know what is in the topics
 */
public record JoinProgress(long now, long rowsWaiting, long labelsWaiting, long waitedTo) {

    private static final byte VERSION = 2;

    /** Of a join that begins. */
    public static JoinProgress at(long wallClock) {
        return new JoinProgress(Long.MIN_VALUE, 0, 0, wallClock);
    }

    JoinProgress to(long eventTime) {
        return eventTime > now ? new JoinProgress(eventTime, rowsWaiting, labelsWaiting, waitedTo) : this;
    }

    JoinProgress withRows(int more) {
        return new JoinProgress(now, rowsWaiting + more, labelsWaiting, waitedTo);
    }

    JoinProgress withLabels(int more) {
        return new JoinProgress(now, rowsWaiting, labelsWaiting + more, waitedTo);
    }

    /** With so many milliseconds more waited. */
    public JoinProgress waited(long more) {
        return new JoinProgress(now, rowsWaiting, labelsWaiting, waitedTo + more);
    }

    /** Version (2) in a byte, then the four numbers in 8 bytes each. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(1 + 4 * Long.BYTES)
                .put(VERSION)
                .putLong(now)
                .putLong(rowsWaiting)
                .putLong(labelsWaiting)
                .putLong(waitedTo)
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
        return new JoinProgress(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }
}
