package io.headrace.trainer.search;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ModelFamily;
import io.headrace.trainer.family.Hyperparameters;

/**
 * One parameter set, tried.
 *
 * @param number from 1
 * @param of how many there are
 * @param metric what trials are compared by
 * @param value the metric on the validation part; NaN where it is undefined there
 */
public record Trial(int number, int of, ModelFamily family, Hyperparameters parameters, Metric metric, double value) {}
