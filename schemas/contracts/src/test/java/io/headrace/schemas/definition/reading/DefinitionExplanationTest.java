package io.headrace.schemas.definition.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DefinitionExplanationTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/explanation.txt");

    @Test
    void tellsEverySettingAndWhyADefaultIsOne() throws IOException {
        String text = DefinitionExplanation.of(Rides.smallestWith("""
                        clean:
                          rules:
                            - {name: distance-positive, require: distance > 0}
                            - {name: no-frost, repair: {temperature: "temperature < -50 ? 0 : temperature"}}
                          fill: {bike: {constant: CITY}}
                        monitor: {window: 500}
                        """)).text();
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, text + "\n");
        }

        assertThat(text + "\n").isEqualTo(Rides.text(GOLDEN));
    }

    @Test
    void givesNoReasonForWhatIsStatedOtherwise() {
        assertThat(DefinitionExplanation.of(DefinitionReader.readValid(Rides.PAYMENTS))
                        .settings())
                .filteredOn(setting -> setting.reason().isEmpty())
                .extracting(Setting::path)
                .contains("problem.success", "labels.within", "train.every", "features.amount_ratio");
    }
}
