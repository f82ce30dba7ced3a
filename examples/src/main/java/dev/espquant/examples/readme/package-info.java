/** The program that the README shows: the whole road through the libraries, without the command line. */
@NullMarked
package dev.espquant.examples.readme;

import org.jspecify.annotations.NullMarked;
