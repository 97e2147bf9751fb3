package io.headrace.trainer.trees;

import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.trainer.data.Dataset;
import io.headrace.trainer.family.FittedModel;
import io.headrace.trainer.family.GraphInputs;
import io.headrace.trainer.family.Importances;
import java.util.List;
import java.util.Map;

/** Trees whose sums are the margins; predicts like XGBoost, float by float in the same order, without its native library. */
final class TreeModel implements FittedModel {

    private final FeatureSignature signature;
    private final TreeColumns columns;
    private final float[] base;
    private final List<Tree> trees;

    /**
     * A model.
     *
     * @param base per output where its sum starts
     */
    TreeModel(FeatureSignature signature, TreeColumns columns, float[] base, List<Tree> trees) {
        this.signature = signature;
        this.columns = columns;
        this.base = base.clone();
        this.trees = List.copyOf(trees);
    }

    @Override
    public int outputs() {
        return base.length;
    }

    @Override
    public double[] margins(Dataset rows) {
        float[] values = columns.of(rows);
        int width = columns.count(rows);
        double[] margins = new double[rows.rows() * base.length];
        float[] sums = new float[base.length];
        for (int row = 0; row < rows.rows(); row++) {
            System.arraycopy(base, 0, sums, 0, base.length);
            for (Tree tree : trees) {
                sums[tree.output()] += tree.predict(values, row * width);
            }
            for (int output = 0; output < base.length; output++) {
                margins[row * base.length + output] = sums[output];
            }
        }
        return margins;
    }

    @Override
    public String export(GraphInputs inputs) {
        return new TreeGraph(columns, base, trees).write(inputs);
    }

    /** By the total gain of a feature's splits. */
    @Override
    public Map<String, Double> importances() {
        double[] gains =
                new double[signature.numeric().size() + signature.categorical().size()];
        for (Tree tree : trees) {
            addGains(tree, 0, gains);
        }
        return Importances.shares(signature, gains);
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("rounds", Integer.toString(trees.size() / base.length));
    }

    private static void addGains(Tree tree, int node, double[] gains) {
        if (!tree.isLeaf(node)) {
            gains[tree.column(node)] += Math.max(0, tree.gain(node));
            addGains(tree, tree.left(node), gains);
            addGains(tree, tree.right(node), gains);
        }
    }
}
