package io.headrace.features.engine;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.features.engine.Streams.Arrival;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;

/**
 * Stages as a stream processor runs them: states as bytes between any two events, answers passed from one to the next.
 */
final class StoredStates {

    private final FeatureProgram program;
    private final Map<Place, byte[]> bytes = new HashMap<>();

    record Place(int stage, String entity) {}

    StoredStates(FeatureProgram program) {
        this.program = program;
    }

    Map<Place, byte[]> bytes() {
        return bytes;
    }

    void feed(Arrival arrival, long progress) {
        switch (arrival) {
            case Arrival.Event(Payment payment, boolean _) -> observe(payment.toRecord(), progress);
            case Arrival.Learned(var label) -> learn(Streams.example(program, label), progress);
        }
    }

    FeatureRow observe(GenericRecord event, long progress) {
        double[] answers = program.blank();
        IntStream.range(0, program.stages().size()).forEach(i -> {
            Stage stage = program.stages().get(i);
            stage.entity(event)
                    .ifPresentOrElse(
                            entity -> change(i, entity, state -> stage.observe(state, event, answers, progress)),
                            () -> stage.missing(answers));
        });
        return program.row(event, answers);
    }

    void learn(Example example, long progress) {
        LearnedLabel label = new LearnedLabel(
                example.row().eventId(),
                example.row().eventTime(),
                example.labelTime(),
                program.labelNumber(example.label()),
                false);
        IntStream.range(0, program.stages().size()).forEach(i -> {
            Stage stage = program.stages().get(i);
            if (stage.learns()) {
                stage.entity(example.row().keys())
                        .ifPresent(entity -> change(i, entity, state -> stage.learn(state, label, progress)));
            }
        });
    }

    void expire(long progress) {
        bytes.entrySet().removeIf(entry -> {
            Stage stage = program.stages().get(entry.getKey().stage());
            return stage.isExpired(stage.read(entry.getValue()), progress);
        });
    }

    private void change(int number, String entity, Consumer<EntityState> change) {
        Stage stage = program.stages().get(number);
        byte[] stored = bytes.get(new Place(number, entity));
        EntityState state = stored == null ? stage.unseen() : stage.read(stored);
        change.accept(state);
        bytes.put(new Place(number, entity), stage.write(state));
    }
}
