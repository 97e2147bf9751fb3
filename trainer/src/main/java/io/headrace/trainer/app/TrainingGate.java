package io.headrace.trainer.app;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Says when trainings may begin. Live the trainer decides with every example. In a replay it decides only when asked, while the stream
 * stands still: what it has read by then, and so what it makes, does not depend on how fast anything runs.
 */
public final class TrainingGate {

    private enum Stage {
        ASKED,
        OPEN
    }

    private record Turn(Stage stage, CompletableFuture<Void> over) {}

    private final boolean onlyWhenAsked;
    private final AtomicReference<@Nullable Turn> turn = new AtomicReference<>();

    /** @param onlyWhenAsked {@code headrace.trainer.only-when-asked}; otherwise the trainer decides by itself */
    TrainingGate(boolean onlyWhenAsked) {
        this.onlyWhenAsked = onlyWhenAsked;
    }

    /**
     * Lets the trainer read all examples and requests that are there, decide, and train where it is due, until nothing more is.
     *
     * @throws TimeoutException when that is not over in time
     * @throws IllegalStateException where the trainer decides by itself, or another asks already
     */
    public void take(Duration timeout) throws TimeoutException, InterruptedException {
        if (!onlyWhenAsked) {
            throw new IllegalStateException("the trainer decides by itself; headrace.trainer.only-when-asked is false");
        }
        CompletableFuture<Void> over = new CompletableFuture<>();
        if (!turn.compareAndSet(null, new Turn(Stage.ASKED, over))) {
            throw new IllegalStateException("another asks the trainer already");
        }
        try {
            over.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a turn only completes", e);
        } finally {
            turn.set(null);
        }
    }

    boolean onlyWhenAsked() {
        return onlyWhenAsked;
    }

    /** Whether someone asked, and the trainer has not yet read all. */
    boolean isAsked() {
        Turn now = turn.get();
        return now != null && now.stage() == Stage.ASKED;
    }

    /** All is read: trainings may begin. */
    void open() {
        Turn now = turn.get();
        if (now != null) {
            turn.compareAndSet(now, new Turn(Stage.OPEN, now.over()));
        }
    }

    /** Whether a training may begin now. */
    boolean mayBegin() {
        Turn now = turn.get();
        return !onlyWhenAsked || (now != null && now.stage() == Stage.OPEN);
    }

    /** Nothing more is due. */
    void close() {
        Turn now = turn.get();
        if (now != null && now.stage() == Stage.OPEN) {
            now.over().complete(null);
        }
    }
}
