package io.headrace.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void settingsWithOneOrTwoHyphensAreNoMistake() {
        assertThat(Arguments.mistakes(List.of(
                        "-kafka.bootstrap.servers=a:9092,b:9092",
                        "--headrace.state-dir=/var/lib/x y",
                        "-kafka.sasl.jaas.config=Module required username=\"u\";",
                        "-headrace.pipeline=")))
                .isEmpty();
    }

    @Test
    void everythingElseIsNamedWithWhatWouldBeRight() {
        assertThat(Arguments.mistakes(List.of("kafka.bootstrap.servers=a:9092", "--help", "-a=b")))
                .hasSize(2)
                .allSatisfy(mistake -> assertThat(mistake).contains("write -NAME=VALUE"))
                .first()
                .asString()
                .startsWith("Argument \"kafka.bootstrap.servers=a:9092\" sets nothing");
    }

    @Test
    void aNameOfOursThatDoesNotExistIsRefusedWithTheNearest() {
        assertThat(Arguments.mistakes(List.of("-headrace.partition=2")))
                .singleElement()
                .asString()
                .contains("there is no setting headrace.partition; was headrace.partitions meant?");
    }

    @Test
    void theLastOfSeveralValuesHolds() {
        assertThat(Arguments.value(List.of("-a.b=1", "--a.b=x=y", "-a.bc=3"), "a.b"))
                .contains("x=y");
        assertThat(Arguments.value(List.of("-a.b=1"), "b")).isEmpty();
    }
}
