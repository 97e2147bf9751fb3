package io.headrace.schemas.definition;

import java.util.Optional;

/**
 * What a candidate must prove on the unseen newest examples.
 *
 * @param success the criterion, where the problem states one and the gate is on
 * @param beatTrivial it must be better than the trivial baseline (majority class, mean) in the primary metric
 * @param champion how it is held against the champion on the same rows
 */
public record Gates(Optional<Criterion> success, boolean beatTrivial, ChampionGate champion) {

    /**
     * The candidate replaces the champion when it is better with significance, by a paired bootstrap over the unseen rows.
     *
     * @param significance one-sided level, 0 to 1: the greatest chance taken of a swap to a model that is no better
     */
    public record ChampionGate(boolean enabled, double significance) {

        public ChampionGate {
            Bounds.share("gates.champion.significance", significance);
        }
    }
}
