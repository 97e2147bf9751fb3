package io.headrace.standalone.demo;

import io.headrace.trainer.progress.TrainingEvent;
import io.micronaut.context.event.ApplicationEventListener;
import jakarta.inject.Singleton;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Keeps what the trainer tells on its threads until the story's thread asks for it. */
@Singleton
final class TrainingWatch implements ApplicationEventListener<TrainingEvent> {

    private final Queue<TrainingEvent> events = new ConcurrentLinkedQueue<>();

    TrainingWatch() {}

    @Override
    public void onApplicationEvent(TrainingEvent event) {
        events.add(event);
    }

    /** Hands over what has come since the last call. */
    void drainTo(Consumer<TrainingEvent> reader) {
        for (TrainingEvent event = events.poll(); event != null; event = events.poll()) {
            reader.accept(event);
        }
    }
}
