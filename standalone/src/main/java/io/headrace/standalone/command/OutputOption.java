package io.headrace.standalone.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** For whom a command writes: a person, or a program. */
final class OutputOption {

    private static final ObjectMapper JSON = new ObjectMapper();

    private enum Form {
        TEXT,
        JSON
    }

    private static final class Forms implements ITypeConverter<Form> {
        @Override
        public Form convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "text" -> Form.TEXT;
                case "json" -> Form.JSON;
                default -> throw new TypeConversionException("found '" + value + "'; right is text or json");
            };
        }
    }

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "text",
            converter = Forms.class,
            description = "text, or json: one document, or one object a line for what follows"
                    + " (default: ${DEFAULT-VALUE}).")
    private Form form = Form.TEXT;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    boolean json() {
        return form == Form.JSON;
    }

    /** Where the command writes. */
    PrintWriter out() {
        return command.commandLine().getOut();
    }

    /** Tells a person what the output itself must not hold. */
    void warn(String text) {
        command.commandLine().getErr().println("⚠ " + text);
        command.commandLine().getErr().flush();
    }

    /** Writes a document, or lines for a person. */
    void show(Supplier<JsonNode> document, Supplier<List<String>> lines) {
        if (json()) {
            out().println(indented(document.get()));
        } else {
            lines.get().forEach(out()::println);
        }
        out().flush();
    }

    private static String indented(JsonNode document) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
