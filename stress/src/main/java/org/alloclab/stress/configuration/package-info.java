/**
 * Unusual virtual machines, in pairs: the allocators are to keep their promises under any of them.
 *
 * <p>A {@link org.alloclab.stress.configuration.Factor} is something that can be chosen, as the
 * collector; {@link org.alloclab.stress.configuration.Pairs} picks a few combinations out of all,
 * so that any two choices meet; a {@link org.alloclab.stress.configuration.Configuration} is one of
 * them, and {@link org.alloclab.stress.configuration.Examination} runs the contract and random
 * traffic under it.
 */
package org.alloclab.stress.configuration;
