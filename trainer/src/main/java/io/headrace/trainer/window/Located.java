package io.headrace.trainer.window;

import io.headrace.schemas.feature.Example;
import io.headrace.trainer.data.ExampleOrder;
import java.util.Comparator;

/**
 * An example and where it was read.
 *
 * @param partition of the examples topic
 */
public record Located(Example example, int partition, long offset) {

    /** In the order of {@link ExampleOrder#AS_KNOWN}. */
    static final Comparator<Located> AS_KNOWN = Comparator.comparing(Located::example, ExampleOrder.AS_KNOWN);

    long eventTime() {
        return example.row().eventTime();
    }
}
