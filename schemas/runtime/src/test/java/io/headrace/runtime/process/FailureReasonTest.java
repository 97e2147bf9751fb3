package io.headrace.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.exceptions.BeanInstantiationException;
import io.micronaut.context.exceptions.ConfigurationException;
import java.net.BindException;
import org.junit.jupiter.api.Test;

class FailureReasonTest {

    @Test
    void aTakenPortIsNamedWithTheSettingThatChoosesAnother() {
        var failure = new IllegalStateException(
                "Unable to start Micronaut server on port: 8080", new BindException("Address already in use"));
        assertThat(sentence(failure)).contains("8080").contains("MICRONAUT_SERVER_PORT");
    }

    @Test
    void aValueOfTheWrongTypeIsNamedWithItsVariableAndWithoutMicronautsPath() {
        var failure = new BeanInstantiationException(
                "Failed to inject value\n\nMessage: Error resolving property value"
                        + " [micronaut.server.port]. Unable to convert value [0x] to target type [int] due to: For input\nPath");
        assertThat(sentence(failure))
                .isEqualTo("micronaut.server.port (MICRONAUT_SERVER_PORT): cannot convert [0x] to target type [int]");
    }

    @Test
    void aFileThatCannotBeReadIsNamedWithTheReason() {
        var failure = new ConfigurationException("Error reading file x.yml", new IllegalStateException("line 3: tab"));
        assertThat(sentence(failure)).isEqualTo("Error reading file x.yml: line 3: tab");
    }

    @Test
    void whatIsNotKnownKeepsItsStack() {
        var failure = new IllegalStateException("odd");
        assertThat(FailureReason.of(failure)).isEqualTo(new FailureReason.Unknown(failure));
    }

    private static String sentence(Throwable failure) {
        return ((FailureReason.Known) FailureReason.of(failure)).sentence();
    }
}
