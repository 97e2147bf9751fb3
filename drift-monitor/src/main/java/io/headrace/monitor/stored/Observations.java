package io.headrace.monitor.stored;

import io.headrace.monitor.avro.Observation;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;

/** Observations in the internal topic. Not for several threads. */
public final class Observations {

    private final SingleObject<Observation> format =
            new SingleObject<>(Observation.getEncoder(), Observation.getDecoder());

    public byte[] write(Observation observation) {
        return format.write(observation);
    }

    /** An observation; empty where the bytes are not one. */
    public Optional<Observation> read(byte[] bytes) {
        try {
            return Optional.of(format.read(bytes));
        } catch (UncheckedIOException | AvroRuntimeException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
