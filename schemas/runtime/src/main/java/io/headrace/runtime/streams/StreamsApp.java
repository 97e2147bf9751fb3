package io.headrace.runtime.streams;

import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An app that is one Kafka Streams topology, exactly-once. After a fault the topology starts again ({@link FaultPolicy});
 * when that does not help the app is {@link AppState.Failed}. Its Kafka metrics carry the tag {@code app}.
 */
public final class StreamsApp implements HeadraceApp {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsApp.class);

    /** Where it is in its life. */
    private sealed interface Phase {

        record Unstarted() implements Phase {}

        record Live(StreamsRun run) implements Phase {}

        record Resting(String reason) implements Phase {}

        record Failed(String reason) implements Phase {}

        record Closed() implements Phase {}
    }

    private final String name;
    private final Properties config;
    private final TopologyFactory topology;
    private final MeterRegistry meters;
    private final FaultPolicy faults = new FaultPolicy();
    private final ScheduledExecutorService restarts;

    /** Changed only under this object's lock, which is never held while Kafka Streams closes: its threads need it. */
    private volatile Phase phase = new Phase.Unstarted();

    StreamsApp(String name, Properties config, TopologyFactory topology, MeterRegistry meters) {
        this.name = name;
        this.config = config;
        this.topology = topology;
        this.meters = meters;
        this.restarts = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name + "-restarts").factory());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized void start() {
        if (!(phase instanceof Phase.Unstarted)) {
            throw new IllegalStateException(name + " was started before");
        }
        StateDirectory.prepare(name, config);
        run();
    }

    private synchronized void run() {
        Topology built = topology.build(config);
        GeneratedNames.refuse(name, built);
        LOG.debug("Topology of {}:\n{}", name, built.describe());
        StreamsRun run = new StreamsRun(name, built, config, faults, meters, this::onEnd);
        phase = new Phase.Live(run);
        run.start();
    }

    @Override
    public AppState state() {
        return switch (phase) {
            case Phase.Unstarted() -> new AppState.Starting("not started yet");
            case Phase.Live(StreamsRun run) -> run.state();
            case Phase.Resting(String reason) -> new AppState.Starting("starting again after " + reason);
            case Phase.Failed(String reason) -> new AppState.Failed(reason);
            case Phase.Closed() -> new AppState.Stopped();
        };
    }

    /** The consumer group. */
    public String applicationId() {
        return config.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
    }

    /** The running Kafka Streams client, to query its stores; empty while it does not run. Another one after a fault. */
    public Optional<KafkaStreams> streams() {
        return phase instanceof Phase.Live(StreamsRun run) ? Optional.of(run.streams()) : Optional.empty();
    }

    /** What its threads are doing now, frame by frame: for finding out why it does not get on. */
    public String threads() {
        return AppThreads.describe(applicationId());
    }

    @Override
    public void close() {
        Phase last;
        synchronized (this) {
            last = phase;
            phase = new Phase.Closed();
        }
        restarts.shutdownNow();
        if (last instanceof Phase.Live(StreamsRun run)) {
            run.close();
        }
    }

    private synchronized void onEnd(StreamsRun.End end) {
        if (phase instanceof Phase.Closed) {
            return;
        }
        phase = switch (end.decision()) {
            case FaultPolicy.Decision.GiveUp(String why) -> new Phase.Failed(end.reason() + " (" + why + ")");
            case FaultPolicy.Decision.Restart(Duration pause) -> {
                var _ = restarts.schedule(this::restart, pause.toMillis(), TimeUnit.MILLISECONDS);
                yield new Phase.Resting(end.reason());
            }
        };
    }

    private synchronized void restart() {
        if (!(phase instanceof Phase.Resting)) {
            return;
        }
        try {
            run();
        } catch (RuntimeException e) {
            LOG.warn("{} cannot start again", name, e);
            onEnd(new StreamsRun.End(faults.decide(e, Instant.now()), Causes.describeRoot(e)));
        }
    }
}
