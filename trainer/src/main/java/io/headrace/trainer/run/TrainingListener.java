package io.headrace.trainer.run;

import io.headrace.trainer.search.Trial;

/** Is told how a run goes, on the run's thread. */
public interface TrainingListener {

    /** Tells nobody. */
    TrainingListener NONE = new TrainingListener() {};

    /**
     * The search begins.
     *
     * @param rows examples in the window
     * @param trials how many there will be
     */
    default void started(int rows, int trials, String trigger) {}

    default void trialFinished(Trial trial) {}
}
