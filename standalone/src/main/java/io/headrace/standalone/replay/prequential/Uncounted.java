package io.headrace.standalone.replay.prequential;

/**
 * What could not become an example.
 *
 * @param unlabelled scored rows whose label never came
 * @param unscored labels of rows that were never scored (kept out by a rule, or unreadable); baselines know them all the same
 * @param repeated rows scored or labelled a second time; the first counts
 * @param foreign labels of a class that a binary problem does not have
 */
public record Uncounted(long unlabelled, long unscored, long repeated, long foreign) {}
