package io.headrace.features.app.spread;

import io.headrace.features.engine.FeatureProgram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers by feature, so that those under way survive a new definition; missing ones are left out. */
final class NamedAnswers {

    private final FeatureProgram program;
    private final List<String> features;

    NamedAnswers(FeatureProgram program) {
        this.program = program;
        this.features = program.stateful();
    }

    Map<String, Double> named(double[] answers) {
        Map<String, Double> named = new HashMap<>();
        for (int i = 0; i < answers.length; i++) {
            if (!Double.isNaN(answers[i])) {
                named.put(features.get(i), answers[i]);
            }
        }
        return named;
    }

    double[] inOrder(Map<String, Double> named) {
        double[] answers = program.blank();
        for (int i = 0; i < answers.length; i++) {
            answers[i] = named.getOrDefault(features.get(i), Double.NaN);
        }
        return answers;
    }
}
