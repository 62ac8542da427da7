"""Minimax coefficients of the polynomials in src/Compiler/Kernels/Vector*.cs: Remez exchange with 60 digits (needs mpmath)."""
from mpmath import *
mp.dps = 60

def remez(f, w, a, b, n, iters=12, grid=1500):
    a, b = mpf(a), mpf(b)
    m = n + 2
    xs = [(a + b) / 2 - (b - a) / 2 * cos(pi * (2*k + 1) / (2 * m)) for k in range(m)]
    pts = [(a + b) / 2 - (b - a) / 2 * cos(pi * (k + mpf(1)/2) / grid) for k in range(grid)]
    fv = [(x, f(x), w(x)) for x in pts]
    for it in range(iters):
        A = matrix(m, m); r = matrix(m, 1)
        for i, x in enumerate(xs):
            for j in range(n + 1): A[i, j] = x**j
            A[i, n + 1] = (-1)**i / w(x)
            r[i] = f(x)
        s = lu_solve(A, r)
        c = [s[j] for j in range(n + 1)]
        es = [(wv * (polyval(c[::-1], x) - y), x) for x, y, wv in fv]
        # one extremum per sign run
        runs = []
        for e, x in es:
            if runs and (runs[-1][0] > 0) == (e > 0):
                if abs(e) > abs(runs[-1][0]): runs[-1] = (e, x)
            else: runs.append((e, x))
        while len(runs) > m:
            if abs(runs[0][0]) < abs(runs[-1][0]): runs.pop(0)
            else: runs.pop()
        if len(runs) < m: break
        xs = [x for e, x in runs]
        big = max(abs(e) for e, x in es)
        if big < abs(s[n+1]) * mpf('1.001'): break
    return c, max(abs(e) for e, x in es)

def show(name, c, e):
    print(name, 'degree', len(c) - 1, 'error 2^%.2f' % float(log(e, 2)))
    for v in c: print('    ' + repr(float(v)) + ',')


h = mpf('0.3469')
def f_exp(r): return (exp(r) - 1 - r) / r**2 if abs(r) > mpf(10)**-15 else mpf(1)/2 + r/6
def w_exp(r): return r**2 / abs(expm1(r)) if abs(r) > mpf(10)**-15 else abs(r)+mpf(10)**-20
for n in (9, 10): show('exp P', *remez(f_exp, w_exp, -h, h, n))
zl = mpf('0.029438')
def at(z):
    s = sqrt(z); return 2*atanh(s)/s
def f_log(z): return (at(z) - 2) / z
for n in (6, 7): show('log P', *remez(f_log, lambda z: z, mpf(10)**-12, zl, n))
def f_log2(z): return ((at(z) - 2) / z - mpf(2)/3) / z
for n in (6, 7): show('log dd Q', *remez(f_log2, lambda z: z*z, mpf(10)**-12, zl, n))
zs = (pi/4 + mpf('0.0001'))**2
for n in (5, 6):
    show('sin S', *remez(lambda z: (sin(sqrt(z))/sqrt(z) - 1)/z, lambda z: z, mpf(10)**-12, zs, n))
    show('cos C', *remez(lambda z: (cos(sqrt(z)) - 1 + z/2)/z**2, lambda z: z**2, mpf(10)**-12, zs, n))
for n in (10, 11):
    show('erf A', *remez(lambda z: erf(sqrt(z))/sqrt(z) - 1, lambda z: mpf(1), mpf(10)**-12, mpf(1), n))
for n in (14, 16, 18):
    show('erf B (t = x - 2)', *remez(lambda t: -log(erfc(t+2)), lambda t: erfc(t+2), -1, 4, n))
