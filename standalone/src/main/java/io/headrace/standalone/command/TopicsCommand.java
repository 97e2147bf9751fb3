package io.headrace.standalone.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.standalone.status.TopicLine;
import io.headrace.standalone.status.TopicReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headrace topics}: the pipeline's topics and what is in them. */
@Command(
        name = "topics",
        description = "Lists a running pipeline's topics: partitions, records, size, schema, and what each holds.",
        mixinStandardHelpOptions = true)
final class TopicsCommand implements Callable<Integer> {

    @Mixin
    private RunningOption running = new RunningOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        PipelineName pipeline = running.definition().pipeline();
        List<TopicLine> topics = TopicReader.read(running.system(), running.definition(), running.data());
        output.show(() -> json(pipeline, topics), () -> text(topics));
        return 0;
    }

    static ObjectNode json(PipelineName pipeline, List<TopicLine> topics) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("pipeline", pipeline.value());
        ArrayNode list = document.putArray("topics");
        topics.forEach(topic -> {
            ObjectNode node = list.addObject()
                    .put("name", topic.name())
                    .put("holds", topic.holds())
                    .put("partitions", topic.partitions())
                    .put("records", topic.records())
                    .put("bytes", topic.bytes());
            topic.schema()
                    .ifPresentOrElse(
                            schema -> node.putObject("schema")
                                    .put("subject", schema.name())
                                    .put("version", schema.version())
                                    .put("id", schema.id()),
                            () -> node.putNull("schema"));
        });
        return document;
    }

    static List<String> text(List<TopicLine> topics) {
        int width =
                topics.stream().mapToInt(topic -> topic.name().length()).max().orElse(0);
        int subjects =
                topics.stream().mapToInt(topic -> subject(topic).length()).max().orElse(0);
        String row = "%-" + width + "s  %10s  %10s  %9s  %-" + Math.max(6, subjects) + "s  %s";
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, row, "topic", "partitions", "records", "size", "schema", "holds"));
        topics.forEach(topic -> lines.add(String.format(
                Locale.ROOT,
                row,
                topic.name(),
                topic.partitions(),
                String.format(Locale.ROOT, "%,d", topic.records()),
                size(topic.bytes()),
                subject(topic),
                topic.holds())));
        return lines;
    }

    private static String subject(TopicLine topic) {
        return topic.schema()
                .map(schema -> schema.name() + " v" + schema.version())
                .orElse("–");
    }

    private static String size(long bytes) {
        return bytes < 1024 * 1024
                ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / (1024.0 * 1024.0));
    }
}
