package io.headrace.standalone.replay.report;

import io.headrace.schemas.avro.GateVerdict;
import io.headrace.schemas.avro.Lineage;
import io.headrace.schemas.avro.ModelVersion;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A version that was registered, whether or not it ever served.
 *
 * @param version from 1
 * @param digest SHA-256 of the ONNX bytes, lower-case hexadecimal
 * @param family kind of model, such as boosted trees
 * @param trainedFrom what asked for it and what it was made of
 * @param metrics on the unseen newest examples, by name
 * @param gate each verdict, in the order they were reached
 * @param servedFrom row number, from 0, of the first event it scored; empty if it never did
 */
public record ReportedModel(
        int version,
        String digest,
        String family,
        TrainedFrom trainedFrom,
        Map<String, Double> metrics,
        List<Gate> gate,
        OptionalLong servedFrom) {

    public ReportedModel {
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        gate = List.copyOf(gate);
    }

    /** As the registry has it. */
    public static ReportedModel of(ModelVersion version, OptionalLong servedFrom) {
        return new ReportedModel(
                version.getVersion(),
                version.getArtifact().getSha256(),
                version.getLineage().getFamily(),
                TrainedFrom.of(version.getLineage()),
                version.getMetrics(),
                version.getGates().stream().map(Gate::of).toList(),
                servedFrom);
    }

    /** Examples it was made of: trained on, chosen by and judged on. */
    public long examples() {
        return trainedFrom.trainingRows() + trainedFrom.validationRows() + trainedFrom.unseenRows();
    }

    /** Whether every gate let it pass. */
    public boolean passed() {
        return gate.stream().allMatch(Gate::passed);
    }

    /**
     * Where a model comes from.
     *
     * @param trigger what asked for it: {@code examples}, {@code schedule} or a retrain request's id
     * @param from event time of the window's first example
     * @param until event time of the window's last example
     * @param trainingRows examples it was fitted to
     * @param validationRows newer ones its settings were chosen by
     * @param unseenRows the newest, which only judged it
     */
    public record TrainedFrom(
            String trigger, Instant from, Instant until, long trainingRows, long validationRows, long unseenRows) {

        static TrainedFrom of(Lineage lineage) {
            return new TrainedFrom(
                    lineage.getTrigger(),
                    lineage.getWindowStart(),
                    lineage.getWindowEnd(),
                    lineage.getTrainingRows(),
                    lineage.getValidationRows(),
                    lineage.getUnseenRows());
        }
    }

    /**
     * One gate's verdict.
     *
     * @param sentence what was found and what was needed
     */
    public record Gate(String name, boolean passed, String sentence) {

        static Gate of(GateVerdict verdict) {
            return new Gate(verdict.getGate(), verdict.getPassed(), verdict.getSentence());
        }
    }
}
