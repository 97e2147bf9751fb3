package io.headrace.trainer.run;

import io.headrace.schemas.avro.Lineage;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.feature.Example;
import io.headrace.trainer.data.ExampleOrder;
import java.util.List;

/**
 * Makes a published version's window again. A {@link TrainingRun} over it, with the definition of the version's hash, its seed and its
 * software, gives the same bytes.
 */
public final class Reproduction {

    private Reproduction() {}

    /**
     * The window.
     *
     * @param read every example of the version's offset ranges and meaning; they hold others too, between those of the window
     */
    public static TrainingWindow window(ModelVersion version, List<Example> read) {
        Lineage lineage = version.getLineage();
        long start = lineage.getWindowStart().toEpochMilli();
        long end = lineage.getWindowEnd().toEpochMilli();
        long rows = lineage.getTrainingRows() + lineage.getValidationRows() + lineage.getUnseenRows();
        List<Example> examples = read.stream()
                .filter(example ->
                        example.row().eventTime() >= start && example.row().eventTime() <= end)
                .filter(example -> Splits.isUsable(example.label(), version.getClasses()))
                .sorted(ExampleOrder.AS_KNOWN.reversed())
                .limit(rows)
                .toList();
        return new TrainingWindow(examples, lineage.getOffsets(), lineage.getTrigger());
    }
}
