/** What a running system tells of itself, as any outsider could ask it. */
@NullMarked
package io.headrace.standalone.status;

import org.jspecify.annotations.NullMarked;
