package io.headrace.standalone.replay.prequential;

import java.util.Map;

/** What the pipeline said of one row. */
public sealed interface Scored {

    /** The model's version; 0 is the announced baseline before the first model. */
    int version();

    /**
     * Of a problem of classes.
     *
     * @param decided the predicted class; empty where none could be named yet, which counts as the first class
     * @param probabilities of each class, 0 to 1; a class that is not there has 0
     */
    record Classes(int version, String decided, Map<String, Double> probabilities) implements Scored {

        public Classes {
            checkVersion(version);
            probabilities = Map.copyOf(probabilities);
            probabilities.forEach((name, probability) -> checkNumber("probability of " + name, probability));
        }
    }

    /**
     * Of a regression.
     *
     * @param value the predicted quantity, in the label's unit
     */
    record Quantity(int version, double value) implements Scored {

        public Quantity {
            checkVersion(version);
            checkNumber("predicted quantity", value);
        }
    }

    private static void checkVersion(int version) {
        if (version < 0) {
            throw new IllegalArgumentException("version " + version + " is below 0, which is the announced baseline's");
        }
    }

    private static void checkNumber(String what, double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(what + " is " + number + "; a finite number is needed");
        }
    }
}
