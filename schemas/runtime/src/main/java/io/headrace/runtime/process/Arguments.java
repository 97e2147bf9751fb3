package io.headrace.runtime.process;

import io.headrace.runtime.settings.SettingNames;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may stand on the command line. Micronaut takes no notice of anything else, and says nothing. */
final class Arguments {

    private static final Pattern SETTING = Pattern.compile("--?([A-Za-z][A-Za-z0-9._-]*)=.*", Pattern.DOTALL);

    private Arguments() {}

    /** What an argument sets a property to; of several the last. */
    static Optional<String> value(List<String> arguments, String property) {
        return arguments.stream()
                .map(argument -> argument.replaceFirst("^--?", ""))
                .filter(argument -> argument.startsWith(property + "="))
                .map(argument -> argument.substring(property.length() + 1))
                .reduce((_, last) -> last);
    }

    /** A sentence for each argument that sets nothing. */
    static List<String> mistakes(List<String> arguments) {
        return arguments.stream()
                .flatMap(argument -> mistake(argument).stream())
                .map(mistake -> mistake + " (docs/processes.md lists all names)")
                .toList();
    }

    private static Optional<String> mistake(String argument) {
        Matcher setting = SETTING.matcher(argument);
        if (!setting.matches()) {
            return Optional.of("Argument \"" + argument
                    + "\" sets nothing; write -NAME=VALUE, such as -kafka.bootstrap.servers=localhost:9092");
        }
        String name = setting.group(1);
        return name.startsWith("headrace.") && !SettingNames.isHeadrace(name)
                ? Optional.of("Argument \"" + argument + "\": there is no setting " + name + "; was "
                        + SettingNames.nearest(name) + " meant?")
                : Optional.empty();
    }
}
