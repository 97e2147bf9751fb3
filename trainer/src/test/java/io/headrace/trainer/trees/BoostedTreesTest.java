package io.headrace.trainer.trees;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.trainer.data.Categories;
import io.headrace.trainer.data.Dataset;
import io.headrace.trainer.family.FamilyConformance;
import io.headrace.trainer.family.FittedModel;
import io.headrace.trainer.family.ModelFamilyTrainer;
import java.util.BitSet;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoostedTreesTest extends FamilyConformance {

    @Override
    protected ModelFamilyTrainer trainer() {
        return new BoostedTrees();
    }

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void marginsAreXgboostsOwnToTheBit(ProblemKind kind) throws Exception {
        Dataset training = dataset(kind, 1500, 1);
        Dataset validation = dataset(kind, 400, 2);
        Metric metric = kind == ProblemKind.REGRESSION ? Metric.RMSE : Metric.LOG_LOSS;
        TreeColumns columns = new TreeColumns(Categories.all(training));
        FittedModel model = trainer().fit(training, validation, trainer().defaults(), metric, 3);

        BoostedTrees.Native own =
                BoostedTrees.train(training, validation, columns, trainer().defaults(), metric, 3);
        Booster booster = XGBoost.loadModel(own.json());
        DMatrix matrix = BoostedTrees.matrix(validation, columns);
        float[][] predicted = booster.predict(matrix, true, own.rounds());

        double[] margins = model.margins(validation);
        int outputs = model.outputs();
        for (int row = 0; row < validation.rows(); row++) {
            for (int output = 0; output < outputs; output++) {
                assertThat(margins[row * outputs + output])
                        .as("row %d output %d", row, output)
                        .isEqualTo(predicted[row][output]);
            }
        }
        matrix.dispose();
        booster.dispose();
    }

    /** ONNX Runtime 1.29 loses a leaf that both branches of a node share when the tree before has one split. */
    @Test
    void aTreeOfOneLeafAfterATreeOfOneSplitKeepsItsWeight() {
        FeatureSignature signature = new FeatureSignature(List.of("a"), List.of());
        Tree split = tree(new int[] {1, -1, -1}, new int[] {2, -1, -1}, new float[] {0.5f, -1, 1});
        Tree leaf = tree(new int[] {-1}, new int[] {-1}, new float[] {0.25f});
        TreeModel model =
                new TreeModel(signature, new TreeColumns(List.of()), new float[] {0.1f}, List.of(split, leaf));

        assertSame(model, narrow(signature));
    }

    private static Tree tree(int[] left, int[] right, float[] value) {
        int nodes = left.length;
        return new Tree(0, left, right, new int[nodes], value, new boolean[nodes], new BitSet[nodes], new float[nodes]);
    }
}
