package io.headrace.standalone.loop;

import java.util.List;
import java.util.Locale;

/** The apps of the loop. */
enum LoopApp {
    INGEST,
    CLEANING,
    FEATURES,
    REGISTRY,
    TRAINER,
    SCORING,
    MONITOR;

    /** Its image's name, and its host's name on the containers' network. */
    String lowerCaseName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Names under which it reports itself in health and metrics. */
    List<String> parts() {
        return switch (this) {
            case INGEST -> List.of("push", "connectors");
            case SCORING -> List.of("scoring", "scoring-models", "scoring-features");
            case CLEANING, FEATURES, REGISTRY, TRAINER, MONITOR -> List.of(lowerCaseName());
        };
    }
}
