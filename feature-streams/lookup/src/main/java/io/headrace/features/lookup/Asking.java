package io.headrace.features.lookup;

import com.google.protobuf.ByteString;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.RequestedRow;
import io.headrace.features.engine.Stage;
import io.headrace.features.engine.StatefulValues;
import io.headrace.features.lookup.protocol.Answer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;

/** Some events that are asked about, and what has been answered so far. For one thread. */
final class Asking {

    private final FeatureProgram program;
    private final List<GenericRecord> events;
    private final EventBytes bytes;
    private final ByteString[] written;
    private final List<StatefulValues> values;
    private final boolean[] stale;
    private List<Question> open = new ArrayList<>();

    /** What one stage is asked about one event. */
    static final class Question {

        private final int event;
        private final int stage;
        private final int partition;
        private final Set<String> why = new LinkedHashSet<>();
        private boolean mayCome;

        private Question(int event, int stage, int partition) {
            this.event = event;
            this.stage = stage;
            this.partition = partition;
        }

        int event() {
            return event;
        }

        int stage() {
            return stage;
        }

        int partition() {
            return partition;
        }

        /** Somebody who should have it does not. */
        void isNotAt(String address) {
            because(address + " does not have it");
            mayCome = true;
        }

        /** Whether somebody is there who may have it soon. */
        boolean mayCome() {
            return mayCome;
        }

        /** Begins to ask once more. */
        void forget() {
            mayCome = false;
        }

        /** One more reason why it is not answered so far. */
        void because(String problem) {
            why.add(problem);
        }
    }

    Asking(FeatureProgram program, EventBytes bytes, List<GenericRecord> events, EntityPartitions partitions) {
        this.program = program;
        this.bytes = bytes;
        this.events = events;
        this.written = new ByteString[events.size()];
        this.stale = new boolean[events.size()];
        this.values =
                IntStream.range(0, events.size()).mapToObj(_ -> program.blank()).toList();
        for (int event = 0; event < events.size(); event++) {
            for (int stage = 0; stage < program.stages().size(); stage++) {
                ask(event, stage, partitions);
            }
        }
    }

    /** Of an event without the stage's entity nothing need be asked. */
    private void ask(int event, int number, EntityPartitions partitions) {
        Stage stage = program.stages().get(number);
        stage.entity(events.get(event))
                .ifPresentOrElse(
                        entity -> open.add(new Question(event, number, partitions.of(stage, entity))),
                        () -> stage.missing(values.get(event)));
    }

    /** What has no answer yet. */
    List<Question> open() {
        return open;
    }

    /** An event as it travels; encoded once, whoever is asked about it. */
    ByteString event(Question question) {
        ByteString known = written[question.event];
        if (known == null) {
            known = bytes.write(events.get(question.event));
            written[question.event] = known;
        }
        return known;
    }

    void answer(Question question, Answer answer) {
        StageValues.read(answer, program, program.stages().get(question.stage), values.get(question.event));
        stale[question.event] |= answer.getState() == Answer.State.STALE;
    }

    /** Some have been asked: these are still open. */
    void remain(List<Question> unanswered) {
        open = unanswered;
    }

    /** What is missing: each stage and partition, and why. */
    List<String> missing() {
        return open.stream()
                .map(question -> program.stages().get(question.stage) + " " + question.partition
                        + (question.why.isEmpty() ? "" : " (" + String.join("; ", question.why) + ")"))
                .distinct()
                .toList();
    }

    /** Every event's row, when nothing is open. */
    List<RequestedRow> rows() {
        return IntStream.range(0, events.size())
                .mapToObj(event -> new RequestedRow(program.row(events.get(event), values.get(event)), stale[event]))
                .toList();
    }
}
