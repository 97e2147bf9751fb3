package io.headrace.scoring.inference;

import java.util.List;
import java.util.Optional;

/** What this server says of itself. */
public final class ServerIdentity {

    public static final String NAME = "headrace";

    /** Beyond the protocol: an input named event, whose features are computed at request time. */
    public static final List<String> EXTENSIONS = List.of("headrace_event_input");

    private ServerIdentity() {}

    /** The software's version; "development" where it runs from class files. */
    public static String version() {
        return Optional.ofNullable(ServerIdentity.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
