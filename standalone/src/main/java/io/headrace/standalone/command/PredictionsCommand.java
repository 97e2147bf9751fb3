package io.headrace.standalone.command;

import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.status.StatusJson;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headrace predictions}: reads the prediction topic. */
@Command(
        name = "predictions",
        description = "Reads the prediction topic of a running system.",
        mixinStandardHelpOptions = true)
final class PredictionsCommand implements Callable<Integer> {

    @Mixin
    private TailOptions tail = new TailOptions();

    @Override
    public Integer call() {
        tail.show(Topics::predictions, Prediction.class, PredictionsCommand::text, StatusJson::of);
        return 0;
    }

    private static String text(Prediction prediction) {
        return String.format(
                Locale.ROOT,
                "%s  %-20s  %-12s  %-10s  score %.4f",
                prediction.getEventTime(),
                prediction.getEventId(),
                prediction.getModel(),
                prediction.getPredictedClass() == null ? "" : prediction.getPredictedClass(),
                prediction.getScore());
    }
}
