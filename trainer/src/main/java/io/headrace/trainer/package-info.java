/** The trainer: windows of examples become candidate models, and proven ones become versions. */
@NullMarked
package io.headrace.trainer;

import org.jspecify.annotations.NullMarked;
