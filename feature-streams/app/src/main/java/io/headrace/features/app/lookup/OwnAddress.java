package io.headrace.features.app.lookup;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.kafka.common.utils.Utils;

/** Where other processes reach this one. */
public final class OwnAddress {

    private OwnAddress() {}

    /**
     * As it is set, or this machine's own address.
     *
     * @param advertised host:port; empty where it is not set
     * @param port of this process's gRPC server
     * @throws IllegalArgumentException if what is set is not host:port
     */
    public static String of(String advertised, int port) {
        if (advertised.isBlank()) {
            return Utils.formatAddress(host(), port);
        }
        if (Utils.getHost(advertised.strip()) == null || Utils.getPort(advertised.strip()) == null) {
            throw new IllegalArgumentException("headrace.features.advertised-address: \"" + advertised
                    + "\" is not host:port, such as features-0.features:9090");
        }
        return advertised.strip();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostAddress();
        } catch (UnknownHostException nameless) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }
}
