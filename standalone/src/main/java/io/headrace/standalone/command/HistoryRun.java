package io.headrace.standalone.command;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.Meaning;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.backfill.Backfill;
import io.headrace.standalone.backfill.BackfillCounts;
import io.headrace.standalone.backfill.HistoryTopic;
import io.headrace.standalone.backfill.Source;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.terminal.Terminal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Writes what the features app of a definition is to know of the past. */
final class HistoryRun {

    /** Tells the features app that history is there. */
    static final String PROPERTY = "headrace.features.history";

    private final PipelineDefinition definition;
    private final RunningSystem system;
    private final Terminal terminal;
    private final Topics topics;
    private final String meaning;

    HistoryRun(PipelineDefinition definition, RunningSystem system, Terminal terminal) {
        this.definition = definition;
        this.system = system;
        this.terminal = terminal;
        this.topics = new Topics(definition.pipeline());
        this.meaning = Meaning.of(definition).hash();
    }

    /** Whether there is any, read or not. */
    boolean isThere() {
        return topicNames().contains(topics.history(meaning));
    }

    /** Whether the pipeline has run before. */
    boolean hasPast() {
        return topicNames().contains(topics.raw());
    }

    void run(Source source, Backfill.Settings settings) throws InterruptedException {
        AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", system.registryUrl()));
        long began = System.nanoTime();
        BackfillProgress progress = new BackfillProgress(terminal, System::nanoTime);
        try (HistoryTopic topic =
                HistoryTopic.open(system.bootstrapServers(), topics.historySpec(meaning, 1, (short) 1), serdes)) {
            BackfillCounts counts =
                    Backfill.ofPast(definition, serdes, source, topic, settings).run(progress);
            terminal.endProgress();
            BackfillProgress.history(counts, System.nanoTime() - began).forEach(terminal::line);
        }
    }

    private Set<String> topicNames() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", system.bootstrapServers()))) {
            return admin.listTopics().names().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking for topics", e);
        } catch (ExecutionException e) {
            throw new KafkaException("the broker does not list its topics: " + e.getMessage(), e);
        }
    }
}
