/** Rules about the whole code base, checked here because this module sees all others. */
@NullMarked
package dev.espquant.architecture;

import org.jspecify.annotations.NullMarked;
