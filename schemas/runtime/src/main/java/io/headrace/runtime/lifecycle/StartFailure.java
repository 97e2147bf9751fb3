package io.headrace.runtime.lifecycle;

import io.headrace.schemas.definition.reading.InvalidDefinitionException;
import io.micronaut.context.exceptions.BeanContextException;
import io.micronaut.context.exceptions.ConfigurationException;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The process cannot start; the message names what could not and what to change. */
public final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private StartFailure(String message, @Nullable Throwable cause) {
        // Its own stack says nothing that the message does not; the cause keeps its.
        super(message, cause, false, false);
    }

    /** @param what could not be done, without a full stop */
    static StartFailure of(String what, Throwable failure) {
        Throwable reason = withoutWrapping(failure);
        return new StartFailure(
                what + ": " + message(reason), reason instanceof InvalidDefinitionException ? null : reason);
    }

    /** The first cause that is not the container's own. */
    private static Throwable withoutWrapping(Throwable failure) {
        Throwable reason = failure;
        Throwable cause = failure.getCause();
        while (reason instanceof BeanContextException && cause != null) {
            reason = cause;
            cause = reason.getCause();
        }
        return reason;
    }

    private static String message(Throwable reason) {
        String message = Optional.ofNullable(reason.getMessage()).orElse("no reason given");
        return switch (reason) {
            case InvalidDefinitionException mistakes -> "\n" + message;
            case IllegalArgumentException clear -> message;
            case ConfigurationException clear -> message;
            case IllegalStateException clear -> message;
            case TimeoutException away -> message + "; check that Kafka runs and kafka.bootstrap.servers is right";
            default -> message + " (" + reason.getClass().getSimpleName() + ")";
        };
    }
}
