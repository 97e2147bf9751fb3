package io.headrace.features.app.labelling;

import io.headrace.schemas.time.EventClock;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * How far a partition's join has got: kept with its store, so that the two never disagree.
 *
 * @param clock event time as its rows tell it; empty before the first
 * @param rowsWaiting rows without a label yet
 * @param labelsWaiting labels without a row yet
 */
public record JoinProgress(Optional<EventClock> clock, long rowsWaiting, long labelsWaiting) {

    public static final JoinProgress NONE = new JoinProgress(Optional.empty(), 0, 0);

    JoinProgress after(long eventTime, EventClock.Rule rule) {
        EventClock next =
                clock.map(now -> now.after(eventTime, rule)).orElseGet(() -> EventClock.startingAt(eventTime));
        return new JoinProgress(Optional.of(next), rowsWaiting, labelsWaiting);
    }

    JoinProgress withRows(int more) {
        return new JoinProgress(clock, rowsWaiting + more, labelsWaiting);
    }

    JoinProgress withLabels(int more) {
        return new JoinProgress(clock, rowsWaiting, labelsWaiting + more);
    }

    /** Event time; before the first row no deadline has passed. */
    long now() {
        return clock.map(EventClock::now).orElse(Long.MIN_VALUE);
    }

    public byte[] toBytes() {
        ByteBuffer out =
                ByteBuffer.allocate(4 * Long.BYTES).putLong(rowsWaiting).putLong(labelsWaiting);
        clock.ifPresent(at -> out.putLong(at.now()).putLong(at.stride()));
        byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return bytes;
    }

    public static JoinProgress read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long rows = in.getLong();
        long labels = in.getLong();
        return new JoinProgress(
                in.hasRemaining() ? Optional.of(new EventClock(in.getLong(), in.getLong())) : Optional.empty(),
                rows,
                labels);
    }
}
