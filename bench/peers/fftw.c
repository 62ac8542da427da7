/* The yardstick of bench/results/*-transforms.md: FFTW's real transforms on one thread, out of place, planned with FFTW_MEASURE.
   apt-get install libfftw3-dev gcc; gcc -O2 -o /tmp/fftw fftw.c -lfftw3 -lm && /tmp/fftw
   Prints a line for each: kind, cells, and the least and the median time of a forward and of an inverse transform in microseconds. */
#include <fftw3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e6 * t.tv_sec + 1e-3 * t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void measure(const char *what, fftw_plan plan)
{
    enum { most = 2000 };
    static double times[most];
    int count = 0;
    fftw_execute(plan);
    for (double begin = now(); count < most && (count < 20 || now() - begin < 5e5); count++) {
        double t = now();
        fftw_execute(plan);
        times[count] = now() - t;
    }
    qsort(times, count, sizeof *times, ascending);
    printf(" %s %.1f %.1f", what, times[0], times[count / 2]);
}

static void run(int rank, const int *n)
{
    size_t cells = 1, half = 1;
    for (int i = 0; i < rank; i++) {
        cells *= n[i];
        half *= i == rank - 1 ? n[i] / 2 + 1 : n[i];
    }
    double *values = fftw_malloc(sizeof *values * cells), *out = fftw_malloc(sizeof *out * cells);
    fftw_complex *modes = fftw_malloc(sizeof *modes * half);
    fftw_r2r_kind cosine[3] = { FFTW_REDFT10, FFTW_REDFT10, FFTW_REDFT10 };
    fftw_r2r_kind back[3] = { FFTW_REDFT01, FFTW_REDFT01, FFTW_REDFT01 };
    fftw_plan forward = fftw_plan_dft_r2c(rank, n, values, modes, FFTW_MEASURE);
    fftw_plan inverse = fftw_plan_dft_c2r(rank, n, modes, values, FFTW_MEASURE);
    fftw_plan even = fftw_plan_r2r(rank, n, values, out, cosine, FFTW_MEASURE);
    fftw_plan odd = fftw_plan_r2r(rank, n, out, values, back, FFTW_MEASURE);
    for (size_t i = 0; i < cells; i++)
        values[i] = (double)(i * 2654435761u % 1000) / 1000 - 0.5;
    for (int kind = 0; kind < 2; kind++) {
        printf("%s", kind ? "even" : "periodic");
        for (int i = 0; i < rank; i++)
            printf("%c%d", i ? 'x' : ' ', n[i]);
        measure("forward", kind ? even : forward);
        for (size_t i = 0; i < half; i++)
            modes[i][0] = modes[i][1] = 1e-3;
        measure("inverse", kind ? odd : inverse);
        printf("\n");
        fflush(stdout);
    }
}

int main(void)
{
    const int cells[][3] = { { 128, 128 }, { 256, 256 }, { 512, 512 }, { 1024, 1024 }, { 240, 360 }, { 64, 64, 64 }, { 128, 128, 128 }, { 1024 }, { 65536 } };
    const int ranks[] = { 2, 2, 2, 2, 2, 3, 3, 1, 1 };
    for (int i = 0; i < 9; i++)
        run(ranks[i], cells[i]);
    return 0;
}
