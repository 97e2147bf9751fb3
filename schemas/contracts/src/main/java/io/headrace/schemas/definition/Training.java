package io.headrace.schemas.definition;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * How candidates are trained.
 *
 * @param window which examples
 * @param everyExamples train after so many new examples, besides retrain requests
 * @param minimumExamples no training on fewer
 * @param split shares of the window by event time, oldest first
 * @param families model families to try
 * @param budget what the search may spend
 * @param seed of everything random
 */
public record Training(
        Window window,
        OptionalInt everyExamples,
        int minimumExamples,
        Split split,
        List<ModelFamily> families,
        Budget budget,
        long seed) {

    public Training {
        families = List.copyOf(families);
        Bounds.notEmpty("train.families", families.size());
        Bounds.atLeast("train.minimumExamples", 1, minimumExamples);
        everyExamples.ifPresent(count -> Bounds.atLeast("train.every", 1, count));
    }

    /** Which examples are trained on. */
    public sealed interface Window {
        /** The newest so many examples. */
        record Examples(int count) implements Window {

            public Examples {
                Bounds.atLeast("train.window", 1, count);
            }
        }

        /** The examples whose event time lies within so long before the newest. */
        record Time(Duration length) implements Window {

            public Time {
                Bounds.positive("train.window", length);
            }
        }
    }

    /**
     * Shares of the window, oldest rows first; what is left after both is the unseen part that gates judge by.
     *
     * @param training share the models are fitted on, 0 to 1
     * @param validation share for early stopping, search and calibration, 0 to 1
     */
    public record Split(double training, double validation) {

        public Split {
            if (!(training > 0 && validation > 0 && training + validation < 1)) {
                throw new IllegalArgumentException(
                        "training and validation are shares above 0 that leave some unseen, found " + training + " and "
                                + validation);
            }
        }
    }

    /**
     * What the search may spend.
     *
     * @param trials how many parameter sets are tried
     */
    public record Budget(int trials) {

        public Budget {
            Bounds.atLeast("train.trials", 1, trials);
        }
    }
}
