package io.headrace.runtime.process;

import io.headrace.runtime.lifecycle.StartFailure;
import io.headrace.schemas.definition.reading.InvalidDefinitionException;
import io.micronaut.context.exceptions.ConfigurationException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.error.YAMLException;

/** Why a process could not start, from what its parts threw. */
sealed interface FailureReason {

    /** @param sentence what was found, where, and what would be right */
    record Known(String sentence) implements FailureReason {}

    /** @param cause to be shown with its stack: most likely a bug */
    record Unknown(Throwable cause) implements FailureReason {}

    /** Micronaut's own words for a value that has the wrong type. */
    Pattern WRONG_TYPE = Pattern.compile(
            "Error resolving property value \\[([^]]+)]\\. Unable to convert value (.*?)(?: due to:|$)");

    static FailureReason of(Throwable failure) {
        List<Throwable> causes = causes(failure);
        return first(causes, StartFailure.class)
                .map(Throwable::getMessage)
                .or(() -> first(causes, BindException.class).map(taken -> portTaken(causes, taken)))
                .or(() -> wrongType(causes))
                .or(() -> first(causes, YAMLException.class).map(FailureReason::noYaml))
                .or(() -> first(causes, InvalidDefinitionException.class)
                        .map(mistakes -> "The definition has mistakes.\n" + mistakes.getMessage()))
                .or(() -> first(causes, ConfigurationException.class).map(FailureReason::configuration))
                .<FailureReason>map(Known::new)
                .orElseGet(() -> new Unknown(failure));
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        Throwable next = failure;
        while (next != null && !causes.contains(next)) {
            causes.add(next);
            next = next.getCause();
        }
        return causes;
    }

    private static <T extends Throwable> Optional<T> first(List<Throwable> causes, Class<T> type) {
        return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static Stream<String> lines(List<Throwable> causes) {
        return causes.stream()
                .flatMap(cause -> Optional.ofNullable(cause.getMessage()).stream())
                .flatMap(String::lines);
    }

    private static String portTaken(List<Throwable> causes, BindException taken) {
        return Stream.concat(lines(causes), Stream.of(String.valueOf(taken.getMessage())))
                        .filter(line -> line.matches(".*\\d{2,5}.*"))
                        .findFirst()
                        .orElse("A port is in use by another process")
                + ": stop the other process, or choose another port with micronaut.server.port"
                + " (MICRONAUT_SERVER_PORT; for gRPC grpc.server.port, GRPC_SERVER_PORT)";
    }

    private static Optional<String> wrongType(List<Throwable> causes) {
        return lines(causes)
                .map(WRONG_TYPE::matcher)
                .filter(Matcher::find)
                .findFirst()
                .map(found -> found.group(1) + " ("
                        + found.group(1).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_") + "): cannot convert "
                        + found.group(2));
    }

    /** Neither Micronaut nor the parser says which file; whoever set one knows. */
    private static String noYaml(YAMLException mistake) {
        String files = Optional.ofNullable(System.getProperty("micronaut.config.files"))
                .or(() -> Optional.ofNullable(System.getenv("MICRONAUT_CONFIG_FILES")))
                .orElse("none");
        return "A file of settings is not YAML (micronaut.config.files: " + files + "): " + mistake.getMessage();
    }

    private static String configuration(ConfigurationException mistake) {
        Throwable root = causes(mistake).getLast();
        String own = String.valueOf(mistake.getMessage());
        String deepest = String.valueOf(root.getMessage());
        return own.contains(deepest) ? own : own + ": " + deepest;
    }
}
