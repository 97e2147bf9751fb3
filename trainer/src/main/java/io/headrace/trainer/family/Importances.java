package io.headrace.trainer.family;

import io.headrace.schemas.feature.FeatureSignature;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Turns weights of features into shares. */
public final class Importances {

    private Importances() {}

    /**
     * Shares that sum to 1, or all 0.
     *
     * @param weights numeric features first, then categorical ones, in the signature's order; 0 or more
     */
    public static Map<String, Double> shares(FeatureSignature signature, double[] weights) {
        double total = Arrays.stream(weights).sum();
        Map<String, Double> shares = new LinkedHashMap<>();
        int[] next = {0};
        Stream.concat(signature.numeric().stream(), signature.categorical().stream())
                .forEach(feature -> shares.put(feature, total > 0 ? weights[next[0]++] / total : 0));
        return Collections.unmodifiableMap(shares);
    }
}
