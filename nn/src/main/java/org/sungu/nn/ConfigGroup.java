package org.sungu.nn;

/// A record whose components stand for configuration keys of the record that contains it, so that keys common to many classes
/// are declared once. Files write the keys flat, as Keras does.
public interface ConfigGroup {}
