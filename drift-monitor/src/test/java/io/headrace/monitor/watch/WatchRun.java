package io.headrace.monitor.watch;

import io.headrace.monitor.TestStores;
import io.headrace.monitor.avro.LabelledPrediction;
import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.avro.ScoredRow;
import io.headrace.monitor.drift.WindowRule;
import io.headrace.monitor.reference.ReferenceDistribution;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureValues;
import io.headrace.schemas.serde.AvroSerdes;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.MockProcessorContext;

/** One run of the watch by one definition, over stores in a directory that may be from a run before. */
final class WatchRun implements AutoCloseable {

    private final PipelineDefinition definition;
    private final AvroSerdes serdes;
    private final MockProcessorContext<Object, Object> context;
    private final TaskStore state;
    private final PipelineWatch watch;

    WatchRun(PipelineDefinition definition, Map<String, ModelVersion> models, AvroSerdes serdes, Path directory) {
        this.definition = definition;
        this.serdes = serdes;
        context = TestStores.context(0, directory);
        state = TestStores.open(context, WatchProcessor.STORE);
        watch = new PipelineWatch(
                definition,
                serdes,
                new WindowRule(definition.monitor().window(), Duration.ZERO),
                model -> Optional.ofNullable(models.get(model))
                        .map(version -> ReferenceDistribution.of(version, definition)),
                new PipelineWatch.Surroundings(
                        new WatchStores(context),
                        new MonitorOutput("payments", context, MonitorListener.NONE),
                        MonitorListener.NONE));
    }

    /** A scored row as this definition's features app and the join would make it. */
    Observation row(String id, long time, String model, double score, FeatureValues values) {
        FeatureRecords records = new FeatureRecords(definition);
        byte[] bytes = serdes.generic(records.schemas().features())
                .serializer()
                // A subject of its own, as where the registry lets a feature change its type.
                .serialize(
                        "features-" + records.signature(),
                        records.toRecord(new FeatureRow(id, time, Map.of(), values)));
        return new Observation(0, id, time, time, model, score, new ScoredRow(ByteBuffer.wrap(bytes)));
    }

    static Observation label(String id, long time, String model, double score, boolean positive) {
        return new Observation(
                1,
                id,
                time,
                time,
                model,
                score,
                new LabelledPrediction(Map.of("false", 1 - score, "true", score), Boolean.toString(positive)));
    }

    void accept(Observation observation) {
        watch.accept(observation);
    }

    List<DriftReport> reports() {
        return context.forwarded(MonitorOutput.DRIFT).stream()
                .map(one -> (DriftReport) one.record().value())
                .toList();
    }

    List<Alert> alerts() {
        return context.forwarded(MonitorOutput.ALERTS).stream()
                .map(one -> (Alert) one.record().value())
                .toList();
    }

    @Override
    public void close() {
        TestStores.close(state);
    }
}
