package io.headrace.features.engine;

import io.headrace.features.engine.EntityState.Line;
import io.headrace.features.timeline.Layout;
import io.headrace.features.timeline.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/**
 * The stateful features of one key: what they remember of an entity ({@link EntityState}) and what they answer.
 * Immutable and thread-safe; the states are not.
 *
 * <p>What an event is answered depends on itself, on the entity's other events strictly before its millisecond and on the labels that
 * became known strictly before it, as a set, and on nothing else: not on the order they came in, nor on whether the
 * event itself has been recorded meanwhile. An event that is recorded twice counts once (ids are compared by 32 bits,
 * within the entity and millisecond). Every feature looks back a bounded time, by the event's own time.
 *
 * <p>An entry is forgotten when the stream's progress has left it behind by the longest look-back and the lateness together: no
 * event that is not late can see it, so when that happens changes no value of such an event. It counts from when it was
 * recorded where that is later, so that a replay of old events beside new ones finds what it needs. An event that is
 * late is answered from what is left.
 *
 * <p>Cost of one event, with n entries remembered: O(log n) pieces of bounded size for each window, whether the event is in order or
 * late; the operand's functions share them.
 */
public final class Stage {

    private final String name;
    private final List<String> by;
    private final RequiredFields fields;
    private final EntityKey key;
    private final Optional<Origin> origin;
    private final StageFeatures features;

    /** Of an event that is not one of the stream that is remembered. */
    private final Values noOperands;

    private final int eventBytes;
    private final StateCodec codec;

    /** Where what is remembered comes from, where that is not the events that are answered. */
    record Origin(String stream, RequiredFields fields, EntityKey key) {}

    /** @param layouts what is remembered of each entity */
    Stage(
            List<String> by,
            RequiredFields fields,
            EntityKey key,
            Optional<Origin> origin,
            StageFeatures features,
            int eventBytes,
            Map<Line, Layout> layouts) {
        String entities = by.isEmpty() ? "of-all" : "by-" + String.join("-", by);
        this.name = origin.map(from -> from.stream() + "." + entities).orElse(entities);
        this.by = List.copyOf(by);
        this.fields = fields;
        this.key = key;
        this.origin = origin;
        this.features = features;
        this.noOperands = features.noOperands();
        this.eventBytes = eventBytes;
        this.codec = new StateCodec(layouts);
    }

    /** {@code by-} and the key fields, or {@code of-all} without any, behind the further stream's name and a dot where it is of one: the same for every definition with this key, so that stores keep their names. */
    public String name() {
        return name;
    }

    /** The key fields, sorted. */
    public List<String> by() {
        return by;
    }

    /**
     * The further stream whose events it remembers, by {@link #recorded} and {@link #record}, and answers others from; empty: it remembers
     * the events that it answers.
     */
    public Optional<String> stream() {
        return origin.map(Origin::stream);
    }

    /** Its first feature's place among the {@link FeatureProgram#stateful()} ones. */
    public int from() {
        return features.from();
    }

    /** The place behind its last feature's. */
    public int to() {
        return features.to();
    }

    /** Whether any of its features is of labels: whether it wants to {@link #learn}. */
    public boolean learns() {
        return features.learns();
    }

    /**
     * How long before the stream's progress what happened to an entity still matters, milliseconds of event time: the
     * longest look-back of any of the features, lifetimes aside, and the lateness, and for features of labels the time that a label may
     * take. What is older, and was recorded longer ago, is forgotten; what has nothing newer is {@link #isExpired}.
     */
    public long lookBack() {
        return features.lookBack().longest();
    }

    /** About how many bytes an event takes in the store while it is remembered, its label included; numbers of few decimals take less. */
    public int eventBytes() {
        return eventBytes;
    }

    /** The event's entity as text; empty where a key field is null. */
    public Optional<String> entity(GenericRecord event) {
        return key.of(event);
    }

    /**
     * The entity of an event of its further stream; empty where a key field is null.
     *
     * @throws IllegalStateException if it is of none
     */
    public Optional<String> recordedEntity(GenericRecord event) {
        return origin().key().of(event);
    }

    /** The entity of a row or example. */
    public Optional<String> entity(Map<String, String> keys) {
        return key.of(keys);
    }

    /** The state of an entity never seen. */
    public EntityState unseen() {
        return codec.unseen(EntityPieces.NONE, Lives.FIRST);
    }

    /**
     * Answers the stage's features for an event as if it had just come, and records nothing.
     *
     * @param into in {@link FeatureProgram#stateful()} order; the stage's own places are written
     * @throws UnusableEventException if the event has no time
     */
    public void values(EntityState state, GenericRecord event, StatefulValues into) {
        features.values(state, fields.time(event), operands(event), into);
    }

