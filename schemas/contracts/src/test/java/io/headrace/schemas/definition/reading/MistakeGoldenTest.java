package io.headrace.schemas.definition.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each bad definition of the folder gives exactly the text beside it. {@code -Dgolden.update=true} writes the texts anew:
 * read the difference before you commit it.
 */
class MistakeGoldenTest {

    @ParameterizedTest
    @MethodSource("definitions")
    void saysWhatIsWrong(String name) throws IOException {
        String yaml = Rides.text(Rides.FOLDER.resolve(name + ".yaml"));
        List<Mistake> mistakes =
                DefinitionReader.read(yaml, name + ".yaml", Rides.SCHEMAS) instanceof DefinitionResult.Invalid invalid
                        ? invalid.mistakes()
                        : List.of();
        String found = MistakeReport.of(mistakes) + "\n";
        Path golden = Rides.FOLDER.resolve(name + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, found);
        }

        assertThat(mistakes).isNotEmpty();
        assertThat(found).isEqualTo(Rides.text(golden));
    }

    static Stream<String> definitions() throws IOException {
        try (Stream<Path> files = Files.list(Rides.FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }
}
