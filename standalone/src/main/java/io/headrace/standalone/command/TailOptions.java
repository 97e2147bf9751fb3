package io.headrace.standalone.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.topic.NewestRecords;
import io.headrace.standalone.topic.PassedOver;
import io.headrace.standalone.topic.RecordReader;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command that shows a topic's newest records is told which, and how to show them. */
final class TailOptions {

    @Mixin
    private RunningOption running = new RunningOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--follow", description = "Go on with what comes, until stopped.")
    private boolean follow;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many of the newest to show first (default: ${DEFAULT-VALUE}).")
    private int last;

    /**
     * Shows the records asked for; returns after them unless it is to follow. Ends, too, when nobody reads what it writes.
     *
     * @param text a record as a line
     * @param json a record with keys that stay
     */
    <T extends SpecificRecord> void show(
            Function<Topics, String> topic, Class<T> type, Function<T, String> text, Function<T, ObjectNode> json) {
        String name = topic.apply(new Topics(running.definition().pipeline()));
        String broker = running.system().bootstrapServers();
        RecordReader<T> reader = RecordReader.of(running.serdes(), type);
        Function<T, String> line = output.json() ? record -> json.apply(record).toString() : text;
        if (follow) {
            NewestRecords.follow(broker, name, reader::read, last, new Lines<>(output, line));
            return;
        }
        NewestRecords<T> newest = NewestRecords.of(broker, name, reader::read, last);
        output.show(
                () -> {
                    ArrayNode records = JsonNodeFactory.instance.arrayNode();
                    newest.records().forEach(record -> records.add(json.apply(record)));
                    return records;
                },
                () -> newest.records().stream().map(text).toList());
        if (newest.passedOver().count() > 0) {
            output.warn(newest.passedOver().text());
        }
    }

    /** Writes each record as a line. */
    private record Lines<T>(OutputOption output, Function<T, String> line) implements NewestRecords.Listener<T> {

        @Override
        public boolean record(T value) {
            output.out().println(line.apply(value));
            // Also flushes, and tells whether a reader such as head has gone.
            return !output.out().checkError();
        }

        @Override
        public void passedOver(PassedOver some) {
            output.warn(some.text());
        }
    }
}
