package io.headrace.ingest.push;

import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.schemas.serde.AvroSerdes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the producer behind HTTP push from the app's start to its end, and the counters from before the first push. */
@Singleton
final class PushApp implements HeadraceApp {

    private final KafkaSettings kafka;
    private final AvroSerdes serdes;
    private final PushSettings settings;
    private final PushMetrics metrics;
    private volatile AppState state = new AppState.Starting("not started");
    private volatile @Nullable PushProducer producer;

    PushApp(KafkaSettings kafka, AvroSerdes serdes, PushSettings settings, PushMetrics metrics) {
        this.kafka = kafka;
        this.serdes = serdes;
        this.settings = settings;
        this.metrics = metrics;
    }

    @Override
    public String name() {
        return "push";
    }

    @Override
    public synchronized void start() {
        producer = PushProducer.open(kafka.producer(), serdes, settings.timeout());
        state = new AppState.Running();
    }

    @Override
    public AppState state() {
        return state;
    }

    /** Empty before the start and after the end. */
    Optional<PushProducer> producer() {
        return Optional.ofNullable(producer);
    }

    PushMetrics metrics() {
        return metrics;
    }

    @Override
    public synchronized void close() {
        PushProducer open = producer;
        producer = null;
        if (open != null) {
            open.close();
        }
        state = new AppState.Stopped();
    }
}
