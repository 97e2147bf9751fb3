package io.headrace.monitor.alert;

import io.headrace.schemas.avro.Alert;

/**
 * An alert with its identity.
 *
 * @param id follows from what raised it: the same after a repeat, another for every other alert of the pipeline
 */
public record RaisedAlert(String id, Alert alert) {}
