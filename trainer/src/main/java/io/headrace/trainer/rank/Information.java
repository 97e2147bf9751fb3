package io.headrace.trainer.rank;

/**
 * What a feature tells of the label by itself.
 *
 * @param bits mutual information with what chance alone would give taken off (Miller 1955, Madow); 0 or more
 * @param share of the label's entropy, 0 to 1
 * @param beyondChance whether it is more than chance gives to one feature in a thousand that tells nothing (G test, rows taken as
 *     independent)
 */
public record Information(double bits, double share, boolean beyondChance) {

    /** Of the normal distribution: one in a thousand. */
    private static final double RARE = 3.09;

    static Information of(Parted feature, Parted label) {
        int rows = feature.part().length;
        double found = feature.information(label);
        int freedom = feature.freedom(label);
        double bits = Math.max(0, found - freedom / (2.0 * rows * Math.log(2)));
        double entropy = label.entropy();
        return new Information(
                bits,
                entropy > 0 ? Math.min(1, bits / entropy) : 0,
                freedom > 0 && deviate(2 * rows * found * Math.log(2), freedom) > RARE);
    }

    /** A chi-squared number as one of the standard normal distribution (Wilson and Hilferty 1931). */
    private static double deviate(double chiSquared, int freedom) {
        double small = 2.0 / (9 * freedom);
        return (Math.cbrt(chiSquared / freedom) - 1 + small) / Math.sqrt(small);
    }
}
