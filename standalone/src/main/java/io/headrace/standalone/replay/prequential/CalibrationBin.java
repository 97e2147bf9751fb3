package io.headrace.standalone.replay.prequential;

/**
 * About a tenth of the examples, those whose predictions are nearest; equal predictions are never parted. Of a binary problem
 * the positive class's probability, of several classes the decided class's, of a regression the quantity.
 *
 * @param from least prediction in the bin
 * @param to greatest prediction in the bin
 * @param predicted mean prediction
 * @param observed what was true on average: the share of positives, of right decisions, or the mean label
 */
public record CalibrationBin(double from, double to, long examples, double predicted, double observed) {}
