package io.headrace.trainer.rank;

import java.util.List;
import java.util.Optional;

/**
 * What a feature is worth.
 *
 * @param alone what the model loses when its values are those of other rows
 * @param together the same where those of its twins are, too; empty without twins
 * @param twins of the first of those that say the same, the others; of another, that first one; none where there are none
 */
public record RankedFeature(
        String name,
        Importance alone,
        Optional<Importance> together,
        Information information,
        List<Twin> twins,
        Verdict verdict) {

    public RankedFeature {
        twins = List.copyOf(twins);
    }

    /**
     * Another that says the same.
     *
     * @param likeness −1 to 1: Spearman's correlation; of categories what they tell of each other, as a share of the larger entropy
     */
    public record Twin(String name, double likeness) {}

    /** What is to be done with it. */
    public sealed interface Verdict {

        /** The model needs it. */
        record Keep() implements Verdict {}

        /** It tells something of the label, but the model does not need it beside the others. */
        record Spare() implements Verdict {}

        /** Another says the same. */
        record Redundant(Twin twin) implements Verdict {}

        /** It tells nothing of the label, and the model loses nothing without it. */
        record Useless() implements Verdict {}
    }

    /** That of it and its twins together, if there are any. */
    public Importance importance() {
        return together.orElse(alone);
    }
}
