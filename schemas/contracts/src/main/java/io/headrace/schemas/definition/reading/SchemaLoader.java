package io.headrace.schemas.definition.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Finds the Avro schema file a definition names. */
@FunctionalInterface
public interface SchemaLoader {

    /**
     * The file's text.
     *
     * @param name as the definition writes it
     * @throws NoSuchFileException where there is no such file
     * @throws IOException where it cannot be read
     */
    String load(String name) throws IOException;

    /** Names are paths, relative ones from a folder. */
    static SchemaLoader relativeTo(Path folder) {
        return name -> {
            try {
                return Files.readString(folder.resolve(name));
            } catch (InvalidPathException e) {
                throw new NoSuchFileException(name, null, e.getReason());
            }
        };
    }
}
