package io.headrace.scoring.inference;

import io.headrace.features.engine.RequestedRow;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.FeatureValues;
import io.headrace.scoring.inference.ModelMetadata.TensorMetadata;
import io.headrace.scoring.serving.Readiness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks a call's tensors against the pipeline's signature and makes rows of them. */
final class InferenceInputs {

    static final String NUMERIC = "numeric";
    static final String CATEGORICAL = "categorical";
    static final String EVENT = "event";

    private final FeatureSignature signature;
    private final Readiness readiness;
    private final EventRows events;
    private final int maxRows;

    InferenceInputs(FeatureSignature signature, Readiness readiness, EventRows events, int maxRows) {
        this.signature = signature;
        this.readiness = readiness;
        this.events = events;
        this.maxRows = maxRows;
    }

    /**
     * Rows to score, row-major.
     *
     * @param stale whether any of the values was read from a copy, which may be behind
     */
    @SuppressWarnings("ArrayRecordComponent") // handed from one method to the next; nobody compares two
    record Rows(int count, float[] numeric, String[] categorical, boolean stale) {}

    /** The inputs a model of this pipeline has. */
    List<TensorMetadata> metadata() {
        List<TensorMetadata> tensors = new ArrayList<>();
        if (!signature.numeric().isEmpty()) {
            tensors.add(new TensorMetadata(
                    NUMERIC, Datatypes.FP32, Shape.anyRows(signature.numeric().size())));
        }
        if (!signature.categorical().isEmpty()) {
            tensors.add(new TensorMetadata(
                    CATEGORICAL,
                    Datatypes.BYTES,
                    Shape.anyRows(signature.categorical().size())));
        }
        return tensors;
    }

    Rows read(List<Tensor> tensors) {
        List<String> mistakes = new ArrayList<>();
        Map<String, Tensor> byName = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            if (byName.put(tensor.name(), tensor) != null) {
                mistakes.add("input " + tensor.name() + " is there twice");
            }
        }
        Rows rows = byName.containsKey(EVENT) ? events(byName, mistakes) : values(byName, mistakes);
        if (!mistakes.isEmpty()) {
            throw InferenceFailure.badRequest(String.join("; ", mistakes));
        }
        return rows;
    }

    private Rows events(Map<String, Tensor> byName, List<String> mistakes) {
        unknown(byName, List.of(EVENT), mistakes);
        if (!(byName.get(EVENT) instanceof Tensor.Texts texts)) {
            mistakes.add("input event is FP32; expected BYTES, one JSON event an element");
            return none();
        }
        if (texts.shape().columns() != 1) {
            mistakes.add("input event has shape " + texts.shape() + "; expected [rows]");
        }
        if (!fits(texts.shape().rows(), mistakes) || !mistakes.isEmpty()) {
            return none();
        }
        readiness.missingForEvents().ifPresent(why -> {
            throw InferenceFailure.notReady(why);
        });
        return pack(events.of(Arrays.asList(texts.data())));
    }

    private Rows pack(List<RequestedRow> rows) {
        float[] numeric = new float[rows.size() * signature.numeric().size()];
        String[] categorical = new String[rows.size() * signature.categorical().size()];
        int number = 0;
        int category = 0;
        for (RequestedRow requested : rows) {
            FeatureValues row = requested.row().values();
            for (double value : row.numeric()) {
                numeric[number++] = (float) value;
            }
            for (String value : row.categorical()) {
                categorical[category++] = value;
            }
        }
        return new Rows(rows.size(), numeric, categorical, rows.stream().anyMatch(RequestedRow::stale));
    }

    private Rows values(Map<String, Tensor> byName, List<String> mistakes) {
        List<String> expected = new ArrayList<>();
        if (!signature.numeric().isEmpty()) {
            expected.add(NUMERIC);
        }
        if (!signature.categorical().isEmpty()) {
            expected.add(CATEGORICAL);
        }
        unknown(byName, expected, mistakes);
        expected.stream()
                .filter(name -> !byName.containsKey(name))
                .forEach(name -> mistakes.add("input " + name + " is missing"));
        float[] numeric = numbers(byName, mistakes);
        String[] categorical = texts(byName, mistakes);
        List<Long> rows = byName.values().stream()
                .map(tensor -> tensor.shape().rows())
                .distinct()
                .toList();
        if (rows.size() > 1) {
            mistakes.add("inputs have different numbers of rows: " + rows);
        }
        long count = rows.isEmpty() ? 0 : rows.getFirst();
        return fits(count, mistakes) ? new Rows((int) count, numeric, categorical, false) : none();
    }

    private float[] numbers(Map<String, Tensor> byName, List<String> mistakes) {
        return switch (byName.get(NUMERIC)) {
            case null -> new float[0];
            case Tensor.Numbers numbers -> {
                columns(numbers, signature.numeric(), mistakes);
                yield numbers.data();
            }
            case Tensor.Texts _ -> {
                mistakes.add("input numeric is BYTES; expected FP32");
                yield new float[0];
            }
        };
    }

    private String[] texts(Map<String, Tensor> byName, List<String> mistakes) {
        return switch (byName.get(CATEGORICAL)) {
            case null -> new String[0];
            case Tensor.Texts texts -> {
                columns(texts, signature.categorical(), mistakes);
                yield texts.data();
            }
            case Tensor.Numbers _ -> {
                mistakes.add("input categorical is FP32; expected BYTES");
                yield new String[0];
            }
        };
    }

    private boolean fits(long rows, List<String> mistakes) {
        if (rows > maxRows) {
            mistakes.add("found " + rows + " rows; at most " + maxRows + " are scored in one call");
            return false;
        }
        return true;
    }

    private static void columns(Tensor tensor, List<String> features, List<String> mistakes) {
        if (tensor.shape().columns() != features.size()) {
            mistakes.add("input " + tensor.name() + " has shape " + tensor.shape() + "; expected [rows, "
                    + features.size() + "]: " + String.join(", ", features));
        }
    }

    private static void unknown(Map<String, Tensor> byName, List<String> expected, List<String> mistakes) {
        byName.keySet().stream()
                .filter(name -> !expected.contains(name))
                .forEach(name -> mistakes.add("input " + name + " is not of this model; it has "
                        + String.join(" and ", expected)
                        + (expected.contains(EVENT) ? " alone" : ", or event alone")));
    }

    private static Rows none() {
        return new Rows(0, new float[0], new String[0], false);
    }
}
