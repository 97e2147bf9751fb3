package io.headrace.connectors.payments.simulation;

/**
 * How many of the payments are spoilt, each a share between 0 and 1.
 *
 * @param duplicates sent once more up to five minutes later
 * @param negativeAmounts with the amount's sign turned
 * @param lowerCaseCurrencies with {@code eur} for {@code EUR}
 * @param missingChannels with no channel
 * @param notAvro followed by a record whose value is no Avro
 */
public record DirtRates(
        double duplicates, double negativeAmounts, double lowerCaseCurrencies, double missingChannels, double notAvro) {

    public static final DirtRates NONE = new DirtRates(0, 0, 0, 0, 0);

    public DirtRates {
        requireShare("duplicates", duplicates);
        requireShare("negativeAmounts", negativeAmounts);
        requireShare("lowerCaseCurrencies", lowerCaseCurrencies);
        requireShare("missingChannels", missingChannels);
        requireShare("notAvro", notAvro);
    }

    private static void requireShare(String what, double share) {
        SimulationSettings.require(share >= 0 && share <= 1, what, share, "a share between 0 and 1");
    }
}
