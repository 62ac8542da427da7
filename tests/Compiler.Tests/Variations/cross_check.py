#!/usr/bin/env python3
"""Functional derivatives by another algebra system, for tests/Golden/tables/cross_checked.tbl.

SymPy's `sympy.calculus.euler.euler_equations` forms f_u - sum d/dx_i f_{u_i} + sum d2/dx_i dx_j f_{u_ij} from the Lagrangian.
Each equation is evaluated at three points with 30 digits for the fields written below. Convolutions and functions of integrals,
which it does not know, are done by hand from it: the rule used stands beside the entry. SymPy 1.11.1; run:

    python3 cross_check.py > ../../Golden/tables/cross_checked.tbl
"""
from sympy import Function, Matrix, Rational, cos, diff, exp, integrate, log, pi, sin, sqrt, symbols, tanh
from sympy.calculus.euler import euler_equations

x, y, z, s = symbols("x y z s")
POINTS = [(Rational(1, 5), Rational(7, 10), Rational(2, 5)), (Rational(13, 20), Rational(3, 10), Rational(4, 5)),
          (Rational(9, 10), Rational(1, 2), Rational(1, 10))]
AXES = {1: [x], 2: [x, y], 3: [x, y, z]}
# The fields, as CrossCheckTests has them.
FIELDS = {
    1: [Rational(3, 2) + x / 3 + sin(2 * x) / 5, 2 - x**2 / 3 + cos(3 * x) / 7],
    2: [Rational(3, 2) + x / 3 + x * y / 4 + sin(x + 2 * y) / 5, 2 - x**2 / 3 + sin(x - y) / 4],
    3: [Rational(3, 2) + x / 3 + y * z / 4 + sin(x + 2 * y - z) / 5, 2 - x * z / 3 + cos(x - y + z) / 4],
}


def grad2(u, d):
    return sum(diff(u, a)**2 for a in AXES[d])


def lap(u, d):
    return sum(diff(u, a, 2) for a in AXES[d])


def hess2(u, d):
    return sum(diff(u, a, b)**2 for a in AXES[d] for b in AXES[d])


def dot(u, v, d):
    return sum(diff(u, a) * diff(v, a) for a in AXES[d])


LOCAL = [
    # functional in the language; dimension; number of states; the Lagrangian
    ("F[u] = int |grad u|^2/2 + (1 - u^2)^2/4", 1, 1, lambda u, d: grad2(u, d) / 2 + (1 - u**2)**2 / 4),
    ("F[u] = int |grad u|^2/2 + (1 - u^2)^2/4", 3, 1, lambda u, d: grad2(u, d) / 2 + (1 - u**2)**2 / 4),
    ("F[rho] = int rho*log(rho) + x^2*rho", 1, 1, lambda u, d: u * log(u) + x**2 * u),
    ("F[rho] = int |grad (sqrt rho)|^2", 2, 1, lambda u, d: grad2(sqrt(u), d)),
    ("F[rho] = int |grad rho|^2/rho", 1, 1, lambda u, d: grad2(u, d) / u),
    ("F[u] = int sqrt(1 + |grad u|^2)", 2, 1, lambda u, d: sqrt(1 + grad2(u, d))),
    ("F[u] = int u*sqrt(1 + |grad u|^2)", 1, 1, lambda u, d: u * sqrt(1 + grad2(u, d))),
    ("F[u] = int |grad u|^4/4 + u^3", 2, 1, lambda u, d: grad2(u, d)**2 / 4 + u**3),
    ("F[u] = int (lap u)^2/2", 2, 1, lambda u, d: lap(u, d)**2 / 2),
    ("F[u] = int (lap u)^2/2", 3, 1, lambda u, d: lap(u, d)**2 / 2),
    ("F[u] = int |hess u|^2/2", 2, 1, lambda u, d: hess2(u, d) / 2),
    ("F[u] = int |hess u|^2/2", 3, 1, lambda u, d: hess2(u, d) / 2),
    ("F[u] = int (u + lap u)^2/2 - u^2/5 + u^4/4", 2, 1, lambda u, d: (u + lap(u, d))**2 / 2 - u**2 / 5 + u**4 / 4),
    ("F[u] = int (lap u - u^3 + u)^2/2", 1, 1, lambda u, d: (lap(u, d) - u**3 + u)**2 / 2),
    ("F[u] = int (lap u - u^3 + u)^2/2", 2, 1, lambda u, d: (lap(u, d) - u**3 + u)**2 / 2),
    ("F[u] = int -u*lap u/2", 2, 1, lambda u, d: -u * lap(u, d) / 2),
    ("F[u] = int exp(u)*(lap u)^2", 1, 1, lambda u, d: exp(u) * lap(u, d)**2),
    ("F[u] = int (1 + x*y)*|grad u|^2/2 + sin(u)", 2, 1, lambda u, d: (1 + x * y) * grad2(u, d) / 2 + sin(u)),
    ("F[u] = int tanh(u)*|grad u|^2", 3, 1, lambda u, d: tanh(u) * grad2(u, d)),
    ("F[u] = int u*(u'')^2 + (u')^2*cos(x)", 1, 1, lambda u, d: u * diff(u, x, 2)**2 + diff(u, x)**2 * cos(x)),
    ("F[u, v] = int dot(grad u, grad v) + u^2*v", 2, 2, lambda u, v, d: dot(u, v, d) + u**2 * v),
    ("F[u, v] = int v*|grad u|^2/2 + u*lap v", 3, 2, lambda u, v, d: v * grad2(u, d) / 2 + u * lap(v, d)),
    ("F[u, v] = int (lap u)*(lap v) + exp(u*v)", 2, 2, lambda u, v, d: lap(u, d) * lap(v, d) + exp(u * v)),
    ("F[u, v] = int u*log(u/v) + |grad (u/v)|^2", 1, 2, lambda u, v, d: u * log(u / v) + grad2(u / v, d)),
    ("F[u] = int det(hess u)*u", 2, 1, lambda u, d: (diff(u, x, 2) * diff(u, y, 2) - diff(u, x, y)**2) * u),
]


