/// The part of HDF5 that Keras and h5py use: reading what they write, writing what they read.
@NullMarked
package org.sungu.format.h5;

import org.jspecify.annotations.NullMarked;
