/** A chip outside the project: one class of facts, found through the service file that {@code @AutoService} writes. */
package com.example.target;
