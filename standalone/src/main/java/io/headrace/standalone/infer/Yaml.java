package io.headrace.standalone.infer;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts as YAML. */
final class Yaml {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*( [A-Za-z0-9_.-]+)*");
    private static final Pattern NUMBER_OR_WORD =
            Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n|~|\\.inf|\\.nan|nan|inf");

    private Yaml() {}

    /** A text that every reader of YAML takes as one: quoted where it must or might have to be. */
    static String text(String text) {
        return PLAIN.matcher(text).matches() && !NUMBER_OR_WORD.matcher(text).matches() ? text : quoted(text);
    }

    static String list(List<String> texts) {
        return texts.stream().map(Yaml::text).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(one -> {
            switch (one) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (one < ' ' || one == 0x7f || one == 0x85) {
                        quoted.append(String.format(java.util.Locale.ROOT, "\\u%04x", one));
                    } else {
                        quoted.append((char) one);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