    /**
     * Answers as {@link #values} does, then records the event, unless it remembers those of a further stream.
     *
     * @param progress how far the stream, or the partition of it that the event is of, has come in event time, epoch milliseconds: an
     *     event is late whose time is more than the lateness before it. {@link Long#MIN_VALUE} where it is not known: nothing is forgotten
     * @throws UnusableEventException if the event has no id or no time
     */
    public void observe(EntityState state, GenericRecord event, StatefulValues into, long progress) {
        observe(state, event(event), into, progress);
    }

    /** Answers and records an event that was looked at before. */
    public void observe(EntityState state, StageEvent event, StatefulValues into, long progress) {
        features.values(state, event.time(), event.operands(), into);
        if (origin.isEmpty()) {
            record(state, event, progress);
        }
    }

    /**
     * Records an event of its further stream, which gets no answer.
     *
     * @param progress as in {@link #observe}: that of the events that are answered
     */
    public void record(EntityState state, StageEvent event, long progress) {
        features.record(state, event.time(), event.id(), event.operands(), progress);
    }

    /**
     * Records an event of the past, which gets no answer, or what it brings to operands that were not there when it was recorded. It counts from its own
     * time. What has gone into a total for good is left as it is.
     */
    public void restore(EntityState state, StageEvent event) {
        features.restore(state, event.time(), event.id(), event.operands());
    }

    /** Records a label of the past as {@link #learn} does, with the same reservation as {@link #restore(EntityState, StageEvent)}. */
    public void restore(EntityState state, LearnedLabel label) {
        features.restore(state, EventId.of(label.eventId()), label);
    }

    /**
     * What an event brings, for {@link #observe(EntityState, StageEvent, StatefulValues, long)}.
     *
     * @throws UnusableEventException if the event has no id or no time
     */
    public StageEvent event(GenericRecord event) {
        return new StageEvent(fields.time(event), EventId.of(fields.id(event)), operands(event));
    }

    /**
     * What an event of its further stream brings, for {@link #record}.
     *
     * @throws UnusableEventException if the event has no id or no time
     * @throws IllegalStateException if it is of no further stream
     */
    public StageEvent recorded(GenericRecord event) {
        RequiredFields own = origin().fields();
        return new StageEvent(own.time(event), EventId.of(own.id(event)), features.operands(event));
    }

    /** An event of another stream than the one that is remembered brings nothing of its own. */
    private Values operands(GenericRecord event) {
        return origin.isEmpty() ? features.operands(event) : noOperands;
    }

    private Origin origin() {
        return origin.orElseThrow(() -> new IllegalStateException(name + " remembers the events that it answers"));
    }

    /** Answers for an event whose entity is unknown: every one of its features is missing. */
    public void missing(StatefulValues into) {
        into.clear(features.from(), features.to());
    }

    /**
     * Records the label of an event of this entity. It may come before its event. Where silence is a label, every event observed is
     * taken to have that label until a given one is learned; learning it says no more.
     *
     * @param progress as in {@link #observe}
     */
    public void learn(EntityState state, LearnedLabel label, long progress) {
        features.learn(state, EventId.of(label.eventId()), label, progress);
    }

    /**
     * Forgets what no event that is not late can see any more. {@link #observe} and {@link #learn} do so themselves, a piece or two at
     * a time; this is for entities that do not come any more.
     *
     * @param progress as in {@link #observe}
     * @param most pieces of each kind at most, each of some events
     */
    public void forget(EntityState state, long progress, int most) {
        features.forget(state, progress, most);
    }

    /**
     * Whether no event or label in a state matters any more by itself: {@link #forget} takes them all. Unless something {@link #lasts} it
     * may be dropped as if the entity had never been seen.
     *
     * @param progress as in {@link #observe}
     */
    public boolean isExpired(EntityState state, long progress) {
        return !state.hasEntries() || state.newestSince() < LookBack.before(progress, lookBack());
    }

    /** Whether a feature looks back a lifetime: what events and labels came to that are forgotten is kept for good. */
    public boolean lasts() {
        return codec.lasts();
    }

    /** The keys of the pieces that are kept for good, where there are any. */
    public List<byte[]> lastingKeys(Lives lives) {
        return codec.lastingKeys(lives);
    }

    /**
     * The state of an entity from its pieces, which are read as they are needed; one that was never seen has none. They may have been
     * written by this stage or by that of an earlier definition. What was written in another life counts as never seen.
     *
     * @throws io.headrace.features.timeline.CorruptPieceException if they are not such pieces; so may whatever uses the state then
     */
    public EntityState read(EntityPieces pieces, Lives lives) {
        return codec.read(pieces, lives);
    }

    /** Hands over what changed in a state that was {@link #read}; the same entries, remembered since the same times, give the same bytes. */
    public void write(EntityState state, EntityPieces.Changes to) {
        codec.write(state, to);
    }

    @Override
    public String toString() {
        return name;
    }
}
