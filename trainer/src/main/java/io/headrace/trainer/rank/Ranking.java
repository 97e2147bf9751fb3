package io.headrace.trainer.rank;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ModelFamily;
import java.util.List;
import java.util.Optional;

/**
 * The features by what they are worth, the best first.
 *
 * @param rows labelled ones, over which information and likeness are
 * @param fitted those the model was fitted on, the older ones
 * @param judged the newest ones, on which the model was judged
 * @param value of the metric on these
 * @param labelBits the label's entropy: what there is to be told
 */
public record Ranking(
        int rows,
        int fitted,
        int judged,
        ModelFamily family,
        Metric metric,
        double value,
        double labelBits,
        List<RankedFeature> features) {

    public Ranking {
        features = List.copyOf(features);
    }

    /** A feature by its name. */
    public Optional<RankedFeature> of(String name) {
        return features.stream().filter(feature -> feature.name().equals(name)).findFirst();
    }
}
