package io.headrace.registry.service;

import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.convert.format.ReadableBytes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The registry service. It holds its own reader of the registry topic instead of sharing one as a bean, so that it lives in
 * one context with apps that have theirs.
 */
@Singleton
@Order(-100)
public final class RegistryApp implements HeadraceApp {

    private final KafkaSettings kafka;
    private final AvroSerdes serdes;
    private final MeterRegistry meters;
    private final long cacheBytes;
    private volatile @Nullable Registry registry;
    private volatile boolean closed;

    RegistryApp(
            KafkaSettings kafka,
            AvroSerdes serdes,
            MeterRegistry meters,
            @ReadableBytes @Value("${headrace.registry.cache:64MB}") long cacheBytes) {
        this.kafka = kafka;
        this.serdes = serdes;
        this.meters = meters;
        this.cacheBytes = cacheBytes;
    }

    @Override
    public String name() {
        return "registry";
    }

    @Override
    public synchronized void start() {
        Registry opened = Registry.open(kafka.streams(), serdes, cacheBytes);
        FunctionCounter.builder(
                        "headrace.registry.unusable.records", opened.reader(), reader -> reader.unusableRecords())
                .description("Records of headrace.models that were skipped because they can't be used")
                .register(meters);
        registry = opened;
    }

    /** The registry, once its topic was read to the end. */
    public Optional<Registry> ready() {
        Registry opened = registry;
        return opened != null && opened.reader().isReady() ? Optional.of(opened) : Optional.empty();
    }

    @Override
    public AppState state() {
        if (closed) {
            return new AppState.Stopped();
        }
        return ready().isPresent() ? new AppState.Running() : new AppState.Starting("reading " + Topics.MODELS);
    }

    @Override
    public synchronized void close() {
        closed = true;
        Registry opened = registry;
        registry = null;
        if (opened != null) {
            opened.close();
        }
    }
}
