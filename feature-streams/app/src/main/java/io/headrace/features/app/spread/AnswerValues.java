package io.headrace.features.app.spread;

import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.StatefulValues;

/** Values of stateful features as they travel: a number, NaN for a missing one, or a text, empty for a missing one. */
final class AnswerValues {

    private AnswerValues() {}

    static Object write(FeatureProgram program, StatefulValues values, int place) {
        return program.isCategory(place) ? values.text(place) : values.number(place);
    }

    /** @param place of a feature that means what the value is of, so it is of its kind */
    static void read(Object value, StatefulValues into, int place) {
        if (value instanceof Double number) {
            into.number(place, number);
        } else {
            into.text(place, value.toString());
        }
    }
}
