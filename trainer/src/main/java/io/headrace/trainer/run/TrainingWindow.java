package io.headrace.trainer.run;

import io.headrace.schemas.avro.OffsetRange;
import io.headrace.schemas.feature.Example;
import java.util.List;

/**
 * What a run is trained on and where that comes from.
 *
 * @param examples in any order: the run orders them itself
 * @param offsets stretches of the examples topic that hold all of them
 * @param trigger what asked for the run: {@code examples}, or a retrain request's id
 */
public record TrainingWindow(List<Example> examples, List<OffsetRange> offsets, String trigger) {

    /** The trigger of a run that is due by the number of new examples. */
    public static final String BY_EXAMPLES = "examples";

    public TrainingWindow {
        examples = List.copyOf(examples);
        offsets = List.copyOf(offsets);
    }
}
