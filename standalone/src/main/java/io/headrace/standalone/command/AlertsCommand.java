package io.headrace.standalone.command;

import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.status.StatusJson;
import io.headrace.standalone.status.StatusText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headrace alerts}: reads the alert topic. */
@Command(name = "alerts", description = "Reads the alert topic of a running system.", mixinStandardHelpOptions = true)
final class AlertsCommand implements Callable<Integer> {

    @Mixin
    private TailOptions tail = new TailOptions();

    @Override
    public Integer call() {
        tail.show(Topics::alerts, Alert.class, StatusText::alert, StatusJson::of);
        return 0;
    }
}
