package io.headrace.features.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/**
 * The stateful features of one key: what they remember of an entity ({@link EntityState}) and what they answer.
 * Immutable and thread-safe; the states are not.
 *
 * <p>What an event is answered depends on the entity's events and labels that were recorded before it, as a set, and on
 * nothing else: not on the order they came in, nor on whether the event itself has been recorded meanwhile. Entries
 * later than the event are never looked at. An event that is recorded twice counts once (ids are compared by 64 bits,
 * within the entity and millisecond).
 *
 * <p>An entry is forgotten when it is older than the longest window and the lateness together, counted from the
 * entity's newest event but one: no event that is still in time can see it, and a single event dated years ahead costs
 * nothing. An event later than that is answered from what is left.
 *
 * <p>Cost of one event, with n entries remembered and w in the longest window: O(log n) for counts of all, time since
 * last and finding the windows; O(w) additions for each distinct operand, shared by all its functions and windows;
 * twice that for a standard deviation. Recording is O(1) amortised in order, O(entries after it) when late.
 */
public final class Stage {

    private final String name;
    private final List<String> by;
    private final RequiredFields fields;
    private final EntityKey key;
    private final StageFeatures features;
    private final StateCodec codec;

    Stage(List<String> by, RequiredFields fields, EntityKey key, StageFeatures features) {
        this.name = by.isEmpty() ? "of-all" : "by-" + String.join("-", by);
        this.by = List.copyOf(by);
        this.fields = fields;
        this.key = key;
        this.features = features;
        this.codec = new StateCodec(features.operandTexts());
    }

    /** {@code by-} and the key fields, or {@code of-all} without any: the same for every definition with this key, so that stores keep their names. */
    public String name() {
        return name;
    }

    /** The key fields, sorted. */
    public List<String> by() {
        return by;
    }

    /** Whether any of its features is of labels: whether it wants to {@link #learn}. */
    public boolean learns() {
        return features.learns();
    }

    /** The event's entity as text; empty where a key field is null. */
    public Optional<String> entity(GenericRecord event) {
        return key.of(event);
    }

    /** The entity of a row or example. */
    public Optional<String> entity(Map<String, String> keys) {
        return key.of(keys);
    }

    /** The state of an entity never seen. */
    public EntityState unseen() {
        return new EntityState(new Timeline(features.width()), new Timeline(1));
    }

    /**
     * Answers the stage's features for an event as if it had just come, and records nothing.
     *
     * @param into in {@link FeatureProgram#stateful()} order; the stage's own places are written
     */
    public void values(EntityState state, GenericRecord event, double[] into) {
        long time = fields.time(event);
        features.values(state, time, EventId.hash(fields.id(event)), features.operands(event), into);
    }

    /** Answers as {@link #values} does, then records the event. */
    public void observe(EntityState state, GenericRecord event, double[] into) {
        long time = fields.time(event);
        long id = EventId.hash(fields.id(event));
        double[] operands = features.operands(event);
        features.values(state, time, id, operands, into);
        features.record(state, time, id, operands);
    }

    /** Answers for an event whose entity is unknown: every one of its features is missing. */
    public void missing(double[] into) {
        Arrays.fill(into, features.from(), features.to(), Double.NaN);
    }

    /**
     * Records an event's label.
     *
     * @param eventId the event's id as text
     * @param knownAt when it became known, epoch milliseconds
     * @param label {@link FeatureProgram#labelNumber}'s
     */
    public void learn(EntityState state, String eventId, long knownAt, double label) {
        features.learn(state, EventId.hash(eventId), knownAt, label);
    }

    /** The state in the form that stores keep; the same set of events and labels gives the same bytes. */
    public byte[] write(EntityState state) {
        return codec.write(state);
    }

    /**
     * Reads a state that this stage, or that of an earlier definition, wrote.
     *
     * @throws CorruptStateException if it is none
     */
    public EntityState read(byte[] bytes) {
        return codec.read(bytes);
    }

    @Override
    public String toString() {
        return name;
    }
}
