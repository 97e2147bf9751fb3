package io.headrace.features.lookup;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.headrace.features.lookup.protocol.GetOwnersResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Who keeps what, and the connections to them. It is asked of all that are known, side by side: until every partition is answered for,
 * from time to time after that, and when someone finds that it has changed. Safe for use by many threads.
 */
final class Owners implements AutoCloseable {

    /** How long an answer to the question who keeps what is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** However many requests find that it has changed, it is asked no more often. */
    private static final Duration AT_MOST_EVERY = Duration.ofMillis(100);

    private static final Duration UNTIL_WHOLE_EVERY = Duration.ofMillis(200);

    /** Copies come and go without anyone's finding it. */
    private static final Duration LATER_EVERY = Duration.ofSeconds(5);

    private final String program;
    private final List<String> addresses;
    private final Map<String, Owner> connected = new ConcurrentHashMap<>();

    /** By address the partitions that it says it answers for. */
    private final Map<String, Set<Integer>> answered = new ConcurrentHashMap<>();

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("feature-owners").factory());
    private final CompletableFuture<Boolean> whole = new CompletableFuture<>();
    private CompletableFuture<OwnerTable> last = CompletableFuture.completedFuture(OwnerTable.NONE);
    private long begun = System.nanoTime() - AT_MOST_EVERY.toNanos();
    private boolean isClosed;
    private volatile OwnerTable table = OwnerTable.NONE;
    private volatile String trouble = "it has not been asked yet";

    /**
     * Asks nobody before {@link #start}.
     *
     * @param program as {@link ProgramId} has it
     * @param addresses host:port of some of those who know, one or more
     */
    Owners(String program, List<String> addresses) {
        this.program = program;
        this.addresses = List.copyOf(addresses);
    }

    void start() {
        var _ = clock.scheduleWithFixedDelay(this::look, 0, UNTIL_WHOLE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (!whole.isDone() || System.nanoTime() - lastBegun() > LATER_EVERY.toNanos()) {
            var _ = refresh();
        }
    }

    private synchronized long lastBegun() {
        return begun;
    }

    /** As heard last. */
    OwnerTable table() {
        return table;
    }

    /** Done once every partition is answered for by its owner. */
    CompletableFuture<Boolean> whole() {
        return whole;
    }

    /** What is not answered for, as far as is known. */
    List<String> missing() {
        OwnerTable now = table;
        if (now.partitions().isEmpty()) {
            return List.of("the features app at %s: %s".formatted(String.join(", ", addresses), trouble));
        }
        List<String> missing = new ArrayList<>();
        for (int partition = 0; partition < now.partitions().size(); partition++) {
            Optional<String> owner = now.partitions().get(partition).owner();
            if (owner.isEmpty()) {
                missing.add("partition " + partition + " has no owner");
            } else if (!answered.getOrDefault(owner.get(), Set.of()).contains(partition)) {
                missing.add("partition " + partition + " is not answered for by its owner " + owner.get());
            }
        }
        return missing;
    }

    /** The connection to an address. */
    Owner at(String address) {
        return connected.computeIfAbsent(address, Owner::new);
    }

    /** Asks who keeps what, unless that was just done; done when there is an answer, or none can come any more. */
    CompletableFuture<OwnerTable> refresh() {
        CompletableFuture<OwnerTable> next = new CompletableFuture<>();
        synchronized (this) {
            if (isClosed || !last.isDone() || System.nanoTime() - begun < AT_MOST_EVERY.toNanos()) {
                return last;
            }
            begun = System.nanoTime();
            last = next;
        }
        Set<String> asked = new HashSet<>(addresses);
        asked.addAll(table.addresses());
        Hearing hearing = new Hearing(asked.size(), next);
        for (String address : asked) {
            ListenableFuture<GetOwnersResponse> coming = at(address).owners(PATIENCE);
            coming.addListener(() -> hearing.hear(address, coming), MoreExecutors.directExecutor());
        }
        return next;
    }

    /** What comes back of one time of asking. */
    private final class Hearing {

        private final CompletableFuture<OwnerTable> done;
        private OwnerTable best = OwnerTable.NONE;
        private int open;

        Hearing(int open, CompletableFuture<OwnerTable> done) {
            this.open = open;
            this.done = done;
        }

        /** The first that knows of an owner for every partition is taken, and of others the one that knows most. */
        synchronized void hear(String address, ListenableFuture<GetOwnersResponse> coming) {
            open--;
            OwnerTable heard = read(address, coming);
            if (heard.owned() > best.owned() || best.partitions().isEmpty()) {
                best = heard;
            }
            if (!done.isDone() && (heard.isWhole() || open == 0)) {
                if (!best.partitions().isEmpty()) {
                    take(best);
                }
                done.complete(table);
            }
            noteWhole();
        }
    }

    private OwnerTable read(String address, ListenableFuture<GetOwnersResponse> coming) {
        try {
            GetOwnersResponse response = coming.get();
            if (!response.getProgram().equals(program)) {
                trouble = address + " runs another definition";
                answered.remove(address);
                return OwnerTable.NONE;
            }
            answered.put(address, Set.copyOf(response.getAnsweredList()));
            return OwnerTable.of(response);
        } catch (ExecutionException problem) {
            trouble = address + " does not answer (" + Causes.describe(problem) + ")";
            answered.remove(address);
            return OwnerTable.NONE;
        } catch (InterruptedException impossible) {
            // It is done.
            throw new IllegalStateException(impossible);
        }
    }

    private void take(OwnerTable heard) {
        table = heard;
        Set<String> needed = new HashSet<>(addresses);
        needed.addAll(heard.addresses());
        connected.forEach((address, owner) -> {
            if (!needed.contains(address) && connected.remove(address, owner)) {
                answered.remove(address);
                owner.close();
            }
        });
    }

    private void noteWhole() {
        if (!whole.isDone() && table.isWhole() && missing().isEmpty()) {
            whole.complete(true);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
        }
        clock.shutdownNow();
        connected.values().forEach(Owner::close);
    }
}
