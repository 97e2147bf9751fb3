package io.headrace.monitor.stored;

import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.avro.ObservationBatch;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;

/** Observations, alone in a store and many together in the internal topic. Not for several threads. */
public final class Observations {

    private final SingleObject<Observation> format =
            new SingleObject<>(Observation.getEncoder(), Observation.getDecoder());

    private final SingleObject<ObservationBatch> batches =
            new SingleObject<>(ObservationBatch.getEncoder(), ObservationBatch.getDecoder());

    public byte[] write(Observation observation) {
        return format.write(observation);
    }

    public Observation read(byte[] bytes) {
        return format.read(bytes);
    }

    public byte[] writeAll(List<Observation> observations) {
        return batches.write(new ObservationBatch(observations));
    }

    /** A batch; empty where the bytes are not one. */
    public Optional<List<Observation>> readAll(byte[] bytes) {
        try {
            return Optional.of(batches.read(bytes).getObservations());
        } catch (UncheckedIOException | AvroRuntimeException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
