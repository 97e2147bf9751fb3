package io.headrace.standalone.command;

import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.PipelineDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where the events of further streams are read from. */
final class StreamOption {

    @Option(
            names = "--stream",
            paramLabel = "NAME=FILE",
            description = {
                "CSV file of events of a further stream, plain or gz, written as --source;",
                "repeated for another stream, or for one that goes on in another file."
            })
    private List<String> given = new ArrayList<>();

    /** As they were given, by the stream's name. */
    Map<String, List<Path>> named() {
        Map<String, List<Path>> named = new LinkedHashMap<>();
        for (String one : given) {
            int end = one.indexOf('=');
            if (end < 1 || end == one.length() - 1) {
                throw new WrongArguments("--stream " + one + ": right is NAME=FILE, such as logins=logins.csv");
            }
            named.computeIfAbsent(one.substring(0, end), _ -> new ArrayList<>()).add(Path.of(one.substring(end + 1)));
        }
        return named;
    }

    /**
     * Of every stream that the definition has, by its name.
     *
     * @param file the definition's
     * @throws WrongArguments as {@link #files} does, and where a stream has no file
     */
    Map<String, List<Path>> all(Path file, PipelineDefinition definition) {
        Map<String, List<Path>> all = new LinkedHashMap<>();
        files(definition).forEach(found -> all.put(found.stream().name(), found.files()));
        for (EventStream stream : definition.streams()) {
            if (!all.containsKey(stream.name())) {
                throw new WrongArguments("-f " + file + ": found the further stream " + stream.name()
                        + ", but no file with its events; right is --stream " + stream.name() + "=FILE");
            }
        }
        return all;
    }

    /**
     * Of each stream that is named, in the definition's order.
     *
     * @throws WrongArguments where one is not NAME=FILE, or names no stream of the definition, or a file cannot be read as the stream's events
     */
    List<StreamFiles> files(PipelineDefinition definition) {
        Map<String, List<Path>> named = named();
        List<String> known =
                definition.streams().stream().map(EventStream::name).toList();
        named.forEach((name, files) -> {
            if (!known.contains(name)) {
                throw new WrongArguments("--stream " + name + "=" + files.getFirst() + ": the pipeline "
                        + definition.pipeline() + " has no further stream " + name
                        + (known.isEmpty() ? "" : "; it has " + String.join(", ", known)));
            }
        });
        return definition.streams().stream()
                .filter(stream -> named.containsKey(stream.name()))
                .map(stream -> StreamFiles.of(stream, named.getOrDefault(stream.name(), List.of()), definition))
                .toList();
    }
}
