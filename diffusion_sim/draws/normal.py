"""The normal quantile function (Wichura 1988, algorithm AS 241 PPND16, Applied Statistics 37, 477-484)."""

from __future__ import annotations

import math

from diffusion_sim.exact import log
from diffusion_sim.jit import unchecked_rule


@unchecked_rule
def normal_quantile(p: float) -> float:
    """Return z with P(Z < z) = p for 0 < p < 1, to about 16 digits."""
    q = p - 0.5
    if abs(q) <= 0.425:  # noqa: PLR2004 - the published split
        return q * _central(0.180625 - q * q)
    r = math.sqrt(-log(p if q < 0.0 else 1.0 - p))
    z = _near_tail(r - 1.6) if r <= 5.0 else _far_tail(r - 5.0)  # noqa: PLR2004 - the published split
    return -z if q < 0.0 else z


@unchecked_rule
def _central(r: float) -> float:
    upper = ((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r + 6.7265770927008700853e4) * r
    upper = (((upper + 4.5921953931549871457e4) * r + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r
    upper = (upper + 1.3314166789178437745e2) * r + 3.3871328727963666080e0
    lower = ((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r + 3.9307895800092710610e4) * r
    lower = (((lower + 2.1213794301586595867e4) * r + 5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r
    lower = (lower + 4.2313330701600911252e1) * r + 1.0
    return upper / lower


@unchecked_rule
def _near_tail(r: float) -> float:
    upper = ((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r
    upper = (((upper + 1.27045825245236838258e0) * r + 3.64784832476320460504e0) * r + 5.76949722146069140550e0) * r
    upper = (upper + 4.63033784615654529590e0) * r + 1.42343711074968357734e0
    lower = ((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r
    lower = (((lower + 1.48103976427480074590e-1) * r + 6.89767334985100004550e-1) * r + 1.67638483018380384940e0) * r
    lower = (lower + 2.05319162663775882187e0) * r + 1.0
    return upper / lower


@unchecked_rule
def _far_tail(r: float) -> float:
    upper = ((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.24266094738807843860e-3) * r
    upper = (((upper + 2.65321895265761230930e-2) * r + 2.96560571828504891230e-1) * r + 1.78482653991729133580e0) * r
    upper = (upper + 5.46378491116411436990e0) * r + 6.65790464350110377720e0
    lower = ((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r
    lower = (((lower + 7.86869131145613259100e-4) * r + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r
    lower = (lower + 5.99832206555887937690e-1) * r + 1.0
    return upper / lower
