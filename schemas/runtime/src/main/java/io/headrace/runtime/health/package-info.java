/** What the apps tell probes. */
@NullMarked
package io.headrace.runtime.health;

import org.jspecify.annotations.NullMarked;
