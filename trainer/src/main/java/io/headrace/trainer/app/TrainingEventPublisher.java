package io.headrace.trainer.app;

import io.headrace.trainer.gate.NumberFormats;
import io.headrace.trainer.progress.TrainingEvent;
import io.headrace.trainer.run.TrainingListener;
import io.headrace.trainer.search.Trial;
import io.micronaut.context.event.ApplicationEventPublisher;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes what happens in a training: to the log, the metrics, and the listeners of {@link TrainingEvent}. */
final class TrainingEventPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingEventPublisher.class);

    private final String pipeline;
    private final TrainerMetrics metrics;
    private final ApplicationEventPublisher<TrainingEvent> events;

    TrainingEventPublisher(String pipeline, TrainerMetrics metrics, ApplicationEventPublisher<TrainingEvent> events) {
        this.pipeline = pipeline;
        this.metrics = metrics;
        this.events = events;
    }

    /** A listener that ends the run between two trials once the app closes. */
    TrainingListener listener(String trigger, BooleanSupplier closing) {
        return new TrainingListener() {
            @Override
            public void started(int rows, int trials, String why) {
                LOG.info("{}: training on {} examples, {} trials (trigger {})", pipeline, rows, trials, why);
                publish(new TrainingEvent.Started(why, rows, trials));
            }

            @Override
            public void trialFinished(Trial trial) {
                LOG.debug(
                        "{}: trial {} of {}, {}, {} {}",
                        pipeline,
                        trial.number(),
                        trial.of(),
                        trial.family().text(),
                        trial.metric().label(),
                        NumberFormats.value(trial.value()));
                metrics.trial();
                publish(new TrainingEvent.TrialFinished(trigger, trial));
                if (closing.getAsBoolean()) {
                    throw new CancellationException("the trainer closes");
                }
            }
        };
    }

    /** A listener's fault must not end a training. */
    void publish(TrainingEvent event) {
        try {
            events.publishEvent(event);
        } catch (RuntimeException fault) {
            LOG.warn("{}: a listener failed at {}", pipeline, event.getClass().getSimpleName(), fault);
        }
    }
}
