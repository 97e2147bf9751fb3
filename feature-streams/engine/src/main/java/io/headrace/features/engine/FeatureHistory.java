package io.headrace.features.engine;

import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;

/**
 * All stages' entities in one process's memory: for scoring at request time, where the events of the clean topic are
 * observed and others only answered, and for replay. Thread-safe; threads wait for each other only at the same entity.
 *
 * <p>Memory: about 16 bytes an event and stage, 8 more for each distinct operand, within the longest window.
 */
public final class FeatureHistory {

    private final FeatureProgram program;
    private final List<Entities> stages;

    public FeatureHistory(FeatureProgram program) {
        this.program = program;
        this.stages = program.stages().stream().map(Entities::new).toList();
    }

    /**
     * The event's row as if it had just come; nothing is recorded.
     *
     * @throws UnusableEventException if the event has no id or no time
     */
    public FeatureRow values(GenericRecord event) {
        double[] answers = program.blank();
        stages.forEach(stage -> stage.values(event, answers));
        return program.row(event, answers);
    }

    /**
     * Records the event and returns its row.
     *
     * @throws UnusableEventException if the event has no id or no time
     */
    public FeatureRow observe(GenericRecord event) {
        double[] answers = program.blank();
        stages.forEach(stage -> stage.observe(event, answers));
        return program.row(event, answers);
    }

    /** Records that an event's label became known, at the example's label time. */
    public void learn(Example example) {
        double label = program.labelNumber(example.label());
        stages.forEach(stage -> stage.learn(example, label));
    }

    /** How many entities are remembered, all stages together. */
    public long entities() {
        return stages.stream().mapToLong(stage -> stage.states.mappingCount()).sum();
    }

    /** How many events and labels are remembered, all stages together; walks all entities. */
    public long entries() {
        return stages.stream()
                .flatMap(Entities::sizes)
                .mapToLong(Integer::longValue)
                .sum();
    }

    /** One stage's entities. Each state is its own lock. */
    private static final class Entities {

        private final Stage stage;
        private final ConcurrentHashMap<String, EntityState> states = new ConcurrentHashMap<>();

        Entities(Stage stage) {
            this.stage = stage;
        }

        void values(GenericRecord event, double[] into) {
            stage.entity(event)
                    .ifPresentOrElse(
                            entity -> {
                                EntityState state = states.get(entity);
                                if (state == null) {
                                    stage.values(stage.unseen(), event, into);
                                } else {
                                    synchronized (state) {
                                        stage.values(state, event, into);
                                    }
                                }
                            },
                            () -> stage.missing(into));
        }

        void observe(GenericRecord event, double[] into) {
            stage.entity(event)
                    .ifPresentOrElse(
                            entity -> {
                                EntityState state = states.computeIfAbsent(entity, _ -> stage.unseen());
                                synchronized (state) {
                                    stage.observe(state, event, into);
                                }
                            },
                            () -> stage.missing(into));
        }

        void learn(Example example, double label) {
            if (stage.learns()) {
                stage.entity(example.row().keys()).ifPresent(entity -> {
                    EntityState state = states.computeIfAbsent(entity, _ -> stage.unseen());
                    synchronized (state) {
                        stage.learn(state, example.row().eventId(), example.labelTime(), label);
                    }
                });
            }
        }

        Stream<Integer> sizes() {
            return states.values().stream().map(state -> {
                synchronized (state) {
                    return state.size();
                }
            });
        }
    }
}
