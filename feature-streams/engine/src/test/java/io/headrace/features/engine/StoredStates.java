package io.headrace.features.engine;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.features.engine.Streams.Arrival;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;

/**
 * Stages as a stream processor runs them: states as pieces between any two events, answers passed from one to the next.
 */
final class StoredStates {

    private final FeatureProgram program;
    private final Map<Place, StoredPieces> entities;

    record Place(int stage, String entity) {}

    /** One entity's pieces, by key as hexadecimal digits. */
    static final class StoredPieces implements EntityPieces, EntityPieces.Changes {

        private final Map<String, byte[]> pieces = new TreeMap<>();

        @Override
        public Optional<byte[]> read(byte[] key) {
            return Optional.ofNullable(pieces.get(text(key)));
        }

        @Override
        public void put(byte[] key, byte[] piece) {
            pieces.put(text(key), piece);
        }

        @Override
        public void remove(byte[] key) {
            pieces.remove(text(key));
        }

        private static String text(byte[] key) {
            return HexFormat.of().formatHex(key);
        }

        /** All of them as text. */
        String text() {
            StringBuilder text = new StringBuilder();
            pieces.forEach((key, piece) -> text.append(key)
                    .append(' ')
                    .append(HexFormat.of().formatHex(piece))
                    .append('\n'));
            return text.toString();
        }

        static StoredPieces parse(String text) {
            StoredPieces stored = new StoredPieces();
            text.lines()
                    .map(line -> List.of(line.split(" ", 2)))
                    .forEach(line ->
                            stored.pieces.put(line.getFirst(), HexFormat.of().parseHex(line.getLast())));
            return stored;
        }

        boolean isEmpty() {
            return pieces.isEmpty();
        }

        int count() {
            return pieces.size();
        }

        /** Of all pieces together, without their keys. */
        int bytes() {
            return pieces.values().stream().mapToInt(piece -> piece.length).sum();
        }

        /** Bytes of the largest. */
        int largest() {
            return pieces.values().stream()
                    .mapToInt(piece -> piece.length)
                    .max()
                    .orElse(0);
        }

        void replace(UnaryOperator<byte[]> by) {
            pieces.replaceAll((_, piece) -> by.apply(piece));
        }

        void change(Consumer<byte[]> by) {
            pieces.values().forEach(by);
        }
    }

    StoredStates(FeatureProgram program) {
        this(program, Map.of());
    }

    private StoredStates(FeatureProgram program, Map<Place, StoredPieces> entities) {
        this.program = program;
        this.entities = new HashMap<>(entities);
    }

    /** The same pieces, under another program with the same stages. */
    StoredStates under(FeatureProgram other) {
        return new StoredStates(other, entities);
    }

    Map<Place, StoredPieces> entities() {
        return entities;
    }

    void feed(Arrival arrival, long progress) {
        switch (arrival) {
            case Arrival.Event(Payment payment, boolean _) -> observe(payment.toRecord(), progress);
            case Arrival.Learned(var label) -> learn(Streams.example(program, label), progress);
        }
    }

    FeatureRow observe(GenericRecord event, long progress) {
        StatefulValues answers = program.blank();
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
        forLearning(example, (stage, label) -> state -> stage.learn(state, label, progress));
    }

    private void forLearning(Example example, BiFunction<Stage, LearnedLabel, Consumer<EntityState>> change) {
        LearnedLabel label = new LearnedLabel(
                example.row().eventId(),
                example.row().eventTime(),
                example.labelTime(),
                program.labelNumber(example.label()),
                false);
        IntStream.range(0, program.stages().size()).forEach(i -> {
            Stage stage = program.stages().get(i);
            if (stage.learns()) {
                stage.entity(example.row().keys()).ifPresent(entity -> change(i, entity, change.apply(stage, label)));
            }
        });
    }

    /** What came in the past. */
    void restore(Arrival arrival) {
        switch (arrival) {
            case Arrival.Event(Payment payment, boolean _) -> {
                GenericRecord event = payment.toRecord();
                IntStream.range(0, program.stages().size()).forEach(i -> {
                    Stage stage = program.stages().get(i);
                    stage.entity(event)
                            .ifPresent(entity -> change(i, entity, state -> stage.restore(state, stage.event(event))));
                });
            }
            case Arrival.Learned(var label) -> {
                Example example = Streams.example(program, label);
                forLearning(example, (stage, learned) -> state -> stage.restore(state, learned));
            }
        }
    }

    void expire(long progress) {
        for (Map.Entry<Place, StoredPieces> entry : List.copyOf(entities.entrySet())) {
            Place place = entry.getKey();
            Stage stage = program.stages().get(place.stage());
            if (stage.isExpired(stage.read(entry.getValue(), Lives.FIRST), progress)) {
                if (stage.lasts()) {
                    change(place.stage(), place.entity(), state -> stage.forget(state, progress, Integer.MAX_VALUE));
                } else {
                    entities.remove(place);
                }
            }
        }
    }

    private void change(int number, String entity, Consumer<EntityState> change) {
        Stage stage = program.stages().get(number);
        StoredPieces stored = entities.computeIfAbsent(new Place(number, entity), _ -> new StoredPieces());
        EntityState state = stage.read(stored, Lives.FIRST);
        change.accept(state);
        stage.write(state, stored);
        if (stored.isEmpty()) {
            entities.remove(new Place(number, entity));
        }
    }
}
