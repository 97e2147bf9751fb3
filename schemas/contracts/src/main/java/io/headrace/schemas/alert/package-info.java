/** Alerts as CloudEvents in the Kafka binary binding: the attributes beside an alert's bytes. */
@NullMarked
package io.headrace.schemas.alert;

import org.jspecify.annotations.NullMarked;
