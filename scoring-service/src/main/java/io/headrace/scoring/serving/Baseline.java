package io.headrace.scoring.serving;

import io.headrace.model.ModelRef;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.definition.reading.Meaning;
import io.headrace.schemas.feature.FeatureRow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The announced baseline: what answers before the first model, as version 0. It is the majority class of the labels known so far,
 * with the shares of the classes as probabilities, or their mean. Before any is known: the definition's first class (a binary
 * problem's negative one) for certain, or no class where it names none; for a quantity 0.
 */
public final class Baseline implements ServedModel {

    private final PipelineDefinition definition;
    private final List<String> classes;
    private final ModelRef.ByVersion ref;
    private final String meaning;
    private final @Nullable String outcome;
    private final double score;
    private final Map<String, Double> probabilities;

    /** Before any label is known. */
    public Baseline(PipelineDefinition definition) {
        this(definition, KnownLabels.none());
    }

    public Baseline(PipelineDefinition definition, KnownLabels known) {
        this.definition = definition;
        this.classes = definition.problem().classes();
        this.ref = new ModelRef.ByVersion(definition.pipeline(), 0);
        this.meaning = Meaning.of(definition).hash();
        this.outcome = known.majority(classes).orElse(null);
        this.probabilities = LinkedHashMap.newLinkedHashMap(classes.size());
        classes.forEach(
                name -> probabilities.put(name, known.share(name, classes).orElse(name.equals(outcome) ? 1.0 : 0.0)));
        this.score = switch (definition.problem().kind()) {
            case BINARY -> probabilities.getOrDefault(definition.problem().positive(), 0.0);
            case MULTICLASS -> outcome == null ? 0 : probabilities.getOrDefault(outcome, 0.0);
            case REGRESSION -> known.mean().orElse(0);
        };
    }

    @Override
    public ModelRef.ByVersion ref() {
        return ref;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public String output() {
        return definition.problem().kind() == ProblemKind.REGRESSION ? "prediction" : "probabilities";
    }

    @Override
    public int width() {
        return definition.problem().kind() == ProblemKind.REGRESSION ? 1 : classes.size();
    }

    @Override
    public List<Prediction> predict(List<FeatureRow> rows) {
        return rows.stream().map(this::predict).toList();
    }

    @Override
    public Prediction predict(FeatureRow row) {
        return new Prediction(
                row.eventId(),
                Instant.ofEpochMilli(row.eventTime()),
                definition.pipeline().value(),
                ref.toString(),
                outcome,
                score,
                probabilities,
                meaning);
    }

    @Override
    public float[] outputs(float[] numeric, String[] categorical, int rows) {
        float[] one = new float[width()];
        if (definition.problem().kind() == ProblemKind.REGRESSION) {
            one[0] = (float) score;
        }
        for (int at = 0; at < classes.size(); at++) {
            one[at] = probabilities.getOrDefault(classes.get(at), 0.0).floatValue();
        }
        float[] outputs = new float[rows * width()];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(one, 0, outputs, row * one.length, one.length);
        }
        return outputs;
    }

    /** Holds nothing, so a lease of it is always to be had. */
    @Override
    public Optional<Lease> lease() {
        return Optional.of(new Lease(this, () -> {}));
    }

    @Override
    public void retire() {}
}
