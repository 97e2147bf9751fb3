package io.headrace.runtime.streams;

import io.headrace.runtime.AppState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A topology from one start to its end. A thread that dies ends it: the whole starts anew, or not at all. */
final class StreamsRun {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsRun.class);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    /**
     * Why it ended.
     *
     * @param reason the root cause in a few words
     */
    record End(FaultPolicy.Decision decision, String reason) {}

    private final String name;
    private final String applicationId;
    private final FaultPolicy policy;
    private final Consumer<End> onEnd;
    private final RestoreProgress restore = new RestoreProgress();
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;

    /** @param onEnd called once, by a thread of Kafka Streams, when a fault has ended it and all is released */
    StreamsRun(
            String name,
            Topology topology,
            Properties config,
            FaultPolicy policy,
            MeterRegistry meters,
            Consumer<End> onEnd) {
        this.name = name;
        this.applicationId = config.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
        this.policy = policy;
        this.onEnd = onEnd;
        this.streams = new MeasuredStreams(topology, config, new StreamsClients());
        streams.setStateListener(this::onChange);
        streams.setUncaughtExceptionHandler(this::onFault);
        streams.setGlobalStateRestoreListener(restore);
        this.metrics = new KafkaStreamsMetrics(streams, Tags.of("app", name));
        metrics.bindTo(meters);
    }

    void start() {
        streams.start();
    }

    KafkaStreams streams() {
        return streams;
    }

    AppState state() {
        return switch (streams.state()) {
            case CREATED -> new AppState.Starting("not started yet");
            case REBALANCING -> new AppState.Starting(restore.describe().orElse("joining its group"));
            case RUNNING -> new AppState.Running();
            case PENDING_SHUTDOWN, NOT_RUNNING -> new AppState.Stopped();
            case PENDING_ERROR, ERROR -> new AppState.Starting("stopping after a fault");
        };
    }

    /** Commits what is done and leaves the group, so that others need not wait for this member's time-out. */
    void close() {
        metrics.close();
        boolean closed = streams.close(
                CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        if (!closed) {
            LOG.warn(
                    "{} did not stop within {} s; its threads:\n{}",
                    name,
                    CLOSE_TIMEOUT.toSeconds(),
                    AppThreads.describe(applicationId));
        }
    }

    /** Of several threads that die of one cause, the first decides. */
    private StreamThreadExceptionResponse onFault(Throwable fault) {
        if (end.get() == null) {
            End decided = new End(policy.decide(fault, Instant.now()), Causes.describeRoot(fault));
            if (end.compareAndSet(null, decided)) {
                log(decided, fault);
            }
        }
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private void log(End decided, Throwable fault) {
        switch (decided.decision()) {
            case FaultPolicy.Decision.Restart(Duration pause) ->
                LOG.warn("A fault stopped {}; it starts again in {} ms", name, pause.toMillis(), fault);
            case FaultPolicy.Decision.GiveUp(String why) ->
                LOG.error(
                        "{} gives up after {}. Nothing is lost: started again it goes on where it was.",
                        name,
                        why,
                        fault);
        }
    }

    private void onChange(KafkaStreams.State now, KafkaStreams.State before) {
        LOG.info("{} is {} (was {})", name, now, before);
        if (now == KafkaStreams.State.ERROR) {
            metrics.close();
            End known = end.get();
            onEnd.accept(
                    known != null
                            ? known
                            : new End(new FaultPolicy.Decision.GiveUp("an error"), "Kafka Streams ended; see the log"));
        }
    }
}
