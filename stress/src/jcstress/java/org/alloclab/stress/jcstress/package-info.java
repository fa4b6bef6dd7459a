/**
 * JCStress, driven from inside: its tests, forks and files, without its command line.
 *
 * <p>JCStress's own runs begin by probing the virtual machine for seconds, last as long as their
 * iterations make them, and end well where nothing was run or saved. A {@link
 * org.alloclab.stress.jcstress.ForkPlan} fits forks into a budget; {@link
 * org.alloclab.stress.jcstress.Forks} runs them and ends those that hang; {@link
 * org.alloclab.stress.jcstress.Results} keeps what JCStress would keep and looks whether it is all
 * there. What is known of this virtual machine is not asked again: it is a JDK 25 with both
 * compilers.
 */
package org.alloclab.stress.jcstress;
