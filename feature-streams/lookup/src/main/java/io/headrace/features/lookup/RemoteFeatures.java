package io.headrace.features.lookup;

import com.google.common.util.concurrent.ListenableFuture;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.FeaturesUnavailableException;
import io.headrace.features.engine.RequestFeatures;
import io.headrace.features.engine.RequestedRow;
import io.headrace.features.lookup.Asking.Question;
import io.headrace.features.lookup.protocol.Answer;
import io.headrace.features.lookup.protocol.LookupRequest;
import io.headrace.features.lookup.protocol.LookupResponse;
import io.headrace.schemas.definition.PipelineDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.avro.generic.GenericRecord;

/**
 * Features from the processes that keep them: one call to each owner of any of the events' entities, all side by side. Where an owner is lost,
 * a copy answers, and the row says so. Whoever asks waits, for the time that is set at most.
 */
public final class RemoteFeatures implements RequestFeatures, AutoCloseable {

    /** What a request may take longer for each thing that it asks: many events need more time than one. */
    private static final Duration FOR_EACH = Duration.ofNanos(100_000);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final FeatureProgram program;
    private final String programId;
    private final EventBytes bytes;
    private final Duration timeout;
    private final Owners owners;

    /**
     * Asks nobody before {@link #start}.
     *
     * @param addresses host:port of some of the processes, one or more where any feature is of an entity; a name may stand for several
     * @param timeout of a request, whatever has to be tried; a tenth of a millisecond more for each event and stage
     */
    public RemoteFeatures(PipelineDefinition definition, List<String> addresses, Duration timeout) {
        this.program = FeatureProgram.compile(definition);
        this.programId = ProgramId.of(definition);
        this.bytes = new EventBytes(definition.events().schema());
        this.timeout = timeout;
        this.owners = new Owners(programId, addresses);
    }

    /** Begins to find out who keeps what, where there is anything to keep. */
    public void start() {
        if (!program.stages().isEmpty()) {
            owners.start();
        }
    }

    /** Runs something once every partition's owner answers, on the thread that says so, or now. */
    public void whenWhole(Runnable next) {
        if (program.stages().isEmpty()) {
            next.run();
        } else {
            var _ = owners.whole().thenRun(next);
        }
    }

    /** What is known to be missing, in words; empty where nothing is. */
    public List<String> missing() {
        return program.stages().isEmpty() ? List.of() : owners.missing();
    }

    @Override
    public List<RequestedRow> of(List<GenericRecord> events) {
        OwnerTable table = owners.table();
        if (table.partitions().isEmpty() && !program.stages().isEmpty()) {
            throw new FeaturesUnavailableException(owners.missing());
        }
        Asking asking = new Asking(
                program,
                bytes,
                events,
                new EntityPartitions(Math.max(1, table.partitions().size())));
        ask(
                asking,
                table,
                new Clock(timeout.plus(FOR_EACH.multipliedBy(asking.open().size()))));
        if (!asking.open().isEmpty()) {
            throw new FeaturesUnavailableException(asking.missing());
        }
        return asking.rows();
    }

