package io.headrace.features.app.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.features.app.labelling.Awaited;
import io.headrace.features.app.labelling.AwaitedEvents;
import io.headrace.features.app.labelling.JoinProgress;
import io.headrace.runtime.streams.eventtime.Batches;
import io.headrace.runtime.streams.store.ComeAndGoStore;
import io.headrace.runtime.streams.store.CommitStore;
import io.headrace.runtime.streams.store.TaskStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;

/**
 * Awaited events in what a task remembers. A row lies in a block with those that came with it, in the order of their turns, and
 * its id says where: an event that gets no label costs two records and a share of its block's, from its row to the end.
 */
public final class AwaitedStore implements AwaitedEvents {

    private static final Bytes ONLY_KEY = Bytes.wrap("progress".getBytes(UTF_8));

    /** Where nothing else changes, the time waited is kept so often: what is lost of it in a crash is waited for again. */
    private static final long KEPT_EVERY_MS = Duration.ofMinutes(1).toMillis();

    /**
     * Names of one join's sections.
     *
     * @param byId of what is known by id
     * @param byTurn of rows and turns
     * @param progress of what {@link JoinProgress} says
     */
    public record Names(String byId, String byTurn, String progress) {

        /** Of the join that makes examples. */
        public static final Names OF_EXAMPLES = new Names("awaited-events", "awaited-turns", "join-progress");

        /** Of the join that tells stages what to learn. */
        public static final Names OF_LEARNING = new Names("unlearned-events", "unlearned-turns", "learning-progress");
    }

    private final CommitStore byId;
    private final WaitingBlocks turns;
    private final CommitStore progress;
    private final long silentFor;

    /** @param silentFor for how much longer an event is remembered that got no label, milliseconds */
    AwaitedStore(Names names, long silentFor, TaskStore state) {
        byId = state.values(names.byId());
        ComeAndGoStore byTurn = Batches.growing(state, names.byTurn());
        turns = new WaitingBlocks(byTurn);
        byTurn.beforeCommit(turns::save);
        progress = state.values(names.progress());
        this.silentFor = silentFor;
    }

    /** Empty at first. */
    Optional<JoinProgress> progress() {
        return Optional.ofNullable(progress.get(ONLY_KEY)).map(JoinProgress::read);
    }

    /** Has progress kept with each commit. That time was waited is no reason to write: it would be at each, where nothing comes. */
    void keep(Supplier<JoinProgress> now) {
        JoinProgress[] kept = {now.get()};
        progress.beforeCommit(() -> {
            long waited = now.get().waitedTo() - kept[0].waitedTo();
            if (waited >= KEPT_EVERY_MS || !now.get().equals(kept[0].waited(waited))) {
                kept[0] = now.get();
                progress.put(ONLY_KEY, kept[0].toBytes());
            }
        });
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
                byId.put(key(id), new Known.Row(since, from, place).toBytes());
            }
            // That its row does not wait any more says it.
            case Awaited.Settled(long since, long _, Awaited.How how)
            when how == Awaited.How.SILENT -> turns.add(Waiting.without(Waiting.Kind.SILENT, turn, since));
            case Awaited.Settled _, Awaited.EarlyLabel _ -> {
                turns.add(Waiting.without(Waiting.Kind.OTHER, turn, after.since()));
                byId.put(key(id), new Known.Other(after).toBytes());
            }
        }
    }

    @Override
    public Optional<Awaited> at(Turn turn) {
        for (WaitingBlocks.Place place : turns.at(turn)) {
            Optional<Awaited> found = turns.get(place).flatMap(this::awaited);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    @Override
    public void forget(Turn turn) {
        byId.delete(key(turn.id()));
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
            case SILENT -> silent(waiting);
            case OTHER ->
                get(waiting.turn().id())
                        .filter(known -> !(known instanceof Awaited.Row))
                        .filter(known -> known.from() == waiting.turn().from());
        };
    }

    /** Mostly of the row that was given up then; another definition may have seen its time differently. */
    private Optional<Awaited> silent(Waiting waiting) {
        Turn turn = waiting.turn();
        Optional<Known> known = known(turn.id());
        boolean isIt = known.isPresent()
                && known.get() instanceof Known.Row row
                && (row.from() + silentFor == turn.from()
                        || turns.get(row.place()).isEmpty());
        return isIt
                ? Optional.of(new Awaited.Settled(waiting.since(), turn.from(), Awaited.How.SILENT))
                : Optional.empty();
    }

    /** A turn that is not near is passed over when it comes; a row must not wait any more. */
    private void leave(String id, Awaited before) {
        Turn turn = new Turn(before.from(), id);
        switch (before) {
            case Awaited.Row _ -> {
                if (!takeNear(turn) && known(id).orElse(null) instanceof Known.Row row) {
                    turns.take(row.place());
                }
            }
            case Awaited.EarlyLabel _, Awaited.Settled _ -> pass(turn);
        }
    }

    private boolean takeNear(Turn turn) {
        for (WaitingBlocks.Place place : turns.at(turn)) {
            if (turns.get(place)
                    .filter(waiting -> waiting.kind() == Waiting.Kind.ROW)
                    .isPresent()) {
                turns.take(place);
                return true;
            }
        }
        return false;
    }

    private Optional<Known> known(String id) {
        return Optional.ofNullable(byId.get(key(id))).map(Known::read);
    }

    private static Bytes key(String id) {
        return Bytes.wrap(id.getBytes(UTF_8));
    }

    private Awaited silent(Known.Row row) {
        return new Awaited.Settled(row.since(), row.from() + silentFor, Awaited.How.SILENT);
    }

    private static Awaited row(Waiting waiting) {
        return new Awaited.Row(waiting.since(), waiting.turn().from(), waiting.eventTime(), waiting.row());
    }
}
