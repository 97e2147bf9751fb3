package io.headrace.scoring;

import io.headrace.cleaning.program.CleaningProgram;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.KeptFeatures;
import io.headrace.features.engine.RequestFeatures;
import io.headrace.runtime.streams.ChainedApp;
import io.headrace.runtime.streams.StreamsAppFactory;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.json.JsonRecords;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.scoring.inference.InferenceService;
import io.headrace.scoring.metrics.ScoringMetrics;
import io.headrace.scoring.request.EventScorer;
import io.headrace.scoring.serving.ModelSlot;
import io.headrace.scoring.serving.Readiness;
import io.headrace.scoring.settings.ScoringSettings;
import io.headrace.scoring.topology.ScoringApp;
import io.headrace.scoring.topology.ScoringTopology;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;

/** Puts the parts together: one slot, one readiness, and what answers calls by them. */
@Factory
final class ScoringBeans {

    @Singleton
    ModelSlot slot(PipelineDefinition definition) {
        return ModelSlot.announcing(definition);
    }

    @Singleton
    Readiness scoringReadiness() {
        return new Readiness();
    }

    @Singleton
    ScoringMetrics scoringMetrics(MeterRegistry registry, ModelSlot slot) {
        return new ScoringMetrics(registry, slot::serving);
    }

    /** Topic to topic. */
    @Singleton
    @Order(20)
    @Requires(missingBeans = ChainedApp.class)
    ScoringApp scoring(
            PipelineDefinition definition,
            ModelSlot slot,
            AvroSerdes serdes,
            ScoringMetrics metrics,
            Readiness readiness,
            StreamsAppFactory apps) {
        return new ScoringApp(
                apps.create("scoring", _ -> ScoringTopology.build(definition, slot, serdes, metrics)), readiness);
    }

    /** Where the stream runs in this process, what it keeps of entities is what requests need. */
    @Context
    @Requires(beans = KeptFeatures.class)
    KeptFeaturesReady keptFeaturesReady(KeptFeatures kept, Readiness readiness) {
        kept.whenWhole(readiness::featuresWhole);
        return new KeptFeaturesReady();
    }

    /** Nothing but that it was asked for. */
    record KeptFeaturesReady() {}

    @Singleton
    EventScorer eventScorer(
            PipelineDefinition definition,
            RequestFeatures features,
            ModelSlot slot,
            Readiness readiness,
            ScoringSettings settings) {
        JsonRecords events = JsonRecords.of(definition.events().schema());
        return new EventScorer(
                events,
                CleaningProgram.compile(definition),
                FeatureProgram.compile(definition),
                features,
                slot,
                readiness,
                settings.maxRows());
    }

    @Singleton
    InferenceService inferenceService(
            PipelineDefinition definition,
            ModelSlot slot,
            Readiness readiness,
            EventScorer events,
            ScoringSettings settings) {
        return new InferenceService(
                definition.pipeline(), FeatureSignature.of(definition), slot, readiness, events, settings.maxRows());
    }
}
