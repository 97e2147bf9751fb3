/** Brings the registry's champion into service: fetch, prove, switch, or refuse with an alert. */
@NullMarked
package io.headrace.scoring.loading;

import org.jspecify.annotations.NullMarked;
