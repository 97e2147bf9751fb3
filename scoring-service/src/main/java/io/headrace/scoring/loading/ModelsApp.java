package io.headrace.scoring.loading;

import io.headrace.model.Purpose;
import io.headrace.registry.protocol.ArtifactStore;
import io.headrace.registry.protocol.RegistryReader;
import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.scoring.metrics.ScoringMetrics;
import io.headrace.scoring.serving.ModelSlot;
import io.headrace.scoring.serving.ModelSwitched;
import io.headrace.scoring.serving.Readiness;
import io.headrace.scoring.settings.ScoringSettings;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The app that keeps the registry's champion in service. */
@Singleton
@Order(10)
final class ModelsApp implements HeadraceApp {

    private static final Logger LOG = LoggerFactory.getLogger(ModelsApp.class);

    private final PipelineDefinition definition;
    private final KafkaSettings kafka;
    private final AvroSerdes serdes;
    private final ScoringSettings settings;
    private final ModelSlot slot;
    private final Readiness readiness;
    private final AnnouncedBaseline baseline;
    private final ScoringMetrics metrics;
    private final ApplicationEventPublisher<ModelSwitched> events;
    private final Clock clock = Clock.systemUTC();
    private final AtomicReference<@Nullable Running> running = new AtomicReference<>();

    private volatile boolean closed;

    private record Running(RegistryReader registry, ChampionFollower follower) {}

    ModelsApp(
            PipelineDefinition definition,
            KafkaSettings kafka,
            AvroSerdes serdes,
            ScoringSettings settings,
            ModelSlot slot,
            Readiness readiness,
            AnnouncedBaseline baseline,
            ScoringMetrics metrics,
            ApplicationEventPublisher<ModelSwitched> events) {
        this.definition = definition;
        this.kafka = kafka;
        this.serdes = serdes;
        this.settings = settings;
        this.slot = slot;
        this.readiness = readiness;
        this.baseline = baseline;
        this.metrics = metrics;
        this.events = events;
    }

    @Override
    public String name() {
        return "scoring-models";
    }

    @Override
    public void start() {
        RegistryReader registry = RegistryReader.start(kafka.consumer(), serdes);
        ArtifactStore artifacts = ArtifactStore.open(kafka.consumer(), serdes, ArtifactStore.DEFAULT_CACHE_BYTES);
        ModelSource source = new RegistryModels(Purpose.of(definition), artifacts, settings);
        ModelLoader loader = new ModelLoader(slot, source, new Telling(), clock);
        ChampionFollower follower =
                new ChampionFollower(definition.pipeline(), registry, loader, readiness::registryRead);
        running.set(new Running(registry, follower));
        follower.start();
        readiness.whenRegistryRead(baseline::follow);
    }

    @Override
    public AppState state() {
        Running now = running.get();
        if (now == null) {
            return closed ? new AppState.Stopped() : new AppState.Starting("not started yet");
        }
        if (!now.follower().alive()) {
            return new AppState.Failed("the champion is no longer followed; see the log");
        }
        return now.follower()
                .waitsFor()
                .or(readiness::missingForValues)
                .<AppState>map(AppState.Starting::new)
                .orElseGet(AppState.Running::new);
    }

    @Override
    public void close() {
        closed = true;
        baseline.close();
        Running now = running.getAndSet(null);
        if (now != null) {
            now.follower().close();
            now.registry().close();
        }
    }

    /** Tells the log, the metrics, the application and the alerts topic. */
    private final class Telling implements LoaderListener {

        private final RefusalAlerts alerts = new RefusalAlerts(definition.pipeline(), kafka.producer(), serdes, clock);

        @Override
        public void switched(ModelSwitched event) {
            LOG.info(
                    "{} serves instead of {} ({} ms from seen to switched)",
                    event.to(),
                    event.from(),
                    event.preparation().toMillis());
            metrics.switched();
            try {
                events.publishEvent(event);
            } catch (RuntimeException problem) {
                LOG.warn("a listener failed at the news that {} serves", event.to(), problem);
            }
        }

        @Override
        public void refused(Refusal refusal) throws ModelSource.NotNow {
            LOG.warn("{}; {} serves on", refusal.sentence(), refusal.serving());
            alerts.raise(refusal);
            metrics.refused(refusal.check());
        }
    }
}
