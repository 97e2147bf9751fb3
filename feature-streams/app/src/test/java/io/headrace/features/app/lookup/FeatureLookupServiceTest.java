package io.headrace.features.app.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.headrace.features.app.Payments;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.lookup.ProgramId;
import io.headrace.features.lookup.protocol.Answer;
import io.headrace.features.lookup.protocol.GetOwnersRequest;
import io.headrace.features.lookup.protocol.GetOwnersResponse;
import io.headrace.features.lookup.protocol.LookupRequest;
import io.headrace.features.lookup.protocol.LookupResponse;
import io.headrace.features.lookup.protocol.Question;
import io.headrace.runtime.settings.HeadraceSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** A process that has nothing yet: it says so, and what is wrong with a request. */
class FeatureLookupServiceTest {

    private static final int PARTITIONS = 3;
    private static final String PROGRAM = ProgramId.of(Payments.definition());

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FeatureGroup nobody =
            new FeatureGroup(Optional::empty, FeatureProgram.compile(Payments.definition()), PARTITIONS);
    private final FeatureLookupService service = new FeatureLookupService(
            Payments.definition(),
            new HeadraceSettings(
                    Optional.empty(), Path.of("unused"), PARTITIONS, (short) 1, false, Duration.ofSeconds(1)),
            new EntityOwners(Payments.definition(), PARTITIONS),
            nobody,
            meters);

    @Test
    void thereIsAPlaceForEveryPartitionAndNoOwner() {
        GetOwnersResponse owners = answer(service::getOwners, GetOwnersRequest.getDefaultInstance())
                .join();

        assertThat(owners.getProgram()).isEqualTo(PROGRAM);
        assertThat(owners.getPartitionsList())
                .hasSize(PARTITIONS)
                .allMatch(place -> place.getOwner().isEmpty());
        assertThat(owners.getAnsweredList()).isEmpty();
    }

    @Test
    void whatIsNotHereIsMissingAndCounted() {
        LookupResponse response = lookup(request().addQuestions(question(0, 0)).addQuestions(question(0, 1)))
                .join();

        assertThat(response.getAnswersList())
                .extracting(Answer::getState)
                .containsExactly(Answer.State.MISSING, Answer.State.MISSING);
        assertThat(meters.counter("headrace.features.lookups", "answer", "missing")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void anotherDefinitionIsRefused() {
        assertThat(failure(request().setProgram("other"))).satisfies(status -> {
            assertThat(status.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
            assertThat(status.getDescription()).contains("other").contains(PROGRAM);
        });
    }

    @Test
    void whatCannotBeReadOrIsNotThereIsNamed() {
        assertThat(failure(request().clearEvents().addEvents(ByteString.copyFromUtf8("no event"))))
                .satisfies(status -> {
                    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
                    assertThat(status.getDescription()).contains("not an event of");
                });
        assertThat(failure(request().addQuestions(question(1, 0))).getDescription())
                .isEqualTo("there is no event 1; there are 1");
        assertThat(failure(request().addQuestions(question(0, 9))).getDescription())
                .isEqualTo("there is no stage 9; there are 2");
    }

    private static LookupRequest.Builder request() {
        return LookupRequest.newBuilder()
                .setProgram(PROGRAM)
                .addEvents(bytes(Payments.payment("p1", Payments.NOON, "c1", "t1", 10)));
    }

    private static Question question(int event, int stage) {
        return Question.newBuilder().setEvent(event).setStage(stage).build();
    }

    private static ByteString bytes(GenericRecord event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(event.getSchema()).write(event, encoder);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return ByteString.copyFrom(bytes.toByteArray());
    }

    private CompletableFuture<LookupResponse> lookup(LookupRequest.Builder request) {
        return answer(service::lookup, request.build());
    }

    private Status failure(LookupRequest.Builder request) {
        return Status.fromThrowable(lookup(request).exceptionNow());
    }

    private static <Q, A> CompletableFuture<A> answer(BiConsumer<Q, StreamObserver<A>> call, Q request) {
        CompletableFuture<A> answer = new CompletableFuture<>();
        call.accept(request, new StreamObserver<>() {
            @Override
            public void onNext(A value) {
                answer.complete(value);
            }

            @Override
            public void onError(Throwable problem) {
                answer.completeExceptionally(problem);
            }

            @Override
            public void onCompleted() {}
        });
        return answer;
    }
}
