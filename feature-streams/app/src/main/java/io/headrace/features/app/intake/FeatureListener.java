package io.headrace.features.app.intake;

import io.headrace.features.app.labelling.JoinListener.Count;

/**
 * Hears of every record. Events read = rows made + events quarantined + events on the way between stages; the join's
 * counts add up as {@link Count} says. A transaction that is aborted is heard of again when it is repeated.
 */
public interface FeatureListener {

    /** Takes no notice. */
    FeatureListener NONE = new FeatureListener() {
        @Override
        public void read(Input input) {}

        @Override
        public void quarantined(Input input, String rule) {}

        @Override
        public void rowMade() {}

        @Override
        public void joined(Count count) {}

        @Override
        public void waiting(int partition, long rows, long labels) {}

        @Override
        public void held(Place place, int partition, long items) {}

        @Override
        public void changed(ChangedFeatures features) {}

        @Override
        public void released(int partition) {}
    };

    /** Where items wait for their turn in event time. */
    enum Place {
        /** Events and labels on their way to the stages of their entities. */
        STAGES,
        /** Events that wait for the answers of their stages, and labels for theirs. */
        ROWS,
        /** Labels to be learned. */
        LEARNING
    }

    /** What is read. */
    enum Input {
        /** The clean topic. */
        EVENT,
        /** The labels topic. */
        LABEL,
        /** The clean topics of further streams. */
        STREAM,
        /** The topics of references. */
        REFERENCE,
        /** The history topic. */
        HISTORY
    }

    /** A record came. */
    void read(Input input);

    /** A record could not be used. */
    void quarantined(Input input, String rule);

    /** An event has its feature row. */
    void rowMade();

    /** What the label join found. */
    void joined(Count count);

    /** How many rows and labels wait for each other in a partition now. */
    void waiting(int partition, long rows, long labels);

    /** How many items wait in a partition for those that may still come before them. */
    void held(Place place, int partition, long items);

    /** The features began with another definition than the one before: heard once in all processes together. */
    void changed(ChangedFeatures features);

    /** A partition is no longer this process's. */
    void released(int partition);
}
