package io.headrace.features.engine;

import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * All stages' entities in one process's memory: for a program of one's own that has the events, without a stream. Thread-safe; threads wait for each other only at the same entity, or at one
 * beside it in the table.
 *
 * <p>Memory: about 30 bytes an event and stage, 10 more for each distinct operand, within the longest window; where silence is a label
 * 40 more for each event of a stage with label features. Entities without anything of use leave it by {@link #expire}.
 *
 * <p>Progress is everywhere how far the stream has come in event time, epoch milliseconds, as {@link Stage#observe} has it.
 */
public final class FeatureHistory {

    /** More than a consumer brings in one poll, so that entities which come once leave faster than they come. */
    private static final int CHECKED_AT_ONCE = 1000;

    /** Pieces of an entity at a time, so that no other waits long for it. */
    private static final int MOST_FORGOTTEN = 64;

    private final FeatureProgram program;
    private final List<Entities> stages;
    private final ReferenceHistory references;

    public FeatureHistory(FeatureProgram program) {
        this.program = program;
        this.stages = program.stages().stream().map(Entities::new).toList();
        this.references = new ReferenceHistory(program);
    }

    /**
     * The event's row as if it had just come; nothing is recorded.
     *
     * @throws UnusableEventException if the event has no id or no time
     */
    public FeatureRow values(GenericRecord event) {
        StatefulValues answers = program.blank();
        stages.forEach(stage -> stage.values(event, answers));
        references.values(event, answers);
        return program.row(event, answers);
    }

    /**
     * Records the event and returns its row.
     *
     * @throws UnusableEventException if the event has no id or no time
     */
    public FeatureRow observe(GenericRecord event, long progress) {
        StatefulValues answers = program.blank();
        stages.forEach(stage -> stage.observe(event, answers, progress));
        references.values(event, answers);
        return program.row(event, answers);
    }

    /**
     * Records an event of a further stream.
     *
     * @throws UnusableEventException if the event has no id or no time
     */
    public void record(String stream, GenericRecord event, long progress) {
        stages.stream()
                .filter(stage -> stage.stage.stream().filter(stream::equals).isPresent())
                .forEach(stage -> stage.record(event, progress));
    }

    /** Records that an event's label became known, at the example's label time. */
    public void learn(Example example, long progress) {
        LearnedLabel label = new LearnedLabel(
                example.row().eventId(),
                example.row().eventTime(),
                example.labelTime(),
                program.labelNumber(example.label()),
                example.source() == Example.LabelSource.SILENCE);
        stages.stream().filter(stage -> stage.stage.learns()).forEach(stage -> stage.learn(example, label, progress));
    }

    /** Records a version of a reference's row. */
    public void refer(ReferenceRow row, long progress) {
        references.refer(row, progress);
    }

    /**
     * Looks at up to a thousand entities of each stage, and rows of references, those that were not looked at for longest, and drops what is of no use any more. To
     * be called at least once for every thousand events; then what is kept is bounded by what came within the look-back.
     */
    public void expire(long progress) {
        stages.forEach(stage -> stage.expire(progress));
        references.expire(progress, CHECKED_AT_ONCE);
    }

    /** How many rows of references are, all references together. */
    public long referenceRows() {
        return references.size();
    }

    /** How many entities are remembered, all stages together. */
    public long entities() {
        return stages.stream().mapToLong(stage -> stage.states.mappingCount()).sum();
    }

    /** How many events and labels are remembered, all stages together; walks all entities. */
    public long entries() {
        return stages.stream()
                .flatMap(Entities::sizes)
                .mapToLong(Long::longValue)
                .sum();
    }

    /**
     * One stage's entities. A state is changed within the map's own operation, so that it does not leave the map meanwhile, and is its
     * own lock against those who only ask.
     */
    private static final class Entities {

        private interface Change {
            void to(EntityState state);
        }

        private final Stage stage;
        private final ConcurrentHashMap<String, EntityState> states = new ConcurrentHashMap<>();
        private Iterator<String> unchecked = states.keySet().iterator();

        Entities(Stage stage) {
            this.stage = stage;
        }

        void values(GenericRecord event, StatefulValues into) {
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

        void observe(GenericRecord event, StatefulValues into, long progress) {
            stage.entity(event)
                    .ifPresentOrElse(
                            entity -> states.compute(
                                    entity,
                                    (_, state) -> changed(state, known -> stage.observe(known, event, into, progress))),
                            () -> stage.missing(into));
        }

        void record(GenericRecord event, long progress) {
            stage.recordedEntity(event)
                    .ifPresent(entity -> states.compute(
                            entity,
                            (_, state) ->
                                    changed(state, known -> stage.record(known, stage.recorded(event), progress))));
        }

        void learn(Example example, LearnedLabel label, long progress) {
            stage.entity(example.row().keys())
                    .ifPresent(entity -> states.compute(
                            entity, (_, state) -> changed(state, known -> stage.learn(known, label, progress))));
        }

        synchronized void expire(long progress) {
            if (!unchecked.hasNext()) {
                unchecked = states.keySet().iterator();
            }
            for (int i = 0; i < CHECKED_AT_ONCE && unchecked.hasNext(); i++) {
                states.computeIfPresent(unchecked.next(), (_, state) -> {
                    if (stage.isExpired(state, progress) && !stage.lasts()) {
                        return null;
                    }
                    return changed(state, known -> stage.forget(known, progress, MOST_FORGOTTEN));
                });
            }
        }

        Stream<Long> sizes() {
            return states.values().stream().map(state -> {
                synchronized (state) {
                    return state.size();
                }
            });
        }

        /** The state after a change; null where it has nothing to remember. */
        private @Nullable EntityState changed(@Nullable EntityState state, Change change) {
            EntityState known = state == null ? stage.unseen() : state;
            synchronized (known) {
                change.to(known);
                return known.isEmpty() ? null : known;
            }
        }
    }
}
