package io.headrace.trainer.trees;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads trees from XGBoost's JSON model (written by 3.4.0; the format is documented as stable). Of its many fields only those
 * that a prediction depends on are used, and the gain of each split.
 */
final class XgboostJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode learner;
    private final JsonNode model;

    private XgboostJson(JsonNode root) {
        this.learner = root.path("learner");
        this.model = learner.path("gradient_booster").path("model");
    }

    static XgboostJson of(byte[] json) {
        try {
            return new XgboostJson(JSON.readTree(json));
        } catch (IOException broken) {
            throw new UncheckedIOException("XGBoost's model is no JSON", broken);
        }
    }

    /** Per output where its sum starts, as written: a probability for a logistic loss. */
    float[] baseScores(int outputs) {
        String[] texts = learner.path("learner_model_param")
                .path("base_score")
                .asText()
                .replaceAll("[\\[\\]\\s]", "")
                .split(",", -1);
        float[] scores = new float[outputs];
        for (int output = 0; output < outputs; output++) {
            scores[output] = Float.parseFloat(texts[texts.length == 1 ? 0 : output]);
        }
        return scores;
    }

    /** The trees of the first rounds, in the order in which they are summed. */
    List<Tree> trees(int rounds, int outputs) {
        JsonNode trees = model.path("trees");
        JsonNode outputOf = model.path("tree_info");
        int wanted = rounds * outputs;
        if (trees.size() < wanted) {
            throw new IllegalArgumentException(
                    "XGBoost's model has " + trees.size() + " trees; " + wanted + " are needed");
        }
        List<Tree> result = new ArrayList<>(wanted);
        for (int i = 0; i < wanted; i++) {
            result.add(tree(trees.get(i), outputOf.get(i).asInt()));
        }
        return result;
    }

    private static Tree tree(JsonNode tree, int output) {
        int[] left = ints(tree.path("left_children"));
        boolean[] missingGoesLeft = new boolean[left.length];
        JsonNode defaults = tree.path("default_left");
        for (int node = 0; node < left.length; node++) {
            missingGoesLeft[node] = defaults.get(node).asInt() != 0;
        }
        return new Tree(
                output,
                left,
                ints(tree.path("right_children")),
                ints(tree.path("split_indices")),
                floats(tree.path("split_conditions")),
                missingGoesLeft,
                codes(tree, left.length),
                floats(tree.path("loss_changes")));
    }

    private static @Nullable BitSet[] codes(JsonNode tree, int nodes) {
        @Nullable BitSet[] codes = new BitSet[nodes];
        int[] categories = ints(tree.path("categories"));
        int[] owners = ints(tree.path("categories_nodes"));
        int[] starts = ints(tree.path("categories_segments"));
        int[] sizes = ints(tree.path("categories_sizes"));
        for (int i = 0; i < owners.length; i++) {
            BitSet set = new BitSet();
            Arrays.stream(categories, starts[i], starts[i] + sizes[i]).forEach(set::set);
            codes[owners[i]] = set;
        }
        return codes;
    }

    private static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asInt();
        }
        return values;
    }

    private static float[] floats(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).floatValue();
        }
        return values;
    }
}
