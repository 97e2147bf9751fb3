package io.headrace.features.engine;

import io.headrace.schemas.expression.CategoryProgram;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * Several categories as one: their texts joined by |. A | or a backslash of a text has a backslash before it, so that no two lists of
 * texts give the same. Missing where one of them is.
 *
 * @param place where it goes
 */
record CrossStep(List<CategoryProgram> categories, int place) implements RowStep {

    CrossStep {
        categories = List.copyOf(categories);
    }

    @Override
    public void compute(GenericRecord event, double[] numeric, String[] categorical) {
        StringBuilder joined = new StringBuilder();
        for (CategoryProgram category : categories) {
            String text = category.evaluate(event, numeric, categorical);
            if (text.isEmpty()) {
                categorical[place] = "";
                return;
            }
            if (!joined.isEmpty()) {
                joined.append('|');
            }
            joined.append(text.replace("\\", "\\\\").replace("|", "\\|"));
        }
        categorical[place] = joined.toString();
    }
}
