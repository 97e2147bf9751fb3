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
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

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

    /** Whether there is any that the features have not taken in: just written, or left by a start that did not come to its end. */
    boolean isUnread() {
        TopicPartition history = new TopicPartition(topics.history(meaning), 0);
        return ask(admin -> admin.listTopics().names().get().contains(history.topic())
                && Math.max(offset(admin, history, OffsetSpec.earliest()), read(admin, history))
                        < offset(admin, history, OffsetSpec.latest()));
    }

    /** Whether the pipeline has run before. */
    boolean hasPast() {
        return ask(admin -> admin.listTopics().names().get().contains(topics.raw()));
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

    private static long offset(Admin admin, TopicPartition partition, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        return admin.listOffsets(Map.of(partition, which))
                .partitionResult(partition)
                .get()
                .offset();
    }

    /** Up to where the app that has the features has read; 0 where it has not begun. */
    private long read(Admin admin, TopicPartition partition) throws ExecutionException, InterruptedException {
        long read = 0;
        for (GroupListing group : admin.listGroups().all().get()) {
            if (group.groupId().startsWith("headrace-" + topics.pipeline().value() + "-")) {
                OffsetAndMetadata committed = admin.listConsumerGroupOffsets(group.groupId())
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(partition);
                read = Math.max(read, committed == null ? 0 : committed.offset());
            }
        }
        return read;
    }

    private interface Question {

        boolean ask(Admin admin) throws ExecutionException, InterruptedException;
    }

    private boolean ask(Question question) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", system.bootstrapServers()))) {
            return question.ask(admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking for history", e);
        } catch (ExecutionException e) {
            throw new KafkaException("the broker does not answer what history there is: " + e.getMessage(), e);
        }
    }
}
