package io.headrace.monitor.baseline;

import io.headrace.model.ModelRef;
import io.headrace.model.baseline.FeatureBins;
import io.headrace.monitor.drift.Reference;
import io.headrace.monitor.performance.Promise;
import io.headrace.schemas.avro.FeatureBaseline;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.feature.FeatureSignature;
import java.util.ArrayList;
import java.util.List;

/**
 * What a version's live rows are held against: the bins and counts of each of its features and of its predictions, and the
 * metric on its unseen rows. Immutable.
 */
public final class Baseline {

    private final String model;
    private final List<Column> columns;
    private final List<Reference> references;
    private final List<String> classes;
    private final Promise promise;

    private Baseline(
            String model, List<Column> columns, List<Reference> references, List<String> classes, Promise promise) {
        this.model = model;
        this.columns = List.copyOf(columns);
        this.references = List.copyOf(references);
        this.classes = List.copyOf(classes);
        this.promise = promise;
    }

    /** The baseline of a version. Features the definition no longer has are left out. */
    public static Baseline of(ModelVersion version, PipelineDefinition definition) {
        FeatureSignature signature = FeatureSignature.of(definition);
        List<Column> columns = new ArrayList<>();
        List<Reference> references = new ArrayList<>();
        for (FeatureBaseline feature : version.getBaseline()) {
            int numeric = signature.numeric().indexOf(feature.getFeature());
            int categorical = signature.categorical().indexOf(feature.getFeature());
            FeatureBins bins = FeatureBins.of(feature);
            if (feature.getFeature().equals(Reference.PREDICTION)) {
                columns.add(new Column(bins, Column.Source.SCORE, 0));
            } else if (numeric >= 0) {
                columns.add(new Column(bins, Column.Source.NUMERIC, numeric));
            } else if (categorical >= 0) {
                columns.add(new Column(bins, Column.Source.CATEGORICAL, categorical));
            } else {
                continue;
            }
            references.add(new Reference(feature.getFeature(), counts(feature)));
        }
        return new Baseline(
                ModelRef.of(version).toString(),
                columns,
                references,
                version.getClasses(),
                promise(version, definition.problem()));
    }

    /** The version, as {@code pipeline@version}. */
    public String model() {
        return model;
    }

    /** The statistics, in the order of {@link #cells}. */
    public List<Reference> references() {
        return references;
    }

    /** Classes in the order of its probabilities; empty for a regression. */
    public List<String> classes() {
        return classes;
    }

    public Promise promise() {
        return promise;
    }

    /** The cell a row falls into, for each statistic. */
    public int[] cells(LiveRow row) {
        int[] cells = new int[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = columns.get(i).cell(row);
        }
        return cells;
    }

    private static Promise promise(ModelVersion version, Problem problem) {
        Double expected = version.getMetrics().get(problem.metric().text());
        return new Promise(
                ProblemKind.valueOf(version.getProblem().name()),
                version.getThreshold(),
                problem.metric(),
                expected == null ? Double.NaN : expected,
                version.getLineage().getUnseenRows());
    }

    private static long[] counts(FeatureBaseline feature) {
        long[] counts = new long[feature.getCounts().size() + 1];
        for (int cell = 0; cell < counts.length - 1; cell++) {
            counts[cell] = feature.getCounts().get(cell);
        }
        counts[counts.length - 1] = feature.getMissing();
        return counts;
    }
}
