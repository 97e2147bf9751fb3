package io.headrace.standalone.command;

import io.headrace.connectors.csv.CsvSourceConnector;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Files that are one source, in this order.
 *
 * @param option what stands before a file where it is given, such as {@code --source} and a space
 * @param files absolute, as the connector remembers them
 */
record ConnectorFiles(String option, List<Path> files) {

    ConnectorFiles {
        files = List.copyOf(files);
    }

    /**
     * @param given at least one
     * @throws WrongArguments where one is named twice
     */
    static ConnectorFiles of(String option, List<Path> given) {
        List<Path> files =
                given.stream().map(file -> file.toAbsolutePath().normalize()).toList();
        Set<Path> seen = new HashSet<>();
        for (Path file : files) {
            if (!seen.add(file)) {
                throw new WrongArguments(option + file + ": the file is named twice; name each once");
            }
        }
        return new ConnectorFiles(option, files);
    }

    /**
     * Settings of the connector that reads them, as properties of the apps; the rest it is told by the definition.
     *
     * @param connector its name
     * @throws WrongArguments where a path has a comma, by which Kafka Connect separates files
     */
    Map<String, String> properties(String connector) {
        for (Path file : files) {
            if (file.toString().contains(",")) {
                throw new WrongArguments(option + file + ": found a comma in the file's path, where Kafka Connect"
                        + " separates files; give it another name, or a link to it");
            }
        }
        String prefix = prefix(connector);
        Map<String, String> properties = new TreeMap<>();
        properties.put(prefix + "connector.class", CsvSourceConnector.class.getName());
        properties.put(prefix + "files", files.stream().map(Path::toString).collect(Collectors.joining(",")));
        return properties;
    }

    /** Before a connector's setting, as a property of the apps. */
    static String prefix(String connector) {
        return "headrace.connectors." + connector + ".";
    }

    /** Their names, for people. */
    String names() {
        return files.stream().map(file -> String.valueOf(file.getFileName())).collect(Collectors.joining(", then "));
    }
}
