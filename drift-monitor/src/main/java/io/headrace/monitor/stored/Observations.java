package io.headrace.monitor.stored;

import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.avro.ObservationBatch;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;

/** Observations as they are stored and as they travel: many together. Not for several threads. */
public final class Observations {

    private final SingleObject<Observation> alone = new SingleObject<>(Observation.class);

    private final SingleObject<ObservationBatch> batches = new SingleObject<>(ObservationBatch.class);

    /** What a store holds: a batch, or as written before batches were stored, one observation. */
    public List<Observation> stored(byte[] bytes) {
        return alone.wrote(bytes)
                ? List.of(alone.read(bytes))
                : batches.read(bytes).getObservations();
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