def derivatives(lagrangian, d, count):
    fields = [Function(name)(*AXES[d]) for name in ("u", "v")[:count]]
    equations = euler_equations(lagrangian(*fields, d), fields, AXES[d])
    put = dict(zip(fields, FIELDS[d]))
    return [equation.lhs.subs(put).doit() for equation in equations]


def values(expression, d):
    return " ".join(str(expression.subs(dict(zip(AXES[d], point))).evalf(25)) for point in POINTS)


print("# Functional derivatives computed by SymPy 1.11.1 (tests/Compiler.Tests/Variations/cross_check.py), at the three points and for the")
print("# fields of CrossCheckTests: values at the points, one group a state. Not to be blessed: it is the other system's answer.")
dimension = 1
for given, d, count, lagrangian in sorted(LOCAL, key=lambda row: row[1]):
    if d != dimension:
        dimension = d
        print(f"dimension {d}")
    print(f"{given} ⇶ {' ; '.join(values(e, d) for e in derivatives(lagrangian, d, count))}")

# Not local: dF(u; eta) by SymPy's own integrals over [0, 1], the rule beside each.
u1 = FIELDS[1][0]
at = lambda e, p: e.subs(x, p)
nonlocal_rows = [
    # F = 1/2 int int W(x - y) u u: dF = int (W(x - y) + W(y - x))/2 u(y) dy, W not even
    ("F[u] = 1/2*int (fun x y -> ((x - y)^3 + (x - y)^2)*u x*u y)",
     integrate(((x - s)**2) * u1.subs(x, s), (s, 0, 1))),
    # F = (int u^2)^2 + exp(int u): dF = 4 u int u^2 + exp(int u)
    ("F[u] = (int u^2)^2 + exp(int u)", 4 * u1 * integrate(u1**2, (x, 0, 1)) + exp(integrate(u1, (x, 0, 1)))),
    # three points, k = x y^2 z: dF = sum over the three places
    ("F[u] = int (fun a b c -> a*b^2*c*u a*u b*u c)",
     2 * x * integrate(s**2 * u1.subs(x, s), (s, 0, 1)) * integrate(s * u1.subs(x, s), (s, 0, 1)) + x**2 * integrate(s * u1.subs(x, s), (s, 0, 1))**2),
]
print("dimension 1")
for given, derivative in nonlocal_rows:
    print(f"{given} ⇶ {values(derivative, 1)}")
