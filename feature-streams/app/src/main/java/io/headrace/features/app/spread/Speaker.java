package io.headrace.features.app.spread;

import io.headrace.features.app.avro.Travelling;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.Mark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A source of what travels: gathers items and sends those for one partition together, with its progress; and its progress alone
 * where that is news.
 */
final class Speaker {

    /** Parcels name their partitions, so their key says nothing. */
    private static final String NO_KEY = "";

    private final int source;
    private final Announcer announcer;
    private final ProcessorContext<String, Outgoing> context;
    private final Map<Target, Addressee> addressees = new EnumMap<>(Target.class);
    private final Set<Integer> everyone;
    private Map<String, Integer> lives = Map.of();

    /** Items for the partitions of a target, and how far each has heard. */
    @SuppressWarnings("ArrayRecordComponent") // its own, never compared
    private record Addressee(List<List<Object>> items, Mark[] heard) {

        Addressee(int partitions) {
            this(
                    IntStream.range(0, partitions)
                            .<List<Object>>mapToObj(_ -> new ArrayList<>())
                            .toList(),
                    new Mark[partitions]);
            Arrays.fill(heard, Mark.NONE);
        }
    }

    /**
     * @param source its number among the sources of all its targets
     * @param partitions of each target
     */
    Speaker(
            int source,
            List<Target> targets,
            int partitions,
            Announcer.Rule rule,
            ProcessorContext<String, Outgoing> context) {
        this.source = source;
        this.announcer = new Announcer(rule, context.currentSystemTimeMs());
        this.context = context;
        this.everyone = IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet());
        targets.forEach(target -> addressees.put(target, new Addressee(partitions)));
    }

    /** Where a source stands. */
    interface Standing {

        /** How far it is, after all that was sent. */
        Mark mark();

        /** Sends what is left to be sent. */
        void flush();
    }

    /** What it feeds is in these lives: stages hear of it with all that comes to them, and with the progress that each start begins with. */
    void live(Map<String, Integer> now) {
        lives = now;
    }

    /** Reports progress from now on. */
    void report(Standing standing) {
        context.schedule(Announcer.TICK, PunctuationType.WALL_CLOCK_TIME, now -> {
            standing.flush();
            announcer.tick(standing.mark(), now).ifPresent(this::announce);
        });
    }

    /** An item for a partition of a target; it goes with the next {@link #flush}. */
    void add(Target target, int partition, Object item) {
        to(target).items().get(partition).add(item);
    }

    /** @param after progress after all items */
    void flush(Mark after) {
        addressees.forEach((target, addressee) -> {
            for (int partition = 0; partition < addressee.heard().length; partition++) {
                List<Object> items = addressee.items().get(partition);
                if (!items.isEmpty()) {
                    send(target, partition, items, after);
                    items.clear();
                    addressee.heard()[partition] = after;
                }
            }
        });
    }

    /** In parcels of bounded size: only the last one brings the progress, which is that after all items. */
    private void send(Target target, int partition, List<Object> items, Mark after) {
        int from = 0;
        int bytes = 0;
        for (int to = 0; to < items.size(); to++) {
            int more = Item.bytes(items.get(to));
            if (to > from && bytes + more > Item.ENOUGH_BYTES) {
                forward(target, parcel(target, items.subList(from, to), Mark.NONE), Set.of(partition));
                from = to;
                bytes = 0;
            }
            bytes += more;
        }
        forward(target, parcel(target, items.subList(from, items.size()), after), Set.of(partition));
    }

    private Travelling parcel(Target target, List<Object> items, Mark mark) {
        return new Travelling(source, mark.watermark(), mark.read(), lives(target), List.copyOf(items));
    }

    private Map<String, Integer> lives(Target target) {
        return target == Target.STAGES ? lives : Map.of();
    }

    /** Progress is for those who have not heard it with an item. */
    private void announce(Mark mark) {
        addressees.forEach((target, addressee) -> {
            Set<Integer> behind = everyone.stream()
                    .filter(partition -> !addressee.heard()[partition].equals(mark))
                    .collect(Collectors.toUnmodifiableSet());
            if (!behind.isEmpty()) {
                forward(target, parcel(target, List.of(), mark), behind);
                Arrays.fill(addressee.heard(), mark);
            }
        });
    }

    private Addressee to(Target target) {
        Addressee addressee = addressees.get(target);
        if (addressee == null) {
            throw new IllegalArgumentException("this source says nothing to " + target);
        }
        return addressee;
    }

    /** The earliest progress first: Kafka Streams takes a task's partitions in the order of their records' timestamps. */
    private void forward(Target target, Travelling content, Set<Integer> to) {
        long timestamp = Math.max(0, content.getWatermark());
        context.forward(new Record<>(NO_KEY, new Outgoing(target, new Parcel.Items(content, to)), timestamp));
    }
}
