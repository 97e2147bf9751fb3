package io.headrace.features.app.spread;

import io.headrace.schemas.feature.Label;

/** Labels as they travel: a category's name or a quantity. */
final class LabelValues {

    private LabelValues() {}

    static Object write(Label label) {
        return switch (label) {
            case Label.Category(String name) -> name;
            case Label.Quantity(double value) -> value;
        };
    }

    static Label read(Object value) {
        return value instanceof Double quantity ? new Label.Quantity(quantity) : new Label.Category(value.toString());
    }
}
