/** Events and labels pushed over HTTP as plain JSON, answered once the broker has them. */
@NullMarked
package io.headrace.ingest.push;

import org.jspecify.annotations.NullMarked;
