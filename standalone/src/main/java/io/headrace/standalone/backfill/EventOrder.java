package io.headrace.standalone.backfill;

import io.headrace.schemas.time.PartitionClock;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericRecord;

/**
 * The order in which events count. With one lane it is the lane's; with several that of (position, lane, offset), and an event waits until
 * each lane has come as far: until none can bring an event that is before it.
 */
final class EventOrder implements Resumable {

    /**
     * A clean event.
     *
     * @param position its own time, or its lane's progress where that is beyond it; epoch milliseconds
     * @param reached its lane's progress with it; {@link PartitionClock#UNKNOWN} at first
     */
    record Placed(long position, long reached, CleanedInput.Event cleaned, GenericRecord event) {}

    private record Queued(Placed placed, long number) {}

    private final Lanes lanes;
    private final List<SeenIds> seen;
    private final SavedEvents saved;
    private final PriorityQueue<Queued> queue = new PriorityQueue<>(
            Comparator.<Queued>comparingLong(queued -> queued.placed().position())
                    .thenComparingInt(queued -> queued.placed().cleaned().lane())
                    .thenComparingLong(Queued::number));
    private final BitSet ended = new BitSet();
    private long numbers;

    /** @param seen what is known of each lane's ids */
    EventOrder(Lanes lanes, List<SeenIds> seen, SavedEvents saved) {
        this.saved = saved;
        this.lanes = lanes;
        this.seen = List.copyOf(seen);
    }

    SeenIds seen(int lane) {
        return seen.get(lane);
    }

    /**
     * How far all lanes of rows have come that are not at their end, or the furthest where all are; epoch milliseconds, {@link
     * PartitionClock#UNKNOWN} at first. Further streams do not move event time.
     */
    long progress() {
        long least = Long.MAX_VALUE;
        long greatest = PartitionClock.UNKNOWN;
        for (int i = 0; i < lanes.partitions(); i++) {
            long progress = seen.get(i).progress();
            greatest = Math.max(greatest, progress);
            least = ended.get(i) ? least : Math.min(least, progress);
        }
        return Math.min(least, greatest);
    }

    /** Takes an event, and hands over those whose turn it is. */
    void add(Placed event, Consumer<Placed> next) {
        if (seen.size() == 1) {
            next.accept(event);
            return;
        }
        queue.add(new Queued(event, numbers++));
        release(next);
    }

    /** A lane has no more: it is not waited for. */
    void end(int lane, Consumer<Placed> next) {
        ended.set(lane);
        release(next);
    }

    /** There are no more. */
    void endAll(Consumer<Placed> next) {
        ended.set(0, seen.size());
        release(next);
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
        for (SeenIds lane : seen) {
            lane.save(out);
        }
        out.writeLong(numbers);
        Saved.bytes(out, ended.toByteArray());
        out.writeInt(queue.size());
        for (Queued queued : queue) {
            out.writeLong(queued.number());
            saved.write(out, queued.placed());
        }
    }

    @Override
    public void restore(DataInputStream in) throws IOException {
        for (SeenIds lane : seen) {
            lane.restore(in);
        }
        numbers = in.readLong();
        ended.or(BitSet.valueOf(Saved.bytes(in)));
        for (int left = in.readInt(); left > 0; left--) {
            long number = in.readLong();
            queue.add(new Queued(saved.read(in), number));
        }
    }

    /** Of one position those of the first lane that has not come beyond it may go, and of those before it, which have. */
    private void release(Consumer<Placed> next) {
        long limit = Long.MAX_VALUE;
        int firstAtLimit = Integer.MAX_VALUE;
        for (int lane = 0; lane < seen.size(); lane++) {
            long progress = seen.get(lane).progress();
            if (!ended.get(lane) && progress < limit) {
                limit = progress;
                firstAtLimit = lane;
            }
        }
        for (Queued first = queue.peek();
                first != null && mayGo(first.placed(), limit, firstAtLimit);
                first = queue.peek()) {
            queue.remove();
            next.accept(first.placed());
        }
    }

    private static boolean mayGo(Placed event, long limit, int firstAtLimit) {
        return event.position() < limit
                || (event.position() == limit && event.cleaned().lane() <= firstAtLimit);
    }
}
