package io.headrace.features.app.lookup;

import io.headrace.features.app.state.CopiedEntities;
import io.headrace.features.app.state.EntityStates;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Stage;
import io.headrace.features.lookup.protocol.Partition;
import io.headrace.runtime.streams.store.TaskStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.HostInfo;

/** The processes that share the partitions, as Kafka Streams tells of them here, and the copies of others' state that are here. */
final class FeatureGroup {

    /** A copy that is further behind does not answer: Kafka Streams, too, takes one with no more lag for caught up. */
    private static final long MOST_BEHIND = 10_000;

    /** How far copies are behind is asked of the brokers so often at most. */
    private static final Duration LAGS_HOLD = Duration.ofSeconds(1);

    private final Supplier<Optional<KafkaStreams>> streams;
    private final List<Stage> stages;
    private final int partitions;

    /** Partitions of which a copy here is not far behind. */
    private final Set<Integer> near = new HashSet<>();

    private long lagsAsked = System.nanoTime() - LAGS_HOLD.toNanos();

    /**
     * @param streams what runs now, if anything
     * @param partitions of the pipeline's topics, 1 or more
     */
    FeatureGroup(Supplier<Optional<KafkaStreams>> streams, FeatureProgram program, int partitions) {
        this.streams = streams;
        this.stages = program.stages();
        this.partitions = partitions;
    }

    /** Who has which partition, by number. The stages of one partition are in one task. */
    List<Partition> owners() {
        if (stages.isEmpty()) {
            return List.of();
        }
        Optional<KafkaStreams> running = streams.get();
        return IntStream.range(0, partitions)
                .mapToObj(partition ->
                        running.map(one -> partition(one, partition)).orElse(Partition.getDefaultInstance()))
                .toList();
    }

    private static Partition partition(KafkaStreams running, int partition) {
        KeyQueryMetadata found;
        try {
            found = running.queryMetadataForKey(EntityStates.STORE, partition, new AsNamed());
        } catch (IllegalStateException | StreamsException notNow) {
            return Partition.getDefaultInstance();
        }
        if (found == null || found.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
            return Partition.getDefaultInstance();
        }
        Partition.Builder places = Partition.newBuilder();
        if (found.activeHost().port() > 0) {
            places.setOwner(address(found.activeHost()));
        }
        found.standbyHosts().stream().map(FeatureGroup::address).sorted().forEach(places::addCopies);
        return places.build();
    }

    private static String address(HostInfo host) {
        String name = host.host();
        return (name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name) + ":" + host.port();
    }

    /** A copy of a stage's entities in a partition, if one is here and not far behind. */
    Optional<CopiedEntities> copy(Stage stage, int partition) {
        return streams.get()
                .filter(running -> isNear(running, partition))
                .flatMap(running -> copy(running, stage, partition));
    }

    private static Optional<CopiedEntities> copy(KafkaStreams running, Stage stage, int partition) {
        try {
            return CopiedEntities.in(
                    running.store(StoreQueryParameters.fromNameAndType(EntityStates.STORE, TaskStore.copies())
                            .enableStaleStores()
                            .withPartition(partition)),
                    stage);
        } catch (InvalidStateStoreException | IllegalStateException notHere) {
            return Optional.empty();
        }
    }

    /** One that was near is near still while nothing is known of it: the brokers are away, or the copy is about to be the owner's. */
    private synchronized boolean isNear(KafkaStreams running, int partition) {
        if (System.nanoTime() - lagsAsked >= LAGS_HOLD.toNanos()) {
            lagsAsked = System.nanoTime();
            lags(running).getOrDefault(EntityStates.STORE, Map.of()).forEach((number, lag) -> {
                if (lag.offsetLag() <= MOST_BEHIND) {
                    near.add(number);
                } else {
                    near.remove(number);
                }
            });
        }
        return near.contains(partition);
    }

    private static Map<String, Map<Integer, LagInfo>> lags(KafkaStreams running) {
        try {
            return running.allLocalStorePartitionLags();
        } catch (StreamsException | IllegalStateException notNow) {
            return Map.of();
        }
    }

    /** The partition is the key itself. */
    private static final class AsNamed implements StreamPartitioner<Integer, Object> {

        // Kafka 4.4 deprecates the method that it still wants to be there.
        @SuppressWarnings("removal")
        @Override
        public Optional<Set<Integer>> partitions(String topic, Integer partition, Object value, int count) {
            return Optional.of(Set.of(partition));
        }
    }
}
