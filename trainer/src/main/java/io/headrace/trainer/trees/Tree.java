package io.headrace.trainer.trees;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** One regression tree. Nodes are numbered from the root, 0. Immutable by convention. */
final class Tree {

    private static final int NONE = -1;

    private final int output;
    private final int[] left;
    private final int[] right;
    private final int[] column;
    private final float[] value;
    private final boolean[] missingGoesLeft;
    private final @Nullable BitSet[] rightCodes;
    private final float[] gain;

    /**
     * A tree from its columns, one element a node.
     *
     * @param output which margin it adds to
     * @param left the child for smaller numbers and for codes outside the set; -1 in a leaf
     * @param column the input column that is looked at
     * @param value where numbers split (smaller goes left), or in a leaf what it adds
     * @param rightCodes for a category column the codes that go right, else null
     * @param gain how much the split lowered the loss
     */
    @SuppressWarnings("TooManyParameters") // the file format's columns, one by one
    Tree(
            int output,
            int[] left,
            int[] right,
            int[] column,
            float[] value,
            boolean[] missingGoesLeft,
            @Nullable BitSet[] rightCodes,
            float[] gain) {
        this.output = output;
        this.left = left;
        this.right = right;
        this.column = column;
        this.value = value;
        this.missingGoesLeft = missingGoesLeft;
        this.rightCodes = rightCodes;
        this.gain = gain;
    }

    int output() {
        return output;
    }

    boolean isLeaf(int node) {
        return left[node] == NONE;
    }

    int left(int node) {
        return left[node];
    }

    int right(int node) {
        return right[node];
    }

    int column(int node) {
        return column[node];
    }

    float value(int node) {
        return value[node];
    }

    float gain(int node) {
        return gain[node];
    }

    boolean missingGoesLeft(int node) {
        return missingGoesLeft[node];
    }

    /** The codes that go right; null where the column holds numbers. */
    @Nullable BitSet rightCodes(int node) {
        return rightCodes[node];
    }

    /** What the tree adds for a row, given as all its columns from an offset. */
    float predict(float[] row, int offset) {
        int node = 0;
        while (left[node] != NONE) {
            float x = row[offset + column[node]];
            BitSet codes = rightCodes[node];
            boolean goesLeft =
                    Float.isNaN(x) ? missingGoesLeft[node] : codes == null ? x < value[node] : !codes.get((int) x);
            node = goesLeft ? left[node] : right[node];
        }
        return value[node];
    }
}
