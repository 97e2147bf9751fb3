package io.headrace.standalone.backfill;

import io.headrace.schemas.time.PartitionClock;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericRecord;

/**
 * The order in which events count. With one partition it is the partition's; with several that of (position, partition, offset), and an
 * event waits until each partition has come as far.
 */
final class EventOrder implements Resumable {

    /**
     * A clean event.
     *
     * @param position its own time, or its partition's progress where that is beyond it; epoch milliseconds
     */
    record Placed(long position, CleanedInput.Event cleaned, GenericRecord event) {}

    private record Queued(Placed placed, long number) {}

    private final List<SeenIds> partitions = new ArrayList<>();
    private final PriorityQueue<Queued> queue = new PriorityQueue<>(
            Comparator.<Queued>comparingLong(queued -> queued.placed().position())
                    .thenComparingInt(queued -> queued.placed().cleaned().partition())
                    .thenComparingLong(Queued::number));
    private final BitSet ended = new BitSet();
    private long numbers;

    EventOrder(int partitions, long deduplicateMillis) {
        for (int i = 0; i < partitions; i++) {
            this.partitions.add(new SeenIds(deduplicateMillis));
        }
    }

    SeenIds seen(int partition) {
        return partitions.get(partition);
    }

    /**
     * How far all partitions have come that are not at their end, or the furthest where all are; epoch milliseconds, {@link
     * PartitionClock#UNKNOWN} at first.
     */
    long progress() {
        long least = Long.MAX_VALUE;
        long greatest = PartitionClock.UNKNOWN;
        for (int i = 0; i < partitions.size(); i++) {
            long progress = partitions.get(i).progress();
            greatest = Math.max(greatest, progress);
            least = ended.get(i) ? least : Math.min(least, progress);
        }
        return Math.min(least, greatest);
    }

    /** Takes an event, and hands over those whose turn it is. */
    void add(Placed event, Consumer<Placed> next) {
        if (partitions.size() == 1) {
            next.accept(event);
            return;
        }
        queue.add(new Queued(event, numbers++));
        release(progress(), next);
    }

    /** A partition has no more: it is not waited for. */
    void end(int partition, Consumer<Placed> next) {
        ended.set(partition);
        release(progress(), next);
    }

    /** There are no more. */
    void endAll(Consumer<Placed> next) {
        release(Long.MAX_VALUE, next);
    }

    /** With several partitions some wait; a source of that kind is read anew. */
    @Override
    public void save(DataOutputStream out) throws IOException {
        if (!queue.isEmpty()) {
            throw new IllegalStateException(queue.size() + " events wait for other partitions");
        }
        for (SeenIds partition : partitions) {
            partition.save(out);
        }
        out.writeLong(numbers);
    }

    @Override
    public void restore(DataInputStream in) throws IOException {
        for (SeenIds partition : partitions) {
            partition.restore(in);
        }
        numbers = in.readLong();
    }

    private void release(long through, Consumer<Placed> next) {
        for (Queued first = queue.peek(); first != null && first.placed().position() <= through; first = queue.peek()) {
            queue.remove();
            next.accept(first.placed());
        }
    }
}
