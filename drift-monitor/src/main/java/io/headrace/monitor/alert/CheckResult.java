package io.headrace.monitor.alert;

import io.headrace.monitor.performance.LiveMetric;

/**
 * A check of performance.
 *
 * @param model the version that serves, as {@code pipeline@version}
 * @param subject what was checked: that version, or versions together
 * @param metric what was found
 * @param oldest event time of the oldest labelled prediction it was about, epoch milliseconds
 * @param at event time that the stream has come to, and the labelled predictions so far
 */
public record CheckResult(String model, Subject subject, LiveMetric metric, long oldest, Occurrence at) {

    /**
     * What was checked.
     *
     * @param key the same for the same thing: an alarm about it is raised once
     * @param text for people
     */
    public record Subject(String key, String text) {

        /** Of the serving line: the versions in it change all the time. */
        static final String LINE = "serving-line";

        /** One version. */
        public static Subject version(String model) {
            return new Subject(model, model);
        }

        /** Several versions together, the oldest first. */
        public static Subject versions(String oldest, String newest) {
            return new Subject(LINE, oldest + " to " + newest + " together");
        }
    }
}
