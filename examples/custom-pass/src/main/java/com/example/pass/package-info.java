/** An optimizer pass outside the project: one class, found through the service file that {@code @AutoService} writes. */
package com.example.pass;
