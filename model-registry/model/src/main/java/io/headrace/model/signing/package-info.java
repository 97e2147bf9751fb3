/** Who made a model: Ed25519 keys in PEM files, signatures over model versions, and whose signatures count. */
@NullMarked
package io.headrace.model.signing;

import org.jspecify.annotations.NullMarked;
