"""The addressed draws for kernels: the same code, compiled once for all of them whatever constants they pass."""

from __future__ import annotations

from diffusion_sim import draws
from diffusion_sim.engine.inlining import for_kernels, into_kernels

block = for_kernels(draws.block)
uniform, normal, resistance = for_kernels(draws.uniform), for_kernels(draws.normal), for_kernels(draws.resistance)
solution_identity, world_key = for_kernels(draws.solution_identity), for_kernels(draws.world_key)
months_until = into_kernels(draws.months_until)
