package io.headrace.features.app.lookup;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.headrace.features.app.state.CopiedEntities;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Stage;
import io.headrace.features.engine.StatefulValues;
import io.headrace.features.engine.UnusableEventException;
import io.headrace.features.lookup.EntityPartitions;
import io.headrace.features.lookup.EventBytes;
import io.headrace.features.lookup.ProgramId;
import io.headrace.features.lookup.StageValues;
import io.headrace.features.lookup.protocol.Answer;
import io.headrace.features.lookup.protocol.FeatureLookupGrpc.FeatureLookupImplBase;
import io.headrace.features.lookup.protocol.GetOwnersRequest;
import io.headrace.features.lookup.protocol.GetOwnersResponse;
import io.headrace.features.lookup.protocol.LookupRequest;
import io.headrace.features.lookup.protocol.LookupResponse;
import io.headrace.features.lookup.protocol.Question;
import io.headrace.features.timeline.CorruptPieceException;
import io.headrace.runtime.settings.HeadraceSettings;
import io.headrace.runtime.streams.ChainedApp;
import io.headrace.schemas.definition.PipelineDefinition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers other processes from what this one keeps. */
@Singleton
@Requires(missingBeans = ChainedApp.class)
final class FeatureLookupService extends FeatureLookupImplBase {

    private static final Logger LOG = LoggerFactory.getLogger(FeatureLookupService.class);

    private final String programId;
    private final FeatureProgram program;
    private final EventBytes events;
    private final EntityOwners owners;
    private final FeatureGroup group;
    private final EntityPartitions partitions;
    private final Map<Answer.State, Counter> answers = new EnumMap<>(Answer.State.class);

    FeatureLookupService(
            PipelineDefinition definition,
            HeadraceSettings settings,
            EntityOwners owners,
            FeatureGroup group,
            MeterRegistry meters) {
        this.programId = ProgramId.of(definition);
        this.program = FeatureProgram.compile(definition);
        this.events = new EventBytes(definition.events().schema());
        this.owners = owners;
        this.group = group;
        this.partitions = new EntityPartitions(settings.partitions());
        for (Answer.State state : List.of(Answer.State.MISSING, Answer.State.LIVE, Answer.State.STALE)) {
            answers.put(
                    state,
                    Counter.builder("headrace.features.lookups")
                            .description("Answers to other processes: one for each event and stage")
                            .tag("answer", state.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
    }

    @Override
    public void getOwners(GetOwnersRequest request, StreamObserver<GetOwnersResponse> caller) {
        caller.onNext(GetOwnersResponse.newBuilder()
                .setProgram(programId)
                .addAllPartitions(group.owners())
                .addAllAnswered(owners.answered())
                .build());
        caller.onCompleted();
    }

    @Override
    public void lookup(LookupRequest request, StreamObserver<LookupResponse> caller) {
        LookupResponse response;
        try {
            response = answer(request);
        } catch (IllegalArgumentException | UnusableEventException mistake) {
            fail(caller, Status.INVALID_ARGUMENT, String.valueOf(mistake.getMessage()));
            return;
        } catch (OtherProgramException other) {
            fail(caller, Status.FAILED_PRECONDITION, String.valueOf(other.getMessage()));
            return;
        } catch (RuntimeException problem) {
            LOG.error("features could not be looked up", problem);
            fail(caller, Status.INTERNAL, "the lookup failed: " + problem.getMessage());
            return;
        }
        caller.onNext(response);
        caller.onCompleted();
    }

    private LookupResponse answer(LookupRequest request) {
        if (!request.getProgram().equals(programId)) {
            throw new OtherProgramException(request.getProgram(), programId);
        }
        List<GenericRecord> read =
                request.getEventsList().stream().map(this::read).toList();
        StatefulValues values = program.blank();
        LookupResponse.Builder response = LookupResponse.newBuilder();
        for (Question question : request.getQuestionsList()) {
            GenericRecord event = at(read, question.getEvent(), "event");
            Stage stage = at(program.stages(), question.getStage(), "stage");
            Answer.State state = values(stage, event, request.getCopies(), values);
            Optional.ofNullable(answers.get(state)).ifPresent(Counter::increment);
            response.addAnswers(
                    state == Answer.State.MISSING
                            ? Answer.getDefaultInstance()
                            : StageValues.write(program, stage, values, state));
        }
        return response.build();
    }

    private GenericRecord read(ByteString event) {
        return events.read(event);
    }

    private static <T> T at(List<T> those, int place, String what) {
        if (place < 0 || place >= those.size()) {
            throw new IllegalArgumentException("there is no %s %d; there are %d".formatted(what, place, those.size()));
        }
        return those.get(place);
    }

    private Answer.State values(Stage stage, GenericRecord event, boolean copies, StatefulValues into) {
        Optional<String> entity = stage.entity(event);
        if (entity.isEmpty()) {
            stage.missing(into);
            return Answer.State.LIVE;
        }
        if (owners.values(stage, entity.get(), event, into)) {
            return Answer.State.LIVE;
        }
        return copies && copied(stage, entity.get(), event, into) ? Answer.State.STALE : Answer.State.MISSING;
    }

    private boolean copied(Stage stage, String entity, GenericRecord event, StatefulValues into) {
        Optional<CopiedEntities> copy = group.copy(stage, partitions.of(stage, entity));
        try {
            copy.ifPresent(here -> here.values(entity, event, into));
            return copy.isPresent();
        } catch (InvalidStateStoreException | CorruptPieceException notNow) {
            LOG.debug("a copy of {} could not be read", stage, notNow);
            return false;
        }
    }

    private static void fail(StreamObserver<?> caller, Status status, String why) {
        caller.onError(status.withDescription(why).asRuntimeException());
    }

    /** Who asks has another definition. */
    private static final class OtherProgramException extends RuntimeException {

        private static final long serialVersionUID = 1;

        OtherProgramException(String asked, String here) {
            super("another definition runs here: program %s was asked for, %s is here".formatted(asked, here));
        }
    }
}
