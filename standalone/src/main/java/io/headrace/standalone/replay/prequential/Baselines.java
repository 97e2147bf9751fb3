package io.headrace.standalone.replay.prequential;

/**
 * What costs nothing, on the same examples. For row i both know the labels of the rows up to i − 1 − delay, and no other.
 *
 * @param majority the class most frequent so far, the first of equals, with each class's share as its probability (before the
 *     first label all are equal); of a regression the mean so far, or 0
 * @param noChange the newest known label, certain of it; before the first the first class, or 0
 */
public record Baselines(Figures majority, Figures noChange) {}
