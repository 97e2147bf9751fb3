package io.headrace.features.timeline;

/** A piece of a timeline. */
sealed interface Node permits Leaf, Branch {

    /** About how much memory it takes, the pieces beneath it left out. */
    int bytes();

    /** What of it its tree has counted. */
    int counted();

    void counted(int bytes);
}
