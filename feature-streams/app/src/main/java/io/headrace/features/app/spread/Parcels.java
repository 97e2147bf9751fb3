package io.headrace.features.app.spread;

import io.headrace.features.app.avro.Answers;
import io.headrace.features.app.avro.Travelling;
import io.headrace.schemas.serde.AvroSerdes;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** How parcels are sent: as Avro whose schema does not depend on the definition, to the partitions they name. */
final class Parcels {

    /** What is kept in a store has a schema as what is sent has, each kind under a name of its own. */
    private static final String KEPT_ITEMS = "headrace-features-items";

    private static final String KEPT_ANSWERS = "headrace-features-answers";

    private final Serde<Travelling> travelling;
    private final Serde<Answers> answers;
    private final int partitions;

    Parcels(AvroSerdes serdes, int partitions) {
        this.travelling = serdes.specific(Travelling.class);
        this.answers = serdes.specific(Answers.class);
        this.partitions = partitions;
    }

    /** @param name of the repartition topic of items */
    Repartitioned<String, Parcel> through(String name) {
        return through(name, this::readItems);
    }

    /** @param name of the repartition topic of answers */
    Repartitioned<String, Parcel> answersThrough(String name) {
        return through(name, this::readAnswers);
    }

    /** Reads items that were written. */
    Parcel.Items read(byte[] bytes) {
        return readItems(KEPT_ITEMS, bytes);
    }

    /** Reads answers that were written. */
    Parcel.Answered readAnswers(byte[] bytes) {
        return readAnswers(KEPT_ANSWERS, bytes);
    }

    byte[] write(Travelling content) {
        return travelling.serializer().serialize(KEPT_ITEMS, content);
    }

    byte[] write(Answers content) {
        return answers.serializer().serialize(KEPT_ANSWERS, content);
    }

    private Parcel.Items readItems(String topic, byte[] bytes) {
        return new Parcel.Items(travelling.deserializer().deserialize(topic, bytes), bytes, Set.of());
    }

    private Parcel.Answered readAnswers(String topic, byte[] bytes) {
        return new Parcel.Answered(answers.deserializer().deserialize(topic, bytes), bytes, Set.of());
    }

    private interface Reading {

        Parcel read(String topic, byte[] bytes);
    }

    /** What is not this app's own is no reason to stop. */
    private Repartitioned<String, Parcel> through(String name, Reading reading) {
        return Repartitioned.with(Serdes.String(), Serdes.serdeFrom(this::write, (topic, bytes) -> {
                    try {
                        return reading.read(topic, bytes);
                    } catch (SerializationException junk) {
                        return new Parcel.Junk(String.valueOf(junk.getMessage()));
                    }
                }))
                .withName(name)
                .withNumberOfPartitions(partitions)
                .withStreamPartitioner(new AsNamed());
    }

    private byte[] write(String topic, Parcel parcel) {
        return switch (parcel) {
            case Parcel.Items items -> travelling.serializer().serialize(topic, items.content());
            case Parcel.Answered answered -> answers.serializer().serialize(topic, answered.content());
            case Parcel.Junk _ -> throw new IllegalStateException("junk is not passed on");
        };
    }

    private static final class AsNamed implements StreamPartitioner<String, Parcel> {

        // Kafka 4.4 deprecates the method that it still wants to be there.
        @SuppressWarnings("removal")
        @Override
        public Optional<Set<Integer>> partitions(String topic, String key, Parcel parcel, int count) {
            return Optional.of(
                    switch (parcel) {
                        case Parcel.Items items -> items.to();
                        case Parcel.Answered answered -> answered.to();
                        case Parcel.Junk _ -> Set.of();
                    });
        }
    }
}
