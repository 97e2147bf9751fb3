package io.headrace.benchmarks.results;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which code a checkout holds. */
public final class Commit {

    private Commit() {}

    /** Such as {@code 1a271b8}, with a plus sign where sources were changed since; {@code unknown} without Git. */
    public static String of(Path checkout) {
        try {
            String commit = git(checkout, "rev-parse", "--short=7", "HEAD");
            if (commit.isEmpty()) {
                return "unknown";
            }
            boolean changed = !git(checkout, "status", "--porcelain", "--untracked-files=no")
                    .isEmpty();
            return commit + (changed ? "+" : "");
        } catch (IOException noGit) {
            return "unknown";
        }
    }

    private static String git(Path checkout, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", checkout.toString()));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = git.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
