package io.headrace.schemas.definition.reading;

import java.util.List;
import java.util.stream.Collectors;

/** Mistakes as a terminal shows them: one a line, in columns, then how many. */
public final class MistakeReport {

    private MistakeReport() {}

    /** The lines and the summary, without a line break at the end. */
    public static String of(List<Mistake> mistakes) {
        int locations = width(mistakes.stream().map(Mistake::location).toList());
        int paths = width(mistakes.stream().map(Mistake::path).toList());
        String lines = mistakes.stream()
                .map(mistake ->
                        padded(mistake.location(), locations) + padded(mistake.path(), paths) + mistake.message())
                .collect(Collectors.joining("\n"));
        return lines + "\n" + summary(mistakes.size());
    }

    /** {@code 3 mistakes; nothing was started.} */
    public static String summary(int count) {
        return (count == 1 ? "1 mistake" : count + " mistakes") + "; nothing was started.";
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return width == 0 ? "" : text + " ".repeat(width - text.length() + 2);
    }
}
