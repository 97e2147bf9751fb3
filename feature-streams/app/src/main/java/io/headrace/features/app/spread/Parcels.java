package io.headrace.features.app.spread;

import io.headrace.features.app.avro.Travelling;
import io.headrace.schemas.serde.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** How parcels are sent: as Avro whose schema does not depend on the definition; what says only progress goes to everyone. */
final class Parcels {

    private final Serde<Travelling> travelling;
    private final int partitions;

    Parcels(AvroSerdes serdes, int partitions) {
        this.travelling = serdes.specific(Travelling.class);
        this.partitions = partitions;
    }

    /** @param name of the repartition topic */
    Repartitioned<String, Parcel> through(String name) {
        return Repartitioned.with(Serdes.String(), serde())
                .withName(name)
                .withNumberOfPartitions(partitions)
                .withStreamPartitioner(new ByEntityOrToAll());
    }

    /** Reads bytes that came as a good parcel. */
    Parcel.Good read(byte[] bytes) {
        return new Parcel.Good(travelling.deserializer().deserialize("a state store", bytes), bytes);
    }

    /** The bytes that {@link #read} reads. */
    byte[] write(Travelling content) {
        return travelling.serializer().serialize("a state store", content);
    }

    private Serde<Parcel> serde() {
        return Serdes.serdeFrom(
                (topic, parcel) -> switch (parcel) {
                    case Parcel.Good(Travelling content, byte[] _) ->
                        travelling.serializer().serialize(topic, content);
                    case Parcel.Junk _ -> throw new IllegalStateException("junk is not passed on");
                },
                reading());
    }

    /** What is not this app's own is no reason to stop. */
    private Deserializer<Parcel> reading() {
        return (topic, bytes) -> {
            try {
                return new Parcel.Good(travelling.deserializer().deserialize(topic, bytes), bytes);
            } catch (SerializationException junk) {
                return new Parcel.Junk(String.valueOf(junk.getMessage()));
            }
        };
    }

    /** What says only progress is for everyone; anything else goes where its key does. */
    private static final class ByEntityOrToAll implements StreamPartitioner<String, Parcel> {

        // Kafka 4.4 deprecates the method that it still wants to be there.
        @SuppressWarnings("removal")
        @Override
        public Optional<Set<Integer>> partitions(String topic, String key, Parcel parcel, int count) {
            boolean toAll = parcel instanceof Parcel.Good(Travelling content, byte[] _) && content.getBody() == null;
            return Optional.of(
                    toAll
                            ? IntStream.range(0, count).boxed().collect(Collectors.toUnmodifiableSet())
                            : Set.of(BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), count)));
        }
    }
}
