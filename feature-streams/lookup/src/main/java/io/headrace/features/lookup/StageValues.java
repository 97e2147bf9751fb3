package io.headrace.features.lookup;

import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Stage;
import io.headrace.features.engine.StatefulValues;
import io.headrace.features.lookup.protocol.Answer;

/** A stage's values as they travel: numbers and texts, each in the order of the stage's features. */
public final class StageValues {

    private StageValues() {}

    /** What a stage has answered. */
    public static Answer write(FeatureProgram program, Stage stage, StatefulValues values, Answer.State state) {
        Answer.Builder answer = Answer.newBuilder().setState(state);
        for (int place = stage.from(); place < stage.to(); place++) {
            if (program.isCategory(place)) {
                answer.addTexts(values.text(place));
            } else {
                answer.addNumbers(values.number(place));
            }
        }
        return answer.build();
    }

    /** @throws IllegalArgumentException if there are more or fewer values than the stage has features */
    static void read(Answer answer, FeatureProgram program, Stage stage, StatefulValues into) {
        if (answer.getNumbersCount() + answer.getTextsCount() != stage.to() - stage.from()) {
            throw new IllegalArgumentException("found %d values for the %d features of %s"
                    .formatted(answer.getNumbersCount() + answer.getTextsCount(), stage.to() - stage.from(), stage));
        }
        int number = 0;
        int text = 0;
        for (int place = stage.from(); place < stage.to(); place++) {
            if (program.isCategory(place)) {
                into.text(place, answer.getTexts(text++));
            } else {
                into.number(place, answer.getNumbers(number++));
            }
        }
    }
}
