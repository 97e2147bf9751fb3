package io.headrace.trainer.trees;

import io.headrace.model.onnx.OnnxAttribute;
import io.headrace.model.onnx.OnnxConstant;
import io.headrace.model.onnx.OnnxGraphBuilder;
import io.headrace.trainer.data.Categories;
import io.headrace.trainer.family.GraphInputs;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Writes trees as the operator TreeEnsemble (ai.onnx.ml 5). Each output's base is the first tree of its sum, so that a runtime
 * adds in XGBoost's order and the margin is the same to the bit. The operator has no tree of one leaf: such a tree is written
 * as a split with that leaf in each branch (two leaves: ONNX Runtime 1.x loses one that two branches share, after a tree of
 * one split).
 */
final class TreeGraph {

    private static final int BRANCH_LT = 1;
    private static final int BRANCH_MEMBER = 6;
    private static final int SUM = 1;
    private static final int NO_TRANSFORM = 0;

    private final TreeColumns columns;
    private final float[] base;
    private final List<Tree> trees;

    private final List<Long> featureIds = new ArrayList<>();
    private final List<Float> splits = new ArrayList<>();
    private final List<Integer> modes = new ArrayList<>();
    private final List<Long> trueIds = new ArrayList<>();
    private final List<Long> falseIds = new ArrayList<>();
    private final List<Long> trueLeafs = new ArrayList<>();
    private final List<Long> falseLeafs = new ArrayList<>();
    private final List<Long> missingTracksTrue = new ArrayList<>();
    private final List<Float> members = new ArrayList<>();
    private final List<Long> leafTargets = new ArrayList<>();
    private final List<Float> leafWeights = new ArrayList<>();
    private final List<Long> roots = new ArrayList<>();

    TreeGraph(TreeColumns columns, float[] base, List<Tree> trees) {
        this.columns = columns;
        this.base = base;
        this.trees = trees;
    }

    /** Adds the nodes; returns the name of the margins, float64 [rows, outputs]. */
    String write(GraphInputs inputs) {
        for (int output = 0; output < base.length; output++) {
            roots.add(onlyLeaf(output, base[output]));
        }
        for (Tree tree : trees) {
            roots.add(tree.isLeaf(0) ? onlyLeaf(tree.output(), tree.value(0)) : branch(tree, 0));
        }
        OnnxGraphBuilder graph = inputs.graph();
        return inputs.toDouble(graph.mlNode("TreeEnsemble", List.of(row(inputs)), attributes()));
    }

    private String row(GraphInputs inputs) {
        List<String> parts = new ArrayList<>();
        inputs.numeric().ifPresent(parts::add);
        for (int column = 0; column < columns.categories().size(); column++) {
            parts.add(code(inputs, column));
        }
        return parts.size() == 1
                ? parts.getFirst()
                : inputs.graph().node("Concat", parts, OnnxAttribute.integer("axis", 1));
    }

    private String code(GraphInputs inputs, int column) {
        Categories known = columns.categories().get(column);
        float[] codes = new float[known.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = i + 1;
        }
        return inputs.graph()
                .mlNode(
                        "LabelEncoder",
                        List.of(inputs.category(column)),
                        OnnxAttribute.texts("keys_strings", known.known()),
                        OnnxAttribute.reals("values_floats", codes),
                        OnnxAttribute.real("default_float", Float.NaN));
    }

    private long branch(Tree tree, int node) {
        BitSet codes = tree.rightCodes(node);
        boolean byNumber = codes == null;
        int id = newNode(tree.column(node), byNumber ? tree.value(node) : 0, byNumber ? BRANCH_LT : BRANCH_MEMBER);
        if (codes != null) {
            codes.stream().forEach(code -> members.add((float) code));
            members.add(Float.NaN);
        }
        // A number that is smaller goes left; a category in the set goes right.
        boolean missingTrue = tree.missingGoesLeft(node) == byNumber;
        missingTracksTrue.set(id, missingTrue ? 1L : 0L);
        int whenTrue = byNumber ? tree.left(node) : tree.right(node);
        int whenFalse = byNumber ? tree.right(node) : tree.left(node);
        trueLeafs.set(id, tree.isLeaf(whenTrue) ? 1L : 0L);
        trueIds.set(id, child(tree, whenTrue));
        falseLeafs.set(id, tree.isLeaf(whenFalse) ? 1L : 0L);
        falseIds.set(id, child(tree, whenFalse));
        return id;
    }

    private long child(Tree tree, int node) {
        return tree.isLeaf(node) ? leaf(tree.output(), tree.value(node)) : branch(tree, node);
    }

    private long onlyLeaf(int output, float weight) {
        int id = newNode(0, 0, BRANCH_LT);
        trueLeafs.set(id, 1L);
        trueIds.set(id, leaf(output, weight));
        falseLeafs.set(id, 1L);
        falseIds.set(id, leaf(output, weight));
        return id;
    }

    private long leaf(int output, float weight) {
        leafTargets.add((long) output);
        leafWeights.add(weight);
        return leafWeights.size() - 1L;
    }

    private int newNode(int column, float split, int mode) {
        featureIds.add((long) column);
        splits.add(split);
        modes.add(mode);
        for (List<Long> later : List.of(trueIds, falseIds, trueLeafs, falseLeafs, missingTracksTrue)) {
            later.add(0L);
        }
        return featureIds.size() - 1;
    }

    private OnnxAttribute[] attributes() {
        List<OnnxAttribute> attributes = new ArrayList<>(List.of(
                OnnxAttribute.integer("n_targets", base.length),
                OnnxAttribute.integer("aggregate_function", SUM),
                OnnxAttribute.integer("post_transform", NO_TRANSFORM),
                OnnxAttribute.integers("tree_roots", longs(roots)),
                OnnxAttribute.integers("nodes_featureids", longs(featureIds)),
                OnnxAttribute.tensor("nodes_splits", floats(splits)),
                OnnxAttribute.tensor("nodes_modes", bytes(modes)),
                OnnxAttribute.integers("nodes_truenodeids", longs(trueIds)),
                OnnxAttribute.integers("nodes_falsenodeids", longs(falseIds)),
                OnnxAttribute.integers("nodes_trueleafs", longs(trueLeafs)),
                OnnxAttribute.integers("nodes_falseleafs", longs(falseLeafs)),
                OnnxAttribute.integers("nodes_missing_value_tracks_true", longs(missingTracksTrue)),
                OnnxAttribute.integers("leaf_targetids", longs(leafTargets)),
                OnnxAttribute.tensor("leaf_weights", floats(leafWeights))));
        if (!members.isEmpty()) {
            attributes.add(OnnxAttribute.tensor("membership_values", floats(members)));
        }
        return attributes.toArray(OnnxAttribute[]::new);
    }

    private static long[] longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    private static OnnxConstant floats(List<Float> values) {
        float[] numbers = new float[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i);
        }
        return OnnxConstant.floats(List.of((long) numbers.length), numbers);
    }

    private static OnnxConstant bytes(List<Integer> values) {
        return OnnxConstant.bytes(
                List.of((long) values.size()),
                values.stream().mapToInt(Integer::intValue).toArray());
    }
}
