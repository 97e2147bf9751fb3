package io.headrace.trainer.data;

import io.headrace.schemas.feature.Example;
import java.util.Comparator;

/** Orders of examples in which no two are equal, and in which it does not show how partitions were interleaved. */
public final class ExampleOrder {

    /** In which events happened: event time, then id. */
    public static final Comparator<Example> BY_EVENT_TIME = Comparator.comparingLong(
                    (Example example) -> example.row().eventTime())
            .thenComparing(example -> example.row().eventId());

    /** In which labels became known: label time, event time, id. */
    public static final Comparator<Example> AS_KNOWN =
            Comparator.comparingLong(Example::labelTime).thenComparing(BY_EVENT_TIME);

    private ExampleOrder() {}
}
