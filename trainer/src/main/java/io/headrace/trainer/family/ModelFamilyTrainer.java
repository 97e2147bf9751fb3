package io.headrace.trainer.family;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ModelFamily;
import io.headrace.trainer.data.Dataset;
import java.util.random.RandomGenerator;

/**
 * A model family. Stateless; the same arguments give the same model, byte for byte, and no argument is changed. Adding one
 * touches its own package and the list in {@code TrainingRun}.
 */
public interface ModelFamilyTrainer {

    ModelFamily family();

    /** What is tried first: a fair choice for most data. */
    Hyperparameters defaults();

    /** A random choice from the family's search space. */
    Hyperparameters sample(RandomGenerator random);

    /**
     * Fits a model.
     *
     * @param training what is fitted on: two classes or more, or quantities
     * @param validation newer rows that may steer when to stop
     * @param metric the primary metric, where the loss can follow it
     * @param seed of everything random
     */
    FittedModel fit(Dataset training, Dataset validation, Hyperparameters parameters, Metric metric, long seed);

    /**
     * Fits the same again on other rows, without validation rows to steer by.
     *
     * @param fitted what {@link #fit} made with these parameters: it tells when to stop
     */
    FittedModel refit(Dataset rows, FittedModel fitted, Hyperparameters parameters, Metric metric, long seed);
}
