package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.PipelineDefinition;
import java.util.List;
import java.util.stream.Collectors;

/** Every setting of a definition, those that were left out too, with the reason for each default. */
public final class DefinitionExplanation {

    private final PipelineDefinition definition;
    private final List<Setting> settings;

    private DefinitionExplanation(PipelineDefinition definition) {
        this.definition = definition;
        this.settings = Settings.of(definition);
    }

    public static DefinitionExplanation of(PipelineDefinition definition) {
        return new DefinitionExplanation(definition);
    }

    /** In the order of the reference. */
    public List<Setting> settings() {
        return settings;
    }

    /** The settings in columns, then the hash and the meaning; without a line break at the end. */
    public String text() {
        int paths = settings.stream()
                .mapToInt(setting -> setting.path().length())
                .max()
                .orElse(0);
        int values = settings.stream()
                .filter(setting -> setting.reason().isPresent())
                .mapToInt(setting -> setting.value().length())
                .max()
                .orElse(0);
        return settings.stream().map(setting -> line(setting, paths, values)).collect(Collectors.joining("\n"))
                + "\n\nhash " + definition.hash() + "\nmeaning "
                + Meaning.of(definition).hash();
    }

    private static String line(Setting setting, int paths, int values) {
        String start = padded(setting.path(), paths) + "  ";
        return setting.reason()
                .map(reason -> start + padded(setting.value(), values) + "  default: " + reason)
                .orElse(start + setting.value());
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
