package io.headrace.features.app.spread;

import io.headrace.runtime.streams.eventtime.InputEnds;
import io.headrace.runtime.streams.eventtime.ObservedEnds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/** What a broker answers one process, each time after a while: by then it may be so no longer. */
final class SimulatedEnds implements InputEnds {

    private final ObservedEnds observed = new ObservedEnds();
    private final List<Answer> underWay = new ArrayList<>();
    private final ToLongFunction<TopicPartition> ends;
    private final LongSupplier delays;

    /** @param due when the one who asked hears it, by its own clock */
    private record Answer(TopicPartition partition, long end, long at, long due) {}

    /**
     * @param ends of partitions, as they are
     * @param delays how long each answer takes, milliseconds
     */
    SimulatedEnds(ToLongFunction<TopicPartition> ends, LongSupplier delays) {
        this.ends = ends;
        this.delays = delays;
    }

    @Override
    public long position(TopicPartition partition, long lastOffset) {
        return lastOffset + 1;
    }

    @Override
    public long idleAt(TopicPartition partition, long position, Duration quietFor, long now) {
        if (underWay.stream().noneMatch(answer -> answer.partition().equals(partition))) {
            underWay.add(new Answer(partition, ends.applyAsLong(partition), now, now + delays.getAsLong()));
        }
        underWay.removeIf(answer -> {
            boolean isThere = answer.due() <= now;
            if (isThere) {
                observed.see(answer.partition(), answer.end(), answer.at());
            }
            return isThere;
        });
        return observed.idleAt(partition, position, quietFor);
    }
}
