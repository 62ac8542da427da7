// Explicit heat steps on a periodic N x N x N grid in double precision, plain C: the yardstick for three dimensions.
// gcc -O3 -march=native -ffast-math -fopenmp bench/c/heat3d.c -o heat3d -lm && ./heat3d 256 1
#include <stdio.h>
#include <stdlib.h>
#include <math.h>
#include <omp.h>

static void step(double *restrict to, const double *restrict u, long n, double a) {
#pragma omp parallel for schedule(static)
    for (long i = 0; i < n; i++) {
        const double *plane = u + i * n * n, *below = u + ((i + n - 1) % n) * n * n, *above = u + ((i + 1) % n) * n * n;
        for (long j = 0; j < n; j++) {
            const double *c = plane + j * n, *s = plane + ((j + n - 1) % n) * n, *e = plane + ((j + 1) % n) * n, *d = below + j * n, *t = above + j * n;
            double *o = to + (i * n + j) * n;
            for (long k = 1; k < n - 1; k++)
                o[k] = c[k] + a * (c[k - 1] + c[k + 1] + s[k] + e[k] + d[k] + t[k] - 6 * c[k]);
            o[0] = c[0] + a * (c[n - 1] + c[1] + s[0] + e[0] + d[0] + t[0] - 6 * c[0]);
            o[n - 1] = c[n - 1] + a * (c[n - 2] + c[0] + s[n - 1] + e[n - 1] + d[n - 1] + t[n - 1] - 6 * c[n - 1]);
        }
    }
}

int main(int count, char **given) {
    long n = count > 1 ? atol(given[1]) : 256;
    int threads = count > 2 ? atoi(given[2]) : 1;
    omp_set_num_threads(threads);
    double *u = aligned_alloc(64, n * n * n * 8), *v = aligned_alloc(64, n * n * n * 8);
#pragma omp parallel for schedule(static)
    for (long i = 0; i < n * n * n; i++) {
        u[i] = sin(0.001 * i);
        v[i] = 0;
    }
    double best = 1e9;
    for (int repetition = 0; repetition < 7; repetition++) {
        double start = omp_get_wtime();
        for (int s = 0; s < 12; s++) {
            step(v, u, n, 0.1);
            double *w = u; u = v; v = w;
        }
        double each = (omp_get_wtime() - start) / 12;
        if (each < best) best = each;
    }
    printf("heat %ld^3, %d threads: min %.3f ms/step, %.3f Gcell/s (%g)\n", n, threads, best * 1e3, n * n * n / best * 1e-9, u[n]);
    return 0;
}
