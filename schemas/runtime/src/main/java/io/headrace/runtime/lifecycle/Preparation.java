package io.headrace.runtime.lifecycle;

import io.headrace.runtime.settings.HeadraceSettings;
import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.registry.SchemaRegistryUnavailable;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.CoPartitioning;
import io.headrace.schemas.topics.LimitCheck;
import io.headrace.schemas.topics.TopicCreator;
import io.headrace.schemas.topics.TopicSpec;
import io.headrace.schemas.topics.Topics;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every app needs before it starts: the topics and the schemas of their values. Waits for Kafka and the schema registry
 * to come up, within {@code headrace.start-timeout}.
 */
@Singleton
final class Preparation {

    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    /** How long one question to Kafka may take, so that waiting is told in the log. */
    private static final int ADMIN_TIMEOUT_MS = 10_000;

    private final HeadraceSettings settings;
    private final KafkaSettings kafka;
    private final BeanProvider<PipelineDefinition> definition;
    private final BeanProvider<AvroSerdes> serdes;

    Preparation(
            HeadraceSettings settings,
            KafkaSettings kafka,
            BeanProvider<PipelineDefinition> definition,
            BeanProvider<AvroSerdes> serdes) {
        this.settings = settings;
        this.kafka = kafka;
        this.definition = definition;
        this.serdes = serdes;
    }

    /** @throws StartFailure with every mistake of the definition */
    Optional<PipelineDefinition> readDefinition() {
        return step("The pipeline definition cannot be used", this::pipeline);
    }

    /** @throws StartFailure naming the step and the reason */
    void run() {
        Optional<PipelineDefinition> pipeline = readDefinition();
        if (settings.createTopics()) {
            step("Topics cannot be created at " + kafka.bootstrapServers(), () -> createTopics(pipeline));
        } else {
            step(
                    "Topics cannot be used at " + kafka.bootstrapServers(),
                    () -> withKafka(admin -> {
                        List<String> joined = verify(admin, pipeline);
                        LimitCheck.verify(admin, wanted(pipeline));
                        return joined;
                    }));
        }
        step("Schemas cannot be registered", () -> registerSchemas(pipeline));
    }

    /** A process without a pipeline, such as the model registry's, has the shared topics only. */
    private Optional<PipelineDefinition> pipeline() {
        return settings.pipeline().isPresent() ? Optional.of(definition.get()) : Optional.empty();
    }

    private List<TopicSpec> createTopics(Optional<PipelineDefinition> pipeline) {
        List<TopicSpec> wanted = wanted(pipeline);
        return withKafka(admin -> {
            verify(admin, pipeline);
            TopicCreator.create(admin, wanted);
            return wanted;
        });
    }

    private List<TopicSpec> wanted(Optional<PipelineDefinition> pipeline) {
        return pipeline.map(one -> Topics.all(one, settings.partitions(), settings.replication()))
                .orElseGet(() -> Topics.shared(settings.replication()));
    }

    /** Also where others create the topics: a join of unlike topics would lose records silently. */
    private static List<String> verify(Admin admin, Optional<PipelineDefinition> pipeline) {
        List<String> joined = pipeline.map(Topics::joined).orElse(List.of());
        CoPartitioning.verify(admin, joined);
        return joined;
    }

    private <T> T withKafka(Function<Admin, T> work) {
        Map<String, Object> config = kafka.admin();
        config.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        config.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS / 2);
        try (Admin admin = Admin.create(config)) {
            return patiently("Kafka at " + kafka.bootstrapServers(), () -> work.apply(admin));
        }
    }

    /** Headrace's own first: a definition they refuse changes nothing for producers. */
    private List<String> registerSchemas(Optional<PipelineDefinition> pipeline) {
        ValueSchemas schemas = ValueSchemas.of(pipeline);
        AvroSerdes registry = serdes.get();
        List<String> warnings =
                patiently("the schema registry at " + registry.registry().location(), () -> {
                    schemas.own().forEach(registry::ensure);
                    return schemas.producers().entrySet().stream()
                            .flatMap(entry -> registry.prepareForProducers(entry.getKey(), entry.getValue()).stream())
                            .toList();
                });
        warnings.forEach(LOG::warn);
        return warnings;
    }

    private interface Step<T> {
        T run();
    }

    private static <T> T step(String failure, Step<T> step) {
        try {
            return step.run();
        } catch (RuntimeException e) {
            throw StartFailure.of(failure, e);
        }
    }

    /** Tries again while what it needs is away. */
    private <T> T patiently(String what, Step<T> step) {
        long giveUp = System.nanoTime() + settings.startTimeout().toNanos();
        while (true) {
            try {
                return step.run();
            } catch (RetriableException | SchemaRegistryUnavailable e) {
                if (System.nanoTime() - giveUp > 0) {
                    throw e;
                }
                LOG.warn(
                        "Waiting for {}, {} s at most: {}",
                        what,
                        settings.startTimeout().toSeconds(),
                        e.getMessage());
                pause(e);
            }
        }
    }

    private static void pause(RuntimeException reason) {
        try {
            Thread.sleep(BETWEEN_TRIES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }
}
