/**
 * The service provider interface of a chip: {@link dev.espquant.target.Target} and the records of facts that it hands out. A new chip is one
 * module with one implementation; nothing here, and nothing outside such modules, names a chip.
 */
@NullMarked
package dev.espquant.target;

import org.jspecify.annotations.NullMarked;
