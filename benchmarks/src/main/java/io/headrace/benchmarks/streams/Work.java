package io.headrace.benchmarks.streams;

/** What is measured of the apps. */
enum Work {
    CLEANING("raw → clean"),
    WIDE_FEATURES("clean → features + examples, 30 features"),
    NARROW_FEATURES("clean → features + examples, 3 features"),
    SCORING("features → predictions"),
    MONITOR("features, predictions, examples → monitor");

    private final String title;

    Work(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