    /**
     * The owners; where any fails, whoever is the owner by now; then those that have copies, one after another. Where one of them is about to become
     * the owner it does not answer for a moment: it is asked again.
     */
    private void ask(Asking asking, OwnerTable table, Clock clock) {
        ask(asking, question -> owner(table, question), false, clock.part(4));
        OwnerTable before = table;
        while (!asking.open().isEmpty()) {
            asking.open().forEach(Question::forget);
            OwnerTable now = refreshed(before, clock.part(5));
            askElsewhere(asking, before, now, clock);
            if (asking.open().stream().noneMatch(Question::mayCome) || clock.isOver(PAUSE)) {
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            before = now;
        }
    }

    private void askElsewhere(Asking asking, OwnerTable before, OwnerTable now, Clock clock) {
        ask(
                asking,
                question -> owner(now, question)
                        .filter(one -> !owner(before, question).equals(Optional.of(one))),
                false,
                clock.part(6));
        int most = now.partitions().stream()
                .mapToInt(place -> place.mayCopy().size())
                .max()
                .orElse(0);
        for (int number = 0; number < most && !asking.open().isEmpty(); number++) {
            int which = number;
            ask(asking, question -> mayCopy(now, question, which), true, clock.part(8));
        }
    }

    private static Optional<String> owner(OwnerTable table, Question question) {
        return place(table, question).flatMap(OwnerTable.Place::owner);
    }

    private static Optional<String> mayCopy(OwnerTable table, Question question, int which) {
        return place(table, question)
                .map(OwnerTable.Place::mayCopy)
                .filter(those -> which < those.size())
                .map(those -> those.get(which));
    }

    private static Optional<OwnerTable.Place> place(OwnerTable table, Question question) {
        return question.partition() < table.partitions().size()
                ? Optional.of(table.partitions().get(question.partition()))
                : Optional.empty();
    }

    /** The table by now; the same where nobody has another in time. */
    private OwnerTable refreshed(OwnerTable before, Duration within) {
        try {
            OwnerTable now = owners.refresh().get(within.toNanos(), TimeUnit.NANOSECONDS);
            return now.partitions().size() == before.partitions().size() ? now : before;
        } catch (ExecutionException | TimeoutException late) {
            return before;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return before;
        }
    }

    /** One call each, side by side. */
    private void ask(Asking asking, Function<Question, Optional<String>> whom, boolean copies, Duration within) {
        Map<String, List<Question>> byAddress = new LinkedHashMap<>();
        List<Question> unanswered = new ArrayList<>();
        for (Question question : asking.open()) {
            whom.apply(question)
                    .ifPresentOrElse(
                            address -> byAddress
                                    .computeIfAbsent(address, _ -> new ArrayList<>())
                                    .add(question),
                            () -> unanswered.add(question));
        }
        Map<String, ListenableFuture<LookupResponse>> calls = LinkedHashMap.newLinkedHashMap(byAddress.size());
        byAddress.forEach((address, questions) -> {
            Owner owner = owners.at(address);
            if (owner.isSpared()) {
                questions.forEach(question -> question.because(address + " has not answered in time"));
                unanswered.addAll(questions);
            } else {
                calls.put(address, owner.lookup(request(asking, questions, copies), within));
            }
        });
        calls.forEach((address, call) ->
                hear(asking, address, byAddress.getOrDefault(address, List.of()), call, within, unanswered));
        asking.remain(unanswered);
    }

    private LookupRequest request(Asking asking, List<Question> questions, boolean copies) {
        LookupRequest.Builder request =
                LookupRequest.newBuilder().setProgram(programId).setCopies(copies);
        Map<Integer, Integer> places = new HashMap<>();
        for (Question question : questions) {
            int place = places.computeIfAbsent(question.event(), _ -> {
                request.addEvents(asking.event(question));
                return request.getEventsCount() - 1;
            });
            request.addQuestionsBuilder().setEvent(place).setStage(question.stage());
        }
        return request.build();
    }

    private void hear(
            Asking asking,
            String address,
            List<Question> questions,
            ListenableFuture<LookupResponse> call,
            Duration within,
            List<Question> unanswered) {
        Owner owner = owners.at(address);
        try {
            List<Answer> answers = call.get().getAnswersList();
            owner.answered();
            for (int i = 0; i < questions.size(); i++) {
                Question question = questions.get(i);
                if (answers.get(i).getState() == Answer.State.MISSING) {
                    question.isNotAt(address);
                    unanswered.add(question);
                } else {
                    asking.answer(question, answers.get(i));
                }
            }
        } catch (ExecutionException problem) {
            // Whoever was given only what was left of a request's time is not to blame.
            if (Causes.isTooLate(problem) && within.compareTo(timeout.dividedBy(4)) >= 0) {
                owner.tooLate();
            }
            questions.forEach(question -> question.because(address + " does not answer: " + Causes.describe(problem)));
            unanswered.addAll(questions);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            unanswered.addAll(questions);
        }
    }

    /** The time of one request, of which each try has a part: an owner that is silent leaves some for a copy. */
    private static final class Clock {

        private static final int PARTS = 8;

        private final long start = System.nanoTime();
        private final long length;

        Clock(Duration length) {
            this.length = length.toNanos();
        }

        /** What is left until so many parts of eight are over. */
        Duration part(int parts) {
            return Duration.ofNanos(Math.max(0, start + length / PARTS * parts - System.nanoTime()));
        }

        /** Whether no more than so much is left of it. */
        boolean isOver(Duration rest) {
            return start + length - System.nanoTime() <= rest.toNanos();
        }
    }

    @Override
    public void close() {
        owners.close();
    }
}
