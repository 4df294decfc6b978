"""For each tool: a gradient, a Hessian and a Hessian-vector product of any function."""

from typing import NamedTuple

import autograd
import autograd.numpy
import jax
import jax.numpy
import numpy as np
import tensorflow as tf
import torch

import hesscourse as hc

from ..rosenbrock import objective

jax.config.update("jax_enable_x64", True)


def report(p):
    x, y = p[0], p[1]
    return 85 - x**2 * (x - 6) * y**2 * (y - 6) / 90


def rosen_with(total):
    def rosen(p):
        return total(100 * (p[1:] - p[:-1] ** 2) ** 2 + (1 - p[:-1]) ** 2)

    return rosen


class Tool(NamedTuple):
    """What one tool makes of a function.

    `point` turns a NumPy array into the tool's own. The rest take and give the tool's own arrays,
    and give them back only when they are there: no answer is on its way.
    """

    point: callable
    gradient: callable
    hessian: callable
    product: callable


def by_formula(problem, n):
    f = hc.gallery.report_surface if problem == "report_surface" else objective(n)
    return Tool(np.asarray, f.gradient, f.hessian, f.hessian_vector_product)


def by_autograd(problem, n):
    f = report if problem == "report_surface" else rosen_with(autograd.numpy.sum)
    product = autograd.hessian_vector_product(f)
    return Tool(np.array, autograd.grad(f), autograd.hessian(f), product)


def by_jax(problem, n):
    f = report if problem == "report_surface" else rosen_with(jax.numpy.sum)
    gradient = jax.grad(f)

    def product(p, v):
        return jax.jvp(gradient, (p,), (v,))[1]

    made = [there(jax.jit(function)) for function in (gradient, jax.hessian(f), product)]
    return Tool(jax.numpy.asarray, *made)


def there(function):
    return lambda *arguments: function(*arguments).block_until_ready()


def by_torch(problem, n):
    f = report if problem == "report_surface" else rosen_with(torch.sum)
    gradient = torch.func.grad(f)

    def product(p, v):
        return torch.func.jvp(gradient, (p,), (v,))[1]

    return Tool(torch.from_numpy, gradient, torch.func.hessian(f), product)


def by_tensorflow(problem, n):
    f = report if problem == "report_surface" else rosen_with(tf.reduce_sum)

    def gradient(p):
        with tf.GradientTape() as tape:
            tape.watch(p)
            value = f(p)
        return tape.gradient(value, p)

    def hessian(p):
        with tf.GradientTape() as tape:
            tape.watch(p)
            slopes = gradient(p)
        return tape.jacobian(slopes, p)

    def product(p, v):
        with tf.GradientTape() as tape:
            tape.watch(p)
            along = tf.reduce_sum(gradient(p) * v)
        return tape.gradient(along, p)

    return Tool(tf.constant, *map(tf.function, (gradient, hessian, product)))


TOOLS = {
    "formula": by_formula,
    "autograd": by_autograd,
    "JAX": by_jax,
    "PyTorch": by_torch,
    "TensorFlow": by_tensorflow,
}
