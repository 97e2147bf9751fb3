package io.headrace.features.app.state;

import io.headrace.features.app.labelling.Awaited;
import io.headrace.features.app.labelling.AwaitedEvents;
import io.headrace.features.app.labelling.JoinProgress;
import io.headrace.runtime.streams.eventtime.Batches;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Awaited events in Kafka Streams stores. A row lies in a block with those that came with it, in the order of their turns, and
 * its id says where: an event that gets no label costs two records and a share of its block's, from its row to the end.
 */
public final class AwaitedStore implements AwaitedEvents {

    private static final String ONLY_KEY = "progress";

    /**
     * The stores of one join.
     *
     * @param byId name of the store of what is known by id
     * @param byTurn name of the store of rows and turns
     * @param progress name of the store of what {@link JoinProgress} says
     */
    public record Names(String byId, String byTurn, String progress) {

        /** Of the join that makes examples. */
        public static final Names OF_EXAMPLES = new Names("awaited-events", "awaited-turns", "join-progress");

        /** Of the join that tells stages what to learn. */
        public static final Names OF_LEARNING = new Names("unlearned-events", "unlearned-turns", "learning-progress");

        /** Cached: what comes and goes between two commits costs no more than memory. In a fixed order. */
        public Set<StoreBuilder<?>> builders() {
            return new LinkedHashSet<>(List.of(texts(byId), Batches.store(byTurn), texts(progress)));
        }

        private static StoreBuilder<?> texts(String name) {
            return Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                    .withCachingEnabled();
        }
    }

    private final KeyValueStore<String, byte[]> byId;
    private final WaitingBlocks turns;
    private final KeyValueStore<String, byte[]> progress;
    private final long silentFor;

    /** @param silentFor for how much longer an event is remembered that got no label, milliseconds */
    AwaitedStore(Names names, long silentFor, ProcessorContext<?, ?> context) {
        this.byId = context.getStateStore(names.byId());
        this.turns = new WaitingBlocks(context.getStateStore(names.byTurn()));
        this.progress = context.getStateStore(names.progress());
        this.silentFor = silentFor;
    }

    JoinProgress progress() {
        byte[] stored = progress.get(ONLY_KEY);
        return stored == null ? JoinProgress.NONE : JoinProgress.read(stored);
    }

    void save(JoinProgress now) {
        progress.put(ONLY_KEY, now.toBytes());
    }

    /** Before the next commit. */
    void save() {
        turns.save();
    }

    @Override
    public Optional<Awaited> get(String id) {
        return known(id).map(known -> switch (known) {
            case Known.Row row ->
                turns.get(row.place()).<Awaited>map(AwaitedStore::row).orElseGet(() -> silent(row));
            case Known.Other(Awaited awaited) -> awaited;
        });
    }

    @Override
    public void replace(String id, Optional<Awaited> before, Awaited after) {
        before.ifPresent(awaited -> leave(id, awaited));
        Turn turn = new Turn(after.from(), id);
        switch (after) {
            case Awaited.Row(long since, long from, long eventTime, byte[] row) -> {
                WaitingBlocks.Place place = turns.add(new Waiting(Waiting.Kind.ROW, turn, since, eventTime, row));
                byId.put(id, new Known.Row(since, from, place).toBytes());
            }
            // That its row does not wait any more says it.
            case Awaited.Settled(long since, long _, Awaited.How how)
            when how == Awaited.How.SILENT -> turns.add(Waiting.without(Waiting.Kind.SILENT, turn, since));
            case Awaited.Settled _, Awaited.EarlyLabel _ -> {
                turns.add(Waiting.without(Waiting.Kind.OTHER, turn, after.since()));
                byId.put(id, new Known.Other(after).toBytes());
            }
        }
    }

    @Override
    public Optional<Awaited> at(Turn turn) {
        return turns.at(turn).stream()
                .map(turns::get)
                .flatMap(Optional::stream)
                .flatMap(waiting -> awaited(waiting).stream())
                .findFirst();
    }

    @Override
    public void forget(Turn turn) {
        remove(turn.id());
        pass(turn);
    }

    @Override
    public void pass(Turn turn) {
        turns.at(turn).forEach(turns::take);
    }

    @Override
    public List<Turn> earliest(long before, int most) {
        return turns.earliest(before, most);
    }

    /** A row is there as long as it waits; of what else has its turn the entry by id decides. */
    private Optional<Awaited> awaited(Waiting waiting) {
        return switch (waiting.kind()) {
            case ROW -> Optional.of(row(waiting));
            case SILENT ->
                get(waiting.turn().id())
                        .filter(known ->
                                known instanceof Awaited.Settled settled && settled.how() == Awaited.How.SILENT)
                        .map(_ -> new Awaited.Settled(
                                waiting.since(), waiting.turn().from(), Awaited.How.SILENT));
            case OTHER ->
                get(waiting.turn().id())
                        .filter(known -> !(known instanceof Awaited.Row))
                        .filter(known -> known.from() == waiting.turn().from());
        };
    }

    /** A turn that is not near is passed over when it comes; a row must not wait any more. */
    private void leave(String id, Awaited before) {
        Turn turn = new Turn(before.from(), id);
        switch (before) {
            case Awaited.Row _ -> {
                Optional<WaitingBlocks.Place> near = turns.at(turn).stream()
                        .filter(place -> turns.get(place)
                                .filter(waiting -> waiting.kind() == Waiting.Kind.ROW)
                                .isPresent())
                        .findFirst();
                near.or(() -> known(id).filter(Known.Row.class::isInstance).map(known -> ((Known.Row) known).place()))
                        .ifPresent(turns::take);
            }
            case Awaited.EarlyLabel _, Awaited.Settled _ -> pass(turn);
        }
    }

    private Optional<Known> known(String id) {
        return Optional.ofNullable(byId.get(id)).map(Known::read);
    }

    private Awaited silent(Known.Row row) {
        return new Awaited.Settled(row.since(), row.from() + silentFor, Awaited.How.SILENT);
    }

    private static Awaited row(Waiting waiting) {
        return new Awaited.Row(waiting.since(), waiting.turn().from(), waiting.eventTime(), waiting.row());
    }

    // A store's delete first reads what it removes. Kafka's own types have no place for "may be null", but a value may
    // be.
    @SuppressWarnings("NullAway")
    private void remove(String id) {
        byId.put(id, null);
    }
}
