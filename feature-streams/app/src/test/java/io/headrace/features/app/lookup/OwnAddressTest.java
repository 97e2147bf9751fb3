package io.headrace.features.app.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OwnAddressTest {

    @Test
    void whatIsSetIsTaken() {
        assertThat(OwnAddress.of(" features-0.features:9090 ", 1)).isEqualTo("features-0.features:9090");
        assertThat(OwnAddress.of("[fd00::7]:9090", 1)).isEqualTo("[fd00::7]:9090");
    }

    @Test
    void whereNothingIsSetItIsThisMachineWithThePort() {
        assertThat(OwnAddress.of("", 9103)).endsWith(":9103").hasSizeGreaterThan(":9103".length());
    }

    @Test
    void whatIsNoAddressIsNamedWithItsSetting() {
        assertThatThrownBy(() -> OwnAddress.of("features-0", 9090))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("headrace.features.advertised-address: \"features-0\" is not host:port, such as"
                        + " features-0.features:9090");
    }
}
