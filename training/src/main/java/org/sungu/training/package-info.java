/// Models: networks with weights, trained, evaluated and asked for predictions.
///
/// [Model] is the door. A training step (forward, loss, backward, optimizer, metrics) is one compiled program, built by
/// [StepPrograms]; what only prepares data is computed once per data set, see [Preparation].
@NullMarked
package org.sungu.training;

import org.jspecify.annotations.NullMarked;
