/** What the registry topic says, as values: published versions, moved aliases, history. No Kafka. */
@NullMarked
package io.headrace.registry.protocol.view;

import org.jspecify.annotations.NullMarked;
