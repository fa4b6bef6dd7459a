/**
 * Steps: places in the code of the allocators, between two accesses to memory that threads share,
 * where something can be made to happen to a thread. They are put in when the classes are loaded,
 * so the shipped ones have none.
 *
 * <p>{@link org.alloclab.stress.injection.SteppedClasses} is a world in which they are there;
 * {@link org.alloclab.stress.injection.Steps} says what happens at them; {@link
 * org.alloclab.stress.injection.StepTable} names them. This package is the same in all worlds.
 */
package org.alloclab.stress.injection;
