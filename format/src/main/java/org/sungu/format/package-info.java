/// Reading and writing models and arrays, one package a format.
@NullMarked
package org.sungu.format;

import org.jspecify.annotations.NullMarked;
